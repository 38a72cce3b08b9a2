import { createLinks, type LinkChange, type Links } from '../../src/access/index.ts';
import type { Store } from '../../src/store/index.ts';
import { ManualClock } from '../helpers/manual-clock.ts';
import { eachStore, type TestDatabase } from '../helpers/stores.ts';

const DAY = 24 * 3_600_000;
const PORTAL = 'https://acme.example';

describe('which DocSpace person a Slack account means', () => {
  eachStore((create) => {
    let database: TestDatabase;
    let store: Store;
    let clock: ManualClock;
    let links: Links;
    let told: LinkChange[];
    beforeEach(async () => {
      database = await create();
      store = await database.open();
      clock = new ManualClock();
      told = [];
      links = linksOf();
    });
    afterEach(async () => {
      await store.close();
      await database.drop();
    });

    /** Links at the time of the test's clock. */
    function linksOf({ workspace = 'T0ACME', portal = PORTAL, db = store.db } = {}): Links {
      return createLinks({
        store: {
          db,
          now: async () => clock.now(),
          write: (work) => db.transaction().execute((trx) => work(trx, clock.now())),
        },
        workspace: () => workspace,
        portal,
        onChanged: (change) => told.push(change),
      });
    }

    const held = (previousPerson: string, until: number) => ({ changed: { previousPerson, until } });

    it('is new at the first look and the same from then on', async () => {
      expect(await links.check('U0MILO', 'milo')).toBe('new');
      await clock.advance(400 * DAY);
      expect(await links.check('U0MILO', 'milo')).toBe('same');
      expect(told).toEqual([]);
    });

    it('is held for a day when it changes, told once, and then the new one', async () => {
      await links.check('U0MILO', 'milo');
      const until = clock.now() + DAY;
      expect(await links.check('U0MILO', 'ines')).toEqual(held('milo', until));
      await clock.advance(DAY - 1);
      expect(await links.check('U0MILO', 'ines')).toEqual(held('milo', until));
      await clock.advance(1);
      expect(await links.check('U0MILO', 'ines')).toBe('same');
      expect(told).toEqual([{ account: 'U0MILO', personId: 'ines', previousPerson: 'milo' }]);
    });

    it('stays held for the rest of the day when it changes back: what was swapped once can be swapped again', async () => {
      await links.check('U0MILO', 'milo');
      const until = clock.now() + DAY;
      await links.check('U0MILO', 'ines');
      await clock.advance(DAY / 2);
      expect(await links.check('U0MILO', 'milo')).toEqual(held('milo', until));
      await clock.advance(DAY / 2 - 1);
      expect(await links.check('U0MILO', 'milo')).toEqual(held('milo', until));
      await clock.advance(1);
      expect(await links.check('U0MILO', 'milo')).toBe('same');
      expect(told).toHaveLength(1);
    });

    it('is held for a whole new day when it changes again, to whomever', async () => {
      await links.check('U0MILO', 'milo');
      await links.check('U0MILO', 'ines');
      await clock.advance(DAY / 2);
      expect(await links.check('U0MILO', 'tomas')).toEqual(held('ines', clock.now() + DAY));
      await clock.advance(1);
      await links.check('U0MILO', 'ines');
      await clock.advance(1);
      expect(await links.check('U0MILO', 'tomas')).toEqual(held('ines', clock.now() + DAY));
      expect(told.map(({ personId }) => personId)).toEqual(['ines', 'tomas', 'tomas']);
    });

    it('is held again when it changes to the former person after the day is over', async () => {
      await links.check('U0MILO', 'milo');
      await links.check('U0MILO', 'ines');
      await clock.advance(DAY);
      expect(await links.check('U0MILO', 'milo')).toEqual(held('ines', clock.now() + DAY));
      expect(told).toHaveLength(2);
    });

    it('is whoever comes next once it is forgotten, and not held', async () => {
      await links.check('U0MILO', 'milo');
      await links.check('U0MILO', 'ines');
      await links.check('U0UNA', 'una');
      expect(await links.forget('U0MILO')).toBe(true);
      expect(await links.check('U0MILO', 'ines')).toBe('new');
      expect(await links.check('U0UNA', 'una')).toBe('same');
      expect(await links.forget('U0NOBODY')).toBe(false);
    });

    it('is remembered for each workspace and portal apart', async () => {
      await links.check('U0MILO', 'milo');
      expect(await linksOf({ workspace: 'T0OTHER' }).check('U0MILO', 'ines')).toBe('new');
      expect(await linksOf({ portal: 'https://other.example' }).check('U0MILO', 'ines')).toBe('new');
      expect(await links.check('U0MILO', 'milo')).toBe('same');
    });

    it('is forgotten in every workspace of this portal, and of no other', async () => {
      const [away, elsewhere] = [linksOf({ workspace: 'T0OTHER' }), linksOf({ portal: 'https://other.example' })];
      for (const each of [links, away, elsewhere]) await each.check('U0MILO', 'milo');
      await links.forget('U0MILO');
      expect(await away.check('U0MILO', 'ines')).toBe('new');
      expect(await elsewhere.check('U0MILO', 'milo')).toBe('same');
    });

    it('is not looked up before the workspace is known', async () => {
      const early = createLinks({ store, workspace: () => undefined, portal: PORTAL });
      await expect(early.check('U0MILO', 'milo')).rejects.toThrow('the workspace is not known');
    });

    it('is new once and told once, whatever replicas look at the same time', async () => {
      const second = database.sharedInProcess ? await database.open() : undefined;
      const replicas = [links, linksOf(second ? { db: second.db } : {})];
      const lookAtOnce = (personId: string) =>
        Promise.all([...replicas, ...replicas, ...replicas].map((each) => each.check('U0MILO', personId)));
      const first = await lookAtOnce('milo');
      expect(first.filter((check) => check === 'new')).toHaveLength(1);
      expect(await lookAtOnce('ines')).toEqual(Array(6).fill(held('milo', clock.now() + DAY)));
      expect(told).toEqual([{ account: 'U0MILO', personId: 'ines', previousPerson: 'milo' }]);
      await second?.close();
    });
  });
});
