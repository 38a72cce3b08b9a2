import { type Conversation, REQUESTS, startConversation } from '../helpers/conversation.ts';

describe('a button that this version does not know', () => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation();
  });
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  it('is acknowledged, logged, and answered privately', async () => {
    const { state } = talk.workspace;
    const text = { type: 'plain_text' as const, text: 'Approve deletion' };
    const button = { type: 'button' as const, action_id: 'delete_approve', value: 'R-OLD', text };
    state.post({
      channel: REQUESTS,
      user: state.bot.userId,
      text: 'An older card',
      blocks: [{ type: 'actions', block_id: 'old', elements: [button] }],
    });
    const ines = talk.person('ines');
    await ines.clicks('Approve deletion', await ines.sees('An older card'));
    const told = await ines.sees('This belongs to another version of this app');
    expect(told.visibleTo).toBe(ines.id);
    expect(talk.lines.some((line) => line.includes('action=delete_approve'))).toBe(true);
  });
});

describe('what Slack still knows of another version', () => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation();
  });
  afterEach(() => talk.stop());

  it('answers a shortcut in a modal', async () => {
    const old = { name: 'Old', callbackId: 'old', type: 'global', description: 'Gone' };
    talk.workspace.state.manifest.shortcuts.push(old);
    await talk.person('ines').uses('Old');
    await talk.person('ines').form('belongs to another version of this app');
  });

  it('answers a command privately', async () => {
    const old = { command: '/groups', description: 'Gone', usageHint: '', shouldEscape: true };
    talk.workspace.state.manifest.commands.push(old);
    await talk.person('ines').types(REQUESTS, '/groups list');
    const told = await talk.person('ines').sees('belongs to another version of this app');
    expect(told.visibleTo).toBe(talk.person('ines').id);
  });
});
