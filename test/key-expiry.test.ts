import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Conversation, startConversation } from './helpers/conversation.ts';

const [HOUR, DAY] = [3_600_000, 86_400_000];
const WORDS = 'The API key that DocSpace Groups uses works until';

describe('the last day of the API key', () => {
  let talk: Conversation;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'groups-'));
  });
  afterEach(async () => {
    await talk.stop();
    rmSync(folder, { recursive: true });
  });

  /** Starts the app with a key that works for that long. */
  async function start(worksForMs: number | undefined) {
    talk = await startConversation({ databaseUrl: join(folder, 'groups.db') });
    talk.portal.setKeyExpiry('owner', worksForMs === undefined ? undefined : talk.clock.now() + worksForMs);
  }

  /** Direct messages of the app about it: who got them, and how many days they name. */
  const warned = () =>
    talk.workspace.state.messages
      .filter(({ text }) => text.startsWith(WORDS))
      .map(({ channel, text }) => `${channel} ${/: (.+) left/.exec(text)?.[1]}`)
      .sort();

  /** Lets the day's work be done: it begins with a look at the key, and ends when nothing more is asked of anybody. */
  async function nextDay(ms = DAY) {
    const before = talk.portal.calls.length;
    const asked = () => talk.portal.calls.length + talk.workspace.calls.length;
    await talk.clock.jump(ms);
    while (!talk.portal.calls.slice(before).some(({ path }) => path.startsWith('/keys/@self'))) await turn();
    for (let [quiet, seen] = [0, asked()]; quiet < 100; quiet += 1) {
      await turn();
      if (asked() > seen) [quiet, seen] = [0, asked()];
    }
  }
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  it('is told to the owner and the DocSpace admins 14 days before it, 3 days and 1 day, once each', async () => {
    await start(15 * DAY + HOUR);
    await nextDay(61_000);
    expect(warned()).toEqual([]);
    await nextDay();
    await nextDay();
    // Nobody who is a guest in Slack, of another organization, deactivated, or has an e-mail that is not confirmed.
    const first = ['D0INES 13 days', 'D0OLGA 13 days', 'D0TOMAS 13 days'];
    expect(warned()).toEqual(first);
    for (let day = 0; day < 9; day += 1) await nextDay();
    expect(warned()).toEqual(first);
    for (let day = 0; day < 5; day += 1) await nextDay();
    expect(warned().filter((each) => each.startsWith('D0OLGA'))).toEqual([
      'D0OLGA 13 days',
      'D0OLGA 2 days',
      'D0OLGA less than a day',
    ]);
  });

  it('is told with what to do', async () => {
    await start(2 * DAY + HOUR);
    await talk.clock.jump(61_000);
    const told = await talk.person('olga').sees(WORDS, { channel: 'D0OLGA' });
    expect(told.words).toContain('2 days left. After that, nobody can look up or edit groups from Slack.');
    expect(told.words).toContain('Create a new key in DocSpace under “Developer tools”');
  });

  it('is not told again after a restart', async () => {
    await start(2 * DAY + HOUR);
    await nextDay(61_000);
    const first = warned();
    expect(first).toContain('D0OLGA 2 days');
    await talk.restart();
    await nextDay(61_000);
    expect(warned()).toEqual(first);
  });

  it('is told again of another key', async () => {
    await start(2 * DAY + HOUR);
    await nextDay(61_000);
    talk.portal.setKeyExpiry('owner', talk.clock.now() + 10 * DAY);
    await nextDay();
    expect(warned().filter((each) => each.startsWith('D0OLGA'))).toEqual(['D0OLGA 2 days', 'D0OLGA 9 days']);
  });

  it('is told later to whom it could not be told', async () => {
    await start(10 * DAY);
    const end = talk.workspace.faults.fail('chat.postMessage', 'internal_error', 99);
    await nextDay(61_000);
    expect(warned()).toEqual([]);
    expect(talk.lines.join('\n')).toContain('warn of the API key’s last day');
    end();
    await nextDay();
    expect(warned()).toContain('D0OLGA 8 days');
  });

  it('is not told of a key that has none', async () => {
    await start(undefined);
    await nextDay(61_000);
    await nextDay();
    expect(warned()).toEqual([]);
  });
});
