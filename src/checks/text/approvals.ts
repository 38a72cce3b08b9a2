import type { RefusalReason } from '../../access/rights.ts';
import { figures } from '../../slack/text.ts';
import type { Found } from '../finding.ts';

/** What the checks say of the approval channel and of who can approve. */

/** How many people: `nobody`, `1 person`, `1,200 people`. */
function peopleText(count: number): string {
  if (count === 0) return 'nobody';
  return count === 1 ? '1 person' : `${figures(count)} people`;
}

/** Where APPROVERS names nobody. */
const adminsText = (count: number) => `The owner and DocSpace admins can approve: ${peopleText(count)}.`;
export const enoughAdmins = (count: number, required: number) => `${adminsText(count)} A deletion needs ${required}.`;
export const tooFewAdmins = (count: number, required: number): Found => [
  `${adminsText(count)} APPROVALS_REQUIRED is ${required}, so no deletion can be approved.`,
  'Lower APPROVALS_REQUIRED, or make more people DocSpace admins.',
];
export const noAdminToSpare = (count: number, required: number): Found => [
  `${adminsText(count)} A deletion needs ${required}, so nobody can approve what one of them requests.`,
  'To let people approve their own requests, set SELF_APPROVAL to allow.',
];

export const enoughApprovers = (count: number, required: number) =>
  `APPROVERS names ${peopleText(count)} who can approve. A deletion needs ${required}.`;
export const tooFewApprovers = (count: number, required: number): Found => [
  `APPROVERS names ${peopleText(count)} who can approve, but APPROVALS_REQUIRED is ${required}.`,
  'Name more people in APPROVERS, or lower APPROVALS_REQUIRED.',
];

/** Why an account can't approve. */
export type Unfit = Extract<
  RefusalReason,
  'bot' | 'slack-deactivated' | 'stranger' | 'slack-guest' | 'membership-unknown'
>;

const UNFIT: Readonly<Record<Unfit, string>> = {
  bot: 'which is a bot',
  'slack-deactivated': 'who is deactivated in Slack',
  stranger: 'who belongs to another organization',
  'slack-guest': 'who is a guest in Slack',
  'membership-unknown': 'whom Slack does not show as a member of this workspace',
};
export const unfitApprover = (id: string, why: Unfit): Found => [
  `APPROVERS names ${id}, ${UNFIT[why]}.`,
  'Name another person in APPROVERS.',
];
export const noSuchApprover = (id: string): Found => [
  `APPROVERS names ${id}, but there is no user with that id.`,
  'Check the id.',
];

export const noSuchUserGroup = (id: string): Found => [
  `APPROVERS names ${id}, but there is no user group with that id.`,
  'Check the id.',
];
export const emptyUserGroup = (id: string): Found => [
  `APPROVERS names the user group ${id}, which has no members.`,
  'Add people to it in Slack.',
];
export const disabledUserGroup = (id: string): Found => [
  `APPROVERS names the user group ${id}, which is disabled.`,
  'Enable it in Slack, or name another one.',
];

/** Slack's codes where no user group can be read, whichever it is. */
export const USER_GROUPS_UNREADABLE: Readonly<Record<string, Found>> = {
  missing_scope: [
    'APPROVERS names a user group, but the app lacks the scope usergroups:read.',
    'Add it under “OAuth & Permissions” of your app at api.slack.com/apps and install the app again, or name people in APPROVERS.',
  ],
  plan_upgrade_required: [
    'APPROVERS names a user group, but this workspace’s Slack plan has none.',
    'Name people in APPROVERS instead.',
  ],
};
export const inApprovers = (id: string) => `${id} in APPROVERS`;

const ANOTHER_CHANNEL = 'Set APPROVAL_CHANNEL to another channel, or leave it out.';
const inviteText = (bot: string) => `in Slack, open the channel and type /invite @${bot}.`;

export const POSTED_WHERE_MADE = 'Requests are posted in the channel they are made in.';
export const postedIn = (channel: string) => `Requests are posted in #${channel}.`;
export const channelNotVisible = (id: string, bot: string): Found => [
  `APPROVAL_CHANNEL names ${id}, which the app can’t see: it does not exist, or it is private and the app is not in it.`,
  `Check the id, or invite the app: ${inviteText(bot)}`,
];
export const CHANNEL_IS_DIRECT: Found = [
  'APPROVAL_CHANNEL names a direct message, so only the people in it could approve.',
  ANOTHER_CHANNEL,
];
export const channelArchived = (channel: string): Found => [
  `APPROVAL_CHANNEL names #${channel}, which is archived.`,
  'Unarchive it in Slack, or set APPROVAL_CHANNEL to another channel.',
];
export const channelMaybeShared = (channel: string): Found => [
  `APPROVAL_CHANNEL names #${channel}, and Slack does not say whether it is shared with another organization.`,
  ANOTHER_CHANNEL,
];
export const channelShared = (channel: string): Found => [
  `APPROVAL_CHANNEL names #${channel}, which is shared with another organization. People there could read every request.`,
  ANOTHER_CHANNEL,
];
export const appNotInChannel = (channel: string, bot: string): Found => [
  `APPROVAL_CHANNEL names #${channel}, but the app is not in it and can’t post there.`,
  `Invite the app: ${inviteText(bot)}`,
];
