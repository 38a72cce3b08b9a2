import { z } from 'zod';
import { type RefusalReason, slackRefusal } from '../access/rights.ts';
import { slackProfileOf } from '../access/slack-profile.ts';
import type { Config } from '../config.ts';
import { slackError, slackFailure } from '../slack/failure.ts';
import type { SlackClient } from '../slack/messenger.ts';
import { usersInfo } from '../slack/users-info.ts';
import { about, type Finding, type Level } from './finding.ts';
import type { SlackFacts } from './slack.ts';
import * as text from './text/approvals.ts';
import { notChecked } from './text/slack.ts';

const userList = z.object({ users: z.array(z.string()) });

const finding = about('Approvals');

/** What is known of an approver or a user group: who of it can approve; undefined where it could not be looked up. */
interface Looked {
  accounts: readonly string[] | undefined;
  findings: Finding[];
}

/** Why an account can't approve. A mistake stops the app; what happens to people over time does not. */
const UNFIT: Readonly<Record<text.Unfit, Level>> = {
  bot: 'fault',
  'slack-deactivated': 'warning',
  stranger: 'warning',
  'slack-guest': 'warning',
  'membership-unknown': 'warning',
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
  if (count >= required) return [finding('ok', text.enoughApprovers(count, required))];
  return [finding('fault', ...text.tooFewApprovers(count, required))];
}

async function lookUpUser(client: SlackClient, id: string, { home }: SlackFacts): Promise<Looked> {
  try {
    const answer = await usersInfo(client, id);
    if (answer === undefined) return { accounts: [], findings: [finding('fault', ...text.noSuchApprover(id))] };
    const refusal = slackRefusal(slackProfileOf(answer), home);
    if (refusal === undefined || !isUnfit(refusal)) return { accounts: [id], findings: [] };
    return { accounts: [], findings: [finding(UNFIT[refusal], ...text.unfitApprover(id, refusal))] };
  } catch (error) {
    return notLookedUp(id, error);
  }
}

function isUnfit(refusal: RefusalReason): refusal is text.Unfit {
  return refusal in UNFIT;
}

async function lookUpGroup(client: SlackClient, id: string): Promise<Looked> {
  const members = async (include_disabled: boolean) =>
    userList.parse(await client.usergroups.users.list({ usergroup: id, include_disabled })).users;
  try {
    const accounts = await members(false);
    if (accounts.length > 0) return { accounts, findings: [] };
    return { accounts, findings: [finding('warning', ...text.emptyUserGroup(id))] };
  } catch (error) {
    const code = slackError(error);
    if (code === 'no_such_subteam' || code === 'subteam_disabled') return withoutGroup(id, () => members(true));
    const unreadable = code === undefined ? undefined : text.USER_GROUPS_UNREADABLE[code];
    if (unreadable) return { accounts: [], findings: [finding('fault', ...unreadable)] };
    return notLookedUp(id, error);
  }
}

/** Whether a group without people to ask is disabled, or was never there. */
async function withoutGroup(id: string, disabledToo: () => Promise<unknown>): Promise<Looked> {
  try {
    await disabledToo();
    return { accounts: [], findings: [finding('warning', ...text.disabledUserGroup(id))] };
  } catch {
    return { accounts: [], findings: [finding('fault', ...text.noSuchUserGroup(id))] };
  }
}

function notLookedUp(id: string, error: unknown): Looked {
  return {
    accounts: undefined,
    findings: [finding('warning', ...notChecked(text.inApprovers(id), slackFailure(error)))],
  };
}
