import { type Block, choicesOf, elementsIn, type Option } from './block-kit/index.ts';
import { type ClientContext, matches, until } from './context.ts';
import { Form } from './form.ts';
import type { Place, Screen, Use } from './screen.ts';
import type { StoredMessage } from './state.ts';
import { wordsOf } from './web-api/chat.ts';

/** A message as a user reads it; always as it is now. */
export interface SeenMessage {
  channel: string;
  ts: string;
  user: string;
  threadTs: string | undefined;
  visibleTo: string | undefined;
  /** The notification text, as sent. */
  text: string;
  /** What is drawn, in plain words, buttons as `[Approve]`. */
  words: string;
}

/** A person in front of their screen: names things by their text, and sees what this user would see. */
export class SlackPerson {
  readonly id: string;
  readonly #context: ClientContext;
  readonly #screen: Screen;

  constructor(context: ClientContext, screen: Screen) {
    this.#context = context;
    this.#screen = screen;
    this.id = screen.userId;
  }

  get name(): string {
    return this.#context.state.nameOf(this.id) ?? this.id;
  }

  /** Types a slash command or a plain message; resolves once the app acknowledged a command. */
  async types(channel: string, text: string, thread?: string): Promise<void> {
    await this.#screen.send(channel, text, thread);
  }

  /** Runs a global shortcut by its name. */
  async uses(shortcut: string): Promise<void> {
    const known = this.#context.state.manifest.shortcuts.find((each) => each.name === shortcut);
    if (!known) throw new Error(`there is no shortcut “${shortcut}”`);
    await this.#screen.useShortcut(known.callbackId);
  }

  /** Uses a shortcut, by its name, from the menu of a message. */
  async usesOn(message: SeenMessage, shortcut: string): Promise<void> {
    const known = this.#context.state.manifest.shortcuts.find((each) => each.name === shortcut);
    if (!known) throw new Error(`there is no shortcut “${shortcut}”`);
    await this.#screen.useMessageShortcut(known.callbackId, message.channel, message.ts);
  }

  /** Opens the app's Home tab, and waits until the app has drawn it anew. */
  async opensHome(): Promise<Form> {
    const { state } = this.#context;
    const before = state.homes.get(this.id)?.hash;
    await this.#screen.openHome();
    const drawn = () => {
      const home = state.homes.get(this.id);
      return home && home.hash !== before ? home : undefined;
    };
    const home = await until(state, drawn, () => 'the App Home was not drawn');
    return this.#formOf(home.id);
  }

  /** Waits for a message this person can see; the newest that matches. */
  async sees(
    pattern: string | RegExp,
    where: { channel?: string; thread?: string; after?: string; within?: number } = {},
  ): Promise<SeenMessage> {
    const { state } = this.#context;
    const wanted = (message: StoredMessage) =>
      state.sees(this.id, message) &&
      (where.thread === undefined || message.threadTs === where.thread) &&
      (where.after === undefined || message.ts > where.after) &&
      (matches(wordsOf(message, state), pattern) || matches(message.text, pattern));
    const look = () => {
      const found = this.#messages(where.channel).findLast(wanted);
      return found && this.#seen(found);
    };
    const missing = () => {
      const there = this.visible(where.channel).map((message) => `· ${message.words}`);
      return `${this.name} does not see ${pattern}, but:\n${there.join('\n')}\n${this.#formWords()}`;
    };
    return until(state, look, missing, where.within);
  }

