import { type Stage, startStage } from '../sandbox/slack/stage.ts';
import { SLACK, sendTo, validateAt } from './slack-asking.ts';
import { casesOf, type LimitCase } from './slack-row.ts';
import { LIMIT_ROWS } from './slack-rows.ts';

/**
 * The table of Block Kit's limits, one below, at and above each. Against the stand-in always, by the methods an app calls
 * and by `blocks.validate`; against Slack's own `blocks.validate`, which needs no token, when TRUTH_SLACK=1 says that a
 * network can reach it.
 */
const CASES: readonly (readonly [string, LimitCase])[] = LIMIT_ROWS.flatMap(casesOf).map((each) => [each.name, each]);

describe('the table of limits, asked of the stand-in', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  it.each(CASES)('%s', async (_name, { asked, refused }) => {
    const validated = await validateAt(stage.workspace.apiUrl, asked);
    const sent = await sendTo(stage, asked);
    const ofMessage = 'blocks' in asked;
    if (!refused) return expect([validated, sent]).toEqual([{ ok: true }, { ok: true }]);
    expect(validated).toEqual({ ok: false, error: ofMessage ? 'invalid_blocks' : 'invalid_view', faults: [refused] });
    const pointer = (ofMessage ? '/blocks' : '/view') + refused.pointer;
    expect(sent).toMatchObject({ ok: false, error: ofMessage ? 'invalid_blocks' : 'invalid_arguments' });
    if (!sent.ok) expect(sent.faults.at(-1)).toEqual({ message: refused.message, pointer });
    expect(stage.workspace.refusals.at(-1)).toMatchObject({ pointer, message: refused.message });
  });

  it('has a row for each limit of the contract', () => {
    expect(CASES.length).toBeGreaterThan(250);
  });
});

describe('the table of limits, asked of Slack', () => {
  (process.env.TRUTH_SLACK === '1' ? it : it.skip).each(CASES)('%s', async (_name, { asked, refused }) => {
    const verdict = await validateAt(SLACK, asked);
    if (!refused) expect(verdict).toEqual({ ok: true });
    else expect(verdict).toMatchObject({ ok: false, faults: expect.arrayContaining([refused]) });
  });
});
