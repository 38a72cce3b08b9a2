import type { ConfigFault } from './faults.ts';
import { FILE_EMPTY, FILE_IS_FOLDER, FILE_MISSING, fileUnreadable, setTwice } from './text/faults.ts';

/** Variables that hold a secret; each can also be in a file, named by the same variable with `_FILE` behind it. */
export const SECRETS = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'DOCSPACE_API_KEY',
  'DATABASE_URL',
] as const;

/** The variables that name a file. */
export const FILE_VARIABLES: readonly string[] = SECRETS.map(fileVariable);

/** Reads a text file; throws what Node.js throws. */
export type ReadFile = (path: string) => string;

/** What the files hold, by the variable each stands for, and what is wrong with the others. */
export interface SecretFiles {
  values: Readonly<Record<string, string>>;
  faults: ConfigFault[];
}

/** The name of the variable that names the file of a secret. */
export function fileVariable(secret: string): string {
  return `${secret}_FILE`;
}

/** Reads the secrets that are in files. */
export function readSecretFiles(given: Readonly<Record<string, string>>, readFile: ReadFile): SecretFiles {
  const values: Record<string, string> = {};
  const faults: ConfigFault[] = [];
  for (const secret of SECRETS) {
    const variable = fileVariable(secret);
    const path = given[variable];
    if (path === undefined) continue;
    if (secret in given) {
      faults.push({ variable, ...setTwice(secret) });
      continue;
    }
    const read = readSecret(path, readFile);
    if ('value' in read) values[secret] = read.value;
    else faults.push({ variable, ...read });
  }
  return { values, faults };
}

function readSecret(path: string, readFile: ReadFile): { value: string } | { problem: string; remedy: string } {
  try {
    const value = readFile(path).trim();
    if (value !== '') return { value };
    return FILE_EMPTY;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOENT') return FILE_MISSING;
    if (code === 'EISDIR') return FILE_IS_FOLDER;
    return fileUnreadable(code);
  }
}
