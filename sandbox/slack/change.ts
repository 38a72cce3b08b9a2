/** Something the app sent that Slack would refuse, or that only this workspace does not support. */
export interface RefusalRecord {
  method: string;
  error: string;
  pointer?: string;
  message?: string;
}

/** Whose refusal it is: some of what Slack takes, only this workspace does not. */
export function refusedBy({ error }: Pick<RefusalRecord, 'error'>): string {
  return error === 'not_supported_here'
    ? 'Slack takes this, and this workspace does not support it'
    : 'Slack would have refused this';
}

/** A Web API call the app made. */
export interface CallRecord {
  method: string;
  at: number;
  ok: boolean;
  /** Slack's word for what went wrong; `call_lost` or `answer_lost` where the connection was cut. */
  error?: string;
  /** How long the answer took, in milliseconds. */
  ms?: number;
}

/** A change in the workspace, for listeners. */
export type Change =
  | { kind: 'message'; channel: string; ts: string }
  | { kind: 'gone'; channel: string; ts: string }
  /** A conversation is new, changed or deleted. */
  | { kind: 'conversation'; id: string }
  | { kind: 'modal'; user: string }
  | { kind: 'home'; user: string }
  | { kind: 'call'; call: CallRecord }
  | { kind: 'refusal'; refusal: RefusalRecord }
  | { kind: 'connection' };
