import type { CallerStatus } from '../access/index.ts';
import type { DeletionRequest } from '../approvals/index.ts';
import { accessSummary } from '../commands/access-summary.ts';
import { groupsButton, newGroupButton } from '../commands/shared-buttons.ts';
import { type Block, bold, buttons, header, line, moment, paragraph, small } from '../slack/blocks.ts';

/** What the App Home is drawn from. */
export interface HomeContent {
  status: CallerStatus;
  /** Turns a refusal into words. */
  why: (status: Extract<CallerStatus, { known: false }>) => string;
  requests: readonly DeletionRequest[];
}

/** The App Home: who you are in DocSpace, what you may do, what you have asked for. */
export function homeBlocks({ status, why, requests }: HomeContent): Block[] {
  const may = status.known ? status.may : undefined;
  const row = [...(may?.create ? [newGroupButton] : []), ...(may?.read ? [groupsButton] : [])];
  return [
    header('DocSpace groups'),
    accessSummary(status, why),
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
