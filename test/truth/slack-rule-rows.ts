import { input, modal, option, plain, textField } from '../sandbox/slack/stage.ts';
import type { Asked } from './slack-row.ts';

/** A rule of Block Kit without a number: something that is taken, or Slack's words for why it is not. */
export interface RuleRow {
  what: string;
  asked: Asked;
  refused?: { message: string; pointer: string };
  /** Slack refuses it, in words that are not known: these are the stand-in's. */
  ownWords?: true;
}

const message = (...blocks: object[]): Asked => ({ blocks });
const form = (...blocks: object[]): Asked => ({ view: modal(blocks) });
const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const choices = { options: [option('a'), option('b')] };
const groups = { option_groups: [{ label: plain('g'), ...choices }] };
const select = (more: object) => message(actions({ type: 'static_select', ...more }));
const refused = (words: string, pointer: string) => ({ refused: { message: words, pointer } });

const refusedSomehow = (words: string, pointer: string) => ({ ...refused(words, pointer), ownWords: true as const });

const OF_IDS: RuleRow[] = [
  {
    what: 'an action_id twice in a block',
    asked: message(actions(button({ action_id: 'a' }), button({ action_id: 'a' }))),
    ...refused('`action_id` "a" already exists', '/0/elements/1/action_id'),
  },
  {
    what: 'an action_id in each of two blocks',
    asked: message(actions(button({ action_id: 'a' })), actions(button({ action_id: 'a' }))),
  },
  {
    what: 'a block_id twice in a message',
    asked: message({ type: 'divider', block_id: 'a' }, { type: 'divider', block_id: 'a' }),
    ...refusedSomehow('`block_id` "a" already exists', '/1/block_id'),
  },
  {
    what: 'a block_id twice in a view',
    asked: form({ type: 'divider', block_id: 'a' }, { type: 'divider', block_id: 'a' }),
    ...refusedSomehow('`block_id` "a" already exists', '/blocks/1/block_id'),
  },
];

const OF_VIEWS: RuleRow[] = [
  {
    what: 'a form without a submit button',
    asked: { view: { type: 'modal', title: plain('A form'), blocks: [{ type: 'divider' }, textField('a')] } },
    ...refused('must define `submit` to use an `input` block in modals', '/blocks/1/input'),
  },
  { what: 'a Home tab with a field', asked: { view: { type: 'home', blocks: [textField('a')] } } },
  { what: 'a message with a field', asked: message(textField('a')) },
  {
    what: 'a modal without a title',
    asked: { view: { type: 'modal', blocks: [] } },
    ...refused('missing required field: title', ''),
  },
  {
    what: 'a submit button of null',
    asked: { view: modal([], { submit: null }) },
    ...refused('must provide an object', '/submit'),
  },
  {
    what: 'a title in mrkdwn',
    asked: { view: modal([], { title: { type: 'mrkdwn', text: 'x' } }) },
    ...refused('unsupported type: mrkdwn', '/title/type'),
  },
  {
    what: 'a property no view has',
    asked: { view: modal([], { colour: 'red' }) },
    ...refused('invalid additional property: colour', ''),
  },
  {
    what: 'the cursor in two fields',
    asked: form(textField('a', { focus_on_load: true }), textField('b', { focus_on_load: true })),
    ...refusedSomehow('only one element can have focus_on_load', '/blocks/1/element/focus_on_load'),
  },
];

const OF_BLOCKS: RuleRow[] = [
  {
    what: 'a section of nothing',
    asked: message({ type: 'section' }),
    ...refused('must define either `text` or `fields`', '/0/type'),
  },
  {
    what: 'a section of plain words',
    asked: message({ type: 'section', text: 'words' }),
    ...refused('must provide an object', '/0/text'),
  },
  {
    what: 'a text object of no such type',
    asked: message({ type: 'section', text: { type: 'invalid', text: 'x' } }),
    ...refused('unsupported type: invalid', '/0/text/type'),
  },
  {
    what: 'a header in mrkdwn',
    asked: message({ type: 'header', text: { type: 'mrkdwn', text: 'x' } }),
    ...refused('unsupported type: mrkdwn', '/0/text/type'),
  },
  {
    what: 'a header of 150 emoji, which are 150 code points',
    asked: message({ type: 'header', text: plain('🚀'.repeat(150)) }),
  },
  {
    what: 'a header of 151 emoji',
    asked: message({ type: 'header', text: plain('🚀'.repeat(151)) }),
    ...refused('must be less than 151 characters', '/0/text/text'),
  },
  {
    what: 'a block without a type',
    asked: message({ text: plain('x') }),
    ...refused('missing required field: type', '/0'),
  },
  {
    what: 'a block of no such type',
    asked: message({ type: 'poster' }),
    ...refused('unsupported type: poster', '/0/type'),
  },
  {
    what: 'a property no block has',
    asked: message({ type: 'divider', colour: 'red' }),
    ...refused('invalid additional property: colour', '/0'),
  },
  {
    what: 'an image without words for it',
    asked: message({ type: 'image', image_url: 'https://a.example/a.png' }),
    ...refused('missing required field: alt_text', '/0'),
  },
  {
    what: 'a button in a context',
    asked: message({ type: 'context', elements: [button()] }),
    ...refused('unsupported type: button', '/0/elements/0/type'),
  },
  {
    what: 'a text field among buttons',
    asked: message(actions({ type: 'plain_text_input' })),
    ...refused('unsupported type: plain_text_input', '/0/elements/0/type'),
  },
  {
    what: 'a button as a field',
    asked: form(input('a', button())),
    ...refused('unsupported type: button', '/blocks/0/element/type'),
  },
];

