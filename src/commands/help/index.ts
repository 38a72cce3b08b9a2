import type { Deps } from '../../deps.ts';
import type { Command } from '../command.ts';
import { commandHelp, helpMessage } from './views.ts';

export { SLASH_COMMAND } from './views.ts';

/** `/docspace-group help [command]`, over the commands there are; also the answer to words that are none. */
export function createHelp(others: readonly Command[]): Command {
  const help: Command = {
    name: 'help',
    usage: '[command]',
    summary: 'this overview, or more about one command',
    details: ['Only you see it.'],
    run: async (deps: Deps, asked) => {
      const all = [...others, help];
      const [wanted = ''] = asked.argument.toLowerCase().split(/\s+/);
      const one = all.find((command) => command.name === wanted || command.aliases?.includes(wanted));
      const lead =
        wanted && !one ? `“${wanted.slice(0, 40)}” is not something this app knows. What you can do:` : undefined;
      await deps.messenger.privately(asked.origin, one ? commandHelp(one) : helpMessage(all, lead));
    },
    register: () => undefined,
  };
  return help;
}
