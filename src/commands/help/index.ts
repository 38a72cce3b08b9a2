import { cut } from '../../slack/text.ts';
import type { Command } from '../command.ts';
import * as text from './text.ts';
import { commandHelp, helpMessage } from './views.ts';

export { SLASH_COMMAND } from './views.ts';

/** A command that answers by itself. */
type Explaining = Command & Required<Pick<Command, 'reply'>>;

/** `/docspace-group help [command]`, over the commands there are; also the answer to words that are none. */
export function createHelp(others: readonly Command[]): Explaining {
  const help: Explaining = {
    name: 'help',
    usage: '[command]',
    summary: text.SUMMARY,
    details: text.DETAILS,
    reply(argument) {
      const all = [...others, help];
      const [wanted = ''] = argument.toLowerCase().split(/\s+/);
      const one = all.find((command) => command.name === wanted || command.aliases?.includes(wanted));
      if (one) return commandHelp(one);
      return helpMessage(all, wanted ? text.unknownLead(cut(wanted, 40)) : undefined);
    },
  };
  return help;
}
