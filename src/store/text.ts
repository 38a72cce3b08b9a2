/** What the database's errors say at a start and on the terminal; none holds an address or a password. */

export const TOO_NEW =
  'The database was written by a newer version of DocSpace Groups. Install that version again, or name another database in DATABASE_URL.';
export const TOO_OLD =
  'The database is empty or from an older version of DocSpace Groups. Start the app once, then try again.';
export const cannotOpenText = (code: string) =>
  `The database in DATABASE_URL can’t be opened (${code}). Check its address and password, and that it is running.`;
export const IN_USE =
  'The database file is in use by another process of DocSpace Groups. Stop that one first, or name another database in DATABASE_URL. Several processes can share a PostgreSQL database.';
export const BUSY =
  'The database was locked by another program for too long, so nothing was saved. Wait until that program, such as a backup, has finished. Then try again.';
export const FULL = 'The disk of the database is full, so nothing was saved. Free some space, then try again.';
export const NOT_CERTAIN =
  'The connection to the database was lost while saving, so it is not certain whether this was saved. Check before you try again.';
