import type { ChangeRequest } from '../../src/changes/index.ts';
import type { World } from './people-and-groups.ts';

/** Why a request must not be carried out right now: too few people of today stand behind it, or somebody wants it stopped. */
export function whyNotNow(request: ChangeRequest, world: World): string | undefined {
  const behind = request.decisions.filter(({ what, checked, account }) => {
    const role = world.people.get(account)?.role;
    return what === 'approve' && checked === 'yes' && account !== request.account && role !== 'user';
  });
  if (new Set(behind.map(({ personId }) => personId)).size < request.needed) return 'without the approvals that count';
  const held = request.decisions.some(({ what, checked, at }) => {
    const before = at < (request.attempt?.startedAt ?? 0);
    return before && checked === undefined && (what === 'stop' || what === 'reject');
  });
  return held ? 'while somebody wanted it stopped' : undefined;
}
