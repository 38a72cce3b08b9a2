import type { Standing } from '../access/index.ts';
import type { DeletionRequest } from '../approvals/index.ts';
import { groupsButton, newGroupButton } from '../commands/shared-buttons.ts';
import { standingLines } from '../commands/standing-words.ts';
import { type Block, bold, buttons, header, line, moment, paragraph, small } from '../slack/blocks.ts';

/** What the App Home is drawn from. */
export interface HomeContent {
  standing: Standing;
  /** Turns a refusal into words. */
  why: (standing: Extract<Standing, { known: false }>) => string;
  requests: readonly DeletionRequest[];
}

/** The App Home: who you are in DocSpace, what you may do, what you have asked for. */
export function homeBlocks({ standing, why, requests }: HomeContent): Block[] {
  const may = standing.known ? standing.may : undefined;
  const row = [...(may?.create ? [newGroupButton] : []), ...(may?.read ? [groupsButton] : [])];
  return [
    header('DocSpace groups'),
    standingLines(standing, why),
    ...(row.length > 0 ? [buttons('home_actions', ...row)] : []),
    ...(may?.ask ? requestBlocks(requests) : []),
    small('In any channel: /docspace-group help'),
  ];
}

function requestBlocks(requests: readonly DeletionRequest[]): Block[] {
  if (requests.length === 0)
    return [header('Your open requests'), paragraph('None. Deletions you ask for stand here.')];
  const rows = requests
    .slice(0, 20)
    .map((request) =>
      line(
        bold(request.group.name || '(no name)'),
        `: deletion asked `,
        moment(request.createdAt),
        request.state === 'pending' ? ', waiting for approval in ' : `, ${request.state} in `,
        { type: 'channel', channel_id: request.channel },
        `. Request ${request.id}`,
      ),
    );
  return [header('Your open requests'), ...rows];
}
