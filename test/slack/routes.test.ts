import bolt from '@slack/bolt';
import { createRoutes } from '../../src/slack/routes.ts';

/** A Bolt app that is handed what Slack would send. */
async function appOf(routes: ReturnType<typeof createRoutes>) {
  const receiver = { init: () => undefined, start: async () => undefined, stop: async () => undefined };
  const app = new bolt.App({ receiver, authorize: async () => ({ botToken: 'xoxb-1', botId: 'B1', botUserId: 'U1' }) });
  routes.registerWith(app);
  return app;
}

const NOTHING = {
  isBusy: () => false,
  refusalOf: () => undefined,
  onRefused: async () => undefined,
  onRefusedShortcut: async () => undefined,
  onUnknown: async () => undefined,
  onUnknownShortcut: async () => undefined,
};

const envelope = { team: { id: 'T0', domain: 't' }, user: { id: 'U0INES', name: 'ines', team_id: 'T0' } };

describe('an acknowledgement', () => {
  it.each([
    ['form', { type: 'view_submission', view: { callback_id: 'form', blocks: [] } }],
    ['click', { type: 'block_actions', actions: [{ type: 'button', action_id: 'button', block_id: 'row' }] }],
  ])('of a %s is on its way before any work on a database that follows it', async (_what, body) => {
    const order: string[] = [];
    const works = async (ack: () => Promise<void>) => {
      await ack();
      for (let step = 0; step < 100; step += 1) await Promise.resolve();
      order.push('worked');
    };
    const routes = createRoutes(NOTHING);
    routes.view('form', ({ ack }) => works(ack));
    routes.action('button', ({ ack }) => works(ack));
    const app = await appOf(routes);
    await app.processEvent({
      body: { ...envelope, ...body },
      // As node writes an answer: when the turn of promises is over.
      ack: async () => process.nextTick(() => order.push('written')),
    });
    expect(order).toEqual(['written', 'worked']);
  });
});

describe('what this version does not know', () => {
  const view = { callback_id: 'old', blocks: [] };
  it.each([
    [
      'a typeahead field',
      { type: 'block_suggestion', action_id: 'old', block_id: 'b', value: '', view },
      { options: [] },
    ],
    ['a form that was closed', { type: 'view_closed', view }, undefined],
    ['a form that was sent', { type: 'view_submission', view }, { response_action: 'update' }],
    ['a button', { type: 'block_actions', actions: [{ type: 'button', action_id: 'old', block_id: 'b' }] }, undefined],
    ['a shortcut', { type: 'shortcut', callback_id: 'old', trigger_id: '1' }, undefined],
    ['a shortcut of a message', { type: 'message_action', callback_id: 'old', trigger_id: '1' }, undefined],
  ])('is acknowledged: %s', async (_what, body, answer) => {
    const acks: unknown[] = [];
    const app = await appOf(createRoutes(NOTHING));
    await app.processEvent({ body: { ...envelope, ...body }, ack: async (given) => void acks.push(given) });
    expect(acks).toEqual([answer === undefined ? undefined : expect.objectContaining(answer)]);
  });
});
