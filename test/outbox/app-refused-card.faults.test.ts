import { addBystanders } from '../helpers/bystanders.ts';
import { askToDelete, type Conversation, DESIGN, REQUESTS, startConversation } from '../helpers/conversation.ts';

describe('a request whose card Slack does not take', () => {
  let talk: Conversation;
  let bystandersUnmoved: () => Promise<void>;
  const start = async (options: Parameters<typeof startConversation>[0] = {}) => {
    talk = await startConversation(options);
    bystandersUnmoved = await addBystanders(talk.store.db);
  };
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await bystandersUnmoved();
    await talk.stop();
  });

  const form = async () => {
    await talk.person('ravi').types(REQUESTS, '/docspace-group delete Design');
    const opened = await talk.person('ravi').form('[Request deletion]');
    await opened.fill('Reason', 'The project is over.');
    return opened;
  };
  const told = () =>
    talk
      .person('ravi')
      .visible('D0RAVI')
      .map(({ words }) => words);
  /** Lets time pass until Slack is asked again and refuses; the next look tells it. */
  const takenBack = async (ms: number) => {
    const refused = new Promise<void>((resolve) => {
      talk.workspace.onChange((change) => {
        if (change.kind === 'call' && /^is_(archived|inactive)$/.test(change.call.error ?? '')) resolve();
      });
    });
    await talk.clock.advance(ms);
    await refused;
    while (!(await states()).includes('withdrawn')) await new Promise((resolve) => setImmediate(resolve));
    await talk.clock.advance(5_000);
  };
  const states = async () => {
    const rows = await talk.store.db.selectFrom('requests').select('state').where('id', 'not like', 'R-by-%').execute();
    return rows.map(({ state }) => state);
  };

  it('is told in its form, and nowhere else; the form can be sent again to another channel', async () => {
    await start();
    const opened = await form();
    talk.workspace.faults.archive(REQUESTS);
    await opened.submit();
    const again = await talk.person('ravi').form('No request was made');
    expect([again.value('Reason'), await states()]).toEqual(['The project is over.', ['withdrawn']]);
    await talk.clock.advance(5_000);
    await again.choose('Post the request in', 'design');
    await again.submit();
    const card = await talk.person('tomas').sees('Deletion requested: Design', { channel: DESIGN });
    await talk.person('ravi').sees('can approve this', { thread: card.ts });
    expect(told()).toEqual([]);
    await talk.clock.advance(3_600_000);
    expect([await states(), told()]).toEqual([['withdrawn', 'waiting'], []]);
  });

  it('is told directly when its form has said that it is stored', async () => {
    await start();
    const opened = await form();
    talk.workspace.faults.fail('chat.postMessage', 'fatal_error');
    await opened.submit();
    await talk.person('ravi').form('Request sent');
    talk.workspace.faults.archive(REQUESTS);
    await takenBack(5_000);
    const news = await talk.person('ravi').sees('is withdrawn, because that channel is archived');
    expect([news.channel, await states()]).toEqual(['D0RAVI', ['withdrawn']]);
    expect(news.words).toContain('Your reason was: The project is over.');
    talk.workspace.faults.unarchive(REQUESTS);
    await talk.clock.advance(3_600_000);
    expect([told().length, talk.workspace.messages(REQUESTS)]).toEqual([1, []]);
  });

  it('is taken back when one of two has approved and the channel closes, and its card shows that later', async () => {
    await start({ approvals: { required: 2 } });
    const card = await askToDelete(talk);
    await talk.person('ravi').sees('can approve this', { thread: card.ts });
    talk.workspace.faults.rateLimit('chat.update', 15);
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('ravi').sees('1 more approval needed', { thread: card.ts });
    talk.workspace.faults.archive(REQUESTS);
    await takenBack(15_000);
    await talk.person('ravi').sees('is withdrawn, because that channel is archived');
    talk.workspace.faults.unarchive(REQUESTS);
    await talk.clock.advance(3_600_000);
    const shown = await talk.person('una').sees('↩️ Withdrawn: Design');
    expect([shown.ts, await states(), told().length]).toEqual([card.ts, ['withdrawn'], 1]);
  });

  it('stays when the first card was lost on its way and the channel closes; a click on that one is answered', async () => {
    await start();
    const opened = await form();
    talk.workspace.faults.loseAnswer('chat.postMessage');
    await opened.submit();
    const card = await talk.person('tomas').sees('Deletion requested: Design');
    await talk.person('ravi').form('Request sent');
    talk.workspace.faults.archive(REQUESTS);
    await takenBack(5_000);
    await talk.person('ravi').sees('is withdrawn, because that channel is archived');
    talk.workspace.faults.unarchive(REQUESTS);
    await talk.person('tomas').clicks('Approve', card);
    expect((await talk.person('tomas').form('Not approved')).text()).toContain('is already withdrawn');
    await talk.clock.advance(5_000);
    expect((await talk.person('una').sees('↩️ Withdrawn: Design')).ts).toBe(card.ts);
  });
});
