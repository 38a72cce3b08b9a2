import type { Deps } from '../deps.ts';
import type { Message, ReplyTarget } from '../slack/messenger.ts';
import type { Routes } from '../slack/routes.ts';

/** One thing people asked for by typing. */
export interface Asked {
  origin: ReplyTarget;
  /** Opens a modal within three seconds. */
  triggerId: string;
  /** The first word, folded: the command's name or one of its aliases. */
  verb: string;
  /** Everything after the first word, as typed, with people's names in their mentions. */
  argument: string;
}

/** One subcommand: what people type, how help explains it, and what it does. */
export interface Command {
  name: string;
  aliases?: readonly string[];
  /** Takes typed words that another command's alias begins: `add @una to Design` edits, `add Design` creates. */
  claims?(verb: string, argument: string): boolean;
  /** What follows the name, such as `<group>`. */
  usage: string;
  summary: string;
  /** More sentences for `help <command>`. */
  details: readonly string[];
  /** The answer is a message: when it is slow, the user reads that the app is working. Forms open at once instead. */
  progress?: boolean;
  run?(deps: Deps, asked: Asked): Promise<void>;
  /** For commands that need nobody's answer: said privately within Slack's acknowledgement, instead of `run`. */
  reply?(argument: string): Message;
  /** Registers the forms, buttons and option loads of this command. */
  register?(routes: Routes, deps: Deps): void;
}
