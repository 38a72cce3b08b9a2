import { recordOf } from '../../src/store/index.ts';
import { askToDelete, type Conversation, REQUESTS, startConversation } from '../helpers/conversation.ts';

describe('the record in the log', () => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation();
  });
  afterEach(() => talk.stop());

  const recorded = () => talk.lines.filter((line) => line.includes(' recorded '));

  it('has a line for what is asked and decided, with ids and codes and no words of people', async () => {
    const card = await askToDelete(talk);
    await talk.person('ravi').clicks('Approve', card);
    await talk.person('ravi').form('You can’t approve your own request. Another DocSpace admin has to.');
    const request = /R-[A-Z0-9]{6}/.exec(card.words)?.[0];
    const group = talk.portal.group('Design').id;
    expect(recorded().map((line) => line.replace(/^\S+ info +recorded | reference=\w+$/g, ''))).toEqual([
      `action=delete_ask account=U0RAVI group=${group} request=${request}`,
      `action=delete_accept group=${group} request=${request}`,
      `action=delete_approve_refused account=U0RAVI group=${group} request=${request} answer=own-request`,
    ]);
    expect(recorded().join()).not.toMatch(/Ravi|Design|over/);
  });

  it('has lines for an edit, whose receipt with its names can be erased', async () => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group update Design');
    const form = await ines.form('[Review changes]');
    await form.fill('Name', 'Design team');
    await form.submit();
    await (await ines.form('[Save changes]')).submit();
    const { id } = talk.portal.group('Design team');
    const by = `account=U0INES person=${talk.personId('ines')} group=${id} request=R-`;
    expect(recorded()).toEqual([
      expect.stringContaining(`action=edit_ask account=U0INES group=${id} request=R-`),
      expect.stringContaining(`action=edit_admit ${by}`),
      expect.stringContaining(`action=edit_start ${by}`),
      expect.stringContaining(`action=edit_done ${by}`),
    ]);
    const [line] = await recordOf(talk.store.db, id);
    expect(line).toMatchObject({ answer: undefined, words: { note: 'Renamed from “Design”.' } });
  });
});
