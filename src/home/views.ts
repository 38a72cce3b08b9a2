import type { CallerStatus } from '../access/index.ts';
import type { ChangeRequest } from '../changes/index.ts';
import { accessSummary } from '../commands/access-summary.ts';
import { groupsButton, newGroupButton } from '../commands/shared-buttons.ts';
import { withdrawButton } from '../requests/forms.ts';
import { stateText } from '../requests/index.ts';
import { type Block, bold, buttons, header, line, moment, paragraph, small } from '../slack/blocks.ts';

/** What the App Home is drawn from. */
export interface HomeContent {
  status: CallerStatus;
  /** Turns a refusal into words. */
  why: (status: Extract<CallerStatus, { known: false }>) => string;
  requests: readonly ChangeRequest[];
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

/** Most requests the Home tab lists. */
const MOST_LISTED = 20;

function requestBlocks(requests: readonly ChangeRequest[]): Block[] {
  if (requests.length === 0)
    return [header('Your open requests'), paragraph('None. Deletions you request appear here.')];
  return [header('Your open requests'), ...requests.slice(0, MOST_LISTED).flatMap(requestRow)];
}

function requestRow(request: ChangeRequest): Block[] {
  const { id, state } = request;
  return [
    line(
      bold(request.group.name || '(no name)'),
      ': deletion requested ',
      moment(request.createdAt),
      `, ${stateText(request)} in `,
      { type: 'channel', channel_id: request.channel },
      `. Request ${id}`,
    ),
    ...(state === 'waiting' || state === 'failed' ? [buttons(`home_request_${id}`, withdrawButton(request))] : []),
  ];
}
