import * as text from './text.ts';

/** The database was written by a newer version of the app; an older one must not touch it. */
export class DatabaseTooNew extends Error {
  readonly code = 'database_too_new';

  constructor() {
    super(text.TOO_NEW);
    this.name = 'DatabaseTooNew';
  }
}

/** The database was written by an older version; only the app itself migrates it. */
export class DatabaseTooOld extends Error {
  readonly code = 'database_too_old';

  constructor() {
    super(text.TOO_OLD);
    this.name = 'DatabaseTooOld';
  }
}

/** The database cannot be opened or does not answer; the message contains no address and no password. */
export class DatabaseUnreachable extends Error {
  readonly code = 'database_unreachable';

  /** The driver's short code, such as ECONNREFUSED or 28P01. */
  readonly why: string;

  constructor(why: string) {
    super(text.cannotOpenText(why));
    this.name = 'DatabaseUnreachable';
    this.why = why;
  }
}

/** Another process of the app has this SQLite file open: locks, leases and caches are valid within one process only. */
export class DatabaseInUse extends Error {
  readonly code = 'database_in_use';

  constructor() {
    super(text.IN_USE);
    this.name = 'DatabaseInUse';
  }
}

/** Another program kept the database locked until the write timed out; nothing was saved. */
export class DatabaseBusy extends Error {
  readonly code = 'database_busy';

  constructor(cause: unknown) {
    super(text.BUSY, { cause });
    this.name = 'DatabaseBusy';
  }
}

/** The disk under the database is full; nothing was saved. */
export class DatabaseFull extends Error {
  readonly code = 'database_full';

  constructor(cause: unknown) {
    super(text.FULL, { cause });
    this.name = 'DatabaseFull';
  }
}

/** COMMIT was sent, its answer was lost, and the database could not be asked for the outcome. */
export class NotCertainCommitted extends Error {
  readonly code = 'database_not_certain';

  constructor(cause?: unknown) {
    super(text.NOT_CERTAIN, { cause });
    this.name = 'NotCertainCommitted';
  }
}

/** The code of a driver's error, because its message could contain the address, the user or a path. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Another process held a writer lease until the wait timed out; the work was not started. */
export class WriterBusy extends Error {
  readonly code = 'writer_busy';

  constructor() {
    super('another process is still writing about this');
    this.name = 'WriterBusy';
  }
}
