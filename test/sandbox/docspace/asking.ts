import { z } from 'zod';
import { CAST } from '../../../sandbox/cast.ts';
import { type KeyLabel, type Portal, type PortalOptions, startPortal } from '../../../sandbox/docspace/index.ts';
import { ManualClock } from '../../helpers/manual-clock.ts';

/** An id nobody and nothing has. */
export const NOBODY = '00000000-0000-4000-8000-000000000000';

/** An answer as it stood on the wire. */
export interface Answered {
  status: number;
  text: string;
  headers: Headers;
  /** The whole body; an empty object when it is none. */
  json: Record<string, unknown>;
  /** `response`, when it is an object. */
  item: Record<string, unknown>;
  /** `response`, when it is a list. */
  items: Record<string, unknown>[];
}

/** How a call differs from a GET with the owner's key. */
export interface Asking {
  key?: KeyLabel;
  /** Sent as `Authorization`, whatever the key; null: not at all. */
  authorization?: string | null;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it stands, as JSON or as another type. */
  text?: string;
  contentType?: string;
  headers?: Record<string, string>;
}

/** A portal asked with bare fetch. */
export interface AskedPortal {
  portal: Portal;
  clock: ManualClock;
  ask(call: string, asking?: Asking): Promise<Answered>;
  id(key: string): string;
  /** Ids of the members the portal shows for a group. */
  members(groupId: string): Promise<string[]>;
  stop(): Promise<void>;
}

const object = z.record(z.string(), z.unknown());

/** The five shapes in which the portal says no (docspace-api §3), and the one in which it says yes. */
export function shapeOf({ text, json, item }: Answered): 'A' | 'B' | 'empty' | 'success' | 'other' {
  if (text === '') return 'empty';
  if (object.safeParse(json.error).success) return 'A';
  if (object.safeParse(item.errors).success) return 'B';
  return json.status === 0 ? 'success' : 'other';
}

/** Asks a portal at an address with bare fetch. */
export function askAt(url: string, keyOf: (label: KeyLabel) => string): AskedPortal['ask'] {
  return async (call, asking = {}) => {
    const [, method = 'GET', path = ''] = /^(?:([A-Z]+) )?(.*)$/.exec(call) ?? [];
    const { key = 'owner', authorization = `Bearer ${keyOf(key)}`, contentType = 'application/json' } = asking;
    const body = asking.text ?? (asking.body === undefined ? undefined : JSON.stringify(asking.body));
    const answer = await fetch(`${url}/api/2.0${path}`, {
      method,
      headers: {
        ...(authorization === null ? {} : { Authorization: authorization }),
        ...(body === undefined ? {} : { 'Content-Type': contentType }),
        ...asking.headers,
      },
      body,
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') && text !== '';
    const json = isJson ? (object.safeParse(JSON.parse(text)).data ?? {}) : {};
    const item = object.safeParse(json.response).data ?? {};
    const items = z.array(object).safeParse(json.response).data ?? [];
    return { status: answer.status, text, headers: answer.headers, json, item, items };
  };
}

/** Starts a portal without a crowd, unless a test wants one. */
export async function startAsked(options: Partial<Omit<PortalOptions, 'clock'>> = {}): Promise<AskedPortal> {
  const clock = new ManualClock();
  const people = CAST.flatMap((member) => (member.docspace ? [{ ...member.docspace }] : []));
  const portal = await startPortal({ people, clock, seed: 1, crowd: 0, groups: 0, ...options });

  const ask = askAt(portal.url, (key) => portal.keys[key]);

  return {
    portal,
    clock,
    ask,
    id: (key) => CAST.find((member) => member.key === key)?.docspace?.id ?? key,
    async members(groupId) {
      const { item } = await ask(`/group/${groupId}`);
      return z
        .array(z.object({ id: z.string() }))
        .parse(item.members)
        .map((person) => person.id);
    },
    stop: () => portal.stop(),
  };
}
