import { createHmac } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { ACK_WITHIN_MS, type Ack, type Delivery, type DeliveryKind, type Missed, type Retry } from './delivery.ts';

const FORM = 'application/x-www-form-urlencoded';

/** Ways to deliver wrongly, to see whether an app notices. */
export interface Flaws {
  /** Signs with another secret. */
  badSignature?: boolean;
  /** Claims to have been sent so many seconds ago; negative: in the future. */
  secondsOld?: number;
}

/** Delivery over HTTP, and the two questions Slack asks an address before it uses it. */
export interface SignedHttp extends Delivery {
  /** `url_verification`: the app has to answer with the challenge. */
  verifyUrl(challenge: string): Promise<Ack>;
  /** `ssl_check`: asked without a signature. */
  checkSsl(): Promise<Ack>;
}

/** Delivers as Slack does over HTTP: form bodies for commands and clicks, JSON for events, all signed. */
export function signedHttp(parts: { url: string; signingSecret: string; clock: Clock; flaws?: Flaws }): SignedHttp {
  const { flaws = {} } = parts;
  const signed = (type: string, body: string, retry?: Retry): Promise<Ack> => {
    // Receivers compare this with the machine's own time, so the passed-in clock would not do.
    const timestamp = String(Math.floor(Date.now() / 1000) - (flaws.secondsOld ?? 0));
    const secret = flaws.badSignature ? `not ${parts.signingSecret}` : parts.signingSecret;
    return send(parts, body, {
      // The content type has no charset: receivers compare it to the letter.
      'Content-Type': type,
      'X-Slack-Request-Timestamp': timestamp,
      'X-Slack-Signature': sign(secret, timestamp, body),
      ...(retry ? { 'X-Slack-Retry-Num': String(retry.attempt), 'X-Slack-Retry-Reason': REASONS[retry.why] } : {}),
    });
  };
  return {
    async deliver(kind, payload, retry, copies = 1) {
      const { type, body } = encode(kind, payload);
      const sent = Array.from({ length: copies }, () => signed(type, body, retry));
      const [first] = await Promise.all(sent);
      return first ?? { acked: false, why: 'not-connected' };
    },
    verifyUrl: (challenge) =>
      signed('application/json', JSON.stringify({ token: 'sandbox', challenge, type: 'url_verification' })),
    checkSsl: () => send(parts, 'ssl_check=1&token=sandbox', { 'Content-Type': FORM }),
  };
}

/** Slack's words for why it comes again (docs: Events API, retries). */
const REASONS: Readonly<Record<Missed, string>> = {
  timeout: 'http_timeout',
  refused: 'http_error',
  'not-connected': 'connection_failed',
};

/** Slack's signature of a request (docs: "Verifying requests from Slack"). */
export function sign(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

function encode(kind: DeliveryKind, payload: Readonly<Record<string, unknown>>): { type: string; body: string } {
  if (kind === 'events_api') return { type: 'application/json', body: JSON.stringify(payload) };
  if (kind === 'interactive')
    return { type: FORM, body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString() };
  const fields = Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]);
  return { type: FORM, body: new URLSearchParams(fields).toString() };
}

/** Sends one request, and waits for its answer no longer than Slack. */
async function send(
  { url, clock }: { url: string; clock: Clock },
  body: string,
  headers: Record<string, string>,
): Promise<Ack> {
  const late = new AbortController();
  const done = new AbortController();
  clock.sleep(ACK_WITHIN_MS, done.signal).then(
    () => late.abort(),
    () => undefined,
  );
  try {
    // As bytes, so that fetch adds no charset to the content type.
    return await read(await fetch(url, { method: 'POST', headers, body: Buffer.from(body), signal: late.signal }));
  } catch {
    return { acked: false, why: late.signal.aborted ? 'timeout' : 'not-connected' };
  } finally {
    done.abort();
  }
}

async function read(answer: Response): Promise<Ack> {
  const text = await answer.text();
  if (answer.status !== 200)
    return { acked: false, why: 'refused', final: answer.headers.get('x-slack-no-retry') === '1' };
  const json = answer.headers.get('content-type')?.includes('json') ?? false;
  return { acked: true, body: json ? JSON.parse(text) : text };
}
