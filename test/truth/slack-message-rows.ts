import { plain } from '../sandbox/slack/stage.ts';

const words = (length: number) => 'x'.repeat(length);
const sections = (count: number, length: number) =>
  Array.from({ length: count }, () => ({ type: 'section', text: plain(words(length)) }));
const attached = (count: number) => Array.from({ length: count }, () => ({ text: 'Attached' }));
/** Metadata of so many bytes as JSON. */
const metadata = (bytes: number) => {
  const empty = JSON.stringify({ event_type: 'desk_made', event_payload: { note: '' } }).length;
  return { event_type: 'desk_made', event_payload: { note: words(bytes - empty) } };
};

/** What a call that says something answers with: nothing wrong, a warning, or Slack's word for what is. */
export interface MessageRow {
  what: string;
  /** The methods that answer like this; all three that write, where it says nothing. */
  by?: readonly ('chat.postMessage' | 'chat.postEphemeral' | 'chat.update')[];
  args: object;
  error?: string;
  warning?: string;
}

const NEW = { by: ['chat.postMessage'] } as const;
const CHANGED = { by: ['chat.update'] } as const;

/** What is taken of a message, and what is not (slack-platform §2.2, §2.3; docs: chat.postMessage). */
export const MESSAGE_ROWS: readonly MessageRow[] = [
  { what: 'a text', args: { text: 'Words' } },
  { what: 'no text at all', args: {}, error: 'no_text' },
  { what: 'an empty text without blocks', args: { text: '', blocks: [] }, error: 'no_text' },
  { what: 'blocks without a text', args: { blocks: sections(1, 10) } },
  { what: 'attachments alone', args: { attachments: attached(1) } },
  { what: 'blocks that are none', args: { text: 'x', blocks: 'words' }, error: 'invalid_blocks_format' },
  { ...NEW, what: 'a text of 39,999', args: { text: words(39_999) } },
  { ...NEW, what: 'a text of 40,000', args: { text: words(40_000) } },
  { ...NEW, what: 'a text of 40,001', args: { text: words(40_001) }, warning: 'message_truncated' },
  { ...CHANGED, what: 'a text of 3,999', args: { text: words(3_999) } },
  { ...CHANGED, what: 'a text of 4,000', args: { text: words(4_000) } },
  { ...CHANGED, what: 'a text of 4,001', args: { text: words(4_001) }, error: 'msg_too_long' },
  { what: 'blocks with 11,999 characters in all', args: { blocks: [...sections(4, 2_900), ...sections(1, 399)] } },
  { what: 'blocks with 12,000 characters in all', args: { blocks: sections(4, 3_000) } },
  {
    what: 'blocks with 12,001 characters in all',
    args: { blocks: [...sections(4, 3_000), ...sections(1, 1)] },
    error: 'msg_blocks_too_long',
  },
  { what: '99 attachments', args: { text: 'x', attachments: attached(99) } },
  { what: '100 attachments', args: { text: 'x', attachments: attached(100) } },
  { what: '101 attachments', args: { text: 'x', attachments: attached(101) }, error: 'too_many_attachments' },
  { what: 'attachments that are none', args: { text: 'x', attachments: 'words' }, error: 'invalid_attachments' },
  {
    what: 'wrong blocks in an attachment',
    args: { text: 'x', attachments: [{ blocks: [{ type: 'poster' }] }] },
    error: 'invalid_attachments',
  },
  { what: 'markdown', args: { markdown_text: '**Words**' } },
  { what: 'markdown of 11,999', args: { markdown_text: words(11_999) } },
  { what: 'markdown of 12,000', args: { markdown_text: words(12_000) } },
  { what: 'markdown of 12,001', args: { markdown_text: words(12_001) }, error: 'msg_too_long' },
  { what: 'markdown and a text', args: { markdown_text: 'x', text: 'x' }, error: 'markdown_text_conflict' },
  {
    what: 'markdown and blocks',
    args: { markdown_text: 'x', blocks: sections(1, 1) },
    error: 'markdown_text_conflict',
  },
  { what: 'metadata', args: { text: 'x', metadata: metadata(100) } },
  { what: 'metadata that is a word', args: { text: 'x', metadata: 'desk' }, error: 'invalid_metadata_format' },
  {
    what: 'metadata without a payload',
    args: { text: 'x', metadata: { event_type: 'desk_made' } },
    error: 'invalid_metadata_schema',
  },
  // The number is the stand-in's: Slack has a limit and does not publish it.
  { what: 'metadata of 7,999 bytes', args: { text: 'x', metadata: metadata(7_999) } },
  { what: 'metadata of 8,000 bytes', args: { text: 'x', metadata: metadata(8_000) } },
  { what: 'metadata of 8,001 bytes', args: { text: 'x', metadata: metadata(8_001) }, error: 'metadata_too_large' },
];
