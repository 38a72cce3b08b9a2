import {
  askToDelete,
  type Conversation,
  REQUESTS,
  startConversation,
  TRANSPORTS,
  timePassesUntil,
} from '../helpers/conversation.ts';

describe.each(TRANSPORTS)('when Slack fails, by %s', (mode) => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation({ mode });
  });
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  const groups = (name: string) => talk.portal.groups().filter((group) => group.name === name);
  const cards = (words: string) =>
    talk
      .person('una')
      .visible(REQUESTS)
      .filter((message) => message.words.includes(words) && message.threadTs === undefined);

  it('makes one group of a form that arrives twice, with one card', async () => {
    talk.workspace.faults.delivery.twice(Number.POSITIVE_INFINITY);
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group create Launch team');
    const form = await ines.form('[Create group]');
    await form.pick('Manager', 'tomas');
    await form.submit();
    await ines.sees('created the group Launch team', { channel: REQUESTS });
    expect(ines.visible().filter(({ visibleTo }) => visibleTo !== undefined)).toEqual([]);
    expect(groups('Launch team')).toHaveLength(1);
    expect(cards('created the group Launch team')).toHaveLength(1);
  });

  it('counts an approval once that arrives twice', async () => {
    const card = await askToDelete(talk);
    talk.workspace.faults.delivery.twice(Number.POSITIVE_INFINITY);
    await talk.person('tomas').clicks('Approve', card);
    await timePassesUntil(talk.clock, talk.person('una').sees('✅ Deleted: Design'));
    await talk.person('ravi').sees('approved the deletion', { thread: card.ts });
    const replies = talk
      .person('una')
      .visible(REQUESTS)
      .filter(({ threadTs }) => threadTs === card.ts);
    const privately = talk
      .person('tomas')
      .visible()
      .filter(({ visibleTo }) => visibleTo !== undefined);
    expect(privately).toEqual([]);
    expect(replies.filter(({ words }) => words.includes('approved the deletion'))).toHaveLength(1);
    expect(talk.portal.calls.filter((call) => call.method === 'DELETE')).toHaveLength(1);
  });

  it('does what a form asks for whose acknowledgement came late, and says so in the form', async () => {
    const ines = talk.person('ines');
    const end = talk.workspace.faults.delivery.lateAcks();
    await timePassesUntil(talk.clock, ines.types(REQUESTS, '/docspace-group create Launch team'), 1_000);
    await ines.sees('/docspace-group failed with the error "operation_timeout"');
    end();
    const form = await ines.form('[Create group]');
    await form.pick('Manager', 'tomas');
    const endAgain = talk.workspace.faults.delivery.lateAcks();
    await expect(timePassesUntil(talk.clock, form.submit(), 1_000)).rejects.toThrow('We had some trouble connecting');
    endAgain();
    await timePassesUntil(talk.clock, ines.sees('created the group Launch team', { channel: REQUESTS }));
    expect(groups('Launch team')).toHaveLength(1);
    expect(cards('created the group Launch team')).toHaveLength(1);
  });

  it.each(['html', 500, 503] as const)('posts a card once Slack no longer answers with %s', async (answer) => {
    const end = talk.workspace.faults.breakAnswer('chat.postMessage', answer, { times: 3 });
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group create Launch team');
    const form = await ines.form('[Create group]');
    await form.pick('Manager', 'tomas');
    await form.submit();
    await timePassesUntil(talk.clock, ines.sees('created the group Launch team', { channel: REQUESTS }));
    end();
    expect(groups('Launch team')).toHaveLength(1);
    expect(cards('created the group Launch team')).toHaveLength(1);
  });
});
