import bolt, { type AppOptions, type ReceiverEvent } from '@slack/bolt';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { withFacts } from '../log.ts';
import { newReference } from '../slack/error-reporter.ts';

/** What Slack delivers. */
export const DELIVERY_KINDS = ['command', 'action', 'view', 'options', 'shortcut', 'event'] as const;
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

/** What became of an acknowledgement. `late`: Slack had given it up. `failed`: it could not be sent. `missing`: there was none. */
export const ACK_OUTCOMES = ['in_time', 'late', 'failed', 'missing'] as const;
export type AckOutcome = (typeof ACK_OUTCOMES)[number];

/** A delivery, and what became of its acknowledgement. */
export interface Acknowledgement {
  kind: DeliveryKind;
  /** The command, or the id of a button, form, field, shortcut or event. */
  what: string;
  outcome: AckOutcome;
  /** From its arrival. */
  ms: number;
}

/** Slack shows its user an error when no acknowledgement came by then, in milliseconds. */
const SLACK_WAITS_MS = 3_000;

interface DeliveryParts {
  clock: Pick<Clock, 'now'>;
  onAck(acknowledgement: Acknowledgement): void;
}

/**
 * Bolt's App, where all deliveries pass, whichever way they came. Each gets a reference that is in every line of the log
 * it causes, and in the message when it fails.
 */
export class DeliveryApp extends bolt.App {
  readonly #parts: DeliveryParts;

  constructor(options: AppOptions, parts: DeliveryParts) {
    super(options);
    this.#parts = parts;
  }

  override processEvent(event: ReceiverEvent): Promise<void> {
    return withFacts({ reference: newReference() }, () => this.#process(event));
  }

  async #process(event: ReceiverEvent): Promise<void> {
    const { clock, onAck } = this.#parts;
    const delivery = deliveryOf(event.body);
    const arrivedAt = clock.now();
    let told = false;
    const tell = (ended: AckOutcome | 'sent') => {
      if (told) return;
      told = true;
      const ms = clock.now() - arrivedAt;
      const outcome = ended === 'sent' ? (ms > SLACK_WAITS_MS ? 'late' : 'in_time') : ended;
      onAck({ ...delivery, outcome, ms });
    };
    const ack: ReceiverEvent['ack'] = async (answer) => {
      try {
        await event.ack(answer);
      } catch (error) {
        tell('failed');
        throw error;
      }
      tell('sent');
    };
    try {
      await super.processEvent({ ...event, ack });
    } finally {
      tell('missing');
    }
  }
}

const named = z.object({ action_id: z.string().optional(), callback_id: z.string().optional() });
const delivered = z.object({
  type: z.string().optional(),
  command: z.string().optional(),
  event: z.object({ type: z.string() }).optional(),
  actions: z.array(named).optional(),
  view: named.optional(),
  action_id: z.string().optional(),
  callback_id: z.string().optional(),
});

/** What a payload is, as Slack's documentation names its types. */
function deliveryOf(body: unknown): Pick<Acknowledgement, 'kind' | 'what'> {
  const { data } = delivered.safeParse(body);
  if (data?.command !== undefined) return { kind: 'command', what: data.command };
  if (data?.event) return { kind: 'event', what: data.event.type };
  if (data?.type === 'block_actions') return { kind: 'action', what: data.actions?.[0]?.action_id ?? '' };
  if (data?.type === 'block_suggestion') return { kind: 'options', what: data.action_id ?? '' };
  if (data?.type?.startsWith('view_')) return { kind: 'view', what: data.view?.callback_id ?? '' };
  return { kind: 'shortcut', what: data?.callback_id ?? '' };
}
