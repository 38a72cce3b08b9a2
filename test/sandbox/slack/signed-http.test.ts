import http from 'node:http';
import bolt from '@slack/bolt';
import { type Flaws, sign, signedHttp } from '../../../sandbox/slack/delivery/signed-http.ts';
import { ManualClock } from '../../helpers/manual-clock.ts';
import { ROOMS, type Stage, startStage } from './stage.ts';

describe('delivery over signed HTTP', () => {
  interface Request {
    headers: http.IncomingHttpHeaders;
    body: string;
  }
  const requests: Request[] = [];
  let answer: { status: number; headers?: Record<string, string> } = { status: 200 };
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    requests.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(answer.status, answer.headers).end();
  });
  let url = '';
  let stage: Stage;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${portOf(server)}/slack/events`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(async () => {
    requests.length = 0;
    answer = { status: 200 };
    stage = await startStage();
    stage.workspace.deliverOverHttp(url);
  });
  afterEach(() => stage.stop());

  it('signs as Slack does', () => {
    const signature = sign('example-signing-secret', '1790000000', 'token=tok&command=%2Fdocspace-group&text=create');
    expect(signature).toBe('v0=3aa4590f60dc2ccc9e22ede36db9e7267d878abfa12b259cb26e8abbe56f21d7');
  });

  it('sends commands and clicks as forms and events as JSON, each signed over its bytes', async () => {
    await stage.ana.send(ROOMS, '/desk Größe & mehr');
    await stage.ana.useShortcut('new_desk');
    await stage.ana.openHome();
    expect(requests.map(({ headers }) => headers['content-type'])).toEqual([
      'application/x-www-form-urlencoded',
      'application/x-www-form-urlencoded',
      'application/json',
    ]);
    for (const { headers, body } of requests) {
      const timestamp = String(headers['x-slack-request-timestamp']);
      expect(headers['x-slack-signature']).toBe(sign(stage.workspace.signingSecret, timestamp, body));
    }
    const [command, shortcut] = requests.map(({ body }) => new URLSearchParams(body));
    expect(command?.get('text')).toBe('Größe &amp; mehr');
    expect(command?.get('is_enterprise_install')).toBe('false');
    expect(JSON.parse(shortcut?.get('payload') ?? '')).toMatchObject({
      type: 'shortcut',
      is_enterprise_install: false,
    });
  });

  it('brings an event again at once with the retry headers, unless asked not to', async () => {
    answer = { status: 500 };
    await stage.ana.openHome();
    const retries = () =>
      requests.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]);
    expect(retries()).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
    ]);
    requests.length = 0;
    answer = { status: 500, headers: { 'x-slack-no-retry': '1' } };
    await stage.ana.openHome();
    expect(requests).toHaveLength(1);
  });

  it('never repeats a command, and names the failure', async () => {
    answer = { status: 500 };
    expect(await stage.ana.send(ROOMS, '/desk')).toBe('unanswered');
    expect(requests).toHaveLength(1);
    expect(stage.workspace.messages(ROOMS).at(-1)?.text).toBe('/desk failed with the error "dispatch_failed"');
  });
});

describe('a Bolt receiver', () => {
  const clock = new ManualClock();
  const signingSecret = 'example-signing-secret';
  let app: InstanceType<typeof bolt.App>;
  let url = '';
  beforeAll(async () => {
    const authorize = () => Promise.resolve({ botToken: 'xoxb-1', botId: 'B0', botUserId: 'U0' });
    app = new bolt.App({ signingSecret, authorize, logLevel: bolt.LogLevel.ERROR });
    app.command('/desk', ({ ack }) => ack());
    app.logger.setLevel(bolt.LogLevel.ERROR);
    const started: unknown = await app.start({ port: 0, host: '127.0.0.1' });
    url = `http://127.0.0.1:${started instanceof http.Server ? portOf(started) : 0}/slack/events`;
  });
  afterAll(() => app.stop());

  const delivery = (flaws: Flaws = {}) => signedHttp({ url, signingSecret, clock, flaws });
  const command = { command: '/desk', text: '', team_id: 'T0ACME', user_id: 'U0ANA', is_enterprise_install: 'false' };

  it('takes what is signed, and answers both questions', async () => {
    expect(await delivery().deliver('slash_commands', command)).toMatchObject({ acked: true });
    expect(await delivery().verifyUrl('c-77')).toEqual({ acked: true, body: { challenge: 'c-77' } });
    expect(await delivery().checkSsl()).toMatchObject({ acked: true });
  });

  it.each([
    ['signed with another secret', { badSignature: true }],
    ['six minutes old', { secondsOld: 360 }],
  ])('refuses what is %s', async (_what, flaws) => {
    expect(await delivery(flaws).deliver('slash_commands', command)).toMatchObject({ acked: false, why: 'refused' });
  });
});

function portOf(server: http.Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
