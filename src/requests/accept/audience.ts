import type { Kysely } from 'kysely';
import type { ChangeRequest } from '../../changes/index.ts';
import { enqueueDirect } from '../../outbox/index.ts';
import { line, person } from '../../slack/blocks.ts';
import type { Message } from '../../slack/messenger.ts';
import type { Database } from '../../store/index.ts';
import { plainSentence, rich } from '../cards/rich.ts';
import type { RequestDeps } from '../deps.ts';
import { TO_MANAGER } from '../text/direct.ts';
import { quoted } from '../text/terms.ts';

/** Accounts the first reply mentions. */
const MOST_MENTIONED = 5;

/** Who is notified of a new request besides the channel. */
export interface Told {
  /** Slack account of the group's manager. */
  manager?: string | undefined;
}

/** Accounts linked to the owner and DocSpace admins, who can approve every change except a deletion. */
export async function linkedApprovers(deps: RequestDeps, { account }: ChangeRequest): Promise<string[]> {
  const accounts = await deps.reporter.bestEffort('look up who can approve', async () => {
    const admins = await deps.docspace.people.admins();
    return deps.links.accountsOf(admins.map(({ id }) => id));
  });
  return [...(accounts?.values() ?? [])].filter((each) => each !== account).slice(0, MOST_MENTIONED);
}

/** The group's manager is notified of requests to delete or join the group, if their account is linked. */
export async function recipientsOf(deps: RequestDeps, { kind, group, account }: ChangeRequest): Promise<Told> {
  const { manager } = group;
  if (!manager || (kind !== 'delete' && kind !== 'join')) return {};
  const accounts = await deps.reporter.bestEffort('look up who manages a group', () =>
    deps.links.accountsOf([manager.id]),
  );
  const linked = accounts?.get(manager.id);
  return linked === undefined || linked === account ? {} : { manager: linked };
}

/** Enqueues a direct message to the manager of a group, in the transaction that accepts the request. */
export async function notifyManager(
  trx: Kysely<Database>,
  now: number,
  request: ChangeRequest,
  { manager }: Told,
): Promise<void> {
  if (manager === undefined) return;
  await enqueueDirect(trx, now, { requestId: request.id, account: manager, message: managerMessage(request) });
}

function managerMessage(request: ChangeRequest): Message {
  const { kind, account, channel, id, reason } = request;
  const group = quoted(request);
  const sentence = (who = '', where = '') => {
    if (kind === 'delete')
      return reason
        ? TO_MANAGER.deleteBecause(who, group, id, where, reason)
        : TO_MANAGER.delete(who, group, id, where);
    return reason ? TO_MANAGER.joinBecause(who, group, id, where, reason) : TO_MANAGER.join(who, group, id, where);
  };
  return {
    text: plainSentence(sentence, `<@${account}>`, `<#${channel}>`),
    blocks: [line(...rich(sentence, person(account), { type: 'channel', channel_id: channel }))],
  };
}
