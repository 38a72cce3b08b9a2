import { z } from 'zod';
import { type Block, parseBlocks, withIds } from '../block-kit/index.ts';
import type { Attachment, MessageMetadata, StoredMessage, WorkspaceState } from '../state.ts';
import { textOf } from '../text-of.ts';
import { ApiRefusal } from './method.ts';
import { refusedAttachment, refusedBlocks } from './refused-blocks.ts';

/** Slack refuses messages whose blocks hold more text than about this. */
const MOST_TEXT = 12_000;
/** Attachments a message may hold. */
const MOST_ATTACHMENTS = 100;
/** Longest `markdown_text` (docs: chat.postMessage). */
const LONGEST_MARKDOWN = 12_000;
/** Largest metadata as JSON, in bytes. Slack has such a limit and does not publish it; this one is the stand-in's. */
const LARGEST_METADATA = 8_000;

/** The arguments that say what a message holds. */
export const contentArguments = {
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  attachments: z.unknown().optional(),
  markdown_text: z.string().optional(),
  metadata: z.unknown().optional(),
};

/** What a message holds, as an app sends it. */
export interface GivenContent {
  text?: string | undefined;
  blocks?: unknown;
  attachments?: unknown;
  markdown_text?: string | undefined;
  metadata?: unknown;
}

/** What a message holds, as the workspace keeps it. */
export type Content = Pick<StoredMessage, 'text' | 'blocks'> & Partial<Pick<StoredMessage, 'attachments' | 'metadata'>>;

/** Reads a new message's content as strictly as Slack. */
export function readContent(given: GivenContent, state: WorkspaceState): Content {
  if (given.markdown_text !== undefined && (given.text !== undefined || given.blocks !== undefined))
    throw new ApiRefusal('markdown_text_conflict');
  const attachments = readAttachments(given.attachments);
  if (isEmpty(given.blocks) && !given.text && !given.markdown_text && attachments.length === 0)
    throw new ApiRefusal('no_text');
  const metadata = readMetadata(given.metadata);
  return {
    ...readWords(given, state),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(metadata ? { metadata } : {}),
  };
}

/**
 * Reads what an update makes of a message: text without blocks takes the blocks away; attachments and metadata stay
 * unless others are sent, empty ones to take them away (docs: chat.update).
 */
export function readUpdate(given: GivenContent, before: StoredMessage, state: WorkspaceState): Content {
  const { attachments = before.attachments, metadata = before.metadata } = given;
  const wordless = given.text === undefined && given.blocks === undefined && given.markdown_text === undefined;
  const words = wordless && given.attachments !== undefined ? { text: before.text, blocks: before.blocks } : {};
  const content = readContent({ ...given, ...words, attachments, metadata: emptied(metadata) }, state);
  return { attachments: [], metadata: undefined, ...content };
}

function emptied(metadata: unknown): unknown {
  const nothing = typeof metadata === 'object' && metadata !== null && Object.keys(metadata).length === 0;
  return nothing ? undefined : metadata;
}

function isEmpty(blocks: unknown): boolean {
  return blocks === undefined || (Array.isArray(blocks) && blocks.length === 0);
}

/** Text and blocks; text in markdown is a block of its own. */
function readWords({ text = '', blocks, markdown_text }: GivenContent, state: WorkspaceState) {
  const newId = () => state.newId('b');
  if (markdown_text !== undefined) {
    if ([...markdown_text].length > LONGEST_MARKDOWN) throw new ApiRefusal('msg_too_long');
    return { text: markdown_text, blocks: withIds([{ type: 'markdown', text: markdown_text }], newId) };
  }
  if (isEmpty(blocks)) return { text, blocks: [] };
  if (!Array.isArray(blocks)) throw new ApiRefusal('invalid_blocks_format');
  const parsed = parseBlocks(blocks, 'message');
  if (!parsed.ok) throw refusedBlocks(parsed.faults);
  if (lengthOf(parsed.value) > MOST_TEXT) throw new ApiRefusal('msg_blocks_too_long');
  return { text, blocks: withIds(parsed.value, newId) };
}

/** Code points of all text in blocks together. */
function lengthOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + [...textOf([block])].length, 0);
}

const attachmentList = z.array(z.looseObject({ blocks: z.unknown().optional() }));

function readAttachments(given: unknown): Attachment[] {
  if (given === undefined) return [];
  const parsed = attachmentList.safeParse(given);
  if (!parsed.success) throw new ApiRefusal('invalid_attachments');
  if (parsed.data.length > MOST_ATTACHMENTS) throw new ApiRefusal('too_many_attachments');
  for (const [at, { blocks }] of parsed.data.entries()) {
    const checked = blocks === undefined ? undefined : parseBlocks(blocks, 'message');
    if (checked && !checked.ok) throw refusedAttachment(at, checked.faults);
  }
  return parsed.data.map((attachment, at) => ({ id: at + 1, ...attachment }));
}

const isJson = z.record(z.string(), z.unknown());
const messageMetadata = z.strictObject({ event_type: z.string().min(1), event_payload: isJson });

function readMetadata(given: unknown): MessageMetadata | undefined {
  if (given === undefined) return undefined;
  if (!isJson.safeParse(given).success) throw new ApiRefusal('invalid_metadata_format');
  const parsed = messageMetadata.safeParse(given);
  if (!parsed.success) throw new ApiRefusal('invalid_metadata_schema');
  if (Buffer.byteLength(JSON.stringify(parsed.data)) > LARGEST_METADATA) throw new ApiRefusal('metadata_too_large');
  return parsed.data;
}
