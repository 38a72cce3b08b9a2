import http from 'node:http';
import bolt from '@slack/bolt';
import { listenOnLoopback } from '../../../sandbox/listen.ts';
import { timePassesUntil } from '../../helpers/conversation.ts';
import { modal, ROOMS, type Stage, startStage, textField } from './stage.ts';

describe('acknowledgements that come late', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  /** Does something and lets Slack's three seconds pass once the app has answered. */
  const late = async <T>(act: () => Promise<T>): Promise<T> => {
    const before = stage.clock.waiting;
    const heard = stage.app.next();
    const acting = act();
    await heard;
    while (stage.clock.waiting <= before) await new Promise((resolve) => setImmediate(resolve));
    await stage.clock.advance(3_000);
    return acting;
  };

  it('are none for Slack: who typed reads operation_timeout, and nothing the app answered', async () => {
    const end = stage.workspace.faults.delivery.lateAcks();
    stage.app.reply = () => ({ text: 'Here you are' });
    expect(await late(() => stage.ana.send(ROOMS, '/desk'))).toBe('unanswered');
    const read = () => stage.workspace.messages(ROOMS).map(({ text }) => text);
    expect(read()).toEqual(['/desk failed with the error "operation_timeout"']);
    end();
    expect(await stage.ana.send(ROOMS, '/desk')).toBe('acknowledged');
    expect(read().at(-1)).toBe('Here you are');
  });

  it('leave a form open, with Slack’s own sentence', async () => {
    const id = await stage.open(modal([textField('name', {}, { optional: true })]));
    stage.workspace.faults.delivery.lateAcks();
    expect(await late(() => stage.ana.submit(id))).toBe('unanswered');
    expect(stage.workspace.state.view(id)?.errors.get('')).toBe('We had some trouble connecting. Try again?');
  });

  it('bring an event again, which the app has had', async () => {
    stage.workspace.faults.delivery.lateAcks();
    await timePassesUntil(stage.clock, stage.ana.openHome(), 1_000);
    expect(stage.app.heard.map(({ retry_attempt }) => retry_attempt)).toEqual([0, 1]);
    expect(new Set(stage.app.heard.map(({ payload }) => payload.event_id)).size).toBe(1);
  });
});

describe('deliveries that arrive twice', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  it('have the same envelope over Socket Mode, and the first answer counts', async () => {
    let answers = 0;
    stage.app.reply = () => {
      answers += 1;
      return { text: `Answer ${answers}` };
    };
    stage.workspace.faults.delivery.twice();
    await stage.ana.send(ROOMS, '/desk');
    while (stage.app.heard.length < 2) await stage.app.next();
    const [first, second] = stage.app.heard;
    expect(second).toEqual(first);
    expect(stage.workspace.messages(ROOMS).map(({ text }) => text)).toEqual(['Answer 1']);
    await stage.ana.send(ROOMS, '/desk');
    expect(stage.app.heard).toHaveLength(3);
  });

  it('have the same event_id over HTTP', async () => {
    const bodies: string[] = [];
    const app = http.createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      bodies.push(body);
      response.end();
    });
    stage.workspace.deliverOverHttp(`http://127.0.0.1:${await listenOnLoopback(app)}/`);
    const end = stage.workspace.faults.delivery.twice(9);
    await stage.ana.openHome();
    end();
    await stage.ana.openHome();
    const ids = bodies.map((body) => /"event_id":"(\w+)"/.exec(body)?.[1]);
    expect(ids).toEqual([ids[0], ids[0], expect.any(String)]);
    expect(ids[2]).not.toBe(ids[0]);
    app.closeAllConnections();
    await new Promise((resolve) => app.close(resolve));
  });
});

