import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import { createAppControl } from '../../sandbox/app-control.ts';
import { movable } from '../../sandbox/clock.ts';
import { USAGE } from '../../sandbox/options.ts';
import { createFaultSwitches } from '../../sandbox/page-server/fault-switches.ts';
import { type PageServer, startPageServer } from '../../sandbox/page-server/index.ts';
import type { Request, Snapshot, Update } from '../../sandbox/page-server/protocol.ts';
import { POLICY_VARIABLES } from '../../sandbox/policy-variables.ts';
import { type StandIns, startStandIns } from '../../sandbox/start.ts';
import { systemClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import { REQUESTS } from '../helpers/conversation.ts';

type Kind = Update['type'];
type Of<K extends Kind> = Extract<Update, { type: K }>;

/** One tab, as the browser has it: what it was told, and a way to ask. */
class RawTab {
  readonly #socket: WebSocket;
  readonly #heard: Update[] = [];
  readonly #waiting = new Set<() => void>();
  #asked = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (raw) => {
      this.#heard.push(JSON.parse(String(raw)));
      for (const look of this.#waiting) look();
    });
  }

  /** The first update of this kind that fits, now or later. */
  hears<K extends Kind>(kind: K, fits: (update: Of<K>) => boolean = () => true): Promise<Of<K>> {
    const find = () => this.#heard.find((update): update is Of<K> => update.type === kind && fits(update as never));
    return new Promise((resolve) => {
      const look = () => {
        const found = find();
        if (!found) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** Asks for something; resolves with how it ended. */
  async asks(request: Omit<Request, 'id'>): Promise<Of<'done'>> {
    this.#asked += 1;
    const id = this.#asked;
    this.#socket.send(JSON.stringify({ id, ...request }));
    return this.hears('done', (update) => update.id === id);
  }

  says(raw: string): void {
    this.#socket.send(raw);
  }

  count(kind: Kind): number {
    return this.#heard.filter((update) => update.type === kind).length;
  }

  close(): void {
    this.#socket.terminate();
  }
}

describe('the page’s server', () => {
  let standIns: StandIns;
  let server: PageServer;
  let app: ReturnType<typeof createAppControl>;
  let tabs: RawTab[];

  beforeEach(async () => {
    const clock = movable(systemClock);
    standIns = await startStandIns({ clock });
    const log = createLog({ level: 'error', format: 'text' }, Date.now, () => undefined);
    app = createAppControl(standIns, { clock, log });
    await app.start();
    server = await startPageServer({ ...standIns, app, clock, transport: 'socket' });
    tabs = [];
  });
  afterEach(async () => {
    for (const tab of tabs) tab.close();
    await app.stop();
    await server.stop();
    await standIns.stop();
  });

  const open = async (as: string, headers: Record<string, string> = {}): Promise<RawTab> => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}live?as=${as}`, { headers });
    const tab = new RawTab(socket);
    tabs.push(tab);
    await once(socket, 'open');
    return tab;
  };
  const snapshotOf = async (tab: RawTab): Promise<Snapshot> => (await tab.hears('snapshot')).snapshot;

  it('shows each person their own channels, the cast, the portal and the switches first of all', async () => {
    const snapshot = await snapshotOf(await open('U0INES'));
    expect(snapshot.channels.map((channel) => channel.name)).toEqual([
      'it-requests',
      'design',
      'random',
      'leads',
      'DocSpace Groups',
    ]);
    expect(snapshot.cast.find((card) => card.id === 'U0INES')).toMatchObject({
      docspace: 'DocSpace admin',
      canAct: true,
    });
    expect(snapshot.cast.filter((card) => !card.canAct).map((card) => card.name)).toEqual([
      'Dora Klein',
      'Robo Courier',
    ]);
    expect(snapshot.commands[0]).toMatchObject({ command: '/docspace-group' });
    expect(snapshot.shortcuts).toEqual([
      { callbackId: 'create_group', name: 'New DocSpace group', description: 'Create a group in DocSpace' },
    ]);
    expect(snapshot.portal.groupTotal).toBe(standIns.portal.groups().length);
    expect(snapshot.faults.map((fault) => fault.side)).toContain('app');
    expect(snapshot.app).toMatchObject({ running: true, transport: 'socket' });
  });

  it('sends updates to everybody who can see them, and what is private to one person only', async () => {
    const [ines, una] = [await open('U0INES'), await open('U0UNA')];
    expect(
      await ines.asks({ name: 'send', args: { channel: REQUESTS, text: '/docspace-group whoami' } }),
    ).toMatchObject({
      ok: true,
      result: 'acknowledged',
    });
    const told = await ines.hears('message', ({ message }) => message.text.includes('In DocSpace you are'));
    expect(told.message.ephemeral).toBe(true);
    await ines.asks({ name: 'send', args: { channel: REQUESTS, text: 'good morning' } });
    await una.hears('message', ({ message }) => message.text === 'good morning');
    expect(una.count('message')).toBe(1);
  });

  it('carries a whole form: opened, filled, looked up, submitted, and the portal’s change', async () => {
    const ines = await open('U0INES');
    await ines.asks({ name: 'send', args: { channel: REQUESTS, text: '/docspace-group create Launch team' } });
    const { modals } = await ines.hears('modals', (update) =>
      update.modals.some((view) => view.submit === 'Create group'),
    );
    const [view] = modals;
    const viewId = view?.id ?? '';
    // A field's block id is its own each time its form is shown.
    const block = view?.blocks.find((each) => each.block_id?.startsWith('create_manager'));
    const field = { blockId: block?.block_id ?? '', actionId: 'create_manager' };
    const found = await ines.asks({
      name: 'options',
      args: { place: { kind: 'view', viewId }, ...field, typed: 'tomas' },
    });
    const [group] = found.ok && Array.isArray(found.result) ? found.result : [];
    const value = { type: 'external_select', selected_option: group.options[0] };
    await ines.asks({ name: 'put', args: { viewId, ...field, value } });
    await ines.asks({ name: 'submit', args: { viewId } });
    const { changed, portal } = await ines.hears('portal');
    expect(portal.groups.find((row) => row.id === changed[0])).toMatchObject({
      name: 'Launch team',
      manager: 'Tomas Keller',
    });
    await ines.hears('call', ({ call }) => call.to === 'portal' && call.method === 'POST' && call.status === '200');
    await ines.hears('call', ({ call }) => call.to === 'slack' && call.path === 'chat.postMessage' && call.ok);
  });

  it('answers what cannot be done with a sentence, and ignores what is no request', async () => {
    const ines = await open('U0INES');
    ines.says('not json');
    ines.says('{"id":1,"name":"nothing","args":{}}');
    const done = await ines.asks({ name: 'fault', args: { id: 'none', on: true } });
    expect(done).toMatchObject({ ok: false, error: 'There is no such switch.' });
  });

  it('gives older messages a page at a time', async () => {
    standIns.workspace.fill(REQUESTS, 400);
    const ines = await open('U0INES');
    const snapshot = await snapshotOf(ines);
    const here = snapshot.messages.filter((message) => message.channel === REQUESTS);
    expect([here.length, snapshot.earlier[REQUESTS]]).toEqual([150, 250]);
    const before = here[0]?.ts ?? '';
    const older = await ines.asks({ name: 'earlier', args: { channel: REQUESTS, before } });
    expect(older).toMatchObject({ ok: true, result: { left: 100, messages: { length: 150 } } });
  });

  it('shows what Slack would have refused, with its pointer', async () => {
    const ines = await open('U0INES');
    await fetch(`${standIns.workspace.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${standIns.workspace.botToken}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({
        channel: REQUESTS,
        text: 'x',
        blocks: [{ type: 'header', text: { type: 'plain_text', text: '' } }],
      }),
    });
    const { refusal } = await ines.hears('refusal');
    expect(refusal).toMatchObject({
      method: 'chat.postMessage',
      error: 'invalid_blocks',
      pointer: '/blocks/0/text/text',
    });
  });

  it('switches faults on and off for every tab', async () => {
    const [ines, una] = [await open('U0INES'), await open('U0UNA')];
    await ines.asks({ name: 'fault', args: { id: 'portal-key', on: true } });
    await una.hears('faults', ({ faults }) => faults.some((each) => each.id === 'portal-key' && each.on));
    await ines.asks({ name: 'fault', args: { id: 'app-stopped', on: true } });
    await una.hears('app', (update) => !update.app.running);
    await ines.asks({ name: 'fault', args: { id: 'app-stopped', on: false } });
    await una.hears('app', (update) => update.app.running);
  });

  it('restarts the app with another policy, and says what is wrong with one it would not start with', async () => {
    const [ines, una] = [await open('U0INES'), await open('U0UNA')];
    const { policy } = await snapshotOf(ines);
    if (!policy) throw new Error('there is an app, so there is a policy');
    expect(policy.inForce).toEqual({
      APPROVALS_REQUIRED: '1',
      APPROVERS: '',
      APPROVAL_CHANNEL: '',
      APPROVAL_EXPIRY: '24h',
      SELF_APPROVAL: 'deny',
      ASKING: 'on',
      DELETE_GRACE: '0s',
    });
    expect(policy.people.slice(0, 2).map(({ name }) => name)).toEqual(['Olga Marsh', "Ines O'Neil"]);
    const changed = { ...policy.inForce, APPROVALS_REQUIRED: '2', APPROVERS: 'U0OLGA,U0TOMAS', DELETE_GRACE: '90s' };
    expect(await ines.asks({ name: 'policy', args: { variables: changed } })).toMatchObject({ ok: true });
    await una.hears('policy', (update) => update.policy?.inForce.APPROVERS === 'U0OLGA,U0TOMAS');
    expect(app.policy).toMatchObject({ required: 2, approvers: ['U0OLGA', 'U0TOMAS'], graceMs: 90_000 });
    expect(app.running).toBe(true);
    const wrong = { ...changed, APPROVALS_REQUIRED: '3', APPROVAL_CHANNEL: 'nowhere' };
    const refused = await ines.asks({ name: 'policy', args: { variables: wrong } });
    expect(!refused.ok && refused.error.split('\n')).toEqual([
      expect.stringContaining('APPROVAL_CHANNEL is set, but'),
      expect.stringContaining('APPROVALS_REQUIRED is set, but'),
    ]);
    expect(app.policy.required).toBe(2);
  });

  it('keeps a stopped app stopped when its policy is changed, and starts it with that', async () => {
    const ines = await open('U0INES');
    const { policy } = await snapshotOf(ines);
    if (!policy) throw new Error('there is an app, so there is a policy');
    await app.stop();
    await ines.asks({ name: 'policy', args: { variables: { ...policy.inForce, SELF_APPROVAL: 'allow' } } });
    expect([app.running, app.policy.selfApproval]).toEqual([false, true]);
    await app.start();
    expect([app.running, app.policy.selfApproval]).toEqual([true, true]);
  });

  it('lets a day pass for every tab at once', async () => {
    const [ines, una] = [await open('U0INES'), await open('U0UNA')];
    expect((await snapshotOf(ines)).daysAhead).toBe(0);
    await ines.asks({ name: 'passDay', args: {} });
    await una.hears('time', ({ daysAhead }) => daysAhead === 1);
  });

  it('lets the last days of the API key pass, with the warnings of the app', async () => {
    const ines = await open('U0INES');
    await ines.asks({ name: 'fault', args: { id: 'portal-key-ends', on: true } });
    await ines.asks({ name: 'passDay', args: {} });
    const { message } = await ines.hears('message', ({ message: { text } }) => text.includes('API key'));
    expect(message.text).toMatch(/3 days/);
  });

  it('has switches for the faults of a portal, each of which can be taken back', async () => {
    const ines = await open('U0INES');
    const ask = async (method: string, path: string, body?: unknown) => {
      const { url, keys } = standIns.portal;
      const headers = { Authorization: `Bearer ${keys.admin}`, 'Content-Type': 'application/json' };
      const init = { method, headers, redirect: 'manual', ...(body ? { body: JSON.stringify(body) } : {}) } as const;
      return fetch(`${url}/api/2.0${path}`, init).then(
        ({ status }) => status,
        () => 0,
      );
    };
    const made = (name: string) => standIns.portal.groups().some((group) => group.name === name);
    const outcomes: [string, number, number, boolean][] = [
      ['after', 200, 403, true],
      ['lost', 200, 0, true],
      ['database', 200, 500, true],
      ['ip', 403, 403, false],
      ['maintenance', 403, 403, false],
      ['suspended', 404, 404, false],
      ['moved', 500, 500, false],
      ['https', 301, 301, false],
      ['cost', 200, 200, true],
      ['limiter', 200, 200, true],
      ['lag', 200, 200, true],
    ];
    for (const [id, read, write, done] of outcomes) {
      await ines.asks({ name: 'fault', args: { id: `portal-${id}`, on: true } });
      const name = `Under ${id}`;
      const seen = [await ask('GET', '/group'), await ask('POST', '/group', { groupName: name }), made(name)];
      expect([id, ...seen]).toEqual([id, read, write, done]);
      await ines.asks({ name: 'fault', args: { id: `portal-${id}`, on: false } });
      expect(await ask('GET', '/group')).toBe(200);
    }
  });

  it('has switches for the faults of Slack, each of which can be taken back', async () => {
    await app.stop();
    const ines = await open('U0INES');
    const { apiUrl, botToken, faults } = standIns.workspace;
    const say = async (text: string): Promise<string> => {
      const headers = { Authorization: `Bearer ${botToken}`, 'Content-Type': 'application/json' };
      const body = JSON.stringify({ channel: REQUESTS, text });
      return fetch(`${apiUrl}chat.postMessage`, { method: 'POST', headers, body }).then(
        async (response) => {
          const text = await response.text();
          if (text.startsWith('<')) return `page ${response.status}`;
          return /"error":"(\w+)"/.exec(text)?.[1] ?? 'ok';
        },
        () => 'no answer',
      );
    };
    const press = (id: string, on: boolean) => ines.asks({ name: 'fault', args: { id: `slack-${id}`, on } });
    expect([await say('First of a second'), await say('Second')]).toEqual(['ok', 'ratelimited']);
    await press('unlimited', true);
    const outcomes: [string, string, boolean][] = [
      ['removed', 'not_in_channel', false],
      ['private', 'channel_not_found', false],
      ['archived', 'is_archived', false],
      ['locked', 'restricted_action', false],
      ['lost', 'no answer', true],
      ['lost-all', 'no answer', true],
      ['html', 'page 200', false],
      ['down', 'page 503', false],
      ['token', 'token_revoked', false],
      ['offline', 'no answer', false],
    ];
    for (const [id, answer, posted] of outcomes) {
      await press(id, true);
      expect([id, await say(`Under ${id}`)]).toEqual([id, answer]);
      expect(standIns.workspace.messages(REQUESTS).some(({ text }) => text === `Under ${id}`)).toBe(posted);
      await press(id, false);
      expect([id, await say(`After ${id}`)]).toEqual([id, 'ok']);
    }
    await press('removed', true);
    await press('private', true);
    await press('removed', false);
    expect(await say('Only one is off')).toBe('channel_not_found');
    await press('private', false);
    expect(await say('Both are off')).toBe('ok');
    await press('unlimited', false);
    expect([await say('First again'), await say('Second')]).toContain('ratelimited');
    await press('slow', true);
    expect(faults.delayOf('views.open')).toBe(2_000);
    await press('slow', false);
    expect(faults.delayOf('views.open')).toBe(0);
    const sharedWith = () => standIns.workspace.state.conversations.get(REQUESTS)?.sharedWith;
    await press('shared', true);
    expect(sharedWith()).toBe('external');
    await press('shared', false);
    expect(sharedWith()).toBeUndefined();
    const onTheWay = () => [faults.delivery.areAcksLate, faults.delivery.takeCopies()];
    await press('late', true);
    await press('twice', true);
    expect(onTheWay()).toEqual([true, 2]);
    await press('late', false);
    await press('twice', false);
    expect(onTheWay()).toEqual([false, 1]);
  });

  it('has no switch, option or variable that docs/sandbox.md does not explain', async () => {
    const page = readFileSync(new URL('../../docs/sandbox.md', import.meta.url), 'utf8');
    const switches = createFaultSwitches({ ...standIns, app }).switches();
    expect(switches.flatMap(({ label }) => (page.includes(`| ${label} |`) ? [] : [label]))).toEqual([]);
    const options = USAGE.match(/^ {2}--[a-z-]+/gm) ?? [];
    expect(options.length).toBeGreaterThan(10);
    expect(options.filter((option) => !page.includes(`\`${option.trim()}`))).toEqual([]);
    expect(POLICY_VARIABLES.filter((variable) => !page.includes(`| \`${variable}\` |`))).toEqual([]);
  });

  it('lets in only people of the workspace, and no other site open in the same browser', async () => {
    await expect(open('U0NOBODY')).rejects.toThrow('404');
    await expect(open('U0INES', { Origin: 'https://evil.example' })).rejects.toThrow('403');
    await open('U0INES', { Origin: server.url.slice(0, -1) });
  });

  it('serves its own files and nothing beside them', async () => {
    const page = await fetch(server.url);
    expect(page.headers.get('content-type')).toContain('text/html');
    const html = await page.text();
    const script = /src="\.?(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? '';
    expect((await fetch(new URL(script, server.url))).headers.get('cache-control')).toContain('immutable');
    expect(html).not.toMatch(/(src|href)="https?:/);
    for (const path of ['..%2fmain.js', '%2e%2e/main.js', 'package.json'])
      expect((await fetch(`${server.url}${path}`)).status).toBe(404);
  });
});
