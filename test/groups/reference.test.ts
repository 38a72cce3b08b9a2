import { fitOf, longestPlainWord, wantedName } from '../../src/groups/matching.ts';
import { mentionedUsers, readGroupReference, readName, withMentionNames } from '../../src/groups/reference.ts';
import { FORMS, ID_FORMS, NAMES } from './typed-forms.ts';

const ID = '5b0f6a3e-6c0d-4c53-9a53-0f6f3a1d7c11';

describe('readName', () => {
  it.each([
    ['a link with a label by its label', '<http://acme.com|acme.com>', 'acme.com'],
    ['a link within a name', 'Team <http://acme.com|acme.com> and more', 'Team acme.com and more'],
    ['several links', '<http://a.io|a.io> & <http://b.io|b.io>', 'a.io & b.io'],
    ['a bare address', 'Team <https://acme.com/x?a=1&amp;b=2>', 'Team https://acme.com/x?a=1&b=2'],
    ['a link in quotes', '"<http://acme.com|acme.com>"', 'acme.com'],
    ['an e-mail', '<mailto:una@acme.com|una@acme.com>', 'una@acme.com'],
    ['an e-mail without a label', '<mailto:una@acme.com>', 'una@acme.com'],
    ['a channel by its name and sign', 'Friends of <#C012ABC|general>', 'Friends of #general'],
    ['a private channel, whose name Slack keeps back', '<#C012ABC|>', '#C012ABC'],
    ['a person', 'Friends of <@U012ABC>', 'Friends of @U012ABC'],
    ['a person with a name', 'Friends of <@U012ABC|Una Berg>', 'Friends of Una Berg'],
    ['everybody', 'Wake <!here>', 'Wake @here'],
    ['signs that were typed', 'R&amp;D &lt;core&gt; &amp;lt;', 'R&D <core> &lt;'],
    ['quotes of any kind', ' “Design” ', 'Design'],
    ['quotes around parts', '"A" and "B"', '"A" and "B"'],
    ['apostrophes within quotes', "‘Men's team’", "Men's team"],
    ['line breaks', 'Launch\n team', 'Launch team'],
  ])('reads %s', (_what, argument, name) => {
    expect(readName(argument)).toBe(name);
  });
});

describe('mentions of people', () => {
  it('are found, once each', () => {
    expect(mentionedUsers('<@U0UNA> and <@W0MILO|milo> and <@U0UNA>, <#C01|general>')).toEqual(['U0UNA', 'W0MILO']);
  });

  it('get the names that are known, and stay as typed otherwise', () => {
    const names = new Map([['U0UNA', 'Una | <Berg>']]);
    const named = withMentionNames('Crew of <@U0UNA> and <@U0MILO|milo>', (id) => names.get(id));
    expect(named).toBe('Crew of <@U0UNA|Una   &lt;Berg&gt;> and <@U0MILO|milo>');
    expect(readName(named)).toBe('Crew of Una   <Berg> and milo');
  });
});

describe.each(NAMES)('the group %s', (name) => {
  it.each(FORMS)('is meant by its name with %s', (_what, form) => {
    const reference = readGroupReference(form(name));
    const wanted = wantedName(reference.kind === 'name' ? reference.name : '');
    expect(['same', 'sameWithoutBlanks']).toContain(fitOf({ id: ID, name }, wanted));
    expect(fitOf({ id: ID, name: 'Another one' }, wanted)).toBeUndefined();
  });
});

describe('readGroupReference', () => {
  it.each(ID_FORMS)('takes an id with %s for the id', (_what, form) => {
    expect(readGroupReference(form(ID))).toEqual({ kind: 'id', id: ID });
  });

  it.each([
    ['a word that looks like a link', '<http://acme.com|acme.com>', 'acme.com'],
    ['a link to something else within a name', `Notes on <https://acme.com/rooms/${ID}|it>`, 'Notes on it'],
    ['an id within a name', `Crew ${ID}`, `Crew ${ID}`],
    ['a short id', '5b0f6a3e', '5b0f6a3e'],
  ])('takes %s for a name', (_what, argument, name) => {
    expect(readGroupReference(argument)).toEqual({ kind: 'name', name });
  });

  it.each(['', '  ', '""', '\u200b', '/docspace-group get '])('takes %j for nothing', (argument) => {
    expect(readGroupReference(argument)).toEqual({ kind: 'none' });
  });
});

describe('a short id', () => {
  const group = { id: ID, name: 'Design' };
  it.each([
    '5b0f6a3e',
    '5B0F6A3E',
    '`5b0f6a3e`',
    '{5b0f6a3e}',
    '5b0f6a3e…',
    'Night shift · Manager Ines · 4 members · 5b0f6a3e',
  ])('is read from %s', (typed) => {
    expect(fitOf(group, wantedName(typed))).toBe('shortId');
  });

  it('gives way to a name, and is none in the middle of a text', () => {
    expect(fitOf({ ...group, name: '5b0f6a3e' }, wantedName('5b0f6a3e'))).toBe('same');
    expect(fitOf(group, wantedName('team 5b0f6a3e'))).toBeUndefined();
  });
});

describe('the word the portal is asked for', () => {
  it.each([
    ["men's team", 'team'],
    ['Zoë crew', 'crew'],
    ['Zoë', 'Zo'],
    ['Zoe\u0308x', 'Zo'],
    ['𠮷 :rocket: 🚀 Ops', 'Ops'],
    ['王伟', '王伟'],
    ['Straße', 'Stra'],
  ])('of %s is %s', (typed, word) => {
    expect(longestPlainWord(typed)).toBe(word);
  });

  it.each(['☃', '🚀', '— –'])('is none for %s', (typed) => {
    expect(longestPlainWord(typed)).toBeUndefined();
  });
});
