import { bold, buttons, lines, paragraph, small, words } from '../../slack/blocks.ts';
import type { Message } from '../../slack/messenger.ts';
import { escapeMrkdwn } from '../../slack/text.ts';
import type { Command } from '../command.ts';
import { groupsButton, newGroupButton, whoamiButton } from '../shared-buttons.ts';

/** The slash command, as manifest.yml declares it. */
export const SLASH_COMMAND = '/docspace-group';

type Explained = Pick<Command, 'name' | 'aliases' | 'usage' | 'summary' | 'details'>;

/** What the app can do, with buttons for the common things; `lead` says why help is shown. */
export function helpMessage(commands: readonly Explained[], lead?: string): Message {
  const rows = commands.map((command) => [bold(typed(command)), words(`  ${command.summary}\n`)]);
  const sentences = commands.map((command) => `${typed(command)}: ${command.summary}.`);
  return {
    text: escapeMrkdwn([lead ?? 'What you can do with DocSpace groups.', ...sentences].join(' ')),
    blocks: [
      paragraph(lead ?? 'What you can do with DocSpace groups:'),
      lines(...rows),
      small('A group is a name, an id, or a link from DocSpace. More about one: /docspace-group help delete'),
      buttons('help_actions', newGroupButton, groupsButton, whoamiButton),
    ],
  };
}

/** One command in detail. */
export function commandHelp(command: Explained): Message {
  const aliases = command.aliases?.length ? [`Also: ${command.aliases.join(', ')}.`] : [];
  return {
    text: escapeMrkdwn([`${typed(command)}: ${command.summary}.`, ...command.details, ...aliases].join(' ')),
    blocks: [
      lines([bold(typed(command)), words(`\n${command.summary}`)]),
      ...command.details.map(paragraph),
      ...aliases.map(small),
    ],
  };
}

function typed(command: Explained): string {
  return [SLASH_COMMAND, command.name, command.usage].filter(Boolean).join(' ');
}
