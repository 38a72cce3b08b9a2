import http from 'node:http';
import bolt from '@slack/bolt';
import { usersOfGroup } from '../../src/slack/user-groups.ts';
import { userMessage } from '../../src/user-message/index.ts';

/** Asks for the users of a group a Slack that answers with this, and tells what it was asked. */
async function ask(answer: object): Promise<{ users: Promise<string[]>; asked: string }> {
  let asked = '';
  const server = http.createServer(async (request, response) => {
    for await (const chunk of request) asked += chunk;
    asked = `${request.url} ${asked}`;
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const client = new bolt.webApi.WebClient('xoxb-test', { slackApiUrl: `http://127.0.0.1:${port}/api/` });
  const users = usersOfGroup(client)('S0LEADS');
  await users.catch(() => undefined);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return { users, asked };
}

describe('the users of a user group', () => {
  it('are those that Slack lists, of this group and not of a disabled one', async () => {
    const { users, asked } = await ask({ ok: true, users: ['U0OLGA', 'W0INES'] });
    expect(await users).toEqual(['U0OLGA', 'W0INES']);
    expect(asked).toMatch(/^\/api\/usergroups\.users\.list .*usergroup=S0LEADS/);
    expect(asked).toContain('include_disabled=false');
  });

  it.each(['no_such_subteam', 'subteam_disabled'])('are none where Slack says %s', async (error) => {
    expect(await (await ask({ ok: false, error })).users).toEqual([]);
  });

  it('are not known without the scope, which is said in words', async () => {
    const { users } = await ask({ ok: false, error: 'missing_scope', needed: 'usergroups:read' });
    const error = await users.catch((thrown: unknown) => thrown);
    expect(userMessage(error, 'the IT desk').text).toContain('allow all scopes of its manifest, the optional ones too');
  });

  it('are not known where the answer has no list', async () => {
    await expect((await ask({ ok: true })).users).rejects.toThrow();
  });
});
