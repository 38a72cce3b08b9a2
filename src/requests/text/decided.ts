import { type ChangeRequest, type DecisionKind, type Policy, policyFor } from '../../changes/index.ts';
import { counted } from '../../slack/text.ts';
import { TEXT_OF } from './kinds.ts';
import { durationText, quoted, staysText } from './terms.ts';

/** The result of the user's own decision, for a place that does not show the card. */
export function decidedText(request: ChangeRequest, what: DecisionKind, policy: Policy): string {
  const group = quoted(request);
  const { youApproved, youRejected, youStopped, youReminded, changedSinceRequest } = TEXT_OF[request.kind];
  if (what === 'remind') return youReminded(group);
  const { graceMs } = policyFor(request.kind, policy);
  const { missing = 1 } = request.facts;
  switch (request.state) {
    case 'waiting':
      return `${youApproved(group)} ${counted(missing, 'more approval')} needed.`;
    case 'approved':
      if (graceMs === 0) return youApproved(group);
      return `${youApproved(group)} It is deleted in ${durationText(graceMs)} unless it is stopped.`;
    case 'rejected':
      return `${youRejected(group)} ${staysText(request)}`;
    case 'withdrawn':
      return `You withdrew the request for ${group}. ${staysText(request)}`;
    case 'stopped':
      return `${youStopped(group)} ${staysText(request)}`;
    case 'outdated':
      return changedSinceRequest;
    default:
      return `Your decision about ${group} is recorded.`;
  }
}
