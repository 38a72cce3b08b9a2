import { type BlockFault, within } from '../block-kit/index.ts';
import { ApiRefusal } from './method.ts';

/** Blocks of a message that Slack would refuse, as `chat.*` answers: sentences, with pointers from `/blocks` on. */
export function refusedBlocks(faults: readonly BlockFault[]): ApiRefusal {
  return refusedMessage('invalid_blocks', within('/blocks', faults));
}

/** The same of blocks in an attachment. */
export function refusedAttachment(at: number, faults: readonly BlockFault[]): ApiRefusal {
  return refusedMessage('invalid_attachments', within(`/attachments/${at}/blocks`, faults));
}

function refusedMessage(word: string, faults: readonly BlockFault[]): ApiRefusal {
  const [error, named] = chosen(word, faults);
  const errors = sentences(named);
  return new ApiRefusal(error, named, { errors, response_metadata: { messages: errors.map(asError) } });
}

/** A view that Slack would refuse, as `views.*` answers: sentences in the metadata alone, with pointers from `/view` on. */
export function refusedView(faults: readonly BlockFault[]): ApiRefusal {
  const [error, named] = chosen('invalid_arguments', within('/view', faults));
  const ofSchema = named.some((fault) => fault.constraint !== undefined || fault.code !== 'failed_constraint');
  const whole = ofSchema && error === 'invalid_arguments' ? [sentence(NO_MATCH, '/view')] : [];
  return new ApiRefusal(error, named, {
    response_metadata: { messages: [...whole, ...sentences(named)].map(asError) },
  });
}

/** What `blocks.validate` answers: the faults as objects, with pointers from what was given on (docs: blocks.validate). */
export function refusedByValidator(
  word: 'invalid_blocks' | 'invalid_message' | 'invalid_view',
  faults: readonly BlockFault[],
): ApiRefusal {
  const [error, named] = chosen(word, faults);
  const errors = named.map(({ code, message, pointer, constraint, field }) => ({
    code,
    message,
    pointer,
    ...(constraint ? { constraint } : {}),
    ...(field === undefined ? {} : { field }),
  }));
  return new ApiRefusal(error, named, { errors });
}

/**
 * Slack's refusal where Slack finds something; the stand-in's own where all it misses is that it does not draw it itself,
 * so that it is not taken for Slack's error.
 */
function chosen(word: string, faults: readonly BlockFault[]): [error: string, named: BlockFault[]] {
  const slacks = faults.filter((fault) => fault.code !== 'not_supported_here');
  return slacks.length > 0 ? [word, slacks] : ['not_supported_here', [...faults]];
}

const NO_MATCH = 'failed to match all allowed schemas';

/** The faults as sentences; Slack names a text object as well whose text is at fault. */
function sentences(faults: readonly BlockFault[]): string[] {
  return faults.flatMap(({ message, pointer, textObject }) => [
    ...(textObject === undefined ? [] : [sentence(NO_MATCH, textObject)]),
    sentence(message, pointer),
  ]);
}

function sentence(message: string, pointer: string): string {
  return `${message} [json-pointer:${pointer}]`;
}

function asError(words: string): string {
  return `[ERROR] ${words}`;
}
