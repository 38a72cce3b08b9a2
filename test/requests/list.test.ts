import { eachStore } from '../helpers/stores.ts';
import { Life } from './life.ts';

describe('what waits for a user', () => {
  eachStore((create) => {
    let life: Life;
    beforeAll(async () => {
      life = await Life.begin(await create());
    });
    afterEach(() => life.forget());
    afterAll(() => life.end());

    type App = Awaited<ReturnType<Life['process']>>;
    const offered = async (app: App, who: string) => {
      const { waiting } = await app.requests.listsFor(who);
      return Array.isArray(waiting) ? waiting.map(({ request }) => request.id) : waiting;
    };
    const own = async (app: App, who: string) =>
      (await app.requests.listsFor(who)).own.map(({ request }) => request.state);
    const admin = (id: string, name: string) => ({ id, name, role: 'admin' as const });

    it('is not their own request, also by another account of theirs', async () => {
      life.world.people.set('ines2', admin('p-ines', 'Ines'));
      const app = await life.process();
      const { id } = await app.asks('ines');
      expect(await offered(app, 'ines')).toEqual([]);
      expect(await offered(app, 'ines2')).toEqual([]);
      expect(await offered(app, 'tomas')).toEqual([id]);
      const lax = await life.process({ selfApproval: true });
      expect(await offered(lax, 'ines2')).toEqual([id]);
    });

    it('is not what they have approved, also by another account of theirs', async () => {
      life.world.people.set('ines2', admin('p-ines', 'Ines'));
      const app = await life.process({ approvalsRequired: 2 });
      const { id } = await app.asks('ravi');
      expect(await app.decides('ines', 'approve', id)).toBe('waiting');
      expect(await offered(app, 'ines')).toEqual([]);
      expect(await offered(app, 'ines2')).toEqual([]);
      expect(await offered(app, 'una')).toEqual([id]);
    });

    it('is what they approved before, once that no longer counts or completes it', async () => {
      const app = await life.process({ approvalsRequired: 2 });
      const { id } = await app.asks('ravi');
      await app.decides('ines', 'approve', id);
      await app.decides('tomas', 'approve', id);
      life.world.people.set('tomas', { ...admin('p-tomas', 'Tomas'), role: 'roomAdmin' });
      await life.later(30_000);
      expect((await life.read(id)).why).toBe('approvals-lost');
      expect(await offered(app, 'ines')).toEqual([]);
      expect(await offered(app, 'tomas')).toBeUndefined();
      const [listed] = [(await app.requests.listsFor('una')).waiting].flat();
      expect(listed).toMatchObject({ request: { id }, missing: 1 });
      life.world.people.set('tomas', admin('p-tomas', 'Tomas'));
      expect(await offered(app, 'tomas')).toEqual([id]);
    });

    it('is nothing that has expired, before a sweep closes it', async () => {
      const app = await life.process();
      await app.asks('ravi');
      const hours = 24 * 3_600_000;
      await life.clock.jump(hours + 1);
      expect(await offered(app, 'ines')).toEqual([]);
    });

    it('counts what is asked for now, where that is more', async () => {
      const { id } = await (await life.process()).asks('ravi');
      const strict = await life.process({ approvalsRequired: 3 });
      const [listed] = [(await strict.requests.listsFor('ines')).waiting].flat();
      expect(listed).toMatchObject({ request: { id }, missing: 3 });
    });

    it('belongs to this portal, as do their own requests and how they ended', async () => {
      const app = await life.process();
      await app.asks('ravi');
      const elsewhere = await life.process({ portal: 'https://elsewhere.example' });
      expect([await offered(elsewhere, 'ines'), await own(elsewhere, 'ravi')]).toEqual([[], []]);
      const [{ request } = { request: undefined }] = (await app.requests.listsFor('ravi')).own;
      await app.decides('ravi', 'withdraw', request?.id ?? '');
      const ended = async (one: App) => (await one.requests.outcomesOf('ravi')).map((each) => each.request.state);
      expect([await ended(app), await ended(elsewhere)]).toEqual([['withdrawn'], []]);
    });

    it('offers to withdraw what can still be withdrawn', async () => {
      const app = await life.process();
      const { id } = await app.asks('ravi');
      const lists = async () => app.requests.listsFor('ravi');
      const request = await life.read(id);
      expect((await lists()).canWithdraw(request)).toBe(true);
      expect((await app.requests.listsFor('bo')).canWithdraw(request)).toBe(false);
      expect((await lists()).canWithdraw({ ...request, state: 'applying' })).toBe(false);
    });
  });
});
