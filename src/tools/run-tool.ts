import dotenv from 'dotenv';
import { type Config, loadConfig } from '../config.ts';
import { redact } from '../log.ts';
import { UNKNOWN_ERROR } from './text.ts';

/** Runs a command line tool with the app's own configuration; a failure is one sentence, and the process ends with 1. */
export async function runTool(work: (args: string[], config: () => Config) => Promise<void>): Promise<void> {
  try {
    dotenv.config({ quiet: true });
    await work(process.argv.slice(2), () => loadConfig(process.env));
  } catch (error) {
    process.stderr.write(`${redact(error instanceof Error ? error.message : UNKNOWN_ERROR)}\n`);
    process.exitCode = 1;
  }
}
