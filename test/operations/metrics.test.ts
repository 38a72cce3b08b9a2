import { readFileSync } from 'node:fs';
import { type Operations, startOperations } from '../../src/operations/index.ts';
import {
  askToDelete,
  type Conversation,
  DESIGN,
  REQUESTS,
  startConversation,
  TRANSPORTS,
} from '../helpers/conversation.ts';
import { PausesOnly } from '../helpers/manual-clock.ts';

describe.each(TRANSPORTS)('metrics over %s', (mode) => {
  let clock: PausesOnly;
  let operations: Operations;
  let talk: Conversation;
  beforeEach(async () => {
    clock = new PausesOnly();
    operations = await startOperations(0, clock);
    talk = await startConversation({ mode, clock, operations });
  });
  afterEach(async () => {
    await talk.stop();
    await operations.close();
  });

  /** All samples of the app by their names and labels, as Prometheus reads them. */
  const scrape = async (): Promise<Map<string, number>> => {
    const { status, text } = await talk.operators('/metrics');
    expect(status).toBe(200);
    const lines = text.split('\n').filter((line) => line.startsWith('docspace_groups_'));
    return new Map(
      lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
    );
  };
  /** The database is read anew. */
  const scrapeLater = async () => {
    await clock.advance(5_000);
    return scrape();
  };

  it('count what Slack delivers, by kind and by what became of its acknowledgement', async () => {
    const ines = talk.person('ines');
    await ines.types(DESIGN, '/docspace-group help');
    await askToDelete(talk);
    const seen = await scrape();
    expect(seen.get('docspace_groups_acks_total{kind="command",outcome="in_time"}')).toBe(2);
    expect(seen.get('docspace_groups_acks_total{kind="view",outcome="in_time"}')).toBe(1);
    expect(seen.get('docspace_groups_ack_seconds_count{kind="command"}')).toBe(2);
    expect(seen.get('docspace_groups_ack_seconds_bucket{le="3",kind="view"}')).toBe(1);
  });

  it('time calls to the portal by route and status, and count those that are sent again and those it limits', async () => {
    talk.portal.faults.set({ kind: 'status', status: 429, path: /^\/group/, times: 1 });
    await talk.person('ines').types(DESIGN, '/docspace-group get Design');
    await talk.person('ines').sees('Design', { channel: DESIGN });
    const seen = await scrape();
    const calls = [...seen.keys()].filter((name) => name.startsWith('docspace_groups_portal_call_seconds_count'));
    expect(calls).toContain('docspace_groups_portal_call_seconds_count{route="GET /group/{id}",status="200"}');
    expect(seen.get('docspace_groups_rate_limited_total{by="portal"}')).toBe(1);
    const again = [...seen].filter(([name]) => name.startsWith('docspace_groups_portal_retries_total{'));
    expect(again.map(([, count]) => count)).toEqual([1]);
  });

  it('time calls of the Slack Web API by method and outcome, and count those that Slack limits', async () => {
    talk.workspace.faults.rateLimit('chat.postMessage', 1);
    await askToDelete(talk);
    const seen = await scrape();
    const count = (method: string, outcome: string) =>
      seen.get(`docspace_groups_slack_call_seconds_count{method="${method}",outcome="${outcome}"}`);
    expect([count('views.open', 'ok'), count('chat.postMessage', 'rate_limited')]).toEqual([1, 1]);
    expect(count('chat.postMessage', 'ok')).toBeGreaterThan(0);
    expect(seen.get('docspace_groups_rate_limited_total{by="slack"}')).toBe(1);
  });

  it('say how many requests are open, by kind and state', async () => {
    expect((await scrape()).get('docspace_groups_open_requests{kind="delete",state="waiting"}')).toBe(0);
    const card = await askToDelete(talk);
    expect((await scrapeLater()).get('docspace_groups_open_requests{kind="delete",state="waiting"}')).toBe(1);
    await talk.person('ines').clicks('Approve', card);
    await talk.person('ines').sees('Deleted', { channel: REQUESTS });
    expect((await scrapeLater()).get('docspace_groups_open_requests{kind="delete",state="waiting"}')).toBe(0);
  });

  it('say how many messages are behind and since when, while Slack takes none', async () => {
    expect((await scrape()).get('docspace_groups_outbox_behind')).toBe(0);
    const end = talk.workspace.faults.fail('chat.postMessage', 'internal_error', 1_000);
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group delete Design');
    const form = await ravi.form('[Request deletion]');
    await form.fill('Reason', 'The project is over.');
    await form.submit();
    const seen = await scrapeLater();
    expect(seen.get('docspace_groups_outbox_behind')).toBeGreaterThan(0);
    expect(seen.get('docspace_groups_outbox_oldest_seconds')).toBeGreaterThanOrEqual(5);
    end();
  });

  it('leave out what the database does not tell, and say the rest', async () => {
    await scrape();
    await talk.store.close();
    const seen = await scrapeLater();
    expect([seen.get('docspace_groups_database_reachable'), seen.get('docspace_groups_ready')]).toEqual([0, 0]);
    const names = [...seen.keys()].map((name) => name.replace(/\{.*/, ''));
    expect(names).not.toContain('docspace_groups_open_requests');
    expect(names).not.toContain('docspace_groups_outbox_behind');
    expect(names).toContain('docspace_groups_portal_call_seconds_count');
  });

  it('carry no id, name, e-mail or token of anybody in a label', async () => {
    const card = await askToDelete(talk);
    await talk.person('ines').clicks('Approve', card);
    await talk.person('ines').sees('Deleted', { channel: REQUESTS });
    const labels = [...(await scrape()).keys()].flatMap((name) =>
      [...name.matchAll(/="([^"]*)"/g)].map(([, value = '']) => value),
    );
    expect(labels.length).toBeGreaterThan(100);
    const bounded = /^[a-z_]+$|^[a-z]+(\.[A-Za-z]+)+$|^(GET|PUT|POST|DELETE) (\/(@?[a-z]+|\{id\}))+$|^[\d.]+$|^\+Inf$/;
    expect(labels.filter((label) => !bounded.test(label))).toEqual([]);
  });
});

describe('docs/operations.md', () => {
  it('names every metric of the app, and no other', async () => {
    const operations = await startOperations(0, new PausesOnly());
    const text = await fetch(`http://127.0.0.1:${operations.port}/metrics`).then((answer) => answer.text());
    await operations.close();
    const exposed = [...text.matchAll(/^# TYPE (docspace_groups_\w+) /gm)].map(([, name]) => name);
    const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const documented = [...page.matchAll(/^\| `(docspace_groups_\w+)` \|/gm)].map(([, name]) => name);
    expect(documented.sort()).toEqual(exposed.sort());
  });
});
