import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import { randomBy } from '../../sandbox/docspace/random.ts';
import { type PageServer, startPageServer } from '../../sandbox/page-server/index.ts';
import { POLICY_VARIABLES } from '../../sandbox/policy-variables.ts';
import { type StandIns, startStandIns } from '../../sandbox/start.ts';
import { systemClock } from '../../src/clock.ts';
import { REQUESTS } from '../helpers/conversation.ts';

/** Nothing that is sent to page, workspace or portal ends them, and other sites open in the same browser can’t use them. */
describe('requests that no client of the sandbox would send', () => {
  let standIns: StandIns;
  let page: PageServer;
  let ports: { page: number; workspace: number; portal: number };
  const sockets = new Set<Socket>();

  beforeAll(async () => {
    standIns = await startStandIns({ clock: systemClock });
    standIns.workspace.faults.liftRateLimits();
    page = await startPageServer({ ...standIns, app: undefined, transport: 'socket' });
    const portOf = (url: string) => Number(new URL(url).port);
    ports = {
      page: portOf(page.url),
      workspace: portOf(standIns.workspace.apiUrl),
      portal: portOf(standIns.portal.url),
    };
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    // Whatever was sent, all three still answer.
    expect(await Promise.all([statusOf('page', 'GET / HTTP/1.1'), asksSlack(), asksPortal()])).toEqual([200, 200, 200]);
  });
  afterAll(async () => {
    await page.stop();
    await standIns.stop();
  });

  type Name = 'page' | 'workspace' | 'portal';
  const NAMES: Name[] = ['page', 'workspace', 'portal'];

  const asksSlack = async () => {
    const { apiUrl, botToken } = standIns.workspace;
    return (await fetch(`${apiUrl}auth.test`, { method: 'POST', headers: { Authorization: `Bearer ${botToken}` } }))
      .status;
  };
  const asksPortal = async () => {
    const { url, keys } = standIns.portal;
    return (await fetch(`${url}/api/2.0/group`, { headers: { Authorization: `Bearer ${keys.owner}` } })).status;
  };

  /** Sends bytes as they are, over a connection of its own. */
  const open = (name: Name, bytes: string | Buffer): Socket => {
    const socket = connect(ports[name], '127.0.0.1');
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write(bytes);
    return socket;
  };
  /** The status of the answer; 0 when the connection ends without one. */
  const status = (socket: Socket): Promise<number> =>
    new Promise((resolve) => {
      let text = '';
      socket.on('data', (chunk) => {
        text += String(chunk);
        const found = /^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1];
        if (found !== undefined) resolve(Number(found));
      });
      socket.on('close', () => resolve(0));
    });
  const headersOf = (name: Name, headers: Record<string, string>) =>
    Object.entries({ Host: `127.0.0.1:${ports[name]}`, ...headers })
      .map(([header, value]) => `${header}: ${value}\r\n`)
      .join('');
  const statusOf = (name: Name, line: string, headers: Record<string, string> = {}, body: string | Buffer = '') =>
    status(open(name, Buffer.concat([Buffer.from(`${line}\r\n${headersOf(name, headers)}\r\n`), Buffer.from(body)])));

  describe.each(NAMES)('%s', (name) => {
    it.each([
      ['another name that leads here', { Host: 'evil.example' }],
      ['another port', { Host: '127.0.0.1:1' }],
      ['no name', { Host: '' }],
      ['a page of another site', { Origin: 'https://evil.example' }],
      ['a page without a site', { Origin: 'null' }],
      ['another server of this machine', { Origin: 'http://127.0.0.1:1' }],
      ['an image or form of another site', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' }],
      ['a page of another port', { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'no-cors' }],
    ])('refuses %s', async (_what, headers) => {
      const paths = ['/', '/api/auth.test', '/api/2.0/group'];
      for (const path of paths) expect(await statusOf(name, `GET ${path} HTTP/1.1`, headers)).toBe(403);
      expect(await statusOf(name, 'GET /live?as=U0INES HTTP/1.1', { ...headers, ...UPGRADE })).toBe(403);
    });

    it('answers as 127.0.0.1 and as localhost', async () => {
      const asked = (host: string) => statusOf(name, 'GET /nowhere HTTP/1.1', { Host: `${host}:${ports[name]}` });
      expect([await asked('127.0.0.1'), await asked('localhost')]).toEqual([404, 404]);
    });

    it.each([
      '//',
      '//evil.example/x',
      '/%',
      '/%E0%A4%A',
      '/%00',
      '/..%2f..%2f..%2fpackage.json',
      '/../../package.json',
      '/api/%E0%A4%A',
      '/api/2.0//',
      '/api/2.0/group/%',
      '/api/2.0/people/%E0%A4%A',
      '/rooms/shared/filter?folder=%E0%A4%A',
      '/live?as=%',
      '/link/?ticket=%',
      '*',
      'http://evil.example/',
      'http://[/',
    ])('refuses the path %s', async (path) => {
      expect(await statusOf(name, `GET ${path} HTTP/1.1`)).toBeGreaterThanOrEqual(400);
      expect(await statusOf(name, `GET ${path} HTTP/1.1`)).toBeLessThan(500);
      const upgraded = await statusOf(name, `GET ${path} HTTP/1.1`, UPGRADE);
      expect([upgraded, upgraded >= 400 && upgraded < 500]).toEqual([upgraded, true]);
    });

    it.each(['DELETE', 'PUT', 'PATCH', 'OPTIONS', 'TRACE', 'POST', 'PROPFIND'])(
      'refuses %s of a page',
      async (method) => {
        expect(await statusOf(name, `${method} / HTTP/1.1`, { 'Content-Length': '0' })).toBeGreaterThanOrEqual(400);
      },
    );

    it('refuses what is no HTTP, and floods of headers', async () => {
      expect(await status(open(name, 'no http at all\r\n\r\n'))).toBe(400);
      expect(await status(open(name, Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x0d, 0x0a])))).toBe(400);
      expect(await statusOf(name, 'GET / HTTP/1.1', { 'X-Flood': 'a'.repeat(40_000) })).toBe(431);
      expect(await statusOf(name, `GET /${'a'.repeat(8_000)} HTTP/1.1`)).toBe(404);
      const many = Object.fromEntries(Array.from({ length: 4_000 }, (_, at) => [`X-${at}`, 'a']));
      expect(await statusOf(name, 'GET / HTTP/1.1', many)).toBe(431);
    });

    it('outlives connections that end in the middle of anything', async () => {
      const begun = `POST /api/chat.postMessage HTTP/1.1\r\n${headersOf(name, { 'Content-Length': '100' })}\r\n{"a`;
      for (let at = 0; at < begun.length; at += 17) {
        const socket = open(name, begun.slice(0, at));
        await once(socket, 'connect');
        if (at % 2 === 0) socket.resetAndDestroy();
        else socket.end();
      }
      const half = open(name, `GET /live?as=U0INES HTTP/1.1\r\n${headersOf(name, UPGRADE)}`);
      await once(half, 'connect');
      half.resetAndDestroy();
    });
  });

  const UPGRADE = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };

  const posts = async (url: string, type: string, body: string | Buffer, token: string) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': type };
    const answer = await fetch(url, { method: 'POST', headers, body });
    return { status: answer.status, text: await answer.text() };
  };
  const DEEP = 60_000;
  const nested = `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`;

  it.each([
    ['broken JSON', 'application/json', '{"channel":'],
    ['JSON that is no object', 'application/json', '[1,2]'],
    ['nothing but zeros', 'application/json', '\0'.repeat(100)],
    ['JSON that goes ever deeper', 'application/json', `{"channel":"C0REQUESTS","text":"x","blocks":${nested}}`],
    ['the same in a form', 'application/x-www-form-urlencoded', `channel=C0REQUESTS&text=x&blocks=${nested}`],
    ['a form that is none', 'multipart/form-data; boundary=x', '--y\r\n\r\n'],
    ['names of an object’s own', 'application/json', '{"__proto__":{"channel":"x"},"constructor":1}'],
    ['values of wrong types', 'application/json', '{"channel":[],"text":{},"blocks":7,"thread_ts":true}'],
    ['another character set', 'application/json; charset=utf-16', '\ud800'],
  ])('the workspace refuses %s in its own words', async (_what, type, body) => {
    const { apiUrl, botToken } = standIns.workspace;
    for (const method of ['chat.postMessage', 'views.open', 'chat.update', 'views.publish']) {
      const { status: code, text } = await posts(`${apiUrl}${method}`, type, body, botToken);
      expect([method, code, JSON.parse(text)]).toEqual([method, 200, expect.objectContaining({ ok: false })]);
    }
    const hook = apiUrl.replace('/api/', '/commands/T0ACME/x');
    expect((await posts(hook, type, body, '')).status).toBeGreaterThanOrEqual(400);
  });

  it.each([
    ['broken JSON', '{"groupName":'],
    ['JSON that goes ever deeper', `{"groupName":"x","members":${nested}}`],
    ['nothing but zeros', '\0'.repeat(100)],
    ['names of an object’s own', '{"__proto__":{"groupName":"x"}}'],
    ['values of wrong types', '{"groupName":{},"members":[[]]}'],
    ['a lone half of a sign', '{"groupName":"\\ud800","groupManager":"\\ud800"}'],
  ])('the portal refuses %s with 400', async (_what, body) => {
    const { url, keys } = standIns.portal;
    expect((await posts(`${url}/api/2.0/group`, 'application/json', body, keys.owner)).status).toBe(400);
  });

  it('refuses bodies that are too large', async () => {
    const { apiUrl, botToken } = standIns.workspace;
    const large = Buffer.alloc(31_000_000, 'a');
    const slack = await posts(`${apiUrl}chat.postMessage`, 'application/json', large, botToken);
    expect(JSON.parse(slack.text)).toMatchObject({ ok: false, error: 'request_too_large' });
    const portal = await posts(
      `${standIns.portal.url}/api/2.0/group`,
      'application/json',
      large,
      standIns.portal.keys.owner,
    );
    expect(portal.status).toBe(413);
    const length = { 'Content-Length': String(large.length) };
    expect(await statusOf('page', 'POST / HTTP/1.1', length, large)).toBe(405);
  });

  /** A frame of a client, masked with zeros, or one that says something else about itself. */
  const frame = (first: number, payload: Buffer, mask = 0x80) =>
    Buffer.concat([Buffer.from([first, mask | payload.length]), Buffer.alloc(mask === 0 ? 0 : 4), payload]);
  const FRAMES: [string, Buffer][] = [
    ['an unknown opcode', frame(0x83, Buffer.from('x'))],
    ['reserved bits', frame(0xf1, Buffer.from('x'))],
    ['no mask', frame(0x81, Buffer.from('x'), 0)],
    ['a continuation of nothing', frame(0x80, Buffer.from('x'))],
    ['text that is no UTF-8', frame(0x81, Buffer.from([0xff, 0xfe]))],
    ['a close with half a code', frame(0x88, Buffer.from([3]))],
    ['a ping in parts', frame(0x09, Buffer.from('x'))],
    ['a length of eight exabytes', Buffer.from([0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])],
    ['JSON of nothing known', frame(0x81, Buffer.from('{"id":1,"name":"__proto__","args":{}}'))],
  ];

  it.each(FRAMES)('outlives %s in a WebSocket', async (_what, bytes) => {
    const tab = open('page', `GET /live?as=U0INES HTTP/1.1\r\n${headersOf('page', UPGRADE)}\r\n`);
    expect(await status(tab)).toBe(101);
    tab.write(bytes);
    tab.end();
    const answer = await posts(
      `${standIns.workspace.apiUrl}apps.connections.open`,
      'application/json',
      '',
      standIns.workspace.appToken,
    );
    const { pathname, search } = new URL(JSON.parse(answer.text).url);
    const app = open('workspace', `GET ${pathname}${search} HTTP/1.1\r\n${headersOf('workspace', UPGRADE)}\r\n`);
    expect(await status(app)).toBe(101);
    app.write(bytes);
    app.end();
    await Promise.all([tab, app].map((socket) => socket.closed || once(socket, 'close')));
  });

  it('closes tabs that send more than a request holds', async () => {
    const tab = new WebSocket(`${page.url.replace('http', 'ws')}live?as=U0INES`);
    await once(tab, 'open');
    tab.send('a'.repeat(2_000_000));
    expect(await once(tab, 'close')).toEqual([1009, expect.anything()]);
  });

  it('answers every request of a tab, whatever it is about', async () => {
    const tab = new WebSocket(`${page.url.replace('http', 'ws')}live?as=U0INES`);
    const answers = new Map<number, () => void>();
    tab.on('message', (raw) => {
      const update = JSON.parse(String(raw));
      if (update.type === 'done') answers.get(update.id)?.();
    });
    await once(tab, 'open');
    let id = 0;
    const asks = (name: string, args: object) => {
      id += 1;
      tab.send(JSON.stringify({ id, name, args }));
      return new Promise<void>((resolve) => answers.set(id, resolve));
    };
    for (const odd of ['', '__proto__', 'C0REQUESTS', 'toString', '../..', '\0', 'U0INES', '9'.repeat(400)]) {
      const field = { blockId: odd, actionId: odd };
      const place = { kind: 'message', channel: odd, ts: odd };
      const value = { type: odd, value: odd, selected_option: null, selected_date_time: 7, timezone: odd };
      await asks('send', { channel: odd, text: odd, threadTs: odd });
      await asks('shortcut', { callbackId: odd });
      await asks('messageShortcut', { callbackId: odd, channel: odd, ts: odd });
      await asks('act', { place, use: { ...field, value } });
      await asks('act', { place: { kind: 'view', viewId: odd }, use: field });
      await asks('put', { viewId: odd, ...field, value });
      await asks('options', { place, ...field, typed: odd });
      await asks('submit', { viewId: odd });
      await asks('close', { viewId: odd, all: true });
      await asks('earlier', { channel: odd, before: odd });
      await asks('read', { channel: odd, ts: odd });
      await asks('fault', { id: odd, on: true });
      const variables = Object.fromEntries(POLICY_VARIABLES.map((variable) => [variable, odd]));
      await asks('policy', { variables });
      await asks('passDay', {});
    }
    tab.close();
  });

  it.each([
    7,
    'text',
    [null],
    { text: {}, blocks: 'none' },
    { response_action: 'errors', errors: null },
    { response_action: 'update', view: 7 },
    { response_action: '__proto__' },
    { options: [[1]], option_groups: {} },
  ])('outlives an app that answers everything with %j', async (payload) => {
    const { apiUrl, appToken } = standIns.workspace;
    const opened = await posts(`${apiUrl}apps.connections.open`, 'application/json', '', appToken);
    const app = new WebSocket(JSON.parse(opened.text).url);
    app.on('message', (raw) => {
      const { envelope_id } = JSON.parse(String(raw));
      if (envelope_id) app.send(JSON.stringify({ envelope_id, payload }));
    });
    await once(app, 'open');
    await standIns.workspace.appConnected();
    const screen = standIns.workspace.screen('U0INES');
    await screen.send(REQUESTS, '/docspace-group help').catch(() => undefined);
    await screen.openHome();
    await screen.useShortcut('create_group').catch(() => undefined);
    app.close();
    await once(app, 'close');
  });

  it('outlives requests with bytes changed at random, the same ones each time', async () => {
    const random = randomBy(7);
    const pick = (below: number) => Math.floor(random() * below);
    const { botToken } = standIns.workspace;
    const key = standIns.portal.keys.owner;
    const requests: [Name, string][] = [
      ['page', `GET /live?as=U0INES HTTP/1.1\r\n${headersOf('page', UPGRADE)}\r\n`],
      [
        'workspace',
        'POST /api/chat.postMessage HTTP/1.1\r\n' +
          headersOf('workspace', {
            Authorization: `Bearer ${botToken}`,
            'Content-Type': 'application/json',
            'Content-Length': '60',
          }) +
          '\r\n{"channel":"C0REQUESTS","text":"hello","blocks":[{"type":1}]}',
      ],
      [
        'portal',
        'POST /api/2.0/group HTTP/1.1\r\n' +
          headersOf('portal', {
            Authorization: `Bearer ${key}`,
            'Content-Type': 'application/json',
            'Content-Length': '32',
          }) +
          '\r\n{"groupName":"Fuzz","members":[]}',
      ],
    ];
    for (let round = 0; round < 300; round += 1) {
      const [name, text] = requests[round % requests.length] ?? ['page', ''];
      const bytes = Buffer.from(text);
      for (let change = 0; change <= pick(6); change += 1) bytes[pick(bytes.length)] = pick(256);
      const socket = open(name, bytes.subarray(0, random() < 0.2 ? pick(bytes.length) : bytes.length));
      socket.end();
      const code = await status(socket);
      expect([code, code === 500]).toEqual([code, false]);
    }
  });
});
