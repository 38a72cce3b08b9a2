import http from 'node:http';
import { Readable } from 'node:stream';
import fetch from 'node-fetch';
import { CAST } from '../../sandbox/cast.ts';
import { type Portal, type PortalOptions, startPortal } from '../../sandbox/docspace/index.ts';
import {
  type CallLine,
  type ClientOptions,
  createClient,
  type DocSpace,
  DocSpaceError,
  type Fetch,
} from '../../src/docspace/index.ts';
import { createKeyStatus } from '../../src/docspace/key-status.ts';
import type { Send } from '../../src/docspace/request.ts';
import { createSend } from '../../src/docspace/send.ts';
import { PausesOnly } from './manual-clock.ts';

/** A portal and a client of it, over real HTTP. */
export interface Service {
  portal: Portal;
  client: DocSpace;
  clock: PausesOnly;
  lines: CallLine[];
  id(key: string): string;
  /** Bodies the client sent, as `PUT {"groupName":…}`, oldest first. */
  bodies: string[];
  clientWith(key: keyof Portal['keys'] | 'wrong', options?: Partial<ClientOptions>): DocSpace;
  stop(): Promise<void>;
}

/** Starts a portal with a client of its owner's key. */
export async function startService(options: Partial<Omit<PortalOptions, 'people' | 'clock'>> = {}): Promise<Service> {
  const clock = new PausesOnly();
  const people = CAST.flatMap((member) => (member.docspace ? [{ ...member.docspace }] : []));
  const portal = await startPortal({ seed: 1, people, clock, ...options });
  const agent = new http.Agent({ keepAlive: true });
  const lines: CallLine[] = [];
  const bodies: string[] = [];
  const clientWith: Service['clientWith'] = (key, options) =>
    createClient({
      baseUrl: portal.url,
      apiKey: key === 'wrong' ? `sk-${'0'.repeat(64)}` : portal.keys[key],
      fetch: (url, init) => {
        if (init.body !== undefined) bodies.push(`${init.method} ${init.body}`);
        return fetch(url, { ...init, agent });
      },
      clock,
      random: () => 1,
      log: (line) => lines.push(line),
      ...options,
    });
  return {
    portal,
    bodies,
    clock,
    lines,
    client: clientWith('owner'),
    clientWith,
    id: (key) => CAST.find((member) => member.key === key)?.docspace?.id ?? key,
    async stop() {
      agent.destroy();
      await portal.stop();
    },
  };
}

/** How a scripted portal answers an attempt: with a status, or by failing on the way with a code. */
export type Outcome =
  | { status: number; retryAfter?: string; text?: string; headers?: Readonly<Record<string, string>> }
  | { code: string; syscall?: string };

/** A client, and a sender beneath it, whose every attempt ends as the script says, with what they sent. */
export function scripted(
  script: (method: string, url: URL, attempt: number) => Outcome,
  { clock = new PausesOnly(), baseUrl = 'https://portal.example' } = {},
) {
  const sent: { method: string; url: URL; init: Parameters<Fetch>[1] }[] = [];
  const lines: CallLine[] = [];
  const options = {
    baseUrl,
    apiKey: 'sk-scripted',
    clock,
    random: () => 1,
    log: (line: CallLine) => lines.push(line),
    fetch: async (address: string, init: Parameters<Fetch>[1]) => {
      const url = new URL(address);
      sent.push({ method: init.method, url, init });
      const outcome = script(init.method, url, sent.filter((call) => call.method === init.method).length);
      if ('code' in outcome) throw Object.assign(new Error(`request to ${address} failed`), outcome);
      return fetchAnswer(outcome);
    },
  };
  return { client: createClient(options), send: senderOf(options), clock, sent, lines };
}

/** The sender beneath a client made from the same options: one call, and nothing that looks after it. */
export function senderOf({ clock, ...options }: ClientOptions): Send {
  const limits = { deadlineMs: 10_000, writeDeadlineMs: 60_000, totalMs: 25_000, random: () => 1 };
  return createSend(
    { ...limits, ...options, clock },
    createKeyStatus(() => clock.now()),
  );
}

/** An answer as fetch gives it. */
export function fetchAnswer({ status, retryAfter, text = '', headers = {} }: Extract<Outcome, { status: number }>) {
  const given = new Headers({ ...headers, ...(retryAfter === undefined ? {} : { 'Retry-After': retryAfter }) });
  return { ok: status < 300, status, headers: given, body: Readable.from([Buffer.from(text)]) };
}

/** The error a call ends with. */
export async function failing(work: Promise<unknown>): Promise<DocSpaceError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DocSpaceError)) throw new Error(`no DocSpaceError but ${error}`);
  return error;
}
