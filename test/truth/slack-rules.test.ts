import { input, modal, type Stage, startStage } from '../sandbox/slack/stage.ts';
import { SLACK, sendTo, validateAt } from './slack-asking.ts';
import type { Asked } from './slack-row.ts';
import { RULE_ROWS } from './slack-rule-rows.ts';
import { SURFACE_ROWS } from './slack-surface-rows.ts';

/** Block Kit's rules without numbers: of the stand-in always, of Slack's own `blocks.validate` when TRUTH_SLACK=1. */
const asksSlack = process.env.TRUTH_SLACK === '1' ? it : it.skip;
const rules = RULE_ROWS.map((row) => [`${row.what} is ${row.refused ? 'refused' : 'taken'}`, row] as const);
const surfaces = SURFACE_ROWS.map((row) => [`${row.type} in a ${row.surface}: ${row.fate}`, row] as const);

describe('the rules of Block Kit, asked of the stand-in', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  const bothVerdicts = async (asked: Asked) => ({
    validated: await validateAt(stage.workspace.apiUrl, asked),
    sent: await sendTo(stage, asked),
  });
  const base = (asked: Asked) => ('blocks' in asked ? '/blocks' : '/view');
  const firstPointer = (asked: Asked) => ('blocks' in asked ? '' : '/blocks');

  it.each(rules)('%s', async (_what, { asked, refused }) => {
    const { validated, sent } = await bothVerdicts(asked);
    if (!refused) return expect([validated, sent]).toEqual([{ ok: true }, { ok: true }]);
    expect(validated).toMatchObject({ ok: false, faults: [refused] });
    expect(sent).toMatchObject({
      faults: expect.arrayContaining([{ message: refused.message, pointer: base(asked) + refused.pointer }]),
    });
  });

  it.each(surfaces)('%s', async (_what, { asked, type, fate }) => {
    const { validated, sent } = await bothVerdicts(asked);
    const pointer = `${firstPointer(asked)}/0/type`;
    if (fate === 'taken') return expect([validated, sent]).toEqual([{ ok: true }, { ok: true }]);
    if (fate === 'refused') {
      const message = `unsupported type: ${type}`;
      expect(validated).toMatchObject({ error: expect.stringMatching(/^invalid_/), faults: [{ message, pointer }] });
      return expect(sent).toMatchObject({ error: expect.stringMatching(/^invalid_/) });
    }
    // The stand-in's own word, in the answer and in what it writes down.
    const message = `not supported here: ${type}`;
    expect(validated).toMatchObject({ error: 'not_supported_here', faults: [{ message, pointer }] });
    expect(sent).toMatchObject({ error: 'not_supported_here' });
    expect(stage.workspace.refusals.at(-1)).toMatchObject({ error: 'not_supported_here', message });
  });

  it.each([
    ['file_input', { view: modal([input('a', { type: 'file_input', max_files: 1 })]) }],
    ['workflow_button', { blocks: [{ type: 'actions', elements: [{ type: 'workflow_button' }] }] }],
    ['slack_file', { blocks: [{ type: 'image', alt_text: 'A file', slack_file: { id: 'F1' } }] }],
  ])('%s is Slack’s, and not supported here', async (what, asked) => {
    expect(await sendTo(stage, asked)).toMatchObject({
      error: 'not_supported_here',
      faults: [{ message: `not supported here: ${what}` }],
    });
  });

  it('Slack’s own refusal comes before the stand-in’s', async () => {
    const asked = { blocks: [{ type: 'table' }, { type: 'poster' }] };
    expect(await sendTo(stage, asked)).toEqual({
      ok: false,
      error: 'invalid_blocks',
      faults: [{ message: 'unsupported type: poster', pointer: '/blocks/1/type' }],
    });
  });

  it('faults stand in `errors` and in the metadata of a message, and in the metadata alone of a view', async () => {
    const long = { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } };
    const ofMessage = [
      'failed to match all allowed schemas [json-pointer:/blocks/0/text]',
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ];
    const message = await stage.api('chat.postMessage', { channel: 'C0ROOMS', text: 'Words', blocks: [long] });
    expect(message).toEqual({
      ok: false,
      error: 'invalid_blocks',
      errors: ofMessage,
      response_metadata: { messages: ofMessage.map((line) => `[ERROR] ${line}`) },
    });
    const view = await stage.api('views.open', { trigger_id: await stage.trigger(), view: modal([long]) });
    expect(view).toEqual({
      ok: false,
      error: 'invalid_arguments',
      response_metadata: {
        messages: [
          '[ERROR] failed to match all allowed schemas [json-pointer:/view]',
          '[ERROR] failed to match all allowed schemas [json-pointer:/view/blocks/0/text]',
          '[ERROR] must be less than 151 characters [json-pointer:/view/blocks/0/text/text]',
        ],
      },
    });
  });

  it('blocks.validate takes exactly one of blocks, a message and a view, and tells what was expected', async () => {
    const { apiUrl } = stage.workspace;
    const none = await stage.api('blocks.validate', {});
    const words = 'must provide exactly one of `blocks`, `view`, or `message`';
    expect(none).toMatchObject({ error: 'invalid_arguments', response_metadata: { messages: [words] } });
    expect(await validateAt(apiUrl, { blocks: [], view: modal([]) })).toMatchObject({ error: 'invalid_arguments' });
    const blocks = [{ type: 'poster' }];
    expect(await validateAt(apiUrl, { message: { text: 'x', blocks } })).toMatchObject({
      error: 'invalid_message',
      faults: [{ pointer: '/blocks/0/type' }],
    });
    expect(
      await validateAt(apiUrl, { message: { text: 'x', attachments: [{ text: 'y' }, { blocks }] } }),
    ).toMatchObject({
      error: 'invalid_message',
      faults: [{ pointer: '/attachments/1/blocks/0/type' }],
    });
    const section = { type: 'section', text: { type: 'invalid', text: 'x' } };
    expect(await stage.api('blocks.validate', { blocks: [section] })).toEqual({
      ok: false,
      error: 'invalid_blocks',
      errors: [
        {
          code: 'failed_constraint',
          message: 'unsupported type: invalid',
          pointer: '/0/text/type',
          constraint: { type: 'enum', expected: ['plain_text', 'mrkdwn'], got: 'invalid' },
        },
      ],
    });
  });
});

describe('the rules of Block Kit, asked of Slack', () => {
  asksSlack.each(rules)('%s', async (_what, { asked, refused, ownWords }) => {
    const verdict = await validateAt(SLACK, asked);
    if (ownWords) expect(verdict.ok).toBe(false);
    else if (refused) expect(verdict).toMatchObject({ ok: false, faults: expect.arrayContaining([refused]) });
    else expect(verdict).toEqual({ ok: true });
  });

  asksSlack.each(surfaces.filter(([, { fate }]) => fate !== 'not here'))('%s', async (_what, { asked, fate }) => {
    expect((await validateAt(SLACK, asked)).ok).toBe(fate === 'taken');
  });
});
