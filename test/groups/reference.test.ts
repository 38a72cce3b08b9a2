import { readGroupReference, readName } from '../../src/groups/reference.ts';

const ID = '5b0f6a3e-6c0d-4c53-9a53-0f6f3a1d7c11';
const PAGE = `https://acme.example/accounts/groups/${ID}/filter`;

describe('readName', () => {
  it.each([
    ['a link with a label by its label', '<http://acme.com|acme.com>', 'acme.com'],
    ['a link within a name', 'Team <http://acme.com|acme.com> and more', 'Team acme.com and more'],
    ['several links', '<http://a.io|a.io> & <http://b.io|b.io>', 'a.io & b.io'],
    ['a bare address', 'Team <https://acme.com/x?a=1&amp;b=2>', 'Team https://acme.com/x?a=1&b=2'],
    ['a link in quotes', '"<http://acme.com|acme.com>"', 'acme.com'],
    ['an e-mail', '<mailto:una@acme.com|una@acme.com>', 'una@acme.com'],
    ['an e-mail without a label', '<mailto:una@acme.com>', 'una@acme.com'],
    ['a channel by its name', 'Friends of <#C012ABC|general>', 'Friends of general'],
    ['a private channel, whose name is not told', '<#C012ABC|>', '#C012ABC'],
    ['a person', 'Friends of <@U012ABC>', 'Friends of @U012ABC'],
    ['a person with a handle', 'Friends of <@U012ABC|una>', 'Friends of una'],
    ['everybody', 'Wake <!here>', 'Wake @here'],
    ['signs that were typed', 'R&amp;D &lt;core&gt; &amp;lt;', 'R&D <core> &lt;'],
    ['quotes of any kind', ' “Design” ', 'Design'],
  ])('reads %s', (_what, argument, name) => {
    expect(readName(argument)).toBe(name);
  });
});

describe('readGroupReference', () => {
  it.each([
    ['an id', ID.toUpperCase()],
    ['a link', `<${PAGE}>`],
    ['a link with a label', `<${PAGE}|the design group>`],
    ['a link in quotes', `"<${PAGE}>"`],
    ['a link without brackets', PAGE],
  ])('takes %s for the id', (_what, argument) => {
    expect(readGroupReference(argument)).toEqual({ kind: 'id', id: ID });
  });

  it.each([
    ['a word that looks like a link', '<http://acme.com|acme.com>', 'acme.com'],
    ['a link within a name', `Notes on <${PAGE}|it>`, 'Notes on it'],
    ['an id within a name', `Crew ${ID}`, `Crew ${ID}`],
  ])('takes %s for a name', (_what, argument, name) => {
    expect(readGroupReference(argument)).toEqual({ kind: 'name', name });
  });

  it.each(['', '  ', '""'])('takes %j for nothing', (argument) => {
    expect(readGroupReference(argument)).toEqual({ kind: 'none' });
  });
});
