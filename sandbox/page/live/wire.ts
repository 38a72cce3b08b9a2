/** An open line to the sandbox. */
export interface Wire {
  send(text: string): void;
  close(): void;
}

/** What a line tells. */
export interface WireEvents {
  text(text: string): void;
  /** It broke, or never opened. */
  closed(): void;
}

/** Opens a line as somebody. */
export type OpenWire = (userId: string, events: WireEvents) => Wire;
