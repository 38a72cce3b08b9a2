import http from 'node:http';
import fetch from 'node-fetch';
import { CAST, CHANNELS, TEAM } from '../sandbox/cast.ts';
import { type Portal, startPortal } from '../sandbox/docspace/index.ts';
import { type Form, readManifest, startWorkspace, type Workspace } from '../sandbox/slack/index.ts';
import { configFor } from '../sandbox/start.ts';
import { createApp, type DocSpaceGroups } from '../src/app.ts';
import { createLog } from '../src/log.ts';
import { createNetwork } from '../src/network.ts';
import { openStore, type Store } from '../src/store/index.ts';
import { REQUESTS } from './helpers/conversation.ts';
import { ManualClock } from './helpers/manual-clock.ts';

const ANSWER_MS = 5_000;
const TYPISTS = Array.from({ length: 30 }, (_, n) => ({
  slackId: `U0TYPIST${n}`,
  personId: `${String(n).padStart(8, '0')}-7171-4a11-8000-000000000000`,
  name: `typist${n}`,
  email: `typist${n}@acme.example`,
}));

describe('a portal that takes five seconds an answer, while 30 people type', () => {
  let workspace: Workspace;
  let portal: Portal;
  let store: Store;
  let app: DocSpaceGroups;
  let agent: http.Agent;
  let clock: ManualClock;
  /** Calls in the order in which they were sent to the portal. */
  let sent: string[];
  /** Calls that have reached the portal and wait there for their five seconds. */
  let atPortal: number;

  beforeEach(async () => {
    clock = new ManualClock();
    [sent, atPortal] = [[], 0];
    const people = CAST.flatMap(({ docspace }) => (docspace ? [{ ...docspace }] : []));
    const typists = TYPISTS.map(({ personId, name, email }) => ({
      ...{ id: personId, firstName: name, lastName: 'Admin', email },
      ...({ role: 'admin', status: 'active' } as const),
    }));
    const portalClock = {
      now: () => clock.now(),
      after: (ms: number, act: () => void) => clock.after(ms, act),
      async sleep(ms: number) {
        atPortal += 1;
        await clock.sleep(ms);
        atPortal -= 1;
      },
    };
    portal = await startPortal({ seed: 1, clock: portalClock, people: [...people, ...typists], crowd: 0, groups: 0 });
    const users = CAST.flatMap(({ slack }) => (slack ? [{ ...slack }] : []));
    workspace = await startWorkspace({
      seed: 1,
      clock,
      team: TEAM,
      channels: CHANNELS.map((channel) => ({ ...channel })),
      manifest: readManifest(new URL('../manifest.yml', import.meta.url)),
      users: [...users, ...TYPISTS.map(({ slackId, name, email }) => ({ id: slackId, name, realName: name, email }))],
    });
    const log = createLog(
      { level: 'info', format: 'text' },
      () => clock.now(),
      () => undefined,
    );
    store = await openStore({ url: ':memory:', clock });
    agent = new http.Agent({ keepAlive: true });
    app = createApp({
      config: configFor({ workspace, portal }, { clock, log }),
      store,
      clock,
      log,
      network: createNetwork(undefined),
      fetch(url, init) {
        if (url.startsWith(portal.url))
          sent.push(`${init.method} ${decodeURIComponent(url.split('/api/2.0')[1] ?? '')}`);
        return fetch(url, { ...init, agent });
      },
    });
    await app.start();
  });
  afterEach(async () => {
    portal.faults.clear();
    await passUntil(app.stop());
    await store.close();
    agent.destroy();
    await workspace.stop();
    await portal.stop();
  });

  /** Lets time pass until something has ended. */
  const passUntil = async (work: Promise<unknown>) => {
    let ended = false;
    const over = work.finally(() => {
      ended = true;
    });
    while (!ended) await clock.advance(100);
    await over;
  };
  const count = (call: RegExp) => sent.filter((each) => call.test(each)).length;
  const until = async (fits: () => boolean) => {
    while (!fits()) await new Promise((resolve) => setImmediate(resolve));
  };
  const opened = async (slackId: string, words: string, button: string): Promise<Form> => {
    const person = workspace.as(slackId);
    await person.types(REQUESTS, `/docspace-group ${words}`);
    return person.form(button);
  };

  it('is asked about a change at once: its reads wait for no search', async () => {
    const forms: Form[] = [];
    for (const { slackId } of TYPISTS) forms.push(await opened(slackId, 'create Crew', '[Create group]'));
    const edit = await opened('U0INES', 'update Design', '[Review changes]');
    await edit.pick('Add members', 'pia');
    await edit.submit();
    const preview = await workspace.as('U0INES').form('Save these changes?');
    const { id } = portal.group('Design');
    sent = [];

    portal.faults.set({ kind: 'slow', ms: ANSWER_MS });
    const typing = forms.map((form, n) => form.options('Members', `typist${n}`));
    await until(() => atPortal >= 8);
    const saving = preview.submit();
    // The group and the person who joins it.
    await until(() => atPortal >= 10);
    expect([count(/people\/filter/), count(new RegExp(`GET /group/${id}`))]).toEqual([8, 1]);

    await clock.advance(ANSWER_MS);
    await until(() => count(/^PUT/) === 1 && atPortal > 0);
    expect(count(/people\/filter/)).toBeLessThan(TYPISTS.length);
    await passUntil(Promise.all([saving, workspace.as('U0INES').form('Group edited')]));
    expect(portal.group('Design').memberIds).toContain(CAST.find(({ key }) => key === 'pia')?.docspace?.id);
    await passUntil(Promise.all(typing));
  });
});
