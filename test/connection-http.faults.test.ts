import { connect, type Socket } from 'node:net';
import bolt from '@slack/bolt';
import fc from 'fast-check';
import { sign, signedHttp } from '../sandbox/slack/delivery/signed-http.ts';
import { type StandIns, startAppBetween, startStandIns } from '../sandbox/start.ts';
import { systemClock } from '../src/clock.ts';
import { type HttpLimits, HttpReceiver } from '../src/connection/http-receiver.ts';
import { boltLogger } from '../src/connection/logger.ts';
import { createLog } from '../src/log.ts';
import { PausesOnly } from './helpers/manual-clock.ts';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

/** What Node.js ends a process for. */
function unhandledRejections(): unknown[] {
  const reasons: unknown[] = [];
  const note = (reason: unknown) => reasons.push(reason);
  beforeEach(() => process.on('unhandledRejection', note));
  afterEach(() => process.off('unhandledRejection', note));
  return reasons;
}

describe('requests over HTTP', () => {
  const unhandled = unhandledRejections();
  const lines: string[] = [];
  let standIns: StandIns;
  let url: string;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    const clock = new PausesOnly();
    const log = createLog({ level: 'debug', format: 'text' }, Date.now, (line) => lines.push(line));
    standIns = await startStandIns({ clock });
    const running = await startAppBetween(standIns, { clock, log, mode: 'http' });
    url = `http://127.0.0.1:${running.port}/slack/events`;
    stop = running.stop;
  });
  afterAll(async () => {
    await stop();
    await standIns.stop();
  });
  afterEach(() => expect(unhandled.splice(0)).toEqual([]));

  const post = (body: string | Buffer, headers: Record<string, string> = {}, method = 'POST') =>
    fetch(url, { method, headers, ...(method === 'GET' ? {} : { body: Buffer.from(body) }) }).then(
      ({ status }) => status,
    );
  const signed = (body: string, type = JSON_TYPE) => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    return post(body, {
      'Content-Type': type,
      'X-Slack-Request-Timestamp': timestamp,
      'X-Slack-Signature': sign(standIns.workspace.signingSecret, timestamp, body),
    });
  };
  const answers = async () => {
    const nora = standIns.workspace.as('U0NORA');
    await nora.types('C0RANDOM', '/docspace-group help');
    await nora.sees('What you can do');
  };

  it.each([
    ['null', 'null', JSON_TYPE, 400],
    ['a number', '7', JSON_TYPE, 400],
    ['a list', '[{}]', JSON_TYPE, 400],
    ['no JSON', '{"type":', JSON_TYPE, 400],
    ['nothing', '', JSON_TYPE, 400],
    ['a payload that is null', 'payload=null', FORM, 400],
    ['a payload that is no JSON', 'payload=%7B', FORM, 400],
    ['a type with a charset that Slack does not send', 'command=%2Fx', `${FORM}; charset=UTF-8`, 415],
    ['another type', '{}', 'text/plain', 415],
    ['an event that is null', '{"type":"event_callback","event":null}', JSON_TYPE, 500],
    ['a click by no user', 'payload={"type":"block_actions","actions":[]}', FORM, 500],
  ])('that are signed but hold %s are refused', async (_what, body, type, status) => {
    expect(await signed(body, type)).toBe(status);
    await answers();
  });

  it('of other paths, methods and senders are refused', async () => {
    expect(await post('', {}, 'GET')).toBe(405);
    expect(await fetch(`${url}/other`, { method: 'POST' }).then(({ status }) => status)).toBe(404);
    expect(await post('command=%2Fx', { 'Content-Type': FORM })).toBe(401);
    expect(await post('x'.repeat(2_000), { 'Content-Type': FORM })).toBe(401);
  });

  it.each([
    [-200, true],
    [200, true],
    [-360, false],
    [360, false],
  ])('that were signed %d seconds ago are taken: %s', async (secondsOld, taken) => {
    const { signingSecret } = standIns.workspace;
    const http = signedHttp({ url, signingSecret, clock: systemClock, flaws: { secondsOld } });
    expect((await http.verifyUrl('c-1')).acked).toBe(taken);
  });

  it('larger than half a megabyte are refused before their signature is looked at', async () => {
    const headers = {
      'Content-Type': JSON_TYPE,
      'X-Slack-Request-Timestamp': String(Math.floor(Date.now() / 1000)),
      'X-Slack-Signature': 'v0=00',
    };
    expect(await post('x'.repeat(512 * 1024 + 1), headers)).toBe(413);
    expect(await post('x'.repeat(512 * 1024), headers)).toBe(401);
    expect(await signed(JSON.stringify({ type: 'url_verification', challenge: 'x'.repeat(400_000) }))).toBe(200);
  });

  it('that are not signed make one line of the log, whatever they hold and however many come', async () => {
    lines.length = 0;
    const evil = `${'a.'.repeat(3_500)}@${'https://'.repeat(800)}`;
    const headers = { 'Content-Type': FORM, 'X-Slack-Request-Timestamp': evil, 'X-Slack-Signature': 'v0=1' };
    const statuses = await Promise.all(Array.from({ length: 40 }, () => post('a=1', headers)));
    expect(new Set(statuses)).toEqual(new Set([401]));
    await answers();
    expect(lines.filter((line) => line.includes('refused a request')).length).toBeLessThanOrEqual(1);
    expect(lines.join('\n')).not.toContain('a.a.a.');
  });

  it('of any content are answered, and the app lives on', async () => {
    const requests = fc.array(requestOf(), { minLength: 150, maxLength: 150 });
    await fc.assert(
      fc.asyncProperty(requests, async (all) => {
        const statuses = await Promise.all(all.map(({ body, type }) => signed(body, type)));
        expect(statuses.filter((status) => ![200, 400, 404, 415, 500].includes(status))).toEqual([]);
        expect(unhandled).toEqual([]);
      }),
      // What nobody acknowledges is answered after three seconds, so all of them go at once.
      { numRuns: 1, endOnFailure: true },
    );
    await answers();
  });
});

