import type { SeenMessage } from '../../sandbox/slack/index.ts';
import { type Conversation, REQUESTS, startConversation, TRANSPORTS } from '../helpers/conversation.ts';

describe.each(TRANSPORTS)('Undo, by %s', (mode) => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation({ mode });
  });
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  const design = () => {
    const { name, managerId, memberIds } = talk.portal.group('Design');
    return { name, managerId, memberIds: [...memberIds].sort() };
  };
  /** A card's own id is the last on it: before that it names what it takes back. */
  const requestIn = ({ words }: SeenMessage): string => words.match(/R-\w{6}/g)?.at(-1) ?? '';

  /** Ines renames Design, gives it another manager from outside, adds Pia and removes Milo; gives back the card. */
  const edits = async (): Promise<SeenMessage> => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group update Design');
    const form = await ines.form('[Review changes]');
    await form.fill('Name', 'Brand');
    await form.pick('Manager', 'tomas');
    await form.pick('Add members', 'pia');
    await form.pick('Remove members', 'milo');
    await form.submit();
    await (await ines.form('Save these changes?')).submit();
    return ines.sees('edited the group Brand');
  };
  const opensUndo = async (key: string, card: SeenMessage, pattern = 'Undo this edit?') => {
    const person = talk.person(key);
    await person.clicks('Undo', card);
    return person.form(pattern);
  };

  it('takes an edit back from its card, after a look at what that changes, and both cards say so', async () => {
    const before = design();
    const card = await edits();
    const preview = await opensUndo('tomas', card);
    for (const words of [
      /^Group: Brand\nUndo the edit by Ines O'Neil, R-\w{6}\? This changes:$/m,
      /^Name: Brand → Design$/m,
      /^Manager: Tomas Keller → Ines O'Neil$/m,
      /^\+ Milo Costa$/m,
      /^− Tomas Keller and Pia Lund \(invited\)$/m,
    ])
      expect(preview.text()).toMatch(words);
    expect(talk.portal.group('Brand').name).toBe('Brand');
    await preview.submit();
    const undo = await talk.person('una').sees(/Tomas Keller undid the edit R-\w{6} of the group Design/);
    expect(undo.words).toContain('− Tomas Keller and Pia Lund (invited)');
    expect(design()).toEqual(before);
    const undone = await talk.person('una').sees(/Undone by Tomas Keller, R-\w{6}\./);
    expect(undone.ts).toBe(card.ts);
    expect(undone.text).toMatch(/^<@U0INES> edited the group “Brand”\. Undone by Tomas Keller, R-\w{6}\. Renamed from/);
    await expect(talk.person('ines').clicks('Undo', card)).rejects.toThrow('no button “Undo”');
    // An undo is an edit, and can be undone.
    await (await opensUndo('ines', undo)).submit();
    await talk.person('una').sees(/Ines O'Neil undid the edit R-\w{6} of the group Brand/);
    expect(talk.portal.group('Brand').managerId).toBe(talk.personId('tomas'));
  });

  it('says to the second of two who undo the same which request did it, also from an old history', async () => {
    const card = await edits();
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group history Brand');
    const history = await ines.sees('History of Brand');
    const [first, second] = [await opensUndo('ines', card), await opensUndo('tomas', card)];
    await first.submit();
    await second.submit();
    const told = await talk.person('tomas').form('The change was not saved');
    expect(told.text()).toMatch(/R-\w{6} is already undone: R-\w{6}, by Ines O'Neil\./);
    expect(talk.portal.calls.filter(({ method }) => method === 'PUT')).toHaveLength(2);
    const again = await opensUndo('ines', history, 'This can’t be undone');
    expect(again.text()).toMatch(/R-\w{6} is already undone: R-\w{6}, by Ines O'Neil\./);
  });

  it('takes an edit back from the group’s history, which tells of both', async () => {
    const before = design();
    await edits();
    const tomas = talk.person('tomas');
    await tomas.types(REQUESTS, '/docspace-group history Brand');
    await (await opensUndo('tomas', await tomas.sees('History of Brand'))).submit();
    await talk.person('una').sees(/Tomas Keller undid the edit R-\w{6} of the group Design/);
    expect(design()).toEqual(before);
    await tomas.types(REQUESTS, '/docspace-group history Design');
    const { words } = await tomas.sees('History of Design');
    expect(words).toMatch(/Tomas Keller undid R-\w{6}\. Renamed from “Brand”\..* \(R-\w{6}\)\n\[Undo\]/);
    expect(words).toMatch(
      /edited this group\. Renamed from “Design”\..* \(R-\w{6}\) Undone by Tomas Keller, R-\w{6}\./,
    );
    expect(words.match(/\[Undo\]/g)).toHaveLength(1);
  });

  it('leaves what was changed again since, and names who cannot come back', async () => {
    const card = await edits();
    talk.portal.changeGroup(talk.portal.group('Brand').id, { name: 'Crew', managerId: talk.personId('ravi') });
    talk.portal.setStatus(talk.personId('milo'), 'disabled');
    const preview = await opensUndo('ines', card);
    for (const words of [
      'The name was changed again since, and stays.',
      'The manager was changed again since, and stays.',
      'Milo Costa is deactivated in DocSpace, and can’t be added.',
      '− Tomas Keller and Pia Lund (invited)',
    ])
      expect(preview.text()).toContain(words);
    expect(preview.text()).not.toContain('→');
    await preview.submit();
    await talk.person('una').sees(/undid the edit R-\w{6} of the group Crew/);
    expect(talk.portal.group('Crew').managerId).toBe(talk.personId('ravi'));
  });

  it('has nothing to do where everything is back already, and does not do what changed after its preview', async () => {
    const before = { ...talk.portal.group('Design') };
    const card = await edits();
    const preview = await opensUndo('ines', card);
    const { id } = talk.portal.group('Brand');
    talk.portal.changeGroup(id, { name: 'Crew' });
    await preview.submit();
    const told = await talk.person('ines').form('Changed meanwhile');
    expect(told.text()).toContain('The group was renamed to “Crew”');
    expect(told.text()).toContain('click Undo again');
    await told.close();
    talk.portal.changeGroup(id, { name: 'Design', managerId: before.managerId, memberIds: [...before.memberIds] });
    const nothing = await opensUndo('ines', card, 'Nothing to undo');
    expect(nothing.text()).toMatch(/is already as it was before the edit by Ines O'Neil, R-\w{6}, so there is nothing/);
    expect(talk.portal.calls.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  it('says to somebody who cannot edit groups why not', async () => {
    const card = await edits();
    const told = await opensUndo('milo', card, 'You can’t undo edits');
    expect(told.text()).toContain('; you are a User.');
  });

  it('is asked for by a room admin, and approved', async () => {
    const before = talk.portal.group('Design').memberIds;
    const card = await edits();
    const form = await opensUndo('ravi', card, 'Request this undo?');
    await form.submit();
    const request = await talk.person('ravi').sees('Edit requested:');
    expect(request.words).toMatch(/Ravi Nair wants to edit this group, to undo R-\w{6}\./);
    await talk.person('tomas').types(REQUESTS, '/docspace-group requests');
    expect((await talk.person('tomas').sees('Waiting for you')).words).toMatch(/^Undoes R-\w{6}$/m);
    await talk.person('tomas').clicks('Approve', request);
    await talk.person('ravi').sees('approved by Tomas Keller');
    expect([...talk.portal.group('Design').memberIds].sort()).toEqual([...before].sort());
    await talk.person('ravi').sees('Undone by Ravi Nair');
  });

  it('of a creation opens the form that requests the deletion, which undoes it once it is approved', async () => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group create Launch team');
    const form = await ines.form('[Create group]');
    await form.pick('Members', 'milo');
    await form.submit();
    const card = await ines.sees('created the group Launch team');
    const ravi = talk.person('ravi');
    await ravi.clicks('Undo…', card);
    const deletion = await ravi.form(/Request deletion[\s\S]*Group: Launch team/);
    expect(deletion.text()).toMatch(
      /Group: Launch team\nThis undoes the creation by Ines O'Neil \(R-\w{6}\): the group is deleted\./,
    );
    await deletion.fill('Reason', 'Made by mistake.');
    await deletion.submit();
    const asked = await ravi.sees('Deletion requested: Launch team');
    expect(asked.words).toMatch(/Ravi Nair wants to delete this group, to undo R-\w{6}\./);
    expect(ravi.again(card)?.words).not.toContain('Undone');
    await talk.person('tomas').clicks('Approve', asked);
    await ravi.sees('✅ Deleted: Launch team');
    const undone = await ravi.sees(`by Ravi Nair, approved by Tomas Keller (${requestIn(asked)}).`);
    expect(undone.ts).toBe(card.ts);
    expect(undone.words).not.toContain('Undo…');
  });
});
