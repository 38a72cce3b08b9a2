import { type ChangeRequest, type DecisionKind, type Policy, policyFor, type State } from '../../changes/index.ts';
import { counted } from '../../slack/text.ts';
import { WORDS_OF } from './kind-words.ts';
import { durationText, nounOf, quoted, staysText } from './terms.ts';

/** What became of a request by the user's own decision, for a place where its card is not seen. */
export function decidedText(request: ChangeRequest, what: DecisionKind, policy: Policy): string {
  if (what === 'remind') return `You reminded the others of ${nounOf(request)}.`;
  const { graceMs } = policyFor(request.kind, policy);
  const group = quoted(request);
  const noun = nounOf(request);
  const { missing = 1 } = request.facts;
  const texts: Readonly<Partial<Record<State, string>>> = {
    waiting: `You approved ${noun}. ${counted(missing, 'more approval')} needed.`,
    approved: `You approved ${noun}.${
      graceMs > 0 ? ` It is deleted in ${durationText(graceMs)} unless it is stopped.` : ''
    }`,
    rejected: `You rejected ${noun}. ${staysText(request)}`,
    withdrawn: `You withdrew the request about ${group}. ${staysText(request)}`,
    stopped: `You stopped ${noun}. ${staysText(request)}`,
    outdated: `The group ${group} has changed since ${WORDS_OF[request.kind].noun} was requested, so the request is outdated.`,
  };
  return texts[request.state] ?? `What you decided about ${group} is recorded.`;
}
