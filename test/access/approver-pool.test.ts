import { createApproverPool } from '../../src/access/index.ts';
import { ManualClock } from '../helpers/manual-clock.ts';

/** A pool over user groups whose members a test can change, and how often each was looked up. */
function poolOf(users: string[], members: Record<string, string[]>) {
  const clock = new ManualClock();
  const asked: string[] = [];
  const failures: Error[] = [];
  const pool = createApproverPool({
    users,
    groups: Object.keys(members),
    clock,
    usersOf: async (groupId) => {
      asked.push(groupId);
      const failure = failures.shift();
      if (failure) throw failure;
      return members[groupId] ?? [];
    },
  });
  return { pool, members, clock, asked, failures };
}

describe('the pool of approvers', () => {
  it('is everybody with the right in DocSpace where APPROVERS is empty', async () => {
    expect(await poolOf([], {}).pool.accounts()).toBeUndefined();
  });

  it('is the users that are named, and those of the user groups', async () => {
    const { pool } = poolOf(['U0INES'], { S0LEADS: ['U0OLGA', 'U0INES'], S0DESK: ['U0TOMAS'] });
    expect(await pool.accounts()).toEqual(new Set(['U0INES', 'U0OLGA', 'U0TOMAS']));
    expect(pool.users).toEqual(['U0INES']);
    expect(pool.groups).toEqual(['S0LEADS', 'S0DESK']);
  });

  it('is empty, and not everybody, where a user group has no members', async () => {
    expect(await poolOf([], { S0GONE: [] }).pool.accounts()).toEqual(new Set());
  });

  it('is trusted for a minute, and then read again', async () => {
    const { pool, members, clock, asked } = poolOf([], { S0LEADS: ['U0OLGA'] });
    await pool.accounts();
    members.S0LEADS = ['U0INES'];
    await clock.advance(59_999);
    expect(await pool.accounts()).toEqual(new Set(['U0OLGA']));
    await clock.advance(1);
    expect(await pool.accounts()).toEqual(new Set(['U0INES']));
    expect(asked).toHaveLength(2);
  });

  it('is read again at once where it has to be fresh, and that answer is trusted from then on', async () => {
    const { pool, members, asked } = poolOf([], { S0LEADS: ['U0OLGA'] });
    await pool.accounts();
    members.S0LEADS = ['U0INES'];
    expect(await pool.accounts({ fresh: true })).toEqual(new Set(['U0INES']));
    expect(await pool.accounts()).toEqual(new Set(['U0INES']));
    expect(asked).toHaveLength(2);
  });

  it('is looked up once for all who ask at the same time', async () => {
    const { pool, asked } = poolOf([], { S0LEADS: ['U0OLGA'] });
    await Promise.all([pool.accounts(), pool.accounts({ fresh: true }), pool.accounts()]);
    expect(asked).toEqual(['S0LEADS']);
  });

  it('lets nobody approve while it cannot be read, and is read again at the next look', async () => {
    const { pool, failures } = poolOf(['U0INES'], { S0LEADS: ['U0OLGA'] });
    failures.push(new Error('missing_scope'));
    await expect(pool.accounts()).rejects.toThrow('missing_scope');
    expect(await pool.accounts()).toEqual(new Set(['U0INES', 'U0OLGA']));
  });

  it('is not what it was where a fresh look fails', async () => {
    const { pool, failures, members } = poolOf([], { S0LEADS: ['U0OLGA'] });
    await pool.accounts();
    failures.push(new Error('ratelimited'));
    members.S0LEADS = [];
    await expect(pool.accounts({ fresh: true })).rejects.toThrow('ratelimited');
    expect(await pool.accounts()).toEqual(new Set());
  });
});
