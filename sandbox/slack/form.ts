import type { InputBlock, Option } from './block-kit/index.ts';
import { type ClientContext, until } from './context.ts';
import { TROUBLE_CONNECTING } from './screen/forms.ts';
import type { Screen } from './screen.ts';
import type { FieldValue, OpenView } from './state.ts';
import { textOf } from './text-of.ts';
import { typedValue, wordsOfRichText } from './typed-value.ts';

/** A modal as the person in front of it handles it: fields by their labels, choices by their words. */
export class Form {
  readonly id: string;
  readonly #context: ClientContext;
  readonly #screen: Screen;

  constructor(context: ClientContext, screen: Screen, viewId: string) {
    this.#context = context;
    this.#screen = screen;
    this.id = viewId;
  }

  /** The view as it is now; throws when it is closed. */
  get view(): OpenView {
    const view = this.#context.state.view(this.id);
    if (!view) throw new Error('this form is closed');
    return view;
  }

  get open(): boolean {
    return this.#context.state.view(this.id) !== undefined;
  }

  get title(): string {
    const { definition } = this.view;
    return definition.type === 'modal' ? definition.title.text : 'Home';
  }

  /** Every word on the form, its buttons included. */
  text(): string {
    const { definition } = this.view;
    const { state } = this.#context;
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

  /** The value of a field, as people read it. */
  value(label: string): string | string[] | null {
    const value = this.#held(this.#input(label));
    if (value.selected_options) return value.selected_options.map((option) => option.text.text);
    if (value.selected_option) return value.selected_option.text.text;
    if (value.rich_text_value) return wordsOfRichText(value.rich_text_value);
    if (value.selected_date_time) return new Date(value.selected_date_time * 1000).toISOString();
    const picked = value.selected_date ?? value.selected_time;
    return value.value ?? value.selected_conversation ?? value.selected_user ?? picked ?? null;
  }

  /**
   * Types into a field, or picks in a picker: a day such as `2026-11-30`, a time such as `18:30`, a moment such as
   * `2026-11-30T18:30:00Z`.
   */
  async fill(label: string, text: string): Promise<void> {
    const block = await this.#appears(label);
    const value = typedValue(block.element.type, text);
    if (!value) throw new Error(`${label} is not a text field`);
    await this.#put(block, value);
  }

  /** Types into a field and presses Enter, which tells the app where the field says so. */
  async enter(label: string, text: string): Promise<void> {
    await this.fill(label, text);
    const block = await this.#appears(label);
    const use = { blockId: block.block_id ?? '', actionId: block.element.action_id ?? '', value: this.#held(block) };
    await this.#screen.act({ kind: 'view', viewId: this.id }, use);
  }

  /** The options a field offers for what is typed, from the app where it looks them up. */
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
      await this.#put(block, { type: held.type, selected_options: [...held.selected_options, choice] });
    } else await this.#put(block, { type: held.type, selected_option: choice });
  }

  /** Takes a choice out again; without words, empties the field. */
  async unpick(label: string, words?: string): Promise<void> {
    const block = await this.#appears(label);
    const held = this.#held(block);
    if (held.selected_options && words !== undefined) {
      const left = held.selected_options.filter((option) => !option.text.text.includes(words));
      await this.#put(block, { type: held.type, selected_options: left });
    } else
      await this.#put(block, {
        type: held.type,
        ...(held.selected_options ? { selected_options: [] } : { selected_option: null }),
      });
  }

  /** Chooses a conversation, a user, or one of a few fixed choices, by name. */
  async choose(label: string, name: string): Promise<void> {
    const block = await this.#appears(label);
    const { state } = this.#context;
    const { type } = block.element;
    if (type === 'conversations_select') {
      const leavesOutShared = block.element.filter?.exclude_external_shared_channels ?? false;
      const found = [...state.conversations.values()].find(
        (each) =>
          each.name === name &&
          each.members.has(this.view.user) &&
          !(leavesOutShared && each.sharedWith === 'external'),
      );
      if (!found) throw new Error(`there is no conversation ${name}`);
      await this.#put(block, { type, selected_conversation: found.id });
    } else if (type === 'users_select') {
      const found = [...state.users.values()].find((each) => each.realName === name);
      await this.#put(block, { type, selected_user: found?.id ?? null });
    } else await this.pick(label, '', name);
  }

  /** Presses the submit button once there is one; throws with Slack's words when the app gave no answer it can use. */
  async submit(): Promise<void> {
    await until(
      this.#context.state,
      () => (this.#submits() ? true : undefined),
      () => `the form has no submit button:\n${this.text()}`,
    );
    await this.#screen.submit(this.id);
    if (this.open && this.view.errors.get('') === TROUBLE_CONNECTING) throw new Error(TROUBLE_CONNECTING);
  }

  /** Presses Cancel, Back or Close: this view goes, or all of them where the view says so. */
  async close(): Promise<void> {
    await this.#screen.close(this.id);
  }

  #submits(): boolean {
    const { definition } = this.view;
    return definition.type === 'modal' && definition.submit !== undefined;
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
    return until(this.#context.state, look, () =>
      this.open ? `no field “${label}” on:\n${this.text()}` : 'the form was closed',
    );
  }

  #held(block: InputBlock): FieldValue {
    return (
      this.view.values.get(block.block_id ?? '')?.get(block.element.action_id ?? '') ?? { type: block.element.type }
    );
  }

  async #put(block: InputBlock, value: FieldValue): Promise<void> {
    await this.#screen.put(this.id, block.block_id ?? '', block.element.action_id ?? '', value);
  }

  async #choices({ block_id, element }: InputBlock, typed: string): Promise<Option[]> {
    const place = { kind: 'view', viewId: this.id } as const;
    const groups = await this.#screen.loadOptions(place, block_id ?? '', element.action_id ?? '', typed);
    return groups.flatMap((group) => group.options);
  }
}

function wordsOf(option: Option): string {
  return `${option.text.text} ${option.description?.text ?? ''}`.toLowerCase();
}
