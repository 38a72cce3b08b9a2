import type { Finding } from '../../src/checks/index.ts';
import { testWriting } from '../../src/tools/write-test.ts';
import { type Service, startService } from '../helpers/group-service.ts';

const NAME = 'DocSpace Groups test K7MQ2P';

describe('the test of writing', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService({ groups: 3, crowd: 0 });
  });
  afterEach(() => service.stop());

  /** Runs it and gives back its lines, each as `level: text`. */
  async function test(key: 'owner' | 'readOnly' | 'roomAdmin' = 'owner'): Promise<string[]> {
    const lines: string[] = [];
    const tell = ({ level, text, remedy }: Finding) => lines.push(`${level}: ${remedy ? `${text} ${remedy}` : text}`);
    const { portal, clock } = service;
    await testWriting({ docspace: service.clientWith(key), portalUrl: portal.url, clock, name: NAME, tell });
    return lines;
  }
  const left = () => service.portal.groups().filter(({ name }) => name === NAME);
  const host = () => new URL(service.portal.url).host;
  const begins = () => `note: The test group “${NAME}” is created in ${host()} and deleted again.`;
  const CREATED = 'ok: The test group was created.';
  const READ = 'ok: The test group was read back, with its name.';
  const DELETED = 'ok: The test group was deleted. Checked: it is gone from DocSpace.';

  it('creates a group, reads it back, deletes it, and leaves every other group as it was', async () => {
    const before = service.portal.groups();
    expect(await test()).toEqual([begins(), CREATED, READ, DELETED]);
    expect(service.portal.groups()).toEqual(before);
    expect(service.portal.calls.map(({ method }) => method)).toEqual(['POST', 'GET', 'DELETE', 'GET']);
  });

  it.each([
    ['reads alone', 'readOnly', 'DOCSPACE_API_KEY lacks a scope for this: it needs accounts:read and accounts:write.'],
    ['is a room admin’s', 'roomAdmin', 'The owner of DOCSPACE_API_KEY lacks the role for this in DocSpace.'],
  ] as const)('says that nothing is left when the key %s', async (_what, key, why) => {
    expect(await test(key)).toEqual([
      begins(),
      `fault: The test group was not created. ${why} Nothing is left in DocSpace.`,
    ]);
    expect(left()).toEqual([]);
  });

  it('deletes the group although the answer to its creation was lost', async () => {
    service.portal.faults.set({ kind: 'drop-after', method: 'POST', times: 1 });
    expect(await test()).toEqual([
      begins(),
      'note: No answer came to the creation. Looking for what was done; this can take a few minutes.',
      'ok: The test group was created, although no clear answer came.',
      READ,
      DELETED,
    ]);
    expect(left()).toEqual([]);
  });

  it('names the group to look for when it is not certain whether it was created', async () => {
    service.portal.faults.set({ kind: 'drop' });
    const lines = await test();
    expect(lines.at(-1)).toBe(
      `fault: It is not certain whether the test group was created. The portal ${host()} did not answer in time. Look for “${NAME}” among the groups in DocSpace, and delete it if it is there.`,
    );
  });

  it('deletes the group although it could not be read back', async () => {
    service.portal.faults.set({ kind: 'status', status: 500, method: 'GET', path: /^\/group\/[^/]+\?/, times: 3 });
    expect(await test()).toEqual([
      begins(),
      CREATED,
      `fault: The test group could not be read back. The portal ${host()} reports an internal error.`,
      DELETED,
    ]);
    expect(left()).toEqual([]);
  });

  it('tries a deletion that did nothing once more', async () => {
    service.portal.faults.set({ kind: 'status', status: 500, method: 'DELETE', times: 1 });
    expect(await test()).toEqual([
      begins(),
      CREATED,
      READ,
      `note: The deletion failed and is tried once more. The portal ${host()} reports an internal error.`,
      DELETED,
    ]);
    expect(left()).toEqual([]);
  });

  it('says what is left, with a link, when the deletion fails again', async () => {
    service.portal.faults.set({ kind: 'status', status: 500, method: 'DELETE' });
    const lines = await test();
    const [group] = left();
    expect(lines.at(-1)).toBe(
      `fault: The test group could not be deleted and is still in DocSpace. The portal ${host()} reports an internal error. Delete “${NAME}” there: ${service.portal.url}/accounts/groups/${group?.id}/filter`,
    );
  });

  it('proves the deletion although its answer was lost', async () => {
    service.portal.faults.set({ kind: 'drop-after', method: 'DELETE', times: 1 });
    expect((await test()).at(-1)).toBe(DELETED);
    expect(left()).toEqual([]);
  });

  it('does not take the portal’s word for a deletion', async () => {
    service.portal.faults.set({ kind: 'lagging-node', reads: 10 });
    const lines = await test();
    expect(lines.at(-1)).toMatch(
      /^fault: It is not certain whether the test group was deleted\. DocSpace confirmed the deletion, but still shows the group\. Look for “DocSpace Groups test K7MQ2P” in DocSpace, and delete it if it is there: http:\S+\/filter$/,
    );
  });
});