  /** Everything this person can see in a channel, or anywhere, in order. */
  visible(channel?: string): SeenMessage[] {
    const { state } = this.#context;
    return this.#messages(channel)
      .filter((message) => state.sees(this.id, message))
      .map((message) => this.#seen(message));
  }

  /** The message as it is drawn now; undefined when it is gone. */
  again(message: SeenMessage): SeenMessage | undefined {
    const stored = this.#context.state.message(message.channel, message.ts);
    return stored && this.#seen(stored);
  }

  /** Waits for a form on top whose title or words match. */
  async form(pattern: string | RegExp = ''): Promise<Form> {
    const { state } = this.#context;
    const look = () => {
      const top = state.modals.get(this.id)?.at(-1);
      const form = top && this.#formOf(top.id);
      return form && matches(form.text(), pattern) ? form : undefined;
    };
    return until(state, look, () => `${this.name} sees no form with ${pattern}. ${this.#formWords()}`);
  }

  /** Waits until no form is open. */
  async noForm(): Promise<void> {
    const { state } = this.#context;
    const look = () => ((state.modals.get(this.id) ?? []).length === 0 ? true : undefined);
    await until(state, look, () => this.#formWords());
  }

  /** Clicks a button by its text or action id, or picks an option of an overflow menu, on the message or form as it is now; throws when it is not there. */
  async clicks(button: string, where: SeenMessage | Form, options: { confirm?: boolean } = {}): Promise<void> {
    const { blocks, place, words } = this.#pointedAt(where);
    const found = findButton(blocks, button);
    if (!found) throw new Error(`no button “${button}” on:\n${words}`);
    if (found.asks && options.confirm === false) return;
    await this.#screen.act(place, found);
  }

  /** Picks a choice, by its words or those below them, in a select outside of a form's fields, by what it asks for. */
  async chooses(select: string, choice: string, where: SeenMessage | Form): Promise<void> {
    const { blocks, place, words } = this.#pointedAt(where);
    const found = findChoice(blocks, select, choice);
    if (!found) throw new Error(`no “${choice}” under “${select}” on:\n${words}`);
    await this.#screen.act(place, found);
  }

  /** What a select outside of a form's fields offers: each choice with the words below it. */
  offered(select: string, where: SeenMessage | Form): string[] {
    const { blocks } = this.#pointedAt(where);
    return selectsIn(blocks, select).flatMap(({ element }) => optionsOf(element).map(wordsOfOption));
  }

  #pointedAt(where: SeenMessage | Form): { blocks: readonly Block[]; place: Place; words: string } {
    if (where instanceof Form)
      return { blocks: where.view.definition.blocks, place: { kind: 'view', viewId: where.id }, words: where.text() };
    const { state } = this.#context;
    const message = state.message(where.channel, where.ts);
    if (!message || !state.sees(this.id, message)) throw new Error('this message is gone');
    const place: Place = { kind: 'message', channel: message.channel, ts: message.ts };
    return { blocks: message.blocks, place, words: wordsOf(message, state) };
  }

  #messages(channel: string | undefined): readonly StoredMessage[] {
    const { state } = this.#context;
    return channel === undefined ? state.messages : state.messagesIn(channel);
  }

  #formOf(viewId: string): Form {
    return new Form(this.#context, this.#screen, viewId);
  }

  #seen(message: StoredMessage): SeenMessage {
    const { channel, ts, user, threadTs, visibleTo, text } = message;
    return { channel, ts, user, threadTs, visibleTo, text, words: wordsOf(message, this.#context.state) };
  }

  #formWords(): string {
    const top = this.#context.state.modals.get(this.id)?.at(-1);
    return top ? `The form on top says:\n${this.#formOf(top.id).text()}` : 'No form is open.';
  }
}

/** A button by its words or action id, or a menu's choice by its words, and whether it asks first. */
function findButton(blocks: readonly Block[], wanted: string): (Use & { asks: boolean }) | undefined {
  for (const block of blocks)
    for (const element of elementsIn(block)) {
      const choice = element.type === 'overflow' && element.options.find((option) => option.text.text === wanted);
      if (choice)
        return {
          blockId: block.block_id ?? '',
          actionId: element.action_id ?? '',
          value: { type: 'overflow', selected_option: choice },
          asks: element.confirm !== undefined,
        };
      if (element.type === 'button' && (element.text.text === wanted || element.action_id === wanted))
        return {
          blockId: block.block_id ?? '',
          actionId: element.action_id ?? '',
          asks: element.confirm !== undefined,
        };
    }
  return undefined;
}

type Select = Extract<ReturnType<typeof elementsIn>[number], { type: 'static_select' }>;

function selectsIn(blocks: readonly Block[], placeholder: string): { blockId: string; element: Select }[] {
  return blocks.flatMap((block) =>
    elementsIn(block).flatMap((element) =>
      element.type === 'static_select' && element.placeholder?.text === placeholder
        ? [{ blockId: block.block_id ?? '', element }]
        : [],
    ),
  );
}

function optionsOf(element: Select): Option[] {
  return choicesOf(element).flatMap((group) => group.options);
}

function wordsOfOption({ text, description }: Option): string {
  return description ? `${text.text}: ${description.text}` : text.text;
}

function findChoice(blocks: readonly Block[], placeholder: string, wanted: string): Use | undefined {
  for (const { blockId, element } of selectsIn(blocks, placeholder)) {
    const choice = optionsOf(element).find((option) => wordsOfOption(option).includes(wanted));
    const actionId = element.action_id ?? '';
    if (choice) return { blockId, actionId, value: { type: element.type, selected_option: choice } };
  }
  return undefined;
}
