import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { Agent, type Dispatcher, fetch, ProxyAgent } from 'undici';
import { z } from 'zod';
import { isLoopback } from './config/addresses.ts';
import type { ProxySettings } from './config.ts';
import type { SlackFetch } from './slack/message.ts';

/** A CONNECT tunnel that the proxy did not open. */
export interface ProxyFailure {
  /** The target of the tunnel. */
  host: string;
  /** The HTTP status of the proxy's answer; undefined without one. */
  status?: number;
  /** The error code, if the proxy cannot be reached. */
  code?: string;
}

/** Outgoing connections. With a proxy, everything except loopback and `NO_PROXY` goes through it. */
export interface Network {
  /** For Slack's Web API. */
  slackFetch: SlackFetch;
  /** For the WebSocket of Socket Mode; undefined: no proxy. */
  dispatcher: Dispatcher | undefined;
  /** Calls the listener for each tunnel that fails to open; the returned function unsubscribes it. */
  onProxyFailure(listener: (failure: ProxyFailure) => void): () => void;
  /** For node-fetch (the portal and response_urls), with keep-alive. */
  agentFor(url: URL): http.Agent;
  close(): void;
}

export function createNetwork(proxy: ProxySettings | undefined): Network {
  const listeners = new Set<(failure: ProxyFailure) => void>();
  const onFailure = (failure: ProxyFailure) => {
    for (const listener of listeners) listener(failure);
  };
  const onProxyFailure: Network['onProxyFailure'] = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const direct = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };
  const directFor = (url: URL) => (url.protocol === 'http:' ? direct.http : direct.https);
  const closeDirect = () => {
    direct.http.destroy();
    direct.https.destroy();
  };
  if (!proxy) {
    const slackFetch = slackFetchOver(undefined);
    return { slackFetch, dispatcher: undefined, agentFor: directFor, onProxyFailure, close: closeDirect };
  }
  const tunnels = new TunnelAgent(proxy.url, onFailure);
  const { dispatcher, close } = createDispatcher(proxy, onFailure);
  return {
    slackFetch: slackFetchOver(dispatcher),
    dispatcher,
    onProxyFailure,
    agentFor: (url) => (goesDirectly(url, proxy.except) ? directFor(url) : tunnels),
    close() {
      closeDirect();
      tunnels.destroy();
      close();
    },
  };
}

function slackFetchOver(dispatcher: Dispatcher | undefined): SlackFetch {
  return async (url, { body, ...init } = {}) => {
    // Only file uploads send form data, and the app uploads no files.
    if (body !== undefined && typeof body !== 'string') throw new TypeError('no files are sent to Slack');
    return fetch(url, { ...init, ...(body === undefined ? {} : { body }), ...(dispatcher ? { dispatcher } : {}) });
  };
}

/**
 * Whether a host is reached without the proxy: loopback, and hosts in `NO_PROXY`. An entry there also matches its
 * subdomains, with or without a leading dot, and can have a port; `*` matches every host.
 */
export function goesDirectly({ hostname, port, protocol }: URL, except: string): boolean {
  if (isLoopback(hostname)) return true;
  const actualPort = port || (/^(https|wss):$/.test(protocol) ? '443' : '80');
  return except
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', onlyPort] = /^(?:\*?\.)?(.+?)(?::(\d+))?$/.exec(entry) ?? [];
      const isNamed = hostname === name || hostname.endsWith(`.${name}`);
      return isNamed && (onlyPort === undefined || onlyPort === actualPort);
    });
}

/** Tunnels for node-fetch. */
class TunnelAgent extends HttpsProxyAgent<string> {
  readonly #onFailure: (failure: ProxyFailure) => void;

  constructor(proxy: string, onFailure: (failure: ProxyFailure) => void) {
    super(proxy, { keepAlive: true });
    this.#onFailure = onFailure;
  }

  /** @throws ProxyRefused where the library would return the proxy's answer as if it were the portal's */
  override async connect(...[request, options]: Parameters<HttpsProxyAgent<string>['connect']>): Promise<Socket> {
    const host = options.host ?? '';
    let status = 200;
    request.once('proxyConnect', (answer: { statusCode: number }) => {
      status = answer.statusCode;
    });
    try {
      const socket = await super.connect(request, options);
      if (status === 200) return socket;
      socket.destroy();
    } catch (error) {
      this.#onFailure({ host, code: codeOf(error) });
      throw error;
    }
    this.#onFailure({ host, status });
    throw new ProxyRefused(status);
  }
}

/** The proxy did not open a tunnel, so nothing was sent; `code` and `syscall` are those of a refused connection in Node.js. */
class ProxyRefused extends Error {
  readonly code = 'ECONNREFUSED';
  readonly syscall = 'connect';

  constructor(status: number) {
    super(`the proxy answered ${status}`);
    this.name = 'ProxyRefused';
  }
}

/** undici publishes connection failures here (docs: diagnostics channel). */
const CONNECT_ERROR = 'undici:client:connectError';
const connectError = z.object({
  connectParams: z.object({ host: z.string() }),
  error: z.object({ message: z.string(), code: z.string().optional() }),
});

/** Tunnels for undici: its fetch and WebSocket share the dispatcher. */
function createDispatcher(proxy: ProxySettings, onFailure: (failure: ProxyFailure) => void) {
  const direct = new Agent();
  const proxied = new ProxyAgent({ uri: proxy.url, proxyTunnel: true });
  const proxyHost = new URL(proxy.url).host;
  const onConnectError = (message: unknown) => {
    const { connectParams, error } = connectError.parse(message);
    const [, status] = /^Proxy response \((\d+)\)/.exec(error.message) ?? [];
    const { host } = connectParams;
    if (status !== undefined) onFailure({ host, status: Number(status) });
    else if (host === proxyHost) onFailure({ host, code: error.code ?? 'unknown' });
  };
  subscribe(CONNECT_ERROR, onConnectError);
  return {
    dispatcher: direct.compose(
      (dispatch) => (options, handler) =>
        goesDirectly(new URL(String(options.origin)), proxy.except)
          ? dispatch(options, handler)
          : proxied.dispatch(options, handler),
    ),
    close() {
      unsubscribe(CONNECT_ERROR, onConnectError);
      void direct.destroy();
      void proxied.destroy();
    },
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
