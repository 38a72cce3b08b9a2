/** The first line of the list of what keeps the app from starting. */
export const CANNOT_START = 'DocSpace Groups can’t start:';
/** Its last line. */
export const WHERE_TO_LOOK =
  'Every variable is explained in .env.example. To try the app without any of them, run: npm run sandbox';

export const missingText = (variable: string, remedy: string) => `${variable} is missing. ${remedy}`;
export const faultyText = (variable: string, problem: string, remedy: string) =>
  `${variable} is set, but ${problem}. ${remedy}`;

/** What is wrong with a file that holds a secret, and what to do. */
export const setTwice = (secret: string) => ({ problem: `${secret} is set too`, remedy: 'Keep one of the two.' });
export const FILE_EMPTY = { problem: 'its file is empty', remedy: 'Write the secret into it.' };
export const FILE_MISSING = { problem: 'its file does not exist', remedy: 'Check the path.' };
export const FILE_IS_FOLDER = { problem: 'it names a folder', remedy: 'Name the file in it.' };
export const fileUnreadable = (code: string) => ({
  problem: `its file can’t be read (${code})`,
  remedy: 'Let the account that runs the app read it.',
});

/** What is wrong with variables that do not fit each other, and what to do. */
export const TOO_FEW_APPROVERS = {
  problem: 'is more than there are people in APPROVERS',
  remedy: 'Lower it, or name more people there.',
};
export const ERASED_TOO_EARLY = {
  problem: 'is shorter than RESTORE_FOR, and a group is restored from what is kept',
  remedy: 'Raise it, or lower RESTORE_FOR.',
};

/** A warning: the portal's address is used without what follows it. */
export const shortenedText = (url: string) =>
  `DOCSPACE_URL holds more than the portal’s address; the app uses ${url} alone.`;
