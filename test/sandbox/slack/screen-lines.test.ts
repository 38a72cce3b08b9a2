import { BACK, PLAZA, ROOMS, type Stage, startStage } from './stage.ts';

describe('typing a line', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  const newest = (channel = ROOMS) => stage.workspace.messages(channel).at(-1);
  const said = async (words: string) => {
    await stage.ana.send(ROOMS, words);
    return stage.app.last().payload.text;
  };

  it('posts plain words, in a thread where one is named', async () => {
    expect(await stage.ana.send(ROOMS, ' Ask @bo & see #plaza <now> ')).toBe('acknowledged');
    const parent = newest();
    expect(parent).toMatchObject({ user: 'U0ANA', text: 'Ask <@U0BO> &amp; see <#C0PLAZA|plaza> &lt;now&gt;' });
    await stage.bo.send(ROOMS, 'Yes', parent?.ts);
    expect(newest()).toMatchObject({ user: 'U0BO', text: 'Yes', threadTs: parent?.ts });
    expect(stage.app.heard).toEqual([]);
  });

  it.each([
    ['a mention', 'tell @Bo, @nobody and @ana.', 'tell <@U0BO>, @nobody and <@U0ANA>.'],
    ['a public channel', 'in #plaza, #none', 'in <#C0PLAZA|plaza>, #none'],
    ['a private channel, without its name', 'in #back', 'in <#G0BACK|>'],
    ['everybody', '@here', '<!here>'],
    [
      'a link with a part',
      'see https://a.example/x?a=1&b=2#plaza now',
      'see <https://a.example/x?a=1&amp;b=2#plaza> now',
    ],
    ['a link between signs', '<https://a.example/@bo>.', '&lt;<https://a.example/@bo>&gt;.'],
    ['an e-mail address', 'ana@bo.example', 'ana@bo.example'],
    ['the three signs', 'a & <!channel> &amp;', 'a &amp; &lt;!channel&gt; &amp;amp;'],
  ])('escapes %s for a command that asks for it', async (_what, words, escaped) => {
    expect(await said(`/desk ${words}`)).toBe(escaped);
    expect(await said(`/raw ${words}`)).toBe(words);
  });

  it('sends a command as Slack does', async () => {
    await stage.ana.send(ROOMS, '/desk create  Launch team');
    expect(stage.app.last()).toMatchObject({
      type: 'slash_commands',
      payload: {
        team_id: 'T0ACME',
        team_domain: 'acme',
        channel_id: ROOMS,
        channel_name: 'rooms',
        user_id: 'U0ANA',
        user_name: 'ana',
        command: '/desk',
        text: 'create  Launch team',
        is_enterprise_install: 'false',
      },
    });
    expect(stage.workspace.messages(ROOMS)).toEqual([]);
  });

  it('says privately that there is no such command', async () => {
    await stage.ana.send(ROOMS, '/desks');
    expect(newest()).toMatchObject({
      user: 'USLACKBOT',
      visibleTo: 'U0ANA',
      text: expect.stringMatching(/^`\/desks` is not a valid command\./),
    });
    expect(stage.workspace.nameOf('USLACKBOT')).toBe('Slackbot');
    await stage.ana.send(ROOMS, ' /desks');
    expect(newest()).toMatchObject({ user: 'U0ANA', text: '/desks' });
  });

  it('refuses commands in threads, as Slack does', async () => {
    await stage.ana.send(ROOMS, 'A thread');
    await stage.ana.send(ROOMS, '/desk', newest()?.ts);
    expect(newest()).toMatchObject({ visibleTo: 'U0ANA', text: '`/desk` is not supported in threads. Sorry!' });
    expect(stage.app.heard).toEqual([]);
  });

  it('shows the answer of an acknowledgement, privately unless it says otherwise', async () => {
    stage.app.reply = () => ({ text: 'Only you' });
    await stage.ana.send(ROOMS, '/desk');
    expect(newest()).toMatchObject({ text: 'Only you', visibleTo: 'U0ANA' });
    stage.app.reply = () => ({ text: 'Everybody', response_type: 'in_channel' });
    await stage.ana.send(ROOMS, '/desk');
    expect(newest()).not.toHaveProperty('visibleTo');
    stage.app.reply = () => ({ blocks: [{ type: 'divider', colour: 'red' }] });
    await stage.ana.send(ROOMS, '/desk');
    expect(newest()).toMatchObject({ user: 'USLACKBOT', text: '/desk failed with the error "invalid_blocks"' });
    expect(stage.workspace.refusals).toMatchObject([{ method: 'slash_commands', error: 'invalid_blocks' }]);
  });

  it('says that the app is not there', async () => {
    await stage.app.leave();
    expect(await stage.ana.send(ROOMS, '/desk')).toBe('unanswered');
    expect(newest()?.text).toMatch(/^\/desk failed because the app did not respond/);
  });

  it('is not possible everywhere', async () => {
    await expect(stage.zed.send(BACK, 'Hello')).rejects.toThrow('You are not a member of this conversation.');
    await expect(stage.ana.send(ROOMS, '  ')).rejects.toThrow('There is nothing to send.');
    await expect(stage.ana.send(ROOMS, 'Hello', '1.1')).rejects.toThrow('This thread is no longer here.');
    stage.workspace.faults.archive(PLAZA);
    await expect(stage.ana.send(PLAZA, 'Hello')).rejects.toThrow('This channel is archived. You can’t post in it.');
    expect(() => stage.workspace.screen('U0NOBODY')).toThrow('there is no user U0NOBODY');
  });
});
