import { bold, buttons, lines, list, paragraph, small } from '../../slack/blocks.ts';
import type { Message } from '../../slack/messenger.ts';
import { escapeMrkdwn } from '../../slack/text.ts';
import type { Command } from '../command.ts';
import { groupsButton, newGroupButton, whoamiButton } from '../shared-buttons.ts';
import * as text from './text.ts';

/** The slash command, as manifest.yml declares it. */
export const SLASH_COMMAND = '/docspace-group';

type Explained = Pick<Command, 'name' | 'aliases' | 'usage' | 'summary' | 'details'>;

/** What the app can do, with buttons for the common things; `lead` says why help is shown. */
export function helpMessage(commands: readonly Explained[], lead = text.LEAD): Message {
  const rows = commands.map((command) => [bold(typed(command)), `: ${command.summary}`]);
  const sentences = commands.map((command) => text.commandText(typed(command), command.summary));
  return {
    text: escapeMrkdwn([lead, ...sentences, text.HINT].join(' ')),
    blocks: [
      paragraph(lead),
      list(...rows),
      small(text.HINT),
      buttons('help_actions', newGroupButton, groupsButton, whoamiButton),
    ],
  };
}

/** One command in detail. */
export function commandHelp(command: Explained): Message {
  const { summary, details, aliases = [] } = command;
  const also = aliases.length > 0 ? [text.aliasesText(aliases)] : [];
  return {
    text: escapeMrkdwn([text.commandText(typed(command), summary), ...details, ...also].join(' ')),
    blocks: [lines([bold(typed(command)), `\n${summary}`]), ...details.map(paragraph), ...also.map(small)],
  };
}

function typed(command: Explained): string {
  return [SLASH_COMMAND, command.name, command.usage].filter(Boolean).join(' ');
}
