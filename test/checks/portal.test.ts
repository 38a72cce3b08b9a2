import { z } from 'zod';
import type { PortalFault } from '../../sandbox/docspace/index.ts';
import type { Clock } from '../../src/clock.ts';
import type { Config } from '../../src/config.ts';
import { DatabaseTooNew, DatabaseUnreachable } from '../../src/store/index.ts';
import { type Checked, startChecked, troublesOf } from './findings.ts';

const DAY_MS = 86_400_000;

describe('the checks of the portal and the key', () => {
  let all: Checked;
  beforeEach(async () => {
    all = await startChecked();
  });
  afterEach(() => all.stop());

  const withKey = (apiKey: string, url = all.portal.url): Config => ({ ...all.config, docspace: { url, apiKey } });

  /** Makes a key by the portal's own API. */
  async function newKey(more: { permissions?: string[]; expiresInDays?: number }): Promise<string> {
    const answer = await fetch(`${all.portal.url}/api/2.0/keys`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${all.portal.keys.owner}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'Slack', ...more }),
    });
    return z.object({ response: z.object({ key: z.string() }) }).parse(await answer.json()).response.key;
  }

  it('say what works: the portal with its version, the key with its scopes and its owner', async () => {
    const texts = (await all.check()).map(({ text }) => text);
    expect(texts).toEqual(
      expect.arrayContaining([
        `The portal ${new URL(all.portal.url).host} answers. Its version is 3.7.2.`,
        'DOCSPACE_API_KEY has every scope the app needs.',
        'DOCSPACE_API_KEY belongs to Olga Marsh, the owner of the portal.',
        'The SQLite file can be read and is up to date.',
      ]),
    );
  });

  it('only read', async () => {
    await all.check();
    expect(all.portal.calls.map(({ method }) => method).filter((method) => method !== 'GET')).toEqual([]);
  });

  const REFUSED =
    'fault: The portal does not accept DOCSPACE_API_KEY: it has expired, is switched off or deleted, is from another portal';
  const keys: [string, () => string | Promise<string>, string[]][] = [
    ['of a DocSpace admin', () => all.portal.keys.admin, []],
    ['that has expired', () => all.portal.keys.expired, [REFUSED]],
    ['that is switched off', () => all.portal.keys.inactive, [REFUSED]],
    ['of another portal', () => `sk-${'0'.repeat(64)}`, [REFUSED]],
    [
      'of a room admin',
      () => all.portal.keys.roomAdmin,
      ['fault: DOCSPACE_API_KEY belongs to Ravi Nair, a room admin, who can’t edit groups. Create a key as the owner'],
    ],
    ['of a user', () => all.portal.keys.user, ['fault: DOCSPACE_API_KEY belongs to Una Berg, a user, who can’t']],
    ['of a guest', () => all.portal.keys.guest, ['fault: DOCSPACE_API_KEY belongs to Gil Frost, a guest, who can’t']],
    [
      'that cannot write',
      () => all.portal.keys.readOnly,
      [
        'fault: DOCSPACE_API_KEY lacks the scope accounts:write, which the app needs to create, edit and delete groups. Add it to the key',
      ],
    ],
    [
      'that cannot read',
      () => all.portal.keys.writeOnly,
      ['fault: DOCSPACE_API_KEY lacks the scope accounts:read, which the app needs to read groups and people.'],
    ],
    ['for everything', () => newKey({ permissions: ['*'] }), []],
    ['for all reads and writes', () => newKey({ permissions: ['*:read', '*:write'] }), []],
    ['with just what is needed', () => newKey({ permissions: ['accounts:read', 'accounts:write'] }), []],
    [
      'for other things',
      () => newKey({ permissions: ['files:read'] }),
      [
        'fault: DOCSPACE_API_KEY lacks the scope accounts:read',
        'fault: DOCSPACE_API_KEY lacks the scope accounts:write',
      ],
    ],
    ['that works for another 15 days', () => newKey({ expiresInDays: 15 }), []],
    [
      'that works for another 10 days',
      () => newKey({ expiresInDays: 10 }),
      [/^warning: DOCSPACE_API_KEY works until \w+ \d+, \d{4}: 10 days left\. Create a new key/.source],
    ],
  ];
  it.each(keys)('judge a key %s', async (_what, key, expected) => {
    const troubles = troublesOf(await all.check(withKey(await key())));
    expect(troubles).toEqual(
      expected.map((each) => expect.stringMatching(each.startsWith('^') ? new RegExp(each) : literal(each))),
    );
    expect(troubles.join()).not.toMatch(/sk-[0-9a-f]/);
  });

  it('tell that the owner of the key was disabled', async () => {
    all.portal.disable(all.portal.people().find(({ role }) => role === 'owner')?.id ?? '');
    expect(troublesOf(await all.check())).toEqual([expect.stringContaining(REFUSED)]);
  });

  it('note what is lost without rooms:read, and nothing where the key has it', async () => {
    const note = expect.objectContaining({
      level: 'note',
      text: expect.stringContaining('optional scope rooms:read, the app can’t show which rooms'),
    });
    const narrow = ['accounts:read', 'accounts:write'];
    expect(await all.check(withKey(await newKey({ permissions: narrow })))).toContainEqual(note);
    expect(await all.check(withKey(await newKey({ permissions: [...narrow, 'rooms:read'] })))).not.toContainEqual(note);
  });

  it.each([
    [15, 'note', '15 days left'],
    [14, 'note', '14 days left'],
    [13, 'warning', '13 days left'],
    [1, 'warning', '1 day left'],
    [0, 'warning', 'less than a day left'],
  ])('count the days of a key: with %d of them it is a %s', async (days, level, left) => {
    const key = await newKey({ expiresInDays: 30 });
    // Within the day, so that it does not matter whether the begun one counts.
    await all.clock.advance((30 - days) * DAY_MS - 3_600_000);
    const found = (await all.check(withKey(key))).filter(({ text }) => text.includes('works until'));
    expect(found).toEqual([expect.objectContaining({ level, text: expect.stringContaining(left) })]);
  });

  it('say nothing of the last day of a key that has none', async () => {
    expect((await all.check()).filter(({ text }) => text.includes('works until'))).toEqual([]);
  });

  describe('who approves where APPROVERS names nobody', () => {
    const approvals = async (admins: number, more: Partial<Config['approvals']>) => {
      const writers = all.portal.people().filter(({ role }) => role === 'admin');
      for (const person of writers.slice(admins - 1)) all.portal.setRole(person.id, 'user');
      const findings = await all.check({ ...all.config, approvals: { ...all.config.approvals, ...more } });
      return findings
        .filter(({ text }) => text.startsWith('The owner and DocSpace admins'))
        .map(({ level, text }) => `${level}: ${text}`);
    };

    it.each([
      [3, { required: 2 }, 'ok: The owner and DocSpace admins can approve: 3 people. A deletion needs 2.'],
      [
        2,
        { required: 3 },
        'warning: The owner and DocSpace admins can approve: 2 people. APPROVALS_REQUIRED is 3, so no deletion can be approved.',
      ],
      [
        1,
        {},
        'note: The owner and DocSpace admins can approve: 1 person. A deletion needs 1, so nobody can approve what one of them requests.',
      ],
      [1, { selfApproval: true }, 'ok: The owner and DocSpace admins can approve: 1 person.'],
    ])('is counted: %d of them, with %j', async (admins, more, expected) => {
      expect(await approvals(admins, more)).toEqual([expect.stringContaining(expected)]);
    });

    it('is not counted where it names somebody', async () => {
      expect(await approvals(1, { approvers: ['U0INES'] })).toEqual([]);
    });
  });

  const portals: [string, PortalFault, string][] = [
    [
      'is in maintenance',
      { kind: 'maintenance' },
      'warning: The portal HOST is closed for maintenance. Try again when it is open.',
    ],
    [
      'is suspended',
      { kind: 'suspended' },
      'warning: The portal HOST is suspended. Ask the portal’s owner to activate it.',
    ],
    [
      'is not paid for',
      { kind: 'unpaid' },
      'warning: The portal HOST refuses calls because of its plan or payment. Ask the portal’s owner',
    ],
    ['is no portal by that name', { kind: 'unknown-tenant' }, 'fault: There is no portal at HOST. Set DOCSPACE_URL'],
    ['speaks only https', { kind: 'to-https' }, 'fault: The portal at HOST accepts only https.'],
    [
      'answers with a web page',
      { kind: 'wrong-path' },
      'fault: HOST answers with a web page, not with DocSpace’s API.',
    ],
    ['answers with some other JSON', { kind: 'garbage' }, 'fault: HOST does not answer like a DocSpace portal'],
    ['breaks every connection', { kind: 'drop' }, 'warning: The portal HOST can’t be reached.'],
    [
      'has a proxy in front that fails',
      { kind: 'status', status: 502, html: true },
      'warning: The portal HOST can’t be reached.',
    ],
    ['has an internal error', { kind: 'status', status: 500 }, 'warning: The portal HOST reports an internal error.'],
    ['is busy', { kind: 'status', status: 429 }, 'warning: The portal HOST is busy.'],
  ];
  it.each(portals)('judge a portal that %s', async (_what, fault, expected) => {
    all.portal.faults.set(fault);
    const host = new URL(all.portal.url).host;
    expect(troublesOf(await all.check())).toEqual([expect.stringContaining(expected.replaceAll('HOST', host))]);
  });

  it('judge a portal whose IP rules exclude this machine', async () => {
    all.portal.faults.set({ kind: 'ip-rules' });
    expect(troublesOf(await all.check(withKey(all.portal.keys.admin)))).toEqual([
      'fault: The portal does not accept connections from this machine’s IP address. A DocSpace admin can allow it in the portal’s settings, under IP Security.',
    ]);
  });

  it('only warn where nothing listens at the portal’s address', async () => {
    const gone = await startChecked();
    await gone.stop();
    expect(troublesOf(await all.check(withKey(all.portal.keys.owner, gone.portal.url)))).toEqual([
      expect.stringContaining('can’t be reached. Try again in a minute. If it keeps happening, check DOCSPACE_URL'),
    ]);
  });

  it('say so of a portal that does not tell its version', async () => {
    all.portal.faults.set({ kind: 'status', status: 404, path: /^\/settings/ });
    const texts = (await all.check()).map(({ text }) => text);
    expect(texts).toContain(`The portal ${new URL(all.portal.url).host} answers.`);
  });

  it.each([
    ['is new', 'absent', 'does not exist yet. The app creates it when it starts'],
    ['is of an older version', 'outdated', 'is empty or from an older version, and the app updates it when it starts'],
  ] as const)('tell of a database that %s', async (_what, schema, expected) => {
    const inspectDatabase = async () => ({ dialect: 'postgres', schema }) as const;
    const findings = await all.check(all.config, { inspectDatabase });
    expect(findings).toContainEqual(expect.objectContaining({ level: 'ok', text: expect.stringContaining(expected) }));
  });

  it.each([
    ['was written by a newer version', new DatabaseTooNew(), 'fault: The database was written by a newer version'],
    [
      'cannot be reached',
      new DatabaseUnreachable('ECONNREFUSED'),
      'fault: The database in DATABASE_URL can’t be opened (ECONNREFUSED).',
    ],
  ])('tell of a database that %s', async (_what, error, expected) => {
    const inspectDatabase = () => Promise.reject(error);
    expect(troublesOf(await all.check(all.config, { inspectDatabase }))).toEqual([expect.stringContaining(expected)]);
  });

  it.each([
    [0, []],
    [20_000, []],
    [
      95_000,
      [
        'warning: This machine’s clock is 95 seconds ahead of Slack’s. Set this machine’s clock',
        'warning: This machine’s clock is 95 seconds ahead of the portal’s.',
      ],
    ],
    [
      -400_000,
      [
        'warning: This machine’s clock is 400 seconds behind Slack’s. What Slack sends by HTTP is refused. Set',
        'warning: This machine’s clock is 400 seconds behind the portal’s.',
      ],
    ],
  ])('compare the clock, here %d ms ahead, with those of Slack and the portal', async (ahead, expected) => {
    // On a whole second, since the Date header counts no smaller ones.
    await all.clock.advance(1000 - (all.clock.now() % 1000));
    const clock: Clock = {
      now: () => all.clock.now() + ahead + 500,
      sleep: (ms, signal) => all.clock.sleep(ms, signal),
      after: (ms, act) => all.clock.after(ms, act),
    };
    const troubles = troublesOf(await all.check(all.config, { clock }));
    expect(troubles).toEqual(expected.map((each) => expect.stringContaining(each)));
  });

  it('repeat what the app uses in another way than it was set', async () => {
    const warnings = ['DOCSPACE_URL holds more than the portal’s address; the app uses https://acme.example alone.'];
    expect(troublesOf(await all.check({ ...all.config, warnings }))).toEqual([`warning: ${warnings[0]}`]);
  });
});

function literal(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}
