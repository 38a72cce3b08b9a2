import { z } from 'zod';
import { ELSEWHERE, ORGANIZATION, TEAM } from '../../../sandbox/cast.ts';
import { readManifest, startWorkspace, type Workspace } from '../../../sandbox/slack/index.ts';
import { ManualClock } from '../../helpers/manual-clock.ts';

const MANIFEST = new URL('../../../manifest.yml', import.meta.url);

const answer = z.looseObject({ ok: z.boolean() });
/** The account in an answer of `users.info`. */
const account = z
  .object({ user: z.looseObject({ enterprise_user: z.looseObject({ teams: z.array(z.string()) }).optional() }) })
  .transform(({ user }) => user);

describe('a workspace of an organization', () => {
  let workspace: Workspace;
  const api = async (method: string, args: object = {}) => {
    const response = await fetch(`${workspace.apiUrl}${method}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${workspace.botToken}` },
      body: JSON.stringify(args),
    });
    return answer.parse(await response.json());
  };
  beforeAll(async () => {
    workspace = await startWorkspace({
      team: { ...TEAM, enterprise: ORGANIZATION },
      users: ELSEWHERE.flatMap(({ slack }) => (slack ? [slack] : [])),
      channels: [],
      manifest: readManifest(MANIFEST),
      clock: new ManualClock(),
      seed: 1,
    });
  });
  afterAll(() => workspace.stop());

  it('says to which organization it belongs', async () => {
    expect(await api('auth.test')).toMatchObject({ team_id: 'T0ACME', enterprise_id: 'E0ACME' });
  });

  it('has people whose home is another workspace, with ids of both kinds', async () => {
    const user = account.parse(await api('users.info', { user: 'W0GWEN' }));
    expect(user).toMatchObject({
      team_id: 'T0ACMEUK',
      enterprise_user: { id: 'W0GWEN', enterprise_id: 'E0ACME', teams: ['T0ACMEUK', 'T0ACME'] },
    });
    expect(account.parse(await api('users.info', { user: 'U0HUGO' })).enterprise_user?.teams).toEqual(['T0ACMEUK']);
  });

  it('leaves out what Slack leaves out: the team of some, and of partners that they are strangers', async () => {
    expect(account.parse(await api('users.info', { user: 'U0JANA' }))).not.toHaveProperty('team_id');
    const user = account.parse(await api('users.info', { user: 'U0PETRA' }));
    expect(user.team_id).toBe('T0PARTNER');
    for (const field of ['is_stranger', 'is_restricted', 'is_ultra_restricted', 'is_email_confirmed'])
      expect(user).not.toHaveProperty(field);
  });

  it('does not show some accounts at all', async () => {
    expect(await api('users.info', { user: 'U0VERA' })).toEqual({ ok: false, error: 'user_not_visible' });
    expect(await api('users.info', { user: 'U0WALT' })).toEqual({ ok: false, error: 'user_not_found' });
  });
});