const OF_ELEMENTS: RuleRow[] = [
  {
    what: 'a style no button has',
    asked: message(actions(button({ style: 'loud' }))),
    ...refused('must be a valid enum value', '/0/elements/0/style'),
  },
  {
    what: 'a style of null',
    asked: message(actions(button({ style: null }))),
    ...refused('must provide a string', '/0/elements/0/style'),
  },
  {
    what: 'a link of no web address',
    asked: message(actions(button({ url: 'javascript:alert(1)' }))),
    ...refusedSomehow('input must be a valid: url', '/0/elements/0/url'),
  },
  {
    what: 'a select without choices',
    asked: select({}),
    ...refusedSomehow('must define either `options` or `option_groups`', '/0/elements/0/type'),
  },
  {
    what: 'a select with choices and groups',
    asked: select({ ...choices, ...groups }),
    ...refusedSomehow('must define either `options` or `option_groups`', '/0/elements/0/type'),
  },
  { what: 'a select with groups', asked: select(groups) },
  {
    what: 'a first choice that is none of the choices',
    asked: select({ ...choices, initial_option: option('c') }),
    ...refusedSomehow('initial option is not among the options', '/0/elements/0/initial_option'),
  },
  {
    what: 'a first choice of null',
    asked: select({ ...choices, initial_option: null }),
    ...refused('must provide an object', '/0/elements/0/initial_option'),
  },
  {
    what: 'an option in mrkdwn',
    asked: select({ options: [{ text: { type: 'mrkdwn', text: 'x' }, value: 'x' }] }),
    ...refused('unsupported type: mrkdwn', '/0/elements/0/options/0/text/type'),
  },
  {
    what: 'a checkbox in mrkdwn',
    asked: message(actions({ type: 'checkboxes', options: [{ text: { type: 'mrkdwn', text: 'x' }, value: 'x' }] })),
  },
  {
    what: 'a day that is none',
    asked: message(actions({ type: 'datepicker', initial_date: '2026-13-01' })),
    ...refused('input must be a valid: date', '/0/elements/0/initial_date'),
  },
  {
    what: 'a time that is none',
    asked: message(actions({ type: 'timepicker', initial_time: '24:00' })),
    ...refusedSomehow('input must be a valid: time', '/0/elements/0/initial_time'),
  },
  {
    what: 'a moment in words',
    asked: message(actions({ type: 'datetimepicker', initial_date_time: 'now' })),
    ...refusedSomehow('must provide an integer', '/0/elements/0/initial_date_time'),
  },
  {
    what: 'a number field that does not say whether decimals fit',
    asked: form(input('a', { type: 'number_input' })),
    ...refused('missing required field: is_decimal_allowed', '/blocks/0/element'),
  },
  {
    what: 'a number field that begins after its end',
    asked: form(input('a', { type: 'number_input', is_decimal_allowed: false, min_value: '10', max_value: '9' })),
    ...refusedSomehow('`min_value` cannot be greater than `max_value`', '/blocks/0/element/min_value'),
  },
  {
    what: 'a number as a number',
    asked: form(input('a', { type: 'number_input', is_decimal_allowed: false, min_value: 1 })),
    ...refused('must provide a string', '/blocks/0/element/min_value'),
  },
  {
    what: 'a list of moments to tell the app that is empty',
    asked: form(textField('a', { dispatch_action_config: { trigger_actions_on: [] } })),
    ...refused('must provide at least 1 items', '/blocks/0/element/dispatch_action_config/trigger_actions_on'),
  },
];

export const RULE_ROWS: readonly RuleRow[] = [...OF_IDS, ...OF_VIEWS, ...OF_BLOCKS, ...OF_ELEMENTS];
