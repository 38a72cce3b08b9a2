import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import bolt, { type App, type AppOptions, type Receiver } from '@slack/bolt';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { errorLine } from '../slack/error-reporter.ts';
import type { NotServing } from './not-serving.ts';
import { createRefusalLog, type RefusalLog } from './refusal-log.ts';

/** Options of {@link HttpReceiver}. */
export interface HttpParts {
  signingSecret: string;
  /** 0: any free port. */
  port: number;
  /** For Bolt's warnings. */
  logger: NonNullable<AppOptions['logger']>;
  log: Log;
  clock: Clock;
  limits?: HttpLimits;
}

/** Limits that apply before a signature is verified; times in milliseconds. */
export interface HttpLimits {
  connections: number;
  headersMs: number;
  requestMs: number;
}

const LIMITS: HttpLimits = { connections: 200, headersMs: 5_000, requestMs: 10_000 };
/** How often Node.js checks connections for timeouts; its default of thirty seconds would be the real limit. */
const CHECK_EVERY_MS = 1_000;
const PATH = '/slack/events';
/** Twice the largest view (250 kB), which every submission contains. */
const MAX_BYTES = 512 * 1024;
/** `ssl_check=1&token=…` is all that Slack sends without a signature. */
const MAX_UNSIGNED_BYTES = 1_024;
/** Slack's limit for timestamps, which Bolt applies to past ones only (docs: "Verifying requests from Slack"). */
const MAX_CLOCK_SKEW_S = 5 * 60;
const CONTENT_TYPE = /^application\/(x-www-form-urlencoded$|json\s*(;|$))/i;
/** Time for open requests once the app stops, in milliseconds. */
const CLOSE_TIMEOUT_MS = 3_000;

const { HTTPModuleFunctions: boltHttp, HTTPResponseAck } = bolt;

/**
 * Receives Slack's requests over HTTP. Every request is answered, and none can crash the process: size, timestamp and
 * signature are checked before the body is parsed, and a signed body that is not a payload is rejected.
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
      { headersTimeout: headersMs, requestTimeout: requestMs, connectionsCheckingInterval: CHECK_EVERY_MS },
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

  /** Why the app receives nothing from Slack now. */
  notServing(): NotServing | undefined {
    return this.#server.listening ? undefined : { why: 'port-closed' };
  }

  /** Stops accepting requests and waits for open ones; also when it was never started. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const cancelTimeout = this.#parts.clock.after(CLOSE_TIMEOUT_MS, () => this.#server.closeAllConnections());
    await new Promise((resolve) => this.#server.close(resolve));
    cancelTimeout();
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
    // The rest of the body is not read.
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
      // Ends Bolt's timer for a missing acknowledgement.
      ack.ack();
      throw error;
    }
  }
}

type Payload = Record<string, unknown>;

/** The payload of a verified request, or the HTTP status to reject it with. */
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
    await boltHttp.bufferIncomingMessage(request, isSigned ? MAX_BYTES : MAX_UNSIGNED_BYTES);
  } catch (error) {
    // Slack sends no longer body without a signature.
    if (boltHttp.isRawBodyError(error) && error.statusCode === 413) return { refused: isSigned ? 413 : 401 };
    return { refused: 400 };
  }
  const verified = await boltHttp.parseAndVerifyHTTPRequest({ signingSecret }, request).catch(() => undefined);
  if (!verified) return { refused: 401 };
  const payload = orUndefined(() => boltHttp.parseHTTPRequestBody(verified));
  return isPayload(payload) ? { payload } : { refused: 400 };
}

/** Compares with the system clock, not with the injected one: the replay window is a fact of the real world. */
function isRecent(timestamp: string | string[] | undefined): boolean {
  return Math.abs(Date.now() / 1_000 - Number(timestamp)) <= MAX_CLOCK_SKEW_S;
}

function orUndefined(parse: () => unknown): unknown {
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
