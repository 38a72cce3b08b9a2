import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { openForReading } from '../store/reading.ts';
import { readRecord, type StoredLine } from '../store/record.ts';
import { runTool } from './run-tool.ts';
import { recordExportText } from './text.ts';

const options = z.object({
  since: z
    .union([z.iso.date(), z.iso.datetime({ offset: true })])
    .transform((text) => Date.parse(text))
    .optional(),
  group: z.string().min(1).optional(),
});

function optionsOf(args: string[]): z.infer<typeof options> {
  try {
    const known = { since: { type: 'string' }, group: { type: 'string' } } as const;
    return options.parse(parseArgs({ args, options: known }).values);
  } catch {
    throw new Error(recordExportText.usage);
  }
}

/** One line of JSON; what is not there, or was erased, is left out. */
function jsonLine({ id, at, words, ...line }: StoredLine): string {
  return `${JSON.stringify({ id, at: new Date(at).toISOString(), ...line, ...words })}\n`;
}

async function* jsonLines(lines: AsyncIterable<StoredLine>): AsyncGenerator<string> {
  for await (const line of lines) yield jsonLine(line);
}

/** Whether the program that reads the lines has seen enough, as `head` does. */
function isReaderGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}

/** Prints the record, oldest first, one line of JSON a line; also beside a running app. */
await runTool(async (args, loadConfig) => {
  const { since, group } = optionsOf(args);
  const { db, close } = await openForReading(loadConfig().databaseUrl);
  try {
    const lines = Readable.from(jsonLines(readRecord(db, { since, groupId: group })));
    await pipeline(lines, process.stdout, { end: false });
  } catch (error) {
    if (!isReaderGone(error)) throw error;
  } finally {
    await close();
  }
});
