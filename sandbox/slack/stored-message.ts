import type { Block, Option, RichText } from './block-kit/index.ts';

/** A message as the channel keeps it; ephemeral ones are shown to one person and not kept. */
export interface StoredMessage {
  ts: string;
  channel: string;
  user: string;
  text: string;
  blocks: Block[];
  attachments?: Attachment[];
  metadata?: MessageMetadata | undefined;
  threadTs?: string;
  edited: boolean;
  visibleTo?: string;
  /** What is left of a deleted message that had replies. */
  tombstone?: boolean;
  /** What each person has put into its elements, by user id; their clients keep it, others do not see it. */
  held: Map<string, FieldValues>;
}

/** A secondary attachment, kept as it was sent, with the number Slack gives it. */
export interface Attachment {
  id: number;
  [part: string]: unknown;
}

/** What an app attaches to a message for apps to read (docs: message metadata). */
export interface MessageMetadata {
  event_type: string;
  event_payload: Record<string, unknown>;
}

/** The value of one field of a view or message. */
export interface FieldValue {
  type: string;
  value?: string | null;
  selected_option?: Option | null;
  selected_options?: Option[];
  selected_user?: string | null;
  selected_users?: string[];
  selected_conversation?: string | null;
  selected_conversations?: string[];
  selected_channel?: string | null;
  selected_channels?: string[];
  selected_date?: string | null;
  selected_time?: string | null;
  /** Of a time picker that names one. */
  timezone?: string;
  /** Unix seconds. */
  selected_date_time?: number | null;
  rich_text_value?: RichText | null;
}

/** The values of the fields of a view or message, by block id, then action id. */
export type FieldValues = Map<string, Map<string, FieldValue>>;
