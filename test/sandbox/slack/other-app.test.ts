import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import bolt from '@slack/bolt';
import { readOptions } from '../../../sandbox/options.ts';
import { readManifest } from '../../../sandbox/slack/index.ts';
import { type StandIns, startStandIns } from '../../../sandbox/start.ts';
import { PausesOnly } from '../../helpers/manual-clock.ts';

/** As somebody else's app has one, in JSON. */
const MANIFEST = JSON.stringify({
  display_information: { name: 'Lunch' },
  features: {
    bot_user: { display_name: 'Lunch Bot' },
    slash_commands: [{ command: '/lunch', description: 'Orders lunch' }],
    shortcuts: [{ name: 'Order this', type: 'message', callback_id: 'order_this', description: 'Orders what it says' }],
  },
  oauth_config: {
    scopes: { bot: ['commands', 'chat:write', 'channels:history', 'app_mentions:read'] },
  },
  settings: { event_subscriptions: { bot_events: ['message.channels', 'app_mention'] } },
});
const REQUESTS = 'C0REQUESTS';
const plain = (text: string) => ({ type: 'plain_text' as const, text });

/** A small app as Bolt's guide shows them. */
function lunchApp({ workspace }: StandIns, mode: 'socket' | 'http') {
  const app = new bolt.App({
    token: workspace.botToken,
    ...(mode === 'socket'
      ? { appToken: workspace.appToken, socketMode: true }
      : { signingSecret: workspace.signingSecret }),
    clientOptions: { slackApiUrl: workspace.apiUrl },
    deferInitialization: true,
    logLevel: bolt.LogLevel.ERROR,
  });
  const dishField = {
    type: 'input' as const,
    block_id: 'dish',
    label: plain('Dish'),
    element: { type: 'plain_text_input' as const, action_id: 'dish_in' },
  };
  app.command('/lunch', async ({ ack, body, client }) => {
    await ack();
    const view = { type: 'modal' as const, callback_id: 'order', title: plain('Order'), submit: plain('Order') };
    await client.views.open({ trigger_id: body.trigger_id, view: { ...view, blocks: [dishField] } });
  });
  app.view('order', async ({ ack, body, view, client }) => {
    await ack();
    const dish = view.state.values.dish?.dish_in?.value ?? 'nothing';
    await client.chat.postMessage({ channel: REQUESTS, text: `<@${body.user.id}> orders ${dish}` });
  });
  app.message('hungry', async ({ message, client }) => {
    await client.chat.postMessage({ channel: message.channel, thread_ts: message.ts, text: 'Try /lunch' });
  });
  app.event('app_mention', async ({ event, say }) => {
    await say({ text: 'You called?', thread_ts: event.ts });
  });
  app.shortcut('order_this', async ({ ack, shortcut, respond }) => {
    await ack();
    const said = shortcut.type === 'message_action' ? shortcut.message.text : '';
    await respond({ text: `Ordered: ${said}`, response_type: 'ephemeral', replace_original: false });
  });
  return app;
}

describe('another Bolt app', () => {
  let folder: string;
  let file: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'other-app-'));
    file = join(folder, 'manifest.json');
    await writeFile(file, MANIFEST);
  });
  afterAll(() => rm(folder, { recursive: true }));

  describe.each(['socket', 'http'] as const)('by %s', (mode) => {
    let standIns: StandIns;
    let app: ReturnType<typeof lunchApp>;
    beforeAll(async () => {
      standIns = await startStandIns({ clock: new PausesOnly(), manifest: readManifest(file) });
      // People take no time here, and Bolt waits for as long as a limit says.
      standIns.workspace.faults.liftRateLimits();
      app = lunchApp(standIns, mode);
      await app.init();
      const started: unknown = await app.start({ port: 0, host: '127.0.0.1' });
      const address = started instanceof http.Server ? started.address() : null;
      if (typeof address === 'object' && address !== null)
        standIns.workspace.deliverOverHttp(`http://127.0.0.1:${address.port}/slack/events`);
    });
    afterAll(async () => {
      expect(standIns.workspace.refusals).toEqual([]);
      await app.stop();
      // Bolt says that it has stopped before its socket is closed.
      const { workspace } = standIns;
      while (mode === 'socket' && workspace.reachesApp()) await new Promise((resolve) => workspace.onChange(resolve));
      await standIns.stop();
    });
    const person = (id: string) => standIns.workspace.as(id);

    it('gets its command, opens a form and posts what was filled in', async () => {
      const una = person('U0UNA');
      await una.types(REQUESTS, '/lunch');
      const form = await una.form('Order');
      await form.fill('Dish', 'soup');
      await form.submit();
      await person('U0OLGA').sees('orders soup', { channel: REQUESTS });
      await una.noForm();
      await una.types(REQUESTS, '/docspace-group help');
      await una.sees('`/docspace-group` is not a valid command');
    });

    it('hears what people write, and answers in the thread', async () => {
      const una = person('U0UNA');
      await una.types(REQUESTS, 'I am hungry');
      const message = await una.sees('I am hungry');
      const reply = await una.sees('Try /lunch', { thread: message.ts });
      expect(standIns.workspace.nameOf(reply.user)).toBe('Lunch Bot');
    });

    it('hears when it is mentioned', async () => {
      const una = person('U0UNA');
      await una.types(REQUESTS, '@Lunch Bot are you there?');
      await una.sees('You called?', { thread: (await una.sees('are you there?')).ts });
    });

    it('has a shortcut in the menu of messages, and answers it', async () => {
      const una = person('U0UNA');
      await una.types(REQUESTS, 'Two salads');
      await una.usesOn(await una.sees('Two salads'), 'Order this');
      expect((await una.sees('Ordered: Two salads')).visibleTo).toBe('U0UNA');
    });
  });

  it('takes the place of ours', () => {
    expect(readOptions(['--manifest', file])).toMatchObject({ manifest: file, app: false });
    expect(readOptions([])).not.toHaveProperty('manifest');
    expect(readOptions([]).app).toBe(true);
  });

  it.each<[string, string | undefined, RegExp]>([
    ['is not there', undefined, /absent\.yml cannot be read\. Check that the file is there\.$/],
    ['is neither YAML nor JSON', '{"display_information": [', /wrong\.yml is neither YAML nor JSON: /],
    ['is something else', 'name: lunch', /wrong\.yml is not the manifest of a Slack app:\n {2}display_information: /],
    [
      'has a command without its slash',
      'display_information: {name: L}\nfeatures: {slash_commands: [{command: lunch, description: x}]}',
      /features\.slash_commands\.0\.command: /,
    ],
  ])('is refused with a sentence when its file %s', async (_what, text, sentence) => {
    const wrong = join(folder, text === undefined ? 'absent.yml' : 'wrong.yml');
    if (text !== undefined) await writeFile(wrong, text);
    expect(() => readManifest(wrong)).toThrow(sentence);
  });

  it('needs no more than a name in its manifest', async () => {
    const least = join(folder, 'least.yml');
    await writeFile(least, 'display_information: {name: Lunch}');
    expect(readManifest(least)).toMatchObject({ botName: 'Lunch', commands: [], botScopes: [], botEvents: [] });
  });
});
