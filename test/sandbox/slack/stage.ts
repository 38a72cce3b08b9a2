import { WebSocket } from 'ws';
import { z } from 'zod';
import { startWorkspace, type Workspace, type WorkspaceOptions } from '../../../sandbox/slack/index.ts';
import type { Manifest } from '../../../sandbox/slack/manifest.ts';
import type { Screen } from '../../../sandbox/slack/screen.ts';
import { ManualClock } from '../../helpers/manual-clock.ts';

/** A public channel the app is in, one it is not in, and a private one it is not in and Zed neither. */
export const ROOMS = 'C0ROOMS';
export const PLAZA = 'C0PLAZA';
export const BACK = 'G0BACK';

export const MANIFEST: Manifest = {
  botName: 'Desk',
  commands: [
    { command: '/desk', description: 'Asks the desk', usageHint: '', shouldEscape: true },
    { command: '/raw', description: 'Passes words on as typed', usageHint: '', shouldEscape: false },
  ],
  shortcuts: [{ name: 'New desk', callbackId: 'new_desk', type: 'global', description: 'Asks for a desk' }],
  botScopes: ['commands', 'chat:write', 'users:read', 'im:write'],
  botEvents: ['app_home_opened'],
  homeTab: true,
  messagesTab: true,
  messagesTabReadOnly: false,
};

/** What the workspace sent the app. */
const envelope = z.looseObject({
  envelope_id: z.string(),
  type: z.string(),
  retry_attempt: z.number().optional(),
  retry_reason: z.string().optional(),
  payload: z.looseObject({
    type: z.string().optional(),
    text: z.string().optional(),
    trigger_id: z.string().optional(),
    response_url: z.string().optional(),
    actions: z.array(z.looseObject({ type: z.string() })).optional(),
    view: z.looseObject({ id: z.string(), state: z.looseObject({ values: z.unknown() }) }).optional(),
    state: z.looseObject({ values: z.unknown() }).optional(),
    event_id: z.string().optional(),
  }),
});
export type Envelope = z.infer<typeof envelope>;

const apiAnswer = z.looseObject({
  ok: z.boolean(),
  error: z.string().optional(),
  warning: z.string().optional(),
  url: z.string().optional(),
  ts: z.string().optional(),
  message_ts: z.string().optional(),
  errors: z.array(z.union([z.string(), z.looseObject({ pointer: z.string(), message: z.string() })])).optional(),
  view: z.looseObject({ id: z.string(), hash: z.string(), root_view_id: z.string() }).optional(),
  channel: z.unknown().optional(),
  response_metadata: z
    .looseObject({ next_cursor: z.string().optional(), messages: z.array(z.string()).optional() })
    .optional(),
});
export type ApiAnswer = z.infer<typeof apiAnswer>;

/** How the app answers an envelope: with a body, with none (`undefined`), or not at all. */
export type Reply = object | undefined | 'silence';

/** An app of one socket that does as a test tells it, and remembers what it heard. */
export interface ScriptedApp {
  heard: Envelope[];
  /** How it answers from now on; it acknowledges with nothing otherwise. */
  reply: (heard: Envelope) => Reply;
  /** What it hears next. */
  next(): Promise<Envelope>;
  last(): Envelope;
  leave(): Promise<void>;
  /** Resolves when the connection is gone, whoever ended it. */
  closed: Promise<unknown>;
}

/** A workspace with a scripted app in it, at a time that stands still. */
export interface Stage {
  workspace: Workspace;
  clock: ManualClock;
  /** Slack's own rate limits count from now on. */
  limitRates(): void;
  app: ScriptedApp;
  ana: Screen;
  bo: Screen;
  zed: Screen;
  api(method: string, args?: object, token?: string): Promise<ApiAnswer>;
  /** Ana types `/desk`; the result is its trigger. */
  trigger(): Promise<string>;
  /** Opens a modal for Ana; the result is its id. */
  open(view: object): Promise<string>;
  /** Posts a message with blocks in the rooms channel; the result is its ts. */
  post(blocks: object[], more?: object): Promise<string>;
  stop(): Promise<void>;
}

