import type { OptionGroup } from './block-kit/index.ts';
import type { FieldValue } from './stored-message.ts';

/** Where a block is that a user acts on. */
export type Place = { kind: 'message'; channel: string; ts: string } | { kind: 'view'; viewId: string };

/** An element a user acted on outside of a form's fields, and its value now; buttons and links have none. */
export interface Use {
  blockId: string;
  actionId: string;
  /** The choice, date or selection, as `view.state.values` would hold it; an overflow menu holds its `selected_option`. */
  value?: FieldValue;
}

/** How the app took what was sent: `unanswered` when no acknowledgement came within three seconds. */
export type Taken = 'acknowledged' | 'unanswered';

/**
 * The Slack client on one person's screen: what a line typed, a click or a keystroke sends to the app, everything named
 * by its ids. It checks what Slack's own client checks, and shows what Slack's own client shows when no answer comes.
 */
export interface Screen {
  readonly userId: string;
  /** Sends a line: a slash command goes to the app, anything else is posted, in a thread when one is named. */
  send(channel: string, text: string, threadTs?: string): Promise<Taken>;
  useShortcut(callbackId: string): Promise<Taken>;
  /** Uses a shortcut from the menu of a message. */
  useMessageShortcut(callbackId: string, channel: string, ts: string): Promise<Taken>;
  /** Changes the words of a message of this person's own. */
  edit(channel: string, ts: string, text: string): void;
  /** Deletes a message of this person's own. */
  remove(channel: string, ts: string): void;
  /** Opens the app's Home tab; the app gets an event and publishes it. */
  openHome(): Promise<void>;
  /**
   * Uses an element of a message, a modal or the App Home; in a text field that is pressing Enter. Throws with a sentence
   * when the element is not there (any more).
   */
  act(place: Place, use: Use): Promise<Taken>;
  /** Puts something into a field of a form; where the block asks for it, the app is told at once. */
  put(viewId: string, blockId: string, actionId: string, value: FieldValue): Promise<Taken>;
  /** The choices of a select for what is typed; throws when the app does not answer in time. */
  loadOptions(place: Place, blockId: string, actionId: string, typed: string): Promise<OptionGroup[]>;
  /** Submits a form: what the client itself checks stays here, the app's answer is applied; problems are in `errors`. */
  submit(viewId: string): Promise<Taken>;
  /** Cancel, Back or Close take this view off (all of them where it says so); the x in the corner takes all. */
  close(viewId: string, all?: boolean): Promise<void>;
}
