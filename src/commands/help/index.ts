import { cut } from '../../slack/text.ts';
import type { Command } from '../command.ts';
import { commandHelp, helpMessage } from './views.ts';

export { SLASH_COMMAND } from './views.ts';

/** A command that answers by itself. */
type Explaining = Command & Required<Pick<Command, 'reply'>>;

/** `/docspace-group help [command]`, over the commands there are; also the answer to words that are none. */
export function createHelp(others: readonly Command[]): Explaining {
  const help: Explaining = {
    name: 'help',
    usage: '[command]',
    summary: 'this overview, or more about one command',
    details: ['Only you see it.'],
    reply(argument) {
      const all = [...others, help];
      const [wanted = ''] = argument.toLowerCase().split(/\s+/);
      const one = all.find((command) => command.name === wanted || command.aliases?.includes(wanted));
      if (one) return commandHelp(one);
      const lead = `“${cut(wanted, 40)}” is not something this app knows. What you can do:`;
      return helpMessage(all, wanted ? lead : undefined);
    },
  };
  return help;
}
