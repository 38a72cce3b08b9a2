/** Text within a line, as mrkdwn and markdown are both parsed into. */
export type InlineNode =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; nodes: InlineNode[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; url: string; text: string }
  | { kind: 'user'; id: string; label?: string }
  | { kind: 'channel'; id: string; label?: string }
  /** `#name` as typed; a mention only where such a channel is known. */
  | { kind: 'channel-name'; name: string }
  | { kind: 'group'; id: string; label?: string }
  | { kind: 'everybody'; range: 'here' | 'channel' | 'everyone' }
  | { kind: 'emoji'; name: string }
  | { kind: 'date'; timestamp: number; format: string; fallback: string; url?: string };

/** A paragraph or a block of its size. */
export type BlockNode =
  | { kind: 'paragraph'; nodes: InlineNode[] }
  | { kind: 'heading'; level: number; nodes: InlineNode[] }
  | { kind: 'quote'; nodes: InlineNode[] }
  | { kind: 'list'; ordered: boolean; items: InlineNode[][] }
  | { kind: 'preformatted'; text: string }
  | { kind: 'rule' };
