import { ROOMS, type Stage, startStage } from './stage.ts';

const userGroups = [
  { id: 'S0DESK', handle: 'desk', users: ['U0ANA', 'U0BO'] },
  { id: 'S0OLD', handle: 'old', users: ['U0ZED'], disabled: true },
];

describe('user groups', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage({ botScopes: ['chat:write', 'usergroups:read'] }, { userGroups });
  });
  afterEach(() => stage.stop());

  const list = async (args: object) => {
    const { users, error } = await stage.api('usergroups.users.list', args);
    return error ?? users;
  };

  it('tell who is in them', async () => {
    expect(await list({ usergroup: 'S0DESK' })).toEqual(['U0ANA', 'U0BO']);
    expect(await list({ usergroup: 'S0NONE' })).toBe('no_such_subteam');
    expect(await list({})).toBe('invalid_arguments');
  });

  it('are not found while disabled, unless asked for', async () => {
    expect(await list({ usergroup: 'S0OLD' })).toBe('no_such_subteam');
    expect(await list({ usergroup: 'S0OLD', include_disabled: true })).toEqual(['U0ZED']);
    expect(await list({ usergroup: 'S0OLD', include_disabled: 'true' })).toEqual(['U0ZED']);
    expect(await list({ usergroup: 'S0OLD', include_disabled: 'false' })).toBe('no_such_subteam');
  });

  it('change, without changing what the workspace was started with', async () => {
    stage.workspace.faults.setUserGroup('S0DESK', ['U0ZED']);
    expect(await list({ usergroup: 'S0DESK' })).toEqual(['U0ZED']);
    expect(userGroups[0]?.users).toEqual(['U0ANA', 'U0BO']);
    expect(() => stage.workspace.faults.setUserGroup('S0NONE', [])).toThrow('no user group S0NONE');
  });

  it('are read by their handle where they are mentioned', async () => {
    const mention = { type: 'usergroup', usergroup_id: 'S0DESK' };
    const line = { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [mention] }] };
    await stage.post([line, { type: 'section', text: { type: 'mrkdwn', text: 'Ask <!subteam^S0DESK> or <!here>' } }]);
    await stage.post([{ type: 'section', text: { type: 'mrkdwn', text: '<!subteam^S0NONE|x>' } }]);
    const words = stage.workspace.messages(ROOMS).map((message) => stage.workspace.wordsOf(message));
    expect(words).toEqual(['@desk\nAsk @desk or @here', '@S0NONE']);
  });
});
