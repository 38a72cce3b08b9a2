import { OpenRequestExists, SentAlready } from '../../src/changes/index.ts';
import { Unreachable } from '../../src/docspace/index.ts';
import { GroupChanged } from '../../src/requests/index.ts';
import { eachStore } from '../helpers/stores.ts';
import { Life } from './life.ts';

const portalDown = () => new Unreachable('no connection', { method: 'GET', path: '/group' });

/** The values and the errors of what was tried at once. */
function sorted<T>(results: readonly PromiseSettledResult<T>[]): { values: T[]; errors: unknown[] } {
  return {
    values: results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])),
    errors: results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : [])),
  };
}

describe('asking for a deletion', () => {
  eachStore((create) => {
    let life: Life;
    beforeAll(async () => {
      life = await Life.begin(await create());
    });
    afterEach(() => life.forget());
    afterAll(() => life.end());

    const openRequests = async () => {
      const { requests } = await life.process();
      return [...(await requests.listsFor('ravi')).own, ...(await requests.listsFor('bo')).own];
    };

    it('stores the request before anything is looked up, then looks it up and shows it', async () => {
      const app = await life.process();
      const received = await app.sends('ravi', await app.opens('ravi'));
      expect(received).toMatchObject({ state: 'received', version: 1, requester: undefined, fingerprint: undefined });
      expect(life.messages).toEqual([]);
      const { request, posted } = await app.requests.accept(received.id);
      expect(request).toMatchObject({ state: 'waiting', requester: { personId: 'p-ravi', name: 'Ravi' }, needed: 1 });
      expect(request.group.members.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
      expect(posted).toBe(true);
      const told = (channel: string) =>
        life.messages.filter((sent) => sent.channel === channel).map(({ text }) => text);
      expect(told(request.channel)).toEqual([
        expect.stringContaining('Deletion requested: Design'),
        expect.stringContaining('can approve this'),
      ]);
      expect(told('marie')).toEqual([
        expect.stringMatching(/^<@ravi> wants to delete the group “Design”, which you manage .* It is decided in <#C0/),
      ]);
    });

    it('gives the same answer to the same form sent twice', async () => {
      const app = await life.process();
      const draft = await app.opens('ravi');
      const first = await app.sends('ravi', draft);
      expect(await app.sends('ravi', draft)).toEqual(first);
      await app.requests.accept(first.id);
      expect(await app.sends('ravi', draft)).toMatchObject({ id: first.id, state: 'waiting' });
      expect(await openRequests()).toHaveLength(1);
    });

    it('gives the same answer to the same form sent to several replicas at once', async () => {
      const [a, b, c] = [await life.process(), await life.process(), await life.process()];
      for (let round = 0; round < 12; round += 1) {
        life.world.addGroup(`g${round}`, `Group ${round}`);
        const draft = await a.opens('ravi', `g${round}`);
        const { values, errors } = sorted(await Promise.allSettled([a, b, c].map((app) => app.sends('ravi', draft))));
        expect(errors).toEqual([]);
        expect(new Set(values.map(({ id }) => id)).size).toBe(1);
      }
      expect(await openRequests()).toHaveLength(12);
    });

    it('says that a form was sent already when it comes with other values, also at once', async () => {
      const [a, b] = [await life.process(), await life.process()];
      const draft = await a.opens('ravi');
      const { values, errors } = sorted(
        await Promise.allSettled([a.sends('ravi', draft, 'One reason.'), b.sends('ravi', draft, 'Another reason.')]),
      );
      expect(values).toHaveLength(1);
      expect(errors).toEqual([expect.any(SentAlready)]);
      expect(errors).toMatchObject([{ request: { id: values[0]?.id } }]);
      await expect(a.sends('ravi', draft, 'A third reason.')).rejects.toThrow(SentAlready);
    });

    it('is done once a group: of two people who ask at once, one is shown the other’s request', async () => {
      const [a, b] = [await life.process(), await life.process()];
      const [one, two] = [await a.opens('ravi'), await b.opens('bo')];
      const { values, errors } = sorted(await Promise.allSettled([a.sends('ravi', one), b.sends('bo', two)]));
      expect(values).toHaveLength(1);
      expect(errors).toEqual([expect.any(OpenRequestExists)]);
      expect(errors).toMatchObject([{ request: { id: values[0]?.id } }]);
      expect(await openRequests()).toHaveLength(1);
    });

    it('can be done again once the first request is closed', async () => {
      const app = await life.process();
      const first = await app.asks('ravi');
      await expect(app.asks('bo')).rejects.toThrow(OpenRequestExists);
      expect(await app.decides('ines', 'reject', first.id)).toBe('rejected');
      expect(await app.asks('bo')).toMatchObject({ state: 'waiting' });
    });

    it('is looked up by two processes at once, and shown once', async () => {
      const [a, b] = [await life.process(), await life.process()];
      const { id } = await a.sends('ravi', await a.opens('ravi'));
      const both = await Promise.all([a.requests.accept(id), b.requests.accept(id)]);
      expect(both.map(({ request }) => request.state)).toEqual(['waiting', 'waiting']);
      await life.settled();
      const cards = life.messages.filter(({ text }) => text.startsWith('🗑️'));
      expect(cards).toHaveLength(1);
    });

    it('is told as it is by the slower of two look-ups, though its own failed', async () => {
      const [a, b] = [await life.process(), await life.process()];
      const { id } = await a.sends('ravi', await a.opens('ravi'));
      life.world.beforeRead = async () => {
        life.world.beforeRead = async () => undefined;
        await b.requests.accept(id);
        throw portalDown();
      };
      expect((await a.requests.accept(id)).request).toMatchObject({ id, state: 'waiting' });
      expect(await life.stateOf(id)).toBe('waiting');
    });

    it.each([
      [
        'their role does not allow it',
        () => life.world.people.set('ravi', { id: 'p-ravi', name: 'Ravi', role: 'user' }),
      ],
      ['the group has changed since the form was opened', () => life.world.loseMembers('g')],
      ['nobody is left to approve', () => (life.world.approvers = new Set(['ravi']))],
      ['the portal cannot be reached', () => (life.world.beforeRead = () => Promise.reject(portalDown()))],
    ])('is refused where %s, and nothing holds the group then', async (_why, happens) => {
      const app = await life.process();
      const draft = await app.opens('ravi');
      const { id } = await app.sends('ravi', draft);
      happens();
      await expect(app.requests.accept(id)).rejects.toThrow();
      expect(await life.stateOf(id)).toBe('refused');
      expect(life.messages).toEqual([]);
      expect(await openRequests()).toEqual([]);
    });

    it('takes up what a process left behind, and tells the requester when it is refused', async () => {
      const [a, b] = [await life.process(), await life.process()];
      const left = await a.sends('ravi', await a.opens('ravi'));
      await b.sweeps();
      expect(await life.stateOf(left.id)).toBe('received');
      life.world.loseMembers('g');
      await life.clock.advance(15_000);
      await b.sweeps();
      expect(await life.stateOf(left.id)).toBe('refused');
      expect(life.messages).toMatchObject([{ channel: 'ravi', text: expect.stringContaining('was not made') }]);
      await expect(a.requests.accept(left.id)).resolves.toMatchObject({ request: { state: 'refused' } });
    });

    it('can be withdrawn by its requester before it was looked up', async () => {
      const app = await life.process();
      const { id } = await app.sends('ravi', await app.opens('ravi'));
      expect(await app.clicks('bo', 'withdraw', id)).toBe('not-requester');
      expect(await app.clicks('ravi', 'withdraw', id)).toBe('withdrawn');
      expect((await app.requests.accept(id)).request.state).toBe('withdrawn');
    });

    it('says so when the group is another one by the time it is looked up', async () => {
      const app = await life.process();
      const { id } = await app.sends('ravi', await app.opens('ravi'));
      life.world.loseMembers('g');
      await expect(app.requests.accept(id)).rejects.toThrow(GroupChanged);
      expect(await life.read(id)).toMatchObject({ state: 'refused', why: 'group-changed' });
    });
  });
});
