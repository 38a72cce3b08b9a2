import type { Member } from '../../src/docspace/index.ts';
import { groupCard } from '../../src/groups/card.ts';
import { type CardParts, memberCounts } from '../../src/groups/card-parts.ts';

const GROUP = { id: '5b0f6a3e-6c0d-4c53-9a53-0f6f3a1d7c11', name: 'Design', isLDAP: false, isSystem: false };

function people(count: number, status: Member['status'] = 'active'): Member[] {
  return Array.from({ length: count }, (_, n) => ({ id: `${status}-${n}`, displayName: `Person ${n}`, status }));
}

function parts(membersCount: number, items: Member[], total = items.length, startIndex = 0): CardParts {
  return { group: { ...GROUP, membersCount }, members: { items, total, startIndex } };
}

describe('how many members a card counts', () => {
  it.each([
    ['everybody on the page', parts(2, people(2)), { enabled: 2, disabled: 0 }],
    ['disabled people on the page', parts(2, [...people(2), ...people(1, 'disabled')]), { enabled: 2, disabled: 1 }],
    ['a head read before somebody joined', parts(1, people(2)), { enabled: 2, disabled: 0 }],
    ['a head read before somebody was disabled', parts(2, people(1, 'disabled')), { enabled: 0, disabled: 1 }],
    ['more pages, the disabled people at their end', parts(40, people(15), 42), { enabled: 40, disabled: 2 }],
    ['more pages, the head read after somebody joined', parts(41, people(15), 40), { enabled: 41, disabled: 0 }],
    ['members that could not be read', { group: { ...GROUP, membersCount: 7 } }, { enabled: 7, disabled: 0 }],
  ])('with %s', (_what, given, counts) => {
    expect(memberCounts(given)).toEqual(counts);
  });
});

describe('the text of a card', () => {
  const textOf = (given: CardParts) =>
    groupCard({ ...given, by: 'U0INES', did: 'shared', portalUrl: 'https://docs.example' }).text;

  it.each([
    ['names a few of many', parts(40, people(15), 40), 'Person 3, Person 4 and 35 more.'],
    ['says which are shown on a later page', parts(40, people(10), 40, 30), 'it has 40 members, of whom 31 to 40 are'],
    ['says that nobody is in it', parts(0, []), 'It has no manager; it has no members.'],
    ['gives the number of a built-in group', parts(114, [], 0), 'It has no manager; it has 114 members.'],
  ])('%s', (_what, given, words) => {
    expect(textOf(given)).toContain(words);
  });
});
