import { wordsOf } from '../src/commands/history/names.ts';
import { readTypedMembers } from '../src/commands/update/typed.ts';
import { peopleQuery } from '../src/docspace/people-query.ts';
import { wantedName } from '../src/groups/matching.ts';
import { readGroupReference } from '../src/groups/reference.ts';
import { oneLine, typedPart } from '../src/slack/text.ts';
import { growthOf, LINEAR } from './helpers/growth.ts';

const EVIL: Readonly<Record<string, (length: number) => string>> = {
  'one long word': (length) => 'a'.repeat(length),
  'almost e-mails': (length) => 'a@'.repeat(length / 2),
  'almost domains': (length) => `a@${'b.'.repeat(length / 2)}`,
  blanks: (length) => `x${' '.repeat(length)}x`,
  'formatting signs': (length) => '*a '.repeat(length / 3),
  'opening brackets': (length) => '<a|'.repeat(length / 3),
  'invisible signs': (length) => `${'\u200b'.repeat(length)}x`,
  'words without blanks': (length) => '王'.repeat(length),
};

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  'a name or link of a group': (text) => readGroupReference(typedPart(text)),
  'a name that is looked for': (text) => wantedName(typedPart(text)),
  'people and a group': (text) => readTypedMembers('add', typedPart(text)),
  'people that are looked for': peopleQuery,
  'words of the record': (text) => wordsOf(text),
  'a name beside our words': oneLine,
};

/** What one user types, or names a group, must not stop the app for all others. */
describe.each(Object.entries(READERS))('reading %s', (_what, read) => {
  it.each(Object.entries(EVIL))('takes no more than its share of time for %s', (_kind, text) => {
    expect(growthOf(text, read)).toBeLessThan(LINEAR);
  });
});

describe('a text that is too long', () => {
  it('is read from its beginning', () => {
    expect(readGroupReference(typedPart(`Design ${'*a '.repeat(9_000)}`))).toMatchObject({ kind: 'name' });
    expect(peopleQuery(`una@acme.example ${'a@'.repeat(9_000)}`).ask).toBe('una@acme.example');
  });
});
