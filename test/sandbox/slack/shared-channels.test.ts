import { z } from 'zod';
import { BACK, MANIFEST, ROOMS, type Stage, startStage } from './stage.ts';

const shared = z.object({
  channel: z.object({
    is_shared: z.boolean(),
    is_ext_shared: z.boolean(),
    is_org_shared: z.boolean(),
    is_pending_ext_shared: z.boolean(),
    is_mpim: z.boolean(),
  }),
});

describe('channels that are shared', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage({ botScopes: [...MANIFEST.botScopes, 'channels:read', 'groups:read'] });
  });
  afterEach(() => stage.stop());

  const info = async (channel = ROOMS) => stage.api('conversations.info', { channel });

  it.each([
    ['external', { is_shared: true, is_ext_shared: true }],
    ['organization', { is_shared: true, is_org_shared: true }],
    ['pending', { is_pending_ext_shared: true }],
  ] as const)('say that they are (%s), until they are not', async (sharedWith, facts) => {
    const none = { is_shared: false, is_ext_shared: false, is_org_shared: false, is_pending_ext_shared: false };
    expect(shared.parse(await info()).channel).toEqual({ ...none, is_mpim: false });
    stage.workspace.faults.share(ROOMS, sharedWith);
    expect(shared.parse(await info()).channel).toEqual({ ...none, ...facts, is_mpim: false });
    stage.workspace.faults.unshare(ROOMS);
    expect(shared.parse(await info()).channel).toEqual({ ...none, is_mpim: false });
  });

  it('are left out of a field that leaves them out, and offered by one that does not', async () => {
    const field = (filter: object) => ({
      type: 'modal',
      title: { type: 'plain_text', text: 'Form' },
      submit: { type: 'plain_text', text: 'Send' },
      blocks: [
        {
          type: 'input',
          label: { type: 'plain_text', text: 'Channel' },
          element: { type: 'conversations_select', action_id: 'channel', filter },
        },
      ],
    });
    stage.workspace.faults.share(ROOMS);
    const ana = stage.workspace.as('U0ANA');
    await stage.open(field({ include: ['public'], exclude_external_shared_channels: true }));
    await expect((await ana.form()).choose('Channel', 'rooms')).rejects.toThrow('there is no conversation rooms');
    await stage.open(field({ include: ['public'] }));
    const open = await ana.form();
    await open.choose('Channel', 'rooms');
    expect(open.value('Channel')).toBe(ROOMS);
  });
});

describe('group messages', () => {
  it('are there for an app that is in them, and told of only with mpim:read', async () => {
    const stage = await startStage({ botScopes: [...MANIFEST.botScopes, 'channels:read', 'groups:read'] });
    const group = stage.workspace.state.conversations.get(BACK);
    if (group) group.kind = 'group';
    const info = async () => stage.api('conversations.info', { channel: BACK });
    expect(await info()).toMatchObject({ error: 'channel_not_found' });
    stage.workspace.faults.addAppTo(BACK);
    expect(await info()).toMatchObject({ error: 'missing_scope' });
    stage.workspace.state.scopes.add('mpim:read');
    const { channel } = z.object({ channel: z.looseObject({ id: z.string() }) }).parse(await info());
    expect(channel).toMatchObject({ id: BACK, is_mpim: true, is_channel: false, is_group: false });
    await stage.stop();
  });
});

describe('payloads', () => {
  it('name the workspace and the organization they come from, or nothing', async () => {
    const stage = await startStage();
    const sent = async () => {
      await stage.ana.send(ROOMS, '/desk');
      return stage.app.last().payload;
    };
    expect(await sent()).toMatchObject({ team_id: 'T0ACME' });
    const back = stage.workspace.faults.sendAs({
      id: 'T0OTHER',
      domain: 'other',
      name: 'Other',
      enterprise: { id: 'E0OTHER', name: 'Other Group' },
    });
    expect(await sent()).toMatchObject({ team_id: 'T0OTHER', enterprise_id: 'E0OTHER' });
    stage.workspace.faults.sendAs(null);
    expect(await sent()).not.toHaveProperty('team_id');
    back();
    expect(await sent()).toMatchObject({ team_id: 'T0ACME' });
    await stage.stop();
  });
});
