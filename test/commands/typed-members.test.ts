import { prefillOf } from '../../src/commands/update/prefill.ts';
import { readTypedMembers } from '../../src/commands/update/typed.ts';
import { type Conversation, REQUESTS, startConversation } from '../helpers/conversation.ts';
import { scripted } from '../helpers/group-service.ts';

describe('readTypedMembers', () => {
  const una = { slackId: 'U0UNA', name: 'Una Berg' };
  it.each([
    ['add', '<@U0UNA|Una Berg> to Design', { change: 'add', people: [una], group: 'Design' }],
    ['add', '<@U0UNA> to Design', { change: 'add', people: [{ slackId: 'U0UNA', name: 'U0UNA' }], group: 'Design' }],
    ['add', 'una TO Design', { change: 'add', people: [{ name: 'una' }], group: 'Design' }],
    ['add', '“Una Berg” to “Road to Rome”', { change: 'add', people: [{ name: 'Una Berg' }], group: '“Road to Rome”' }],
    ['add', 'Berg, Una to Design', { change: 'add', people: [{ name: 'Berg, Una' }], group: 'Design' }],
    [
      'add',
      '<@U0UNA|Una Berg>, <@U0MILO|Milo Costa> and Pia Lund to Design',
      {
        change: 'add',
        people: [una, { slackId: 'U0MILO', name: 'Milo Costa' }, { name: 'Pia Lund' }],
        group: 'Design',
      },
    ],
    [
      'add',
      'Una Berg, Milo Costa to Design',
      { change: 'add', people: [{ name: 'Una Berg' }, { name: 'Milo Costa' }], group: 'Design' },
    ],
    ['remove', '<@U0UNA|Una Berg> from Design', { change: 'remove', people: [una], group: 'Design' }],
    [
      'remove',
      'una from Tales from Berlin',
      { change: 'remove', people: [{ name: 'una' }], group: 'Tales from Berlin' },
    ],
  ])('reads %s %s', (verb, argument, typed) => {
    expect(readTypedMembers(verb, argument)).toEqual(typed);
  });

  it.each([
    ['add', 'Design'],
    ['add', 'to Design'],
    ['add', 'Design to'],
    ['add', 'una from Design'],
    ['add', '"Welcome to Berlin"'],
    ['remove', 'Design'],
    ['remove', 'una to Design'],
    ['create', 'una to Design'],
    ['delete', 'una from Design'],
  ])('leaves %s %s to others', (verb, argument) => {
    expect(readTypedMembers(verb, argument)).toBeUndefined();
  });
});

describe('prefillOf', () => {
  it('takes the person of exactly the typed name rather than those whose names contain it', async () => {
    const { client } = scripted(() => {
      const response = ['Ada Abel-Moreau', 'Ádá Abel'].map((displayName, n) => ({
        displayName,
        id: `00000001-5eed-4a11-8000-00000000000${n}`,
      }));
      return { status: 200, text: JSON.stringify({ response, total: 2, status: 0, statusCode: 200 }) };
    });
    const access = { require: () => Promise.reject(new Error()), statusOf: () => Promise.reject(new Error()) };
    const typed = { change: 'add' as const, people: [{ name: 'ada abel' }], group: 'Design' };
    const { add, notice } = await prefillOf({ docspace: client, access }, typed);
    expect([add?.map((option) => option.text.text), notice]).toEqual([['Ádá Abel'], undefined]);
  });
});

describe('people in a typed command', () => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation();
  });
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  const types = async (words: string, seen: string, key = 'ines') => {
    const person = talk.person(key);
    await person.types(REQUESTS, `/docspace-group ${words}`);
    return person.form(seen);
  };

  it.each(['add @una to Field crew', 'add una to "Field crew"', 'Add: Una Berg to field crew'])(
    'are filled in under Add members: %s',
    async (words) => {
      const twice = talk.portal.groups().filter((group) => group.name === 'Field crew');
      for (const { id } of twice.slice(1)) talk.portal.removeGroup(id);
      const form = await types(words, 'Add members');
      expect(form.value('Name')).toBe('Field crew');
      expect(form.value('Add members')).toEqual(['Una Berg']);
      expect(form.value('Remove members')).toEqual([]);
    },
  );

  it('are filled in under Remove members, several too, and the change goes through', async () => {
    const form = await types('remove @una and milo from Design', 'Remove members');
    expect(form.value('Remove members')).toEqual(['Una Berg', 'Milo Costa']);
    await form.submit();
    await (await talk.person('ines').form('Save these changes?')).submit();
    expect(talk.portal.group('Design').memberIds.has(talk.personId('una'))).toBe(false);
  });

  it.each([
    ['add nemo to Design', 'No one in DocSpace matches “nemo”. Choose under “Add members”.'],
    ['add ben to Design', /\d people match “ben”\. Choose under “Add members”\./],
    ['remove @nora from Design', /“Nora Vale” has no active DocSpace account .*Choose under “Remove members”\./],
  ])('leave the field empty, with a sentence on top: %s', async (words, sentence) => {
    const form = await types(words, 'Add members');
    expect(form.text()).toMatch(sentence);
    expect([form.value('Add members'), form.value('Remove members')]).toEqual([[], []]);
  });

  it('stay filled in when the group has to be chosen first', async () => {
    const picker = await types('add pia to Night shift', '2 groups match “Night shift”');
    await picker.choose('Group', 'Manager Ravi Nair');
    await picker.submit();
    const form = await talk.person('ines').form('Add members');
    expect(form.value('Add members')).toEqual(['Pia Lund (invited)']);
  });

  it('are looked up for those who may edit only', async () => {
    const before = talk.portal.calls.length;
    await types('add milo to Design', 'You can’t edit groups', 'una');
    expect(
      talk.portal.calls.slice(before).filter((call) => /people\/filter\?(?!isAdministrator)/.test(call.path)),
    ).toEqual([]);
  });

  it('are no people without “to”: the words name a new group, and mentions become names', async () => {
    expect((await types('add Design crew', '[Create group]')).value('Name')).toBe('Design crew');
    expect((await types('create Crew of @una', 'Crew of Una Berg')).value('Name')).toBe('Crew of Una Berg');
    expect((await types('remove Design', 'Reason')).text()).toContain('Design');
  });
});
