import { randomInt } from 'node:crypto';
import type { Block } from './blocks.ts';
import { header, paragraph } from './blocks.ts';
import type { Message } from './messenger.ts';
import { codeNote, type SupportContact } from './support-contact.ts';
import { escapeMrkdwn } from './text.ts';

/** An error as a sentence. The user can mend a refusal; a failure is for others to mend and gets a reference. */
export interface UserMessage {
  text: string;
  kind: 'refusal' | 'failure';
  /** The sentence with what only the user themselves may read in it; nothing keeps or logs it. */
  forUser?: string;
  /** The sentence as blocks: with moments in it, and buttons under it. */
  blocks?: Block[];
  /** What happened, in one short sentence, for places with no room for more. */
  news?: string;
  /** The sentence without the advice to try again, for work that repeats itself. */
  withoutAdvice?: string;
  /** The failure leaves open whether what was tried has happened all the same. */
  unclear?: boolean;
  /** What can be tried instead, for buttons under the sentence. */
  choices?: readonly { text: string; value: string }[];
  /** Groups the sentence is about, for links under it. */
  groups?: readonly { id: string; name: string }[];
}

/** What people are told about an error, ready for any surface. */
export interface UserError extends UserMessage {
  /** The error's own code, such as `access_denied`. */
  code: string;
  forUser: string;
  /** Also in the log; set for failures only. */
  reference?: string;
  /** Where to send the reference, as a sentence of plain text; set for failures only. */
  codeText?: string;
  blocks: Block[];
  message: Message;
}

/** Turns errors into sentences once, and into a log line once. */
export interface ErrorReporter {
  report(error: unknown, doing: string): UserError;
  /**
   * Runs a piece of work and gives back its result; when it throws, `tell` shows the user what happened where they
   * are, and the answer is undefined.
   */
  run<T>(
    doing: string,
    work: () => Promise<T>,
    tell: (userError: UserError) => Promise<unknown>,
  ): Promise<T | undefined>;
  /** Like {@link run} for work without a user who waits for it: a failure is only logged. */
  bestEffort<T>(doing: string, work: () => Promise<T>): Promise<T | undefined>;
  /** How many pieces of work are in hand. */
  inHand(): number;
  /** Resolves when all work in hand is done. */
  idle(): Promise<void>;
}

type Line = (words: string, facts?: Readonly<Record<string, string | number | boolean | undefined>>) => void;

/** A short name for a failure that people can read out: no look-alikes such as 0 and O. */
export function newReference(): string {
  const signs = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
  return Array.from({ length: 6 }, () => signs[randomInt(signs.length)]).join('');
}

/** An error reporter over the app's sentences and log. */
export function createErrorReporter(parts: {
  userMessage: (error: unknown) => UserMessage;
  contact: SupportContact;
  log: { info: Line; error: Line };
  /** Looks up more about a failure before it is told; the failure itself where there is no more. */
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
      blocks: ofItsOwn,
    } = parts.userMessage(error);
    const code = codeOf(error);
    const facts = { doing, error: code, status: statusOf(error), cause: causeOf(error) };
    if (kind === 'refusal') {
      parts.log.info('refused', facts);
      const refusal = ofItsOwn ?? [paragraph(forUser)];
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
  /** What is known of a failure must not hide it: a look-up that fails leaves it as it is. */
  const explained = async (thrown: unknown): Promise<unknown> => {
    const error = unwrapped(thrown);
    return (await parts.explain?.(error).catch(() => undefined)) ?? thrown;
  };
  const underway = new Set<Promise<unknown>>();
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
    underway.add(attempted);
    return attempted.finally(() => underway.delete(attempted));
  };
  return {
    report,
    run,
    bestEffort: (doing, work) => run(doing, work, async () => undefined),
    inHand: () => underway.size,
    async idle() {
      while (underway.size > 0) await Promise.all(underway);
    },
  };
}

/** The blocks of a modal that says what went wrong. */
export function errorBlocks(title: string, userError: UserError): Block[] {
  return [header(title), ...userError.blocks];
}

/** An error for the log: its code, or what it says and where it was thrown. */
export function errorLine(error: unknown): string {
  return codeOf(unwrapped(error));
}

/** Bolt throws what has no code as an error of its own, and several errors as one: the cause is inside. */
function unwrapped(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if ('original' in error && error.original instanceof Error) return unwrapped(error.original);
  if ('originals' in error && Array.isArray(error.originals)) return unwrapped(error.originals[0]);
  return error;
}

function codeOf(error: unknown): string {
  if (error instanceof Error) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
    // A programming error has no code of ours: its first stack line says where, without any value.
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
