import { type DoneEdit, inverseOf } from '../../src/changes/index.ts';

const person = (id: string) => ({ id, name: id.toUpperCase() });
const [ada, bo, cy] = [person('ada'), person('bo'), person('cy')];
const did = (done: Partial<DoneEdit>): DoneEdit => ({ added: [], removed: [], ...done });
const nothing = { add: [], remove: [] };
const everybody = () => true;

describe('what takes an edit back', () => {
  it.each<[what: string, done: DoneEdit, now: Parameters<typeof inverseOf>[1], edit: object]>([
    [
      'gives the earlier name back',
      did({ name: { from: 'Design', to: 'Brand' } }),
      { name: 'Brand' },
      { ...nothing, name: { from: 'Brand', to: 'Design' } },
    ],
    ['leaves a name that is back already', did({ name: { from: 'Design', to: 'Brand' } }), { name: 'Design' }, nothing],
    [
      'adds who was removed, and removes who was added',
      did({ added: [ada], removed: [bo] }),
      { name: 'Design' },
      { add: [bo], remove: [ada] },
    ],
    [
      'brings the earlier manager back, and the new one stays a member',
      did({ manager: { from: ada, to: bo } }),
      { name: 'Design', manager: bo },
      { ...nothing, manager: { from: bo, to: ada } },
    ],
    [
      'takes a new manager out again who came in by that',
      did({ manager: { from: ada, to: bo }, added: [bo, cy] }),
      { name: 'Design', manager: bo },
      { add: [], remove: [bo, cy], manager: { from: bo, to: ada } },
    ],
    [
      'leaves the group without a manager again, where the new one came in by that',
      did({ manager: { to: bo }, added: [bo] }),
      { name: 'Design', manager: bo },
      { add: [], remove: [bo], manager: { from: bo } },
    ],
    [
      'brings a manager back who had left',
      did({ manager: { from: ada }, removed: [ada, cy] }),
      { name: 'Design' },
      { add: [cy], remove: [], manager: { to: ada } },
    ],
    [
      'leaves a manager who is back already',
      did({ manager: { from: ada, to: bo } }),
      { name: 'Design', manager: ada },
      nothing,
    ],
  ])('%s', (_what, done, now, edit) => {
    expect(inverseOf(done, now, everybody)).toEqual({ edit, stays: [] });
  });

  it.each<[what: string, done: DoneEdit, now: Parameters<typeof inverseOf>[1], edit: object, why: string]>([
    [
      'a name that somebody changed again',
      did({ name: { from: 'Design', to: 'Brand' }, added: [ada] }),
      { name: 'Crew' },
      { add: [], remove: [ada] },
      'name-changed',
    ],
    [
      'a name whose earlier one was erased',
      did({ name: { from: '(removed)', to: '(removed)' } }),
      { name: 'Brand' },
      nothing,
      'name-erased',
    ],
    [
      'a manager whom somebody replaced again',
      did({ manager: { from: ada, to: bo } }),
      { name: 'Design', manager: cy },
      nothing,
      'manager-changed',
    ],
    [
      'the manager of a group that had none, who was a member before',
      did({ manager: { to: bo } }),
      { name: 'Design', manager: bo },
      nothing,
      'manager-kept',
    ],
    [
      'a member who manages the group by now',
      did({ added: [ada, bo] }),
      { name: 'Design', manager: bo },
      { add: [], remove: [ada] },
      'is-manager',
    ],
  ])('leaves %s as it is, and says so', (_what, done, now, edit, why) => {
    const inverse = inverseOf(done, now, everybody);
    expect({ ...inverse, stays: inverse.stays.map((stay) => stay.why) }).toEqual({ edit, stays: [why] });
  });

  it('keeps the manager, and their membership, where the earlier one cannot be in the group any more', () => {
    const done = did({ manager: { from: ada, to: bo }, added: [bo], removed: [ada] });
    expect(inverseOf(done, { name: 'Design', manager: bo }, (id) => id !== 'ada')).toEqual({
      edit: { add: [ada], remove: [] },
      stays: [
        { why: 'manager-left', person: ada },
        { why: 'is-manager', person: bo },
      ],
    });
  });
});
