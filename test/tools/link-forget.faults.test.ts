import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLinks } from '../../src/access/index.ts';
import { systemClock } from '../../src/clock.ts';
import { openStore } from '../../src/store/index.ts';
import { run } from '../helpers/processes.ts';

const PORTAL = 'https://acme.example';

describe('npm run link:forget', () => {
  const folder = mkdtempSync(join(tmpdir(), 'groups-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const env = {
    SLACK_BOT_TOKEN: 'xoxb-1234567890-abc',
    SLACK_APP_TOKEN: 'xapp-1-A0-abc123',
    DOCSPACE_URL: `${PORTAL}/`,
    DOCSPACE_API_KEY: `sk-${'a'.repeat(64)}`,
    DATABASE_URL: join(folder, 'test.db'),
  };

  async function withLinks<T>(work: (links: ReturnType<typeof createLinks>) => Promise<T>): Promise<T> {
    const store = await openStore({ url: env.DATABASE_URL, clock: systemClock });
    const done = await work(createLinks({ store, workspace: () => 'T0ACME', portal: PORTAL }));
    await store.close();
    return done;
  }

  it('forgets the account, so that it is linked anew', async () => {
    await withLinks((links) => links.check('U0MILO', 'milo'));
    const tool = run('src/tools/link-forget.js', ['U0MILO'], env);
    expect(await tool.ended).toBe(0);
    expect(tool.lines.join(' ')).toContain('U0MILO is forgotten.');
    expect(await withLinks((links) => links.check('U0MILO', 'ines'))).toBe('new');
  });

  it('says when there is nothing to forget', async () => {
    const tool = run('src/tools/link-forget.js', ['U0NOBODY'], env);
    expect(await tool.ended).toBe(0);
    expect(tool.lines).toEqual([`U0NOBODY is not linked to any account of ${PORTAL}.`]);
  });

  it.each([[[]], [['@milo']], [['U0MILO', 'U0UNA']]])(
    'says what it wants to be told when it is told %j',
    async (args) => {
      const tool = run('src/tools/link-forget.js', args, env);
      expect(await tool.ended).toBe(1);
      expect(tool.lines[0]).toContain('npm run link:forget -- U012ABC');
    },
  );
});
