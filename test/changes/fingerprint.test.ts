import { createHash } from 'node:crypto';
import {
  differenceBetween,
  fingerprintOf,
  type GroupContents,
  type GroupSnapshot,
  hasOnlyLostMembers,
  type Member,
  summaryFingerprint,
} from '../../src/changes/index.ts';
import { design } from './sample.ts';

const a = { id: 'a', name: 'A' };
const b = { id: 'b', name: 'B' };
const c = { id: 'c', name: 'C' };
const damaged: GroupSnapshot = { id: 'g', name: 'Damaged group g', members: [], damaged: true };

/** The members are those the summary names, where nothing else is said. */
const look = (snapshot: GroupSnapshot, members: readonly Member[] = snapshot.members): GroupContents => ({
  snapshot,
  members,
});
const fingerprint = (summary: GroupSnapshot) => fingerprintOf(summary, summary.members);

describe('the fingerprint of a group', () => {
  it.each<[string, GroupSnapshot, boolean]>([
    ['the order of its members', { ...design, members: [a, b] }, true],
    [
      'the names of its people',
      { ...design, members: design.members.map((member) => ({ ...member, name: 'New' })) },
      true,
    ],
    ['the name of its manager', { ...design, manager: { id: 'm', name: 'New' } }, true],
    ['nothing: a member is listed twice', { ...design, members: [a, b, a] }, true],
    ['how many members DocSpace counts, because disabled ones are not counted', { ...design, membersCount: 1 }, true],
    ['its id', { ...design, id: 'h' }, false],
    ['its name', { ...design, name: 'Design 2' }, false],
    ['the case of its name', { ...design, name: 'design' }, false],
    ['its manager', { ...design, manager: a }, false],
    ['its manager, who left', { ...design, manager: undefined }, false],
    ['its members, one more', { ...design, members: [a, b, c] }, false],
    ['its members, one less', { ...design, members: [a] }, false],
    ['its members, one for another', { ...design, members: [a, c] }, false],
    ['its state, it is damaged now', damaged, false],
  ])('tells whether this changed: %s', async (_what, changed, same) => {
    expect((await fingerprint(changed)) === (await fingerprint(design))).toBe(same);
  });

  it('of a damaged group is made of nothing but its id', async () => {
    expect(await fingerprint({ ...damaged, name: 'Other', members: [a] })).toBe(await fingerprint(damaged));
    expect(await fingerprint({ ...damaged, id: 'h' })).not.toBe(await fingerprint(damaged));
  });

  it('keeps apart what only looks alike when it is written in one line', async () => {
    const one = { id: 'g', name: 'x', members: [{ id: 'a,b', name: '' }] };
    const two = { id: 'g', name: 'x', members: [a, b] };
    expect(await fingerprint(one)).not.toBe(await fingerprint(two));
  });

  it.each([0, 1, 499, 500, 501, 1_000, 1_777])('of %i members is that of one text with all of them', async (count) => {
    const ids = Array.from({ length: count }, (_, n) => `${(n * 7_919) % 1_777} “\\`);
    const members = ids.map((id) => ({ id, name: '' }));
    const text = JSON.stringify(['g', 'Design', 'm', ids.length, [...ids].sort()]);
    expect(await fingerprintOf(design, members)).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('of a large group lets other work go first, between pieces of it', async () => {
    const members = Array.from({ length: 10_000 }, (_, n) => ({ id: `${n}`, name: '' }));
    let turns = 0;
    let done = false;
    const count = () => {
      turns += 1;
      if (!done) setImmediate(count);
    };
    setImmediate(count);
    await fingerprintOf(design, members);
    done = true;
    // Three walks through twenty pieces, with a turn between two of them.
    expect(turns).toBeGreaterThanOrEqual(3 * 19);
  });
});

describe('the fingerprint of a group’s summary', () => {
  const summary: GroupSnapshot = { id: 'g', name: 'Design', manager: design.manager, members: [], membersCount: 2 };

  it.each<[string, GroupSnapshot, boolean]>([
    ['its summary alone', summary, true],
    ['all of it', { ...design, membersCount: 2 }, true],
    ['all of it, a disabled member too', { ...design, members: [a, b, c], size: 3, membersCount: 2 }, true],
    ['all of it, without a number beside the members', design, true],
    ['its summary after one for another', summary, true],
    ['its summary with one member more', { ...summary, membersCount: 3 }, false],
    ['its summary under another name', { ...summary, name: 'Brand' }, false],
    ['its summary with another manager', { ...summary, manager: a }, false],
    ['its summary without a manager', { ...summary, manager: undefined }, false],
    ['its damage', damaged, false],
  ])('is the same where somebody read %s', (_what, seen, same) => {
    expect(summaryFingerprint(seen) === summaryFingerprint(summary)).toBe(same);
  });

  it('of a damaged group is made of nothing but its id', () => {
    expect(summaryFingerprint({ ...damaged, membersCount: 5 })).toBe(summaryFingerprint(damaged));
  });
});

describe('the difference between two looks at a group', () => {
  it('says what changed', async () => {
    const now = { ...design, name: 'Brand', manager: undefined };
    expect(await differenceBetween(look(design), look(now, [a, c]))).toEqual({
      renamed: { from: 'Design', to: 'Brand' },
      manager: { from: { id: 'm', name: 'M' } },
      joined: [c],
      left: [b],
    });
  });

  it('is empty where nothing changed', async () => {
    expect(await differenceBetween(look(design), look(design))).toEqual({ joined: [], left: [] });
  });

  it('names a manager where there was none', async () => {
    const { manager } = await differenceBetween(look({ ...design, manager: undefined }), look(design));
    expect(manager).toEqual({ to: design.manager });
  });

  it('finds the one who joined and the one who left among thousands', async () => {
    const many = Array.from({ length: 1_200 }, (_, n) => ({ id: `p-${n}`, name: `P ${n}` }));
    const { joined, left } = await differenceBetween(look(design, [...many, a]), look(design, [b, ...many]));
    expect({ joined, left }).toEqual({ joined: [b], left: [a] });
  });
});

describe('what a deletion that failed half-way leaves', () => {
  it.each<[string, GroupSnapshot, boolean]>([
    ['everything', design, true],
    ['fewer members', { ...design, members: [a] }, true],
    ['nobody', { ...design, members: [] }, true],
    ['nobody, and no manager', { ...design, members: [], manager: undefined }, true],
    ['another manager', { ...design, members: [a], manager: a }, false],
    ['another name', { ...design, members: [a], name: 'Brand' }, false],
    ['somebody new', { ...design, members: [a, c] }, false],
    ['a group that cannot be read', damaged, false],
  ])('is %s: %#', async (_what, now, rest) => {
    expect(hasOnlyLostMembers(await differenceBetween(look(design), look(now)))).toBe(rest);
  });
});
