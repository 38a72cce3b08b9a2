import { type InputBlock, type Option, parseOptions } from './block-kit/index.ts';
import { isEmpty } from './field-values.ts';
import { type Interior, until } from './interior.ts';
import { closedPayload, submissionPayload, suggestionPayload } from './payloads.ts';
import type { FieldValue, OpenView } from './state.ts';
import { applySubmission } from './submission.ts';
import { textOf } from './text-of.ts';

/** What Slack shows when the app does not answer a form in time. */
export const TROUBLE_CONNECTING = 'We had some trouble connecting. Try again?';

/** A modal as the person in front of it handles it: fields by their labels, choices by their words. */
export class Form {
  readonly id: string;
  readonly #interior: Interior;

  constructor(interior: Interior, viewId: string) {
    this.#interior = interior;
    this.id = viewId;
  }

  /** The view as it is now; throws when it is closed. */
  get view(): OpenView {
    const view = this.#interior.state.view(this.id);
    if (!view) throw new Error('this form is closed');
    return view;
  }

  get open(): boolean {
    return this.#interior.state.view(this.id) !== undefined;
  }

  get title(): string {
    const { definition } = this.view;
    return definition.type === 'modal' ? definition.title.text : 'Home';
  }

  /** Every word on the form, its buttons included. */
  text(): string {
    const { definition } = this.view;
    const { state } = this.#interior;
    const words = textOf(
      definition.blocks,
      (id) => state.nameOf(id),
      (block) => [this.value(block.label.text) ?? ''].flat().join(', '),
    );
    if (definition.type !== 'modal') return words;
    const buttons = [definition.close?.text, definition.submit?.text].filter(Boolean).map((word) => `[${word}]`);
    return [definition.title.text, words, buttons.join('  ')].join('\n');
  }

  /** The sentences at fields, by label; `''` is about the whole form. */
  get errors(): Record<string, string> {
    const labels = new Map(this.#inputs().map((block) => [block.block_id, block.label.text]));
    return Object.fromEntries([...this.view.errors].map(([block, words]) => [labels.get(block) ?? '', words]));
  }

  fields(): string[] {
    return this.#inputs().map((block) => block.label.text);
  }

  /** What stands in a field, as people read it. */
  value(label: string): string | string[] | null {
    const value = this.#held(this.#input(label));
    if (value.selected_options) return value.selected_options.map((option) => option.text.text);
    if (value.selected_option) return value.selected_option.text.text;
    return value.value ?? value.selected_conversation ?? value.selected_user ?? null;
  }

  /** Types into a text field. */
  async fill(label: string, text: string): Promise<void> {
    const block = await this.#appears(label);
    if (block.element.type !== 'plain_text_input') throw new Error(`${label} is not a text field`);
    this.#put(block, { type: block.element.type, value: text === '' ? null : text });
  }

  /** The choices a field offers for what somebody types, from the app where it looks them up. */
  async options(label: string, typed: string): Promise<string[]> {
    return (await this.#choices(await this.#appears(label), typed)).map((option) => option.text.text);
  }

  /** Types, and picks the choice with these words (or the first); a field for several gets one more. */
  async pick(label: string, typed: string, wanted = typed): Promise<void> {
    const block = await this.#appears(label);
    const choices = await this.#choices(block, typed);
    const choice = choices.find((option) => wordsOf(option).includes(wanted.toLowerCase()));
    if (!choice)
      throw new Error(`${label} offers no “${wanted}” but: ${choices.map((option) => option.text.text).join(', ')}`);
    const held = this.#held(block);
    if (held.selected_options) {
      const most = 'max_selected_items' in block.element ? (block.element.max_selected_items ?? Infinity) : Infinity;
      if (held.selected_options.length >= most) throw new Error(`${label} takes no more than ${most}`);
      this.#put(block, { type: held.type, selected_options: [...held.selected_options, choice] });
    } else this.#put(block, { type: held.type, selected_option: choice });
  }

  /** Takes a choice out again; without words, empties the field. */
  async unpick(label: string, words?: string): Promise<void> {
    const block = await this.#appears(label);
    const held = this.#held(block);
    if (held.selected_options && words !== undefined) {
      const left = held.selected_options.filter((option) => !option.text.text.includes(words));
      this.#put(block, { type: held.type, selected_options: left });
    } else
      this.#put(block, {
        type: held.type,
        ...(held.selected_options ? { selected_options: [] } : { selected_option: null }),
      });
  }

  /** Chooses a conversation, a user, or one of a few fixed choices, by name. */
  async choose(label: string, name: string): Promise<void> {
    const block = await this.#appears(label);
    const { state } = this.#interior;
    const { type } = block.element;
    if (type === 'conversations_select') {
      const found = [...state.conversations.values()].find(
        (each) => each.name === name && each.members.has(this.view.user),
      );
      if (!found) throw new Error(`there is no conversation ${name}`);
      this.#put(block, { type, selected_conversation: found.id });
    } else if (type === 'users_select') {
      const found = [...state.users.values()].find((each) => each.realName === name);
      this.#put(block, { type, selected_user: found?.id ?? null });
    } else await this.pick(label, '', name);
  }