/** Bodies of every kind: any JSON, and payloads of Slack's with some of their parts replaced by any JSON. */
function requestOf(): fc.Arbitrary<{ body: string; type: string }> {
  const user = { id: 'U0NORA', team_id: 'T0ACME' };
  const team = { id: 'T0ACME' };
  const view = { id: 'V1', callback_id: 'create_form', blocks: [], state: { values: {} }, private_metadata: '{}' };
  const payloads: Record<string, unknown>[] = [
    { command: '/docspace-group', text: 'help', user_id: 'U0NORA', channel_id: 'C0RANDOM', trigger_id: '1' },
    { type: 'block_actions', team, user, actions: [{ type: 'button', action_id: 'help:more', block_id: 'b' }], view },
    { type: 'view_submission', team, user, view },
    { type: 'view_closed', team, user, view },
    { type: 'block_suggestion', team, user, action_id: 'pick', block_id: 'b', value: 'a', view },
    { type: 'shortcut', team, user, callback_id: 'create_group', trigger_id: '1' },
    { type: 'message_action', team, user, callback_id: 'other', trigger_id: '1' },
    { type: 'event_callback', event: { type: 'app_home_opened', user: 'U0NORA', tab: 'home' }, authorizations: [{}] },
    { type: 'event_callback', event: { type: 'app_uninstalled' }, api_app_id: 'A0', team_id: 'T0' },
  ];
  const changed = fc
    .constantFrom(...payloads)
    .chain((payload) =>
      fc
        .record({ names: fc.subarray(Object.keys(payload), { minLength: 1 }), junk: fc.jsonValue({ maxDepth: 2 }) })
        .map(({ names, junk }): unknown => ({ ...payload, ...Object.fromEntries(names.map((name) => [name, junk])) })),
    );
  const json = fc.oneof(fc.jsonValue(), changed, changed).map((value) => JSON.stringify(value));
  return fc.oneof(
    json.map((body) => ({ body, type: JSON_TYPE })),
    json.map((payload) => ({ body: new URLSearchParams({ payload }).toString(), type: FORM })),
    fc.webQueryParameters().map((body) => ({ body, type: FORM })),
    fc.string({ unit: 'binary', maxLength: 200 }).map((body) => ({ body, type: JSON_TYPE })),
  );
}

describe('connections over HTTP', () => {
  let receiver: HttpReceiver;
  const sockets: Socket[] = [];
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await receiver.stop();
  });

  const listen = async (limits: HttpLimits) => {
    const log = createLog({ level: 'error', format: 'text' }, Date.now, () => undefined);
    const parts = { signingSecret: 'secret', port: 0, logger: boltLogger(log), log, clock: systemClock, limits };
    receiver = new HttpReceiver(parts);
    const authorize = async () => ({ botToken: 'xoxb-1', botId: 'B1', botUserId: 'U1' });
    const app = new bolt.App({ receiver, authorize });
    app.command('/desk', ({ ack }) => ack());
    return receiver.start();
  };
  /** A client that sends the beginning of a request and no more; resolves when it is cut off. */
  const slow = (port: number, text: string) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    sockets.push(socket);
    socket.on('error', () => undefined);
    return new Promise<void>((resolve) => socket.resume().once('close', () => resolve()));
  };
  const asked = (port: number) =>
    signedHttp({ url: `http://127.0.0.1:${port}/slack/events`, signingSecret: 'secret', clock: systemClock }).deliver(
      'slash_commands',
      { command: '/desk', user_id: 'U1', team_id: 'T1' },
    );

  it('are cut off when their headers or bodies do not come, and leave room for others then', async () => {
    const port = await listen({ connections: 2, headersMs: 100, requestMs: 300 });
    const begun = `POST /slack/events HTTP/1.1\r\nHost: a\r\n`;
    const first = slow(port, begun);
    await Promise.all([first, slow(port, `${begun}Content-Type: ${FORM}\r\nContent-Length: 9\r\n\r\na=`)]);
    expect(await asked(port)).toMatchObject({ acked: true });
  });

  it('over their number are not let in, before anything of them is read', async () => {
    const port = await listen({ connections: 1, headersMs: 60_000, requestMs: 60_000 });
    const held = new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write('POST /slack/events HTTP/1.1\r\n', () => resolve()));
      sockets.push(socket);
    });
    await held;
    await slow(port, 'POST /slack/events HTTP/1.1\r\n');
  });

  it('that stay are cut off when the app stops', async () => {
    const port = await listen({ connections: 5, headersMs: 60_000, requestMs: 60_000 });
    const gone = slow(port, 'POST /slack/events HTTP/1.1\r\n');
    await asked(port);
    await receiver.stop();
    await gone;
  });
});
