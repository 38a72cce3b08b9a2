import { createHmac } from 'node:crypto';
import type { Clock } from '../../../clock.ts';
import { ACK_WITHIN_MS, type Ack, type Delivery, type DeliveryKind } from './delivery.ts';

/** Delivers as Slack does over HTTP: form bodies for commands and clicks, JSON for events, all signed. */
export function signedHttp(parts: { url: string; signingSecret: string; clock: Clock }): Delivery {
  return {
    async deliver(kind, payload) {
      const { type, body } = encode(kind, payload);
      const timestamp = String(Math.floor(Date.now() / 1000));
      const late = new AbortController();
      const done = new AbortController();
      parts.clock.sleep(ACK_WITHIN_MS, done.signal).then(
        () => late.abort(),
        () => undefined,
      );
      try {
        const answer = await fetch(parts.url, {
          method: 'POST',
          // The content type stands alone: receivers compare it to the letter.
          headers: {
            'Content-Type': type,
            'X-Slack-Request-Timestamp': timestamp,
            'X-Slack-Signature': sign(parts.signingSecret, timestamp, body),
          },
          body: Buffer.from(body),
          signal: late.signal,
        });
        return await read(answer);
      } catch {
        return { acked: false, why: late.signal.aborted ? 'timeout' : 'not-connected' };
      } finally {
        done.abort();
      }
    },
  };
}

/** Slack's signature of a request (docs: "Verifying requests from Slack"). */
export function sign(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

function encode(kind: DeliveryKind, payload: Readonly<Record<string, unknown>>): { type: string; body: string } {
  const form = 'application/x-www-form-urlencoded';
  if (kind === 'events_api') return { type: 'application/json', body: JSON.stringify(payload) };
  if (kind === 'interactive')
    return { type: form, body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString() };
  const fields = Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]);
  return { type: form, body: new URLSearchParams(fields).toString() };
}

async function read(answer: Response): Promise<Ack> {
  const text = await answer.text();
  if (answer.status !== 200) return { acked: false, why: 'refused' };
  const json = answer.headers.get('content-type')?.includes('json') ?? false;
  return { acked: true, body: json ? JSON.parse(text) : text };
}
