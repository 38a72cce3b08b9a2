import type { Block, Button } from './block-kit/index.ts';
import { Form } from './form.ts';
import { type Interior, matches, until } from './interior.ts';
import {
  commandPayload,
  homeOpenedPayload,
  messageActionPayload,
  shortcutPayload,
  viewActionPayload,
} from './payloads.ts';
import type { OpenView, StoredMessage } from './state.ts';
import { readContent, wordsOf } from './web-api/chat.ts';

/** A message as somebody reads it; always as it is now. */
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

/** What Slack tells somebody whose command the app did not answer. */
export const DISPATCH_FAILED = 'failed with the error "operation_timeout"';

/** A person in front of the Slack client: types, clicks, fills forms, and sees what everybody in their place sees. */
export class SlackPerson {
  readonly id: string;
  readonly #interior: Interior;

  constructor(interior: Interior, id: string) {
    this.#interior = interior;
    this.id = id;
  }

  get name(): string {
    return this.#interior.state.nameOf(this.id) ?? this.id;
  }

  /** Types a slash command or a plain message; resolves once the app acknowledged a command. */
  async types(channel: string, text: string): Promise<void> {
    const { state, triggers, responseUrls } = this.#interior;
    const [word = '', ...rest] = text.split(' ');
    const known = state.manifest.commands.find((command) => command.command === word);
    if (!known) {
      state.post({ channel, user: this.id, text, blocks: [] });
      return;
    }
    const said = rest.join(' ');
    const ack = await this.#interior.deliver(
      'slash_commands',
      commandPayload(state, {
        user: this.id,
        channel,
        command: word,
        text: known.shouldEscape ? encode(said) : said,
        triggerId: triggers.mint({ user: this.id, conversation: channel }),
        responseUrl: responseUrls.mint('commands', { user: this.id, channel }),
      }),
    );
    if (!ack.acked) {
      const failure = `${word} ${DISPATCH_FAILED}`;
      state.post({ channel, user: 'USLACKBOT', text: failure, blocks: [], visibleTo: this.id });
    } else this.#showAnswer(channel, ack.body);
  }

  /** Runs a global shortcut by its name. */
  async uses(shortcut: string): Promise<void> {
    const { state, triggers } = this.#interior;
    const known = state.manifest.shortcuts.find((each) => each.name === shortcut);
    if (!known) throw new Error(`there is no shortcut “${shortcut}”`);
    await this.#interior.deliver(
      'interactive',
      shortcutPayload(state, this.id, known.callbackId, triggers.mint({ user: this.id })),
    );
  }

  /** Opens the app's Home tab, and waits until the app has drawn it anew. */
  async opensHome(): Promise<Form> {
    const { state } = this.#interior;
    const before = state.homes.get(this.id)?.hash;
    await this.#interior.deliver('events_api', homeOpenedPayload(state, this.id));
    const drawn = () => {
      const home = state.homes.get(this.id);
      return home && home.hash !== before ? home : undefined;
    };
    const home = await until(state, drawn, () => 'the App Home was not drawn');
    return new Form(this.#interior, home.id);
  }

  /** Waits for a message this person can see; the newest that matches. */
  async sees(
    pattern: string | RegExp,
    where: { channel?: string; thread?: string; after?: string; within?: number } = {},
  ): Promise<SeenMessage> {
    const { state } = this.#interior;
    const look = () =>
      this.visible(where.channel)
        .filter((message) => where.thread === undefined || message.threadTs === where.thread)
        .filter((message) => where.after === undefined || message.ts > where.after)
        .findLast((message) => matches(message.words, pattern) || matches(message.text, pattern));
    const missing = () => {
      const there = this.visible(where.channel).map((message) => `· ${message.words}`);
      return `${this.name} does not see ${pattern}, but:\n${there.join('\n')}\n${this.#formWords()}`;
    };
    return until(state, look, missing, where.within);
  }

  /** Everything this person can see in a channel, or anywhere, in order. */
  visible(channel?: string): SeenMessage[] {
    const { state } = this.#interior;
    return state.messages
      .filter((message) => (channel === undefined || message.channel === channel) && state.sees(this.id, message))
      .map((message) => this.#seen(message));
  }

  /** The message as it is drawn now; undefined when it is gone. */
  again(message: SeenMessage): SeenMessage | undefined {
    const stored = this.#interior.state.message(message.channel, message.ts);
    return stored && this.#seen(stored);
  }

  /** Waits for a form on top whose title or words match. */
  async form(pattern: string | RegExp = ''): Promise<Form> {
    const { state } = this.#interior;
    const look = () => {
      const top = state.modals.get(this.id)?.at(-1);
      const form = top && new Form(this.#interior, top.id);
      return form && matches(form.text(), pattern) ? form : undefined;
    };
    return until(state, look, () => `${this.name} sees no form with ${pattern}. ${this.#formWords()}`);
  }

  /** Waits until no form is open. */
  async noForm(): Promise<void> {
    const { state } = this.#interior;
    const look = () => ((state.modals.get(this.id) ?? []).length === 0 ? true : undefined);
    await until(state, look, () => this.#formWords());
  }

  /** Clicks a button by its words or action id, on the message or form as it is now; throws when it is not there. */
  async clicks(button: string, where: SeenMessage | Form, options: { confirm?: boolean } = {}): Promise<void> {
    const { state } = this.#interior;
    if (where instanceof Form) {
      const found = findButton(where.view.definition.blocks, button);
      if (!found) throw new Error(`no button “${button}” on:\n${where.text()}`);
      if (found.button.confirm && options.confirm === false) return;
      await this.#clickView(where.view, found);
      return;
    }
    const message = state.message(where.channel, where.ts);
    if (!message || !state.sees(this.id, message)) throw new Error('this message is gone');
    const found = findButton(message.blocks, button);
    if (!found) throw new Error(`no button “${button}” on:\n${wordsOf(message, state)}`);
    if (found.button.confirm && options.confirm === false) return;
    await this.#clickMessage(message, found);
  }

  async #clickMessage(message: StoredMessage, found: Found): Promise<void> {
    const { state, triggers, responseUrls } = this.#interior;
    const { channel, ts } = message;
    await this.#interior.deliver(
      'interactive',
      messageActionPayload(state, {
        user: this.id,
        message,
        ...found,
        triggerId: triggers.mint({ user: this.id, conversation: channel }),
        responseUrl: responseUrls.mint('actions', { user: this.id, channel, ts }),
      }),
    );
  }

  async #clickView(view: OpenView, found: Found): Promise<void> {
    const { state, triggers } = this.#interior;
    const inModal = view.definition.type === 'modal' ? { viewId: view.id } : {};
    const triggerId = triggers.mint({ user: this.id, ...inModal });
    await this.#interior.deliver('interactive', viewActionPayload(state, { view, ...found, triggerId }));
  }

  #seen(message: StoredMessage): SeenMessage {
    const { channel, ts, user, threadTs, visibleTo, text } = message;
    return { channel, ts, user, threadTs, visibleTo, text, words: wordsOf(message, this.#interior.state) };
  }

  /** A command may be answered in its acknowledgement: as text, or as a message. */
  #showAnswer(channel: string, body: unknown): void {
    const { state } = this.#interior;
    const answer = typeof body === 'string' ? { text: body } : body;
    if (typeof answer !== 'object' || answer === null || !('text' in answer || 'blocks' in answer)) return;
    const text = 'text' in answer && typeof answer.text === 'string' ? answer.text : '';
    if (text === '' && !('blocks' in answer)) return;
    const everybody = 'response_type' in answer && answer.response_type === 'in_channel';
    const content = readContent({ text, ...('blocks' in answer ? { blocks: answer.blocks } : {}) }, state);
    state.post({ channel, user: state.bot.userId, ...content, ...(everybody ? {} : { visibleTo: this.id }) });
  }

  #formWords(): string {
    const top = this.#interior.state.modals.get(this.id)?.at(-1);
    return top ? `The form on top says:\n${new Form(this.#interior, top.id).text()}` : 'No form is open.';
  }
}

interface Found {
  blockId: string;
  button: Button;
}

function findButton(blocks: readonly Block[], wanted: string): Found | undefined {
  for (const block of blocks) {
    const elements =
      block.type === 'actions' ? block.elements : block.type === 'section' && block.accessory ? [block.accessory] : [];
    for (const element of elements)
      if (element.type === 'button' && (element.text.text === wanted || element.action_id === wanted))
        return { blockId: block.block_id ?? '', button: element };
  }
  return undefined;
}

/** What Slack does to typed words before an app with `should_escape` gets them. */
function encode(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\bhttps?:\/\/\S+/g, (url) => `<${url}>`);
}
