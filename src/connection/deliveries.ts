import bolt, { type AppOptions, type ReceiverEvent } from '@slack/bolt';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { withFacts } from '../log.ts';
import { newReference } from '../slack/error-reporter.ts';

/** The kinds of payloads. */
export const DELIVERY_KINDS = ['command', 'action', 'view', 'options', 'shortcut', 'event'] as const;
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

/** How an acknowledgement ended. `late`: after Slack's timeout. `failed`: it could not be sent. `missing`: there was none. */
export const ACK_OUTCOMES = ['in_time', 'late', 'failed', 'missing'] as const;
export type AckOutcome = (typeof ACK_OUTCOMES)[number];

/** A delivery and the outcome of its acknowledgement. */
export interface Acknowledgement {
  kind: DeliveryKind;
  /** The command, or the id of a button, form, field, shortcut or event. */
  what: string;
  outcome: AckOutcome;
  /** Since the payload arrived. */
  ms: number;
}

/** Without an acknowledgement in this time, Slack shows the user an error; in milliseconds. */
const ACK_TIMEOUT_MS = 3_000;

interface DeliveryParts {
  clock: Pick<Clock, 'now'>;
  onAck(acknowledgement: Acknowledgement): void;
}

/**
 * Bolt's App, which all deliveries pass, over Socket Mode and HTTP. Each gets a reference, which all of its log lines carry
 * and which the user sees when it fails.
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
    let reported = false;
    const report = (ended: AckOutcome | 'sent') => {
      if (reported) return;
      reported = true;
      const ms = clock.now() - arrivedAt;
      const outcome = ended === 'sent' ? (ms > ACK_TIMEOUT_MS ? 'late' : 'in_time') : ended;
      onAck({ ...delivery, outcome, ms });
    };
    const ack: ReceiverEvent['ack'] = async (answer) => {
      try {
        await event.ack(answer);
      } catch (error) {
        report('failed');
        throw error;
      }
      report('sent');
    };
    try {
      await super.processEvent({ ...event, ack });
    } finally {
      report('missing');
    }
  }
}

const element = z.object({ action_id: z.string().optional(), callback_id: z.string().optional() });
const payload = z.object({
  type: z.string().optional(),
  command: z.string().optional(),
  event: z.object({ type: z.string() }).optional(),
  actions: z.array(element).optional(),
  view: element.optional(),
  action_id: z.string().optional(),
  callback_id: z.string().optional(),
});

/** The kind and id of a payload, by Slack's payload types. */
function deliveryOf(body: unknown): Pick<Acknowledgement, 'kind' | 'what'> {
  const { data } = payload.safeParse(body);
  if (data?.command !== undefined) return { kind: 'command', what: data.command };
  if (data?.event) return { kind: 'event', what: data.event.type };
  if (data?.type === 'block_actions') return { kind: 'action', what: data.actions?.[0]?.action_id ?? '' };
  if (data?.type === 'block_suggestion') return { kind: 'options', what: data.action_id ?? '' };
  if (data?.type?.startsWith('view_')) return { kind: 'view', what: data.view?.callback_id ?? '' };
  return { kind: 'shortcut', what: data?.callback_id ?? '' };
}
