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

/** The driver's short code; its message could name the address and the user. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no answer';
}
