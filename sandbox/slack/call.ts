import type { IncomingMessage } from 'node:http';
import { readArguments, readQuery, UnreadableBody, wholeBody } from './body.ts';

/** A Web API call as it arrived, or why it cannot be read. */
export type Arrived = { args: Readonly<Record<string, unknown>>; token: string | undefined } | UnreadableBody;

/** Reads a call: its arguments in the address, in the body or in both, its token in a header or among the arguments. */
export async function readCall(request: IncomingMessage): Promise<Arrived> {
  try {
    const { searchParams } = new URL(`http://sandbox${request.url}`);
    const body = await wholeBody(request);
    const given = body.length === 0 ? {} : await readArguments(request.headers['content-type'] ?? '', body);
    const args = { ...readQuery(searchParams), ...given };
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? args.token;
    return { args, token: typeof token === 'string' ? token : undefined };
  } catch (error) {
    if (error instanceof UnreadableBody) return error;
    throw error;
  }
}
