import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import bolt, { type App, type AppOptions, type Receiver } from '@slack/bolt';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { errorLine } from '../slack/error-reporter.ts';
import type { NotServing } from './not-serving.ts';
import { createRefusalLog, type RefusalLog } from './refusal-log.ts';

/** What the receiver listens with. */
export interface HttpParts {
  signingSecret: string;
  /** 0: any free one. */
  port: number;
  /** Logs what Bolt warns of. */
  logger: NonNullable<AppOptions['logger']>;
  log: Log;
  clock: Clock;
  limits?: HttpLimits;
}

/** What a request may take before its signature is known; times in milliseconds. */
export interface HttpLimits {
  connections: number;
  headersMs: number;
  requestMs: number;
}

const LIMITS: HttpLimits = { connections: 200, headersMs: 5_000, requestMs: 10_000 };
/** How often Node.js looks for connections that took too long; its own thirty seconds would be the real limit. */
const CHECKED_EVERY_MS = 1_000;
const PATH = '/slack/events';
/** Twice the largest view (250 kB), which comes back in every submission. */
const MOST_BYTES = 512 * 1024;
/** `ssl_check=1&token=…` is all that Slack sends without a signature. */
const MOST_UNSIGNED_BYTES = 1_024;
/** Slack's own rule, which Bolt keeps for the past alone (docs: "Verifying requests from Slack"). */
const CLOCKS_APART_S = 5 * 60;
const CONTENT_TYPE = /^application\/(x-www-form-urlencoded$|json\s*(;|$))/i;
/** Requests in hand end within this time once the app stops, in milliseconds. */
const CLOSES_WITHIN_MS = 3_000;

const { HTTPModuleFunctions: boltHttp, HTTPResponseAck } = bolt;

/**
 * Takes what Slack sends over HTTP. Whatever a request holds, it is answered and the process lives on: size, time and
 * signature are checked before anything is parsed, and what is signed but no payload is refused.
 */
export class HttpReceiver implements Receiver {
  readonly #parts: HttpParts;
  readonly #refusals: RefusalLog;
  readonly #server: Server;
  #app: App | undefined;

  constructor(parts: HttpParts) {
    const { connections, headersMs, requestMs } = parts.limits ?? LIMITS;
    this.#parts = parts;
    this.#refusals = createRefusalLog(parts);
    this.#server = createServer(
      { headersTimeout: headersMs, requestTimeout: requestMs, connectionsCheckingInterval: CHECKED_EVERY_MS },
      (request, response) => void this.#answer(request, response),
    );
    this.#server.maxConnections = connections;
  }

  init(app: App): void {
    this.#app = app;
  }

  /** Resolves with the port once it listens. */
  start(): Promise<number> {
    const server = this.#server;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#parts.port, () => {
        server.off('error', reject);
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : this.#parts.port);
      });
    });
  }

  /** Why nothing comes from Slack now. */
  notServing(): NotServing | undefined {
    return this.#server.listening ? undefined : { why: 'port-closed' };
  }

  /** Takes no more, and waits for the answers that are due; also when it was never started. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const inTime = this.#parts.clock.after(CLOSES_WITHIN_MS, () => this.#server.closeAllConnections());
    await new Promise((resolve) => this.#server.close(resolve));
    inTime();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = await readPayload(request, this.#parts.signingSecret);
      if ('refused' in body) this.#refuse(response, body.refused);
      else if (body.payload.ssl_check === '1') boltHttp.buildSSLCheckResponse(response);
      else if (body.payload.type === 'url_verification') boltHttp.buildUrlVerificationResponse(response, body.payload);
      else await this.#process(request, response, body.payload);
    } catch (error) {
      this.#parts.log.error('could not take what Slack sent', { error: errorLine(error) });
      if (!response.headersSent) end(response, 500);
    }
  }

  #refuse(response: ServerResponse, status: number): void {
    this.#refusals.count(status);
    // What is left of its body is not read.
    if (status === 413) response.setHeader('Connection', 'close');
    end(response, status);
  }

  async #process(request: IncomingMessage, response: ServerResponse, body: Payload): Promise<void> {
    const { logger } = this.#parts;
    const ack = new HTTPResponseAck({
      logger,
      processBeforeResponse: false,
      httpRequest: request,
      httpRequestBody: body,
      httpResponse: response,
    });
    const retryNum = boltHttp.extractRetryNumFromHTTPRequest(request);
    const retryReason = boltHttp.extractRetryReasonFromHTTPRequest(request);
    try {
      await this.#app?.processEvent({
        body,
        ack: ack.bind(),
        ...(retryNum === undefined ? {} : { retryNum }),
        ...(retryReason === undefined ? {} : { retryReason }),
      });
    } catch (error) {
      // Ends Bolt's wait for an acknowledgement.
      ack.ack();
      throw error;
    }
  }
}

type Payload = Record<string, unknown>;

/** The payload of a request that is Slack's, or the HTTP status that refuses it. */
async function readPayload(
  request: IncomingMessage,
  signingSecret: string,
): Promise<{ payload: Payload } | { refused: number }> {
  if (request.url?.split('?')[0] !== PATH) return { refused: 404 };
  if (request.method !== 'POST') return { refused: 405 };
  if (!CONTENT_TYPE.test(request.headers['content-type'] ?? '')) return { refused: 415 };
  const isSigned = request.headers['x-slack-signature'] !== undefined;
  if (isSigned && !isRecent(request.headers['x-slack-request-timestamp'])) return { refused: 401 };
  try {
    await boltHttp.bufferIncomingMessage(request, isSigned ? MOST_BYTES : MOST_UNSIGNED_BYTES);
  } catch (error) {
    // Without a signature a longer body cannot be Slack's.
    if (boltHttp.isRawBodyError(error) && error.statusCode === 413) return { refused: isSigned ? 413 : 401 };
    return { refused: 400 };
  }
  const verified = await boltHttp.parseAndVerifyHTTPRequest({ signingSecret }, request).catch(() => undefined);
  if (!verified) return { refused: 401 };
  const payload = parsed(() => boltHttp.parseHTTPRequestBody(verified));
  return isPayload(payload) ? { payload } : { refused: 400 };
}

/** Slack's time is compared with this machine's: how long a request may be replayed is no time of ours to set. */
function isRecent(timestamp: string | string[] | undefined): boolean {
  return Math.abs(Date.now() / 1_000 - Number(timestamp)) <= CLOCKS_APART_S;
}

function parsed(parse: () => unknown): unknown {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

function isPayload(body: unknown): body is Payload {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}
