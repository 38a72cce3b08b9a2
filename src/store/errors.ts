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

/** The database cannot be opened; the message holds no address and no password. */
export class DatabaseUnreachable extends Error {
  readonly code = 'database_unreachable';

  constructor(why: string) {
    super(
      `The database in DATABASE_URL cannot be opened (${why}). Check the address, the password and that it is running.`,
    );
    this.name = 'DatabaseUnreachable';
  }
}

/** Another process kept a writer lease for longer than a writer waits; the work was not begun. */
export class WriterBusy extends Error {
  readonly code = 'writer_busy';

  constructor() {
    super('another process is still writing about this');
    this.name = 'WriterBusy';
  }
}
