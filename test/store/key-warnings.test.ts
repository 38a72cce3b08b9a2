import { claimKeyWarning, type KeyWarning, releaseKeyWarning, type Store } from '../../src/store/index.ts';
import { eachStore, type TestDatabase } from '../helpers/stores.ts';

describe('warnings of the key’s last day', () => {
  eachStore((create) => {
    let database: TestDatabase;
    let store: Store;
    let warning: KeyWarning;
    beforeEach(async () => {
      database = await create();
      store = await database.open();
      const expires_at = (await store.now()) + 86_400_000;
      warning = { portal: 'https://acme.example', expires_at, days: 3, account: 'U0OLGA' };
    });
    afterEach(async () => {
      await store.close();
      await database.drop();
    });

    it('are each claimed once, however many processes want to send them', async () => {
      const claims = await Promise.all(Array.from({ length: 8 }, () => claimKeyWarning(store, warning)));
      expect(claims.filter(Boolean)).toHaveLength(1);
    });

    it('are claimed apart for each account, number of days, key and portal', async () => {
      expect(await claimKeyWarning(store, warning)).toBe(true);
      for (const other of [
        { account: 'U0INES' },
        { days: 1 },
        { expires_at: warning.expires_at + 1 },
        { portal: 'https://other.example' },
      ])
        expect(await claimKeyWarning(store, { ...warning, ...other })).toBe(true);
      expect(await claimKeyWarning(store, warning)).toBe(false);
    });

    it('can be claimed again once released', async () => {
      await claimKeyWarning(store, warning);
      await releaseKeyWarning(store, warning);
      expect(await claimKeyWarning(store, warning)).toBe(true);
    });

    it('are forgotten when their key has expired', async () => {
      await claimKeyWarning(store, { ...warning, expires_at: (await store.now()) - 1 });
      await claimKeyWarning(store, warning);
      expect(await store.db.selectFrom('key_warnings').selectAll().execute()).toEqual([warning]);
    });
  });
});
