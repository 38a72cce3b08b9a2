import {
  differenceBetween,
  fingerprintOf,
  type GroupSeen,
  headFingerprint,
  isRestOf,
} from '../../src/changes/index.ts';
import { design } from './sample.ts';

const a = { id: 'a', name: 'A' };
const b = { id: 'b', name: 'B' };
const c = { id: 'c', name: 'C' };
const damaged: GroupSeen = { id: 'g', name: 'Damaged group g', members: [], damaged: true };

describe('the fingerprint of a group', () => {
  it.each<[string, GroupSeen, boolean]>([
    ['the order of its members', { ...design, members: [a, b] }, true],
    [
      'the names of its people',
      { ...design, members: design.members.map((member) => ({ ...member, name: 'New' })) },
      true,
    ],
    ['the name of its manager', { ...design, manager: { id: 'm', name: 'New' } }, true],
    ['nothing: a member is listed twice', { ...design, members: [a, b, a] }, true],
    ['how many members its head counts, because disabled ones are not counted', { ...design, membersCount: 1 }, true],
    ['its id', { ...design, id: 'h' }, false],
    ['its name', { ...design, name: 'Design 2' }, false],
    ['the case of its name', { ...design, name: 'design' }, false],
    ['its manager', { ...design, manager: a }, false],
    ['its manager, who left', { ...design, manager: undefined }, false],
    ['its members, one more', { ...design, members: [a, b, c] }, false],
    ['its members, one less', { ...design, members: [a] }, false],
    ['its members, one for another', { ...design, members: [a, c] }, false],
    ['its state, it is damaged now', damaged, false],
  ])('tells whether this changed: %s', (_what, changed, same) => {
    expect(fingerprintOf(changed) === fingerprintOf(design)).toBe(same);
  });

  it('of a damaged group is made of nothing but its id', () => {
    expect(fingerprintOf({ ...damaged, name: 'Other', members: [a] })).toBe(fingerprintOf(damaged));
    expect(fingerprintOf({ ...damaged, id: 'h' })).not.toBe(fingerprintOf(damaged));
  });

  it('keeps apart what only looks alike when it is written in one line', () => {
    const one = { id: 'g', name: 'x', members: [{ id: 'a,b', name: '' }] };
    const two = { id: 'g', name: 'x', members: [a, b] };
    expect(fingerprintOf(one)).not.toBe(fingerprintOf(two));
  });
});

describe('the fingerprint of a group’s head', () => {
  const head: GroupSeen = { id: 'g', name: 'Design', manager: design.manager, members: [], membersCount: 2 };

  it.each<[string, GroupSeen, boolean]>([
    ['its head alone', head, true],
    ['all of it', { ...design, membersCount: 2 }, true],
    ['all of it, a disabled member too', { ...design, members: [a, b, c], membersCount: 2 }, true],
    ['all of it, without a number beside the members', design, true],
    ['its head after one for another', head, true],
    ['its head with one member more', { ...head, membersCount: 3 }, false],
    ['its head under another name', { ...head, name: 'Brand' }, false],
    ['its head with another manager', { ...head, manager: a }, false],
    ['its head without a manager', { ...head, manager: undefined }, false],
    ['its damage', damaged, false],
  ])('is the same where somebody read %s', (_what, seen, same) => {
    expect(headFingerprint(seen) === headFingerprint(head)).toBe(same);
  });

  it('of a damaged group is made of nothing but its id', () => {
    expect(headFingerprint({ ...damaged, membersCount: 5 })).toBe(headFingerprint(damaged));
  });
});

describe('the difference between two looks at a group', () => {
  it('says what changed', () => {
    const now = { ...design, name: 'Brand', manager: undefined, members: [a, c] };
    expect(differenceBetween(design, now)).toEqual({
      renamed: { from: 'Design', to: 'Brand' },
      manager: { from: { id: 'm', name: 'M' } },
      joined: [c],
      left: [b],
    });
  });

  it('is empty where nothing changed', () => {
    expect(differenceBetween(design, design)).toEqual({ joined: [], left: [] });
  });

  it('names a manager where there was none', () => {
    expect(differenceBetween({ ...design, manager: undefined }, design).manager).toEqual({ to: design.manager });
  });
});

describe('what a deletion that failed half-way leaves', () => {
  it.each<[string, GroupSeen, boolean]>([
    ['everything', design, true],
    ['fewer members', { ...design, members: [a] }, true],
    ['nobody', { ...design, members: [] }, true],
    ['nobody, and no manager', { ...design, members: [], manager: undefined }, true],
    ['another manager', { ...design, members: [a], manager: a }, false],
    ['another name', { ...design, members: [a], name: 'Brand' }, false],
    ['somebody new', { ...design, members: [a, c] }, false],
    ['a group that cannot be read', damaged, false],
  ])('is %s: %#', (_what, now, rest) => {
    expect(isRestOf(design, now)).toBe(rest);
  });
});