export async function startStage(
  manifest: Partial<Manifest> = {},
  options: Pick<WorkspaceOptions, 'optionalScopes' | 'userGroups'> = {},
): Promise<Stage> {
  const clock = new ManualClock();
  const workspace = await startWorkspace({
    team: { id: 'T0ACME', domain: 'acme', name: 'Acme' },
    users: ['ana', 'bo', 'zed'].map((name) => ({
      id: `U0${name.toUpperCase()}`,
      name,
      realName: name,
      email: `${name}@acme.example`,
    })),
    channels: [
      { id: ROOMS, name: 'rooms', isPrivate: false, app: true },
      { id: PLAZA, name: 'plaza', isPrivate: false, app: false },
      { id: BACK, name: 'back', isPrivate: true, app: false, members: ['U0ANA', 'U0BO'] },
    ],
    ...options,
    manifest: { ...MANIFEST, ...manifest },
    clock,
    seed: 7,
  });
  // Time stands still here, so no second would pass between two messages.
  const limitRates = workspace.faults.liftRateLimits();
  const api = apiOf(workspace);
  const app = await connect(await ticket(api, workspace));
  const ana = workspace.screen('U0ANA');
  const trigger = async () => {
    await ana.send(ROOMS, '/desk');
    return app.last().payload.trigger_id ?? '';
  };
  return {
    workspace,
    clock,
    limitRates,
    app,
    ana,
    bo: workspace.screen('U0BO'),
    zed: workspace.screen('U0ZED'),
    api,
    trigger,
    open: async (view) => (await api('views.open', { trigger_id: await trigger(), view })).view?.id ?? 'not opened',
    post: async (blocks, more = {}) => {
      const posted = await api('chat.postMessage', { channel: ROOMS, text: 'Words', blocks, ...more });
      return posted.ts ?? `not posted: ${posted.error}`;
    },
    async stop() {
      await app.leave();
      await workspace.stop();
    },
  };
}

/** A WebSocket address for one connection. */
export async function ticket(api: Stage['api'], workspace: Workspace): Promise<string> {
  return (await api('apps.connections.open', {}, workspace.appToken)).url ?? '';
}

function apiOf(workspace: Workspace): Stage['api'] {
  return async (method, args = {}, token = workspace.botToken) => {
    const response = await fetch(`${workspace.apiUrl}${method}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify(args),
    });
    return apiAnswer.parse(await response.json());
  };
}

/** Connects an app over Socket Mode; resolves at the hello. */
export async function connect(url: string): Promise<ScriptedApp> {
  const socket = new WebSocket(url);
  const arrivals: ((heard: Envelope) => void)[] = [];
  const app: ScriptedApp = {
    heard: [],
    reply: () => undefined,
    next: () => new Promise((resolve) => arrivals.push(resolve)),
    last() {
      const last = app.heard.at(-1);
      if (!last) throw new Error('the app has heard nothing');
      return last;
    },
    closed: new Promise((resolve) => socket.once('close', resolve)),
    async leave() {
      socket.close();
      await app.closed;
    },
  };
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (raw) => {
      const frame = envelope.safeParse(JSON.parse(String(raw)));
      if (!frame.success) return resolve();
      app.heard.push(frame.data);
      const reply = app.reply(frame.data);
      const { envelope_id } = frame.data;
      if (reply !== 'silence') socket.send(JSON.stringify({ envelope_id, ...(reply ? { payload: reply } : {}) }));
      for (const arrived of arrivals.splice(0)) arrived(frame.data);
    });
  });
  return app;
}

/** Plain words for Slack. */
export const plain = (text: string) => ({ type: 'plain_text' as const, text });

/** A value as the app hears of it: Slack fills in the flags of text objects. */
export function asDelivered<T>(value: T): T {
  const withFlags = (_name: string, part: unknown) => {
    const { data } = textObject.safeParse(part);
    return data ? { ...(data.type === 'plain_text' ? { emoji: true } : { verbatim: false }), ...data } : part;
  };
  return z.custom<T>().parse(JSON.parse(JSON.stringify(value), withFlags));
}

const textObject = z.looseObject({ type: z.enum(['plain_text', 'mrkdwn']) });

/** A choice. */
export const option = (value: string, text = value) => ({ text: plain(text), value });

/** A form with a submit button. */
export const modal = (blocks: object[], more: object = {}) => ({
  type: 'modal',
  title: plain('A form'),
  submit: plain('Send'),
  blocks,
  ...more,
});

/** An input block with an element. */
export const input = (id: string, element: object, more: object = {}) => ({
  type: 'input',
  block_id: id,
  label: plain(id),
  element: { action_id: `${id}_in`, ...element },
  ...more,
});

/** A text field. */
export const textField = (id: string, element: object = {}, more: object = {}) =>
  input(id, { type: 'plain_text_input', ...element }, more);