  /**
   * Presses the submit button. What the client itself checks stays here; then the app answers, and its answer is
   * applied. Throws with Slack's words when no answer comes in time.
   */
  async submit(): Promise<void> {
    const { state, triggers } = this.#interior;
    await until(
      state,
      () => (this.#submits() ? true : undefined),
      () => `the form has no submit button:\n${this.text()}`,
    );
    const { view } = this;
    view.errors = this.#clientErrors(view);
    if (view.errors.size > 0) return;
    const trigger = triggers.mint({
      user: view.user,
      viewId: view.id,
      ...(view.conversation ? { conversation: view.conversation } : {}),
    });
    const ack = await this.#interior.deliver('interactive', submissionPayload(state, view, trigger));
    if (!ack.acked || !applySubmission(state, view, ack.body)) {
      view.errors = new Map([['', TROUBLE_CONNECTING]]);
      throw new Error(TROUBLE_CONNECTING);
    }
  }

  /** Presses Cancel, Back or Close: this view goes, or all of them where the view says so. */
  async close(): Promise<void> {
    const { view } = this;
    const { state } = this.#interior;
    const stack = state.modals.get(view.user) ?? [];
    const all = view.definition.type === 'modal' && view.definition.clear_on_close === true;
    state.modals.set(view.user, all ? [] : stack.filter((each) => each.id !== view.id));
    state.changed({ kind: 'modal', user: view.user });
    if (view.definition.type === 'modal' && view.definition.notify_on_close)
      await this.#interior.deliver('interactive', closedPayload(state, view, all));
  }

  #submits(): boolean {
    const { definition } = this.view;
    return definition.type === 'modal' && definition.submit !== undefined;
  }

  #clientErrors(view: OpenView): Map<string, string> {
    const errors = new Map<string, string>();
    for (const block of this.#inputs()) {
      const value = this.#held(block);
      if (isEmpty(value) && !block.optional) errors.set(block.block_id ?? '', 'Please complete this required field.');
      const length = [...(value.value ?? '')].length;
      if (block.element.type === 'plain_text_input' && length > (block.element.max_length ?? 3000))
        errors.set(block.block_id ?? '', `Must be no more than ${block.element.max_length ?? 3000} characters.`);
    }
    return view.errors.has('') && errors.size === 0 ? new Map() : errors;
  }

  #inputs(): InputBlock[] {
    return this.view.definition.blocks.filter((block): block is InputBlock => block.type === 'input');
  }

  #input(label: string): InputBlock {
    const found = this.#inputs().find((block) => block.label.text === label);
    if (!found) throw new Error(`the form has no field “${label}”:\n${this.text()}`);
    return found;
  }

  #appears(label: string): Promise<InputBlock> {
    const look = () => (this.open ? this.#inputs().find((block) => block.label.text === label) : undefined);
    return until(this.#interior.state, look, () =>
      this.open ? `no field “${label}” on:\n${this.text()}` : 'the form was closed',
    );
  }

  #held(block: InputBlock): FieldValue {
    return (
      this.view.values.get(block.block_id ?? '')?.get(block.element.action_id ?? '') ?? { type: block.element.type }
    );
  }

  #put(block: InputBlock, value: FieldValue): void {
    this.view.values.set(block.block_id ?? '', new Map([[block.element.action_id ?? '', value]]));
    this.view.errors.delete(block.block_id ?? '');
    this.#interior.state.changed({ kind: 'modal', user: this.view.user });
  }

  async #choices(block: InputBlock, typed: string): Promise<Option[]> {
    const { element } = block;
    if (element.type === 'static_select' || element.type === 'multi_static_select')
      return (element.options ?? element.option_groups?.flatMap((group) => group.options) ?? []).filter((option) =>
        option.text.text.toLowerCase().includes(typed.toLowerCase()),
      );
    if (element.type !== 'external_select' && element.type !== 'multi_external_select')
      throw new Error(`${block.label.text} has no choices`);
    if ([...typed].length < (element.min_query_length ?? 3)) return [];
    const { state } = this.#interior;
    const parts = { view: this.view, blockId: block.block_id ?? '', actionId: element.action_id ?? '', typed };
    const ack = await this.#interior.deliver('interactive', suggestionPayload(state, parts));
    if (!ack.acked) throw new Error('no answer');
    const answer = parseOptions(ack.body);
    if (answer.ok) return answer.value;
    const [first] = answer.faults;
    state.refuse({
      method: 'block_suggestion',
      error: 'invalid_options',
      pointer: first?.pointer ?? '',
      message: first?.message ?? '',
    });
    return [];
  }
}

function wordsOf(option: Option): string {
  return `${option.text.text} ${option.description?.text ?? ''}`.toLowerCase();
}