describe('events that are not acknowledged', () => {
  let stage: Stage;
  let app: http.Server;
  let answer: { status: number; headers?: Record<string, string> };
  const heard: (string | undefined)[][] = [];
  beforeEach(async () => {
    heard.length = 0;
    answer = { status: 503 };
    stage = await startStage();
    app = http.createServer(({ headers }, response) => {
      heard.push([headers['x-slack-retry-num'], headers['x-slack-retry-reason']].map((each) => each?.toString()));
      response.writeHead(answer.status, answer.headers).end();
    });
    stage.workspace.deliverOverHttp(`http://127.0.0.1:${await listenOnLoopback(app)}/`);
  });
  afterEach(async () => {
    await stage.stop();
    app.closeAllConnections();
    await new Promise((resolve) => app.close(resolve));
  });

  const FIRST = [
    [undefined, undefined],
    ['1', 'http_error'],
  ];
  /** Lets time pass, and everything on its way arrive. */
  const pass = async (ms: number, count: number) => {
    await stage.clock.advance(ms);
    while (heard.length < count) await new Promise((resolve) => setImmediate(resolve));
    // The answer is read, and the next try is planned.
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };

  it('come again at once, after a minute, and after five more, and then no more', async () => {
    await stage.ana.openHome();
    expect(heard).toEqual(FIRST);
    await stage.clock.advance(59_999);
    expect(heard).toHaveLength(2);
    await pass(1, 3);
    await pass(299_999, 3);
    expect(heard).toHaveLength(3);
    await pass(1, 4);
    await pass(3_600_000, 4);
    expect(heard).toEqual([...FIRST, ['2', 'http_error'], ['3', 'http_error']]);
  });

  it('come no more once the app has taken one, or asks for none', async () => {
    await stage.ana.openHome();
    answer = { status: 200 };
    await pass(60_000, 3);
    await pass(3_600_000, 3);
    expect(heard).toHaveLength(3);
    heard.length = 0;
    answer = { status: 503 };
    await stage.ana.openHome();
    answer = { status: 503, headers: { 'x-slack-no-retry': '1' } };
    await pass(60_000, 3);
    await pass(3_600_000, 3);
    expect(heard).toHaveLength(3);
  });
});

describe('answers that are none of Slack’s', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  const say = async (text: string) => {
    const answer = await fetch(`${stage.workspace.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${stage.workspace.botToken}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ channel: ROOMS, text }),
    });
    return [answer.status, answer.headers.get('content-type')?.split(';')[0], (await answer.text())[0]];
  };
  const said = () => stage.workspace.messages(ROOMS).map(({ text }) => text);
  const JSON_ANSWER = [200, 'application/json', '{'];

  it('are a page with status 200, or an error of its servers, after the work or in place of it', async () => {
    const { faults } = stage.workspace;
    faults.breakAnswer('chat.postMessage', 'html');
    faults.breakAnswer('chat.postMessage', 'html', { done: true });
    const end = faults.breakAnswer('*', 503, { times: 9 });
    expect(await say('1')).toEqual([200, 'text/html', '<']);
    expect(await say('2')).toEqual([200, 'text/html', '<']);
    expect(await say('3')).toEqual([503, 'text/html', '<']);
    end();
    expect(await say('4')).toEqual(JSON_ANSWER);
    expect(said()).toEqual(['2', '4']);
    const errors = stage.workspace.calls
      .filter(({ method }) => method === 'chat.postMessage')
      .map(({ error }) => error);
    expect(errors).toEqual(['no_json', 'no_json', 'http_503', undefined]);
  });

  it('are errors for Slack’s own client', async () => {
    const { apiUrl: slackApiUrl, botToken, faults } = stage.workspace;
    const client = new bolt.webApi.WebClient(botToken, {
      ...{ slackApiUrl, retryConfig: { retries: 0 }, logLevel: bolt.LogLevel.ERROR },
    });
    faults.breakAnswer('auth.test', 'html');
    await expect(client.auth.test()).rejects.toThrow();
    faults.breakAnswer('auth.test', 502);
    await expect(client.auth.test()).rejects.toMatchObject({ statusCode: 502 });
    expect((await client.auth.test()).ok).toBe(true);
  });

  it('come from a response_url too', async () => {
    await stage.trigger();
    stage.workspace.faults.breakAnswer('response_url', 500, { done: true });
    const url = stage.app.last().payload.response_url ?? '';
    const post = async (text: string) => (await fetch(url, { method: 'POST', body: JSON.stringify({ text }) })).status;
    expect([await post('1'), await post('2')]).toEqual([500, 200]);
    expect(said()).toEqual(['1', '2']);
  });
});
