import fetch from 'node-fetch';
import { createClient, type DocSpace } from '../../src/docspace/index.ts';
import { type Service, startService } from '../helpers/group-service.ts';

describe('calls under way at once', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService({ groups: 0, crowd: 0 });
  });
  afterAll(() => service.stop());

  /** A client that counts what is under way, and in what order it set out. */
  const counted = () => {
    const seen = { now: 0, most: 0, order: [] as string[] };
    const client = createClient({
      baseUrl: service.portal.url,
      apiKey: service.portal.keys.owner,
      clock: service.clock,
      fetch: async (url, init) => {
        seen.now += 1;
        seen.most = Math.max(seen.most, seen.now);
        seen.order.push(new URL(url).searchParams.get('filterValue') ?? JSON.parse(init.body ?? '{}').groupName);
        const answer = await fetch(url, init);
        seen.now -= 1;
        return answer;
      },
    });
    return { client, seen };
  };

  it.each<[string, number, (client: DocSpace, n: string) => Promise<unknown>]>([
    ['50 reads', 50, (client, n) => client.groups.list({ text: n })],
    ['15 writes', 15, (client, n) => client.groups.create({ name: n, memberIds: [] })],
  ])('are never more than %s; the rest follow in order', async (_what, most, call) => {
    const { client, seen } = counted();
    const numbers = Array.from({ length: 120 }, (_, n) => String(n));
    await Promise.all(numbers.map((n) => call(client, n)));
    expect(seen.most).toBe(most);
    expect(seen.order).toEqual(numbers);
  });

  it('do not make a write wait for reads', async () => {
    const { client, seen } = counted();
    const reads = Array.from({ length: 50 }, () => client.groups.list({ text: 'read' }));
    const write = client.groups.create({ name: 'write', memberIds: [] });
    await Promise.all([...reads, write]);
    expect(seen.most).toBe(51);
  });
});
