import { z } from 'zod';
import { type RefusalReason, slackRefusal } from '../access/rights.ts';
import { slackProfileOf } from '../access/slack-profile.ts';
import type { Config } from '../config.ts';
import { slackError } from '../slack/failure.ts';
import type { SlackClient } from '../slack/messenger.ts';
import { usersInfo } from '../slack/users-info.ts';
import { about, type Finding, peopleText } from './finding.ts';
import { type SlackFacts, unansweredText } from './slack.ts';

const userList = z.object({ users: z.array(z.string()) });

const finding = about('Approvals');
const NAME_ANOTHER = 'Name somebody else in APPROVERS.';

/** What is known of an approver or a user group: who of it can approve; undefined where it could not be looked up. */
interface Looked {
  accounts: readonly string[] | undefined;
  findings: Finding[];
}

/** Why an account cannot approve, to follow its id. A mistake stops the app; what happens to people over time does not. */
const CANNOT: Readonly<Partial<Record<RefusalReason, [Finding['level'], string]>>> = {
  bot: ['fault', 'is a bot'],
  'slack-deactivated': ['warning', 'is deactivated in Slack'],
  stranger: ['warning', 'belongs to another organization'],
  'slack-guest': ['warning', 'is a guest in Slack'],
  'membership-unknown': ['warning', 'is not shown by Slack as a member of this workspace'],
};

/** Those whom APPROVERS names: whether they exist, can approve, and are enough for APPROVALS_REQUIRED. */
export async function checkApprovers(
  client: SlackClient,
  { approvers, approverGroups, required }: Config['approvals'],
  facts: SlackFacts,
): Promise<Finding[]> {
  if (approvers.length === 0 && approverGroups.length === 0) return [];
  const looked = await Promise.all([
    ...[...new Set(approvers)].map((id) => lookUpUser(client, id, facts)),
    ...[...new Set(approverGroups)].map((id) => lookUpGroup(client, id)),
  ]);
  return [...looked.flatMap(({ findings }) => findings), ...numberFindings(looked, required)];
}

function numberFindings(looked: readonly Looked[], required: number): Finding[] {
  const accounts = looked.map((each) => each.accounts);
  if (accounts.includes(undefined)) return [];
  const count = new Set(accounts.flatMap((each) => each ?? [])).size;
  if (count >= required)
    return [finding('ok', `APPROVERS names ${peopleText(count)} who can approve; a deletion needs ${required}.`)];
  return [
    finding(
      'fault',
      `APPROVERS names ${peopleText(count)} who can approve, but APPROVALS_REQUIRED is ${required}.`,
      'Name more people in APPROVERS, or lower APPROVALS_REQUIRED.',
    ),
  ];
}

async function lookUpUser(client: SlackClient, id: string, { home }: SlackFacts): Promise<Looked> {
  try {
    const answer = await usersInfo(client, id);
    if (answer === undefined)
      return {
        accounts: [],
        findings: [finding('fault', `There is no user ${id}, whom APPROVERS names.`, 'Check the id.')],
      };
    const refusal = slackRefusal(slackProfileOf(answer), home);
    const [level, why] = (refusal && CANNOT[refusal]) ?? [];
    if (level === undefined) return { accounts: [id], findings: [] };
    return { accounts: [], findings: [finding(level, `${id} in APPROVERS ${why}.`, NAME_ANOTHER)] };
  } catch (error) {
    return notLookedUp(id, error);
  }
}

async function lookUpGroup(client: SlackClient, id: string): Promise<Looked> {
  const members = async (include_disabled: boolean) =>
    userList.parse(await client.usergroups.users.list({ usergroup: id, include_disabled })).users;
  try {
    const accounts = await members(false);
    if (accounts.length > 0) return { accounts, findings: [] };
    return {
      accounts,
      findings: [finding('warning', `Nobody is in the user group ${id} of APPROVERS.`, 'Add people to it in Slack.')],
    };
  } catch (error) {
    const word = slackError(error);
    if (word === 'no_such_subteam' || word === 'subteam_disabled') return withoutGroup(id, () => members(true));
    const problem = word === undefined ? undefined : GROUP_PROBLEMS[word];
    if (problem) return { accounts: [], findings: [finding('fault', ...problem)] };
    return notLookedUp(id, error);
  }
}

const GROUP_PROBLEMS: Readonly<Record<string, [string, string]>> = {
  missing_scope: [
    'APPROVERS names a user group, but the app lacks the scope usergroups:read.',
    'Add it under "OAuth & Permissions" of your app at api.slack.com/apps and install the app again, or name people in APPROVERS.',
  ],
  plan_upgrade_required: [
    'APPROVERS names a user group, but the Slack plan of this workspace has none.',
    'Name people in APPROVERS.',
  ],
};

/** Whether a group without people to ask is disabled, or was never there. */
async function withoutGroup(id: string, disabledToo: () => Promise<unknown>): Promise<Looked> {
  try {
    await disabledToo();
    return {
      accounts: [],
      findings: [
        finding(
          'warning',
          `The user group ${id} of APPROVERS is disabled.`,
          'Enable it in Slack, or name another one.',
        ),
      ],
    };
  } catch {
    return {
      accounts: [],
      findings: [finding('fault', `There is no user group ${id}, which APPROVERS names.`, 'Check the id.')],
    };
  }
}

function notLookedUp(id: string, error: unknown): Looked {
  return {
    accounts: undefined,
    findings: [finding('warning', `${id} in APPROVERS could not be checked: ${unansweredText(error)}.`)],
  };
}
