import { CAST } from '../../../sandbox/cast.ts';
import { startAsked } from './asking.ts';

describe('what a portal starts with', () => {
  it('is somebody of every role and state, and a crowd', async () => {
    const { portal, stop } = await startAsked({ crowd: 120, groups: 110 });
    const people = portal.people();
    const of = (key: string) => people.find((person) => person.email === `${key}@acme.example`);
    expect(of('olga')).toMatchObject({ role: 'owner', status: 'active' });
    expect(of('ines')).toMatchObject({ role: 'admin', status: 'active', displayName: "Ines O'Neil" });
    expect(of('ravi')).toMatchObject({ role: 'roomAdmin', status: 'active' });
    for (const key of ['una', 'milo']) expect(of(key)).toMatchObject({ role: 'user', status: 'active' });
    expect(of('pia')?.status).toBe('pending');
    expect(of('dan')?.status).toBe('disabled');
    expect(of('gil')?.role).toBe('guest');
    expect(people).toHaveLength(CAST.filter((member) => member.docspace).length + 120);
    expect(new Set(people.map((person) => person.id)).size).toBe(people.length);
    expect(new Set(people.map((person) => person.email)).size).toBe(people.length);
    await stop();
  });

  it('is more than a hundred groups, among them every odd one', async () => {
    const { portal, id, stop } = await startAsked({ crowd: 120, groups: 110 });
    const groups = portal.groups();
    expect(groups.length).toBeGreaterThan(100);
    expect(groups.filter((group) => group.name === 'Night shift')).toHaveLength(2);
    expect(groups.filter((group) => group.isLDAP).map((group) => group.name)).toEqual(['Directory sync']);
    expect(portal.group('Field crew').managerId).toBeUndefined();
    expect(portal.group('Harbour team').managerId).toBe(id('dan'));
    await stop();
  });

  it('is the same for the same seed, and another for another', async () => {
    const portals = await Promise.all([1, 1, 2].map((seed) => startAsked({ seed, crowd: 30, groups: 30 })));
    const [first, same, other] = portals.map(({ portal }) => ({
      keys: portal.keys,
      groups: portal.groups(),
      people: portal.people(),
    }));
    expect(same).toEqual(first);
    expect(other?.groups).not.toEqual(first?.groups);
    expect(other?.keys.owner).not.toBe(first?.keys.owner);
    await Promise.all(portals.map(({ stop }) => stop()));
  });

  it('can be ten thousand people, all within reach', async () => {
    const { portal, ask, stop } = await startAsked({ crowd: 10_000 });
    const { json } = await ask('/people/filter?startIndex=9950&count=100');
    expect(json.total).toBe(portal.people().length);
    expect(json.count).toBe(63);
    await stop();
  });
});
