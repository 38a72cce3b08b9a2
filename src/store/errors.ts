/** The database was written by a newer version of the app; an older one must not touch it. */
export class DatabaseTooNew extends Error {
  readonly code = 'database_too_new';

  constructor() {
    super(
      'The database was written by a newer version of DocSpace Groups. Install that version again, or name another database in DATABASE_URL.',
    );
    this.name = 'DatabaseTooNew';
  }
}

/** The database was written by an older version; only the app itself brings it up to date. */
export class DatabaseTooOld extends Error {
  readonly code = 'database_too_old';

  constructor() {
    super('The database is empty or of an older version of DocSpace Groups. Start the app once, then try again.');
    this.name = 'DatabaseTooOld';
  }
}

/** The database cannot be opened, or does not answer; the message holds no address and no password. */
export class DatabaseUnreachable extends Error {
  readonly code = 'database_unreachable';

  /** The driver's short code, such as ECONNREFUSED or 28P01. */
  readonly why: string;

  constructor(why: string) {
    super(
      `The database in DATABASE_URL cannot be opened (${why}). Check the address, the password and that it is running.`,
    );
    this.name = 'DatabaseUnreachable';
    this.why = why;
  }
}

/** Another process has this SQLite file open: its locks, leases and caches hold for one process only. */
export class DatabaseInUse extends Error {
  readonly code = 'database_in_use';

  constructor() {
    super(
      'The database file is in use by another process of DocSpace Groups. Stop that one first, or name another database in DATABASE_URL; several processes can share a PostgreSQL database.',
    );
    this.name = 'DatabaseInUse';
  }
}

/** Another program kept the database locked for as long as a write may wait; nothing was saved. */
export class DatabaseBusy extends Error {
  readonly code = 'database_busy';

  constructor(cause: unknown) {
    super(
      'The database was locked by another program for too long, so nothing was saved. Wait until that program (a backup, for instance) has finished, then try again.',
      { cause },
    );
    this.name = 'DatabaseBusy';
  }
}

/** The disk under the database is full; nothing was saved. */
export class DatabaseFull extends Error {
  readonly code = 'database_full';

  constructor(cause: unknown) {
    super('The disk of the database is full, so nothing was saved. Free some space, then try again.', { cause });
    this.name = 'DatabaseFull';
  }
}

/** COMMIT was sent, its answer was lost, and the database could not be asked what became of it. */
export class NotCertainCommitted extends Error {
  readonly code = 'database_not_certain';

  constructor(cause?: unknown) {
    super(
      'The connection to the database was lost while saving, so it is not certain whether this was saved. Check before you try again.',
      { cause },
    );
    this.name = 'NotCertainCommitted';
  }
}

/** The short code of a driver's error; its message could name the address, the user or a path. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Another process kept a writer lease for longer than a writer waits; the work was not begun. */
export class WriterBusy extends Error {
  readonly code = 'writer_busy';

  constructor() {
    super('another process is still writing about this');
    this.name = 'WriterBusy';
  }
}
