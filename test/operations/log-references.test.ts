import { setImmediate as turn } from 'node:timers/promises';
import {
  askToDelete,
  type Conversation,
  DESIGN,
  RANDOM,
  REQUESTS,
  startConversation,
  TRANSPORTS,
} from '../helpers/conversation.ts';
import { PausesOnly } from '../helpers/manual-clock.ts';

interface Line {
  words: string;
  reference?: string;
  request?: string;
  [fact: string]: unknown;
}

describe.each(TRANSPORTS)('the lines of the log over %s', (mode) => {
  let talk: Conversation;
  let clock: PausesOnly;
  beforeEach(async () => {
    clock = new PausesOnly();
    talk = await startConversation({ mode, clock, logFormat: 'json' });
    // What the start itself does has ended.
    await logged(/^portal GET \/keys\/@self/);
    if (mode === 'socket') await logged(/^slack apps\.connections\.open/, 2);
  });
  afterEach(() => talk.stop());

  const lines = (): Line[] => talk.lines.map((line) => JSON.parse(line));
  /** Waits until so many lines say this. */
  const logged = async (pattern: RegExp, count = 1, from = 0) => {
    while (since(from).filter(({ words }) => pattern.test(words)).length < count) await turn();
  };
  const since = (count: number) => lines().slice(count);
  const kinds = (of: readonly Line[]) => new Set(of.map(({ words }) => words.split(' ')[0]));

  it('that one command causes share one reference, from its acknowledgement to the calls to the portal', async () => {
    const before = talk.lines.length;
    await talk.person('ines').types(DESIGN, '/docspace-group get Design');
    await talk.person('ines').sees('Design', { channel: DESIGN });
    const caused = since(before);
    expect(kinds(caused)).toEqual(new Set(['acknowledged', 'portal', 'slack']));
    expect(new Set(caused.map(({ reference }) => reference)).size).toBe(1);
    expect(caused[0]?.reference).toMatch(/^[2-9A-Z]{6}$/);
    expect(caused.find(({ words }) => words.startsWith('portal GET /group/'))).toMatchObject({
      method: 'GET',
      route: '/group/{id}',
      attempt: 1,
      status: 200,
      ms: expect.any(Number),
    });
  });

  it('that two people cause at the same time never mix', async () => {
    // The answers to the first one come while the second one is on its way.
    talk.portal.faults.set({ kind: 'slow', ms: 50 });
    const before = talk.lines.length;
    const shown = [
      ['ines', DESIGN, 'Design'],
      ['olga', RANDOM, 'Harbour team'],
    ] as const;
    await Promise.all(
      shown.map(([who, channel, group]) => talk.person(who).types(channel, `/docspace-group get ${group}`)),
    );
    await logged(/^portal GET \/group\/[\w-]+$/, 2, before);
    const caused = since(before);
    const references = [...new Set(caused.map(({ reference }) => reference))];
    expect(references).toHaveLength(2);
    const groupsOf = (one: string | undefined) =>
      new Set(
        caused
          .filter(({ reference }) => reference === one)
          .flatMap(({ words }) => /^portal GET \/group\/([^/]+)$/.exec(words)?.[1] ?? []),
      );
    expect(references.map((reference) => groupsOf(reference).size)).toEqual([1, 1]);
    expect(new Set(references.flatMap((reference) => [...groupsOf(reference)])).size).toBe(2);
  });

  it('that lead to a failure have the reference that the user reads', async () => {
    const before = talk.lines.length;
    talk.portal.faults.set({ kind: 'status', status: 500 });
    await talk.person('ines').types(DESIGN, '/docspace-group get Design');
    const { text } = await talk.person('ines').sees('send this code', { channel: DESIGN });
    const [, reference] = /\b([2-9A-Z]{6})\b/.exec(text) ?? [];
    const caused = since(before);
    expect(new Set(caused.map((line) => line.reference))).toEqual(new Set([reference]));
    expect(kinds(caused)).toEqual(new Set(['acknowledged', 'portal', 'failed', 'slack']));
  });

  it('that the app’s own work on a request causes have the request’s id, and not the reference of a click', async () => {
    const card = await askToDelete(talk);
    const before = talk.lines.length;
    await talk.person('ines').clicks('Approve', card);
    await talk.person('ines').sees('Deleted', { channel: REQUESTS });
    const caused = since(before);
    const click = caused.find(({ words, kind }) => words === 'acknowledged' && kind === 'action');
    const deletion = caused.find(({ words }) => words.startsWith('portal DELETE'));
    const applied = caused.find(({ words, action }) => words === 'recorded' && action === 'delete_done');
    expect(deletion?.request).toBe(applied?.request);
    expect(deletion?.request).toMatch(/\S/);
    expect(deletion?.reference).toMatch(/^[2-9A-Z]{6}$/);
    expect(deletion?.reference).not.toBe(click?.reference);
    const decided = caused.filter(({ words, reference }) => words === 'recorded' && reference === click?.reference);
    expect(decided.map(({ request }) => request)).toContain(deletion?.request);
  });

  it('that a look through all requests causes are nobody’s, also when a click was the reason to look', async () => {
    talk.workspace.faults.fail('chat.postMessage', 'internal_error');
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group delete Design');
    const request = await ravi.form('[Request deletion]');
    await request.fill('Reason', 'The project is over.');
    await request.submit();
    await ravi.form('Request sent');
    // The card that Slack did not take is due again; the next look of its own comes later.
    await clock.advance(3_000);
    const before = talk.lines.length;
    const ines = talk.person('ines');
    await ines.types(RANDOM, '/docspace-group create Lighthouse');
    const form = await ines.form('[Create group]');
    await form.pick('Manager', 'tomas');
    await form.submit();
    await ines.sees('Lighthouse', { channel: RANDOM });
    await ravi.sees('Deletion requested: Design');
    const caused = since(before);
    const created = caused.find(({ words, account }) => words === 'recorded' && account === 'U0INES');
    const posted = caused.filter(({ words }) => words === 'slack chat.postMessage');
    expect(created?.reference).toMatch(/^[2-9A-Z]{6}$/);
    expect(posted.filter(({ reference }) => reference === created?.reference).length).toBeLessThanOrEqual(1);
    expect(posted.filter(({ reference }) => reference === undefined).length).toBeGreaterThan(0);
  });
});
