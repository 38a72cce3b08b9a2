import { randomInt } from 'node:crypto';
import type { Block } from './blocks.ts';
import { header, paragraph } from './blocks.ts';
import type { Message } from './messenger.ts';
import { codeNote, type SupportContact } from './support-contact.ts';
import { escapeMrkdwn } from './text.ts';

/** An error as a sentence. A refusal can be resolved by the user; a failure cannot, and gets a reference. */
export interface UserMessage {
  text: string;
  kind: 'refusal' | 'failure';
  /** The sentence with details that only the user can read; never stored or logged. */
  forUser?: string;
  /** The sentence as blocks, for dates and buttons. */
  blocks?: Block[];
  /** A short version, for places with little room. */
  news?: string;
  /** The sentence without the advice to try again, for work that is retried automatically. */
  withoutAdvice?: string;
  /** The operation can have succeeded despite the failure. */
  unclear?: boolean;
  /** Alternatives, as buttons under the sentence. */
  choices?: readonly { text: string; value: string }[];
  /** Groups in the sentence, as links under it. */
  groups?: readonly { id: string; name: string }[];
}

/** A user-facing error, with its form for every surface. */
export interface UserError extends UserMessage {
  /** The error's own code, such as `access_denied`. */
  code: string;
  forUser: string;
  /** As in the log; set for failures only. */
  reference?: string;
  /** Where to send the reference, as a sentence of plain text; set for failures only. */
  codeText?: string;
  blocks: Block[];
  message: Message;
}

/** Turns an error into a user message and one log line. */
export interface ErrorReporter {
  report(error: unknown, doing: string): UserError;
  /**
   * Runs work and returns its result; if it throws, calls `tell` to show the error to the user, and returns undefined.
   */
  run<T>(
    doing: string,
    work: () => Promise<T>,
    tell: (userError: UserError) => Promise<unknown>,
  ): Promise<T | undefined>;
  /** Like {@link run} for background work: a failure is only logged. */
  bestEffort<T>(doing: string, work: () => Promise<T>): Promise<T | undefined>;
  /** Number of running pieces of work. */
  inHand(): number;
  /** Resolves when no work is running. */
  idle(): Promise<void>;
}

type Line = (message: string, facts?: Readonly<Record<string, string | number | boolean | undefined>>) => void;

/** A random code for a failure that users can read out: no similar characters such as 0 and O. */
export function newReference(): string {
  const characters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
  return Array.from({ length: 6 }, () => characters[randomInt(characters.length)]).join('');
}

export function createErrorReporter(parts: {
  userMessage: (error: unknown) => UserMessage;
  contact: SupportContact;
  log: { info: Line; error: Line };
  /** Can return a more specific error before it is reported; undefined to keep the original. */
  explain?: (error: unknown) => Promise<unknown>;
  reference?: () => string;
}): ErrorReporter {
  const report = (thrown: unknown, doing: string): UserError => {
    const error = unwrapped(thrown);
    const {
      text,
      kind,
      forUser = text,
      unclear = false,
      withoutAdvice,
      news,
      choices,
      groups,
      blocks: ownBlocks,
    } = parts.userMessage(error);
    const code = codeOf(error);
    const facts = { doing, error: code, status: statusOf(error), cause: causeOf(error) };
    if (kind === 'refusal') {
      parts.log.info('refused', facts);
      const refusal = ownBlocks ?? [paragraph(forUser)];
      return {
        text,
        kind,
        forUser,
        code,
        unclear,
        ...(choices ? { choices } : {}),
        blocks: refusal,
        message: { text: escapeMrkdwn(forUser), blocks: refusal },
      };
    }
    const reference = (parts.reference ?? newReference)();
    parts.log.error('failed', { ...facts, reference });
    const note = codeNote(parts.contact, reference);
    const blocks = [paragraph(text), note.block];
    return {
      text,
      kind,
      forUser,
      code,
      unclear,
      reference,
      codeText: note.text,
      ...(withoutAdvice === undefined ? {} : { withoutAdvice }),
      ...(news === undefined ? {} : { news }),
      ...(groups ? { groups } : {}),
      blocks,
      message: { text: `${escapeMrkdwn(text)} ${note.mrkdwn}`, blocks },
    };
  };
  /** A failing look-up must not hide the original error. */
  const explained = async (thrown: unknown): Promise<unknown> => {
    const error = unwrapped(thrown);
    return (await parts.explain?.(error).catch(() => undefined)) ?? thrown;
  };
  const running = new Set<Promise<unknown>>();
  const attempt: ErrorReporter['run'] = async (doing, work, tell) => {
    try {
      return await work();
    } catch (thrown) {
      const userError = report(await explained(thrown), doing);
      try {
        await tell(userError);
      } catch (second) {
        parts.log.error('could not tell the person', { doing, error: codeOf(second), reference: userError.reference });
      }
      return undefined;
    }
  };
  const run: ErrorReporter['run'] = (doing, work, tell) => {
    const attempted = attempt(doing, work, tell);
    running.add(attempted);
    return attempted.finally(() => running.delete(attempted));
  };
  return {
    report,
    run,
    bestEffort: (doing, work) => run(doing, work, async () => undefined),
    inHand: () => running.size,
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/** The blocks of a modal that says what went wrong. */
export function errorBlocks(title: string, userError: UserError): Block[] {
  return [header(title), ...userError.blocks];
}

/** An error for the log: its code, or its message and where it was thrown. */
export function errorLine(error: unknown): string {
  return codeOf(unwrapped(error));
}

/** Bolt wraps errors without a code in its own error, and several errors in one: the cause is inside. */
function unwrapped(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if ('original' in error && error.original instanceof Error) return unwrapped(error.original);
  if ('originals' in error && Array.isArray(error.originals)) return unwrapped(error.originals[0]);
  return error;
}

function codeOf(error: unknown): string {
  if (error instanceof Error) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
    // A programming error has no code; its first stack frame says where it was thrown, without any data.
    return code === error.name ? `${code}: ${error.message.slice(0, 200)} ${firstFrame(error)}` : code;
  }
  return typeof error;
}

function firstFrame(error: Error): string {
  return (
    error.stack
      ?.split('\n')
      .find((frame) => !frame.includes('/node_modules/') && (frame.includes('/src/') || frame.includes('/dist/')))
      ?.trim() ?? ''
  );
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : undefined;
}

function causeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('data' in error)) return undefined;
  const answer = error.data;
  return typeof answer === 'object' && answer !== null && 'error' in answer ? String(answer.error) : undefined;
}
