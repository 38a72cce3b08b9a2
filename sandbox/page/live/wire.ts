/** An open connection to the sandbox. */
export interface Wire {
  send(text: string): void;
  close(): void;
}

/** What a connection reports. */
export interface WireEvents {
  text(text: string): void;
  /** It broke, or never opened. */
  closed(): void;
}

/** Connects as one person. */
export type OpenWire = (userId: string, events: WireEvents) => Wire;
