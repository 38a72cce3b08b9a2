/** A stretch of words within a line, as mrkdwn and markdown are both read into. */
export type Words =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; words: Words[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; url: string; text: string }
  | { kind: 'user'; id: string; label?: string }
  | { kind: 'channel'; id: string; label?: string }
  /** `#name` as somebody typed it; a mention only where such a channel is known. */
  | { kind: 'channel-name'; name: string }
  | { kind: 'group'; id: string; label?: string }
  | { kind: 'everybody'; range: 'here' | 'channel' | 'everyone' }
  | { kind: 'emoji'; name: string }
  | { kind: 'date'; timestamp: number; format: string; fallback: string; url?: string };

/** A paragraph-sized piece of marked text. */
export type Passage =
  | { kind: 'paragraph'; words: Words[] }
  | { kind: 'heading'; level: number; words: Words[] }
  | { kind: 'quote'; words: Words[] }
  | { kind: 'list'; ordered: boolean; items: Words[][] }
  | { kind: 'preformatted'; text: string }
  | { kind: 'rule' };
