import type { ChangeRequest, Policy, State } from '../changes/index.ts';
import { counted } from '../slack/text.ts';
import { durationText, quoted, staysText } from './text.ts';

/** What became of a request by the user's own decision, for a place where its card is not seen. */
export function decidedText(request: ChangeRequest, { graceMs }: Policy): string {
  const group = quoted(request);
  const { missing = 1 } = request.facts;
  const texts: Readonly<Partial<Record<State, string>>> = {
    waiting: `You approved the deletion of ${group}. ${counted(missing, 'more approval')} needed.`,
    approved: `You approved the deletion of ${group}.${
      graceMs > 0 ? ` It is deleted in ${durationText(graceMs)} unless somebody stops it.` : ''
    }`,
    rejected: `You rejected the deletion of ${group}. ${staysText(request)}`,
    withdrawn: `You withdrew the request about ${group}. ${staysText(request)}`,
    stopped: `You stopped the deletion of ${group}. ${staysText(request)}`,
    outdated: `The group ${group} has changed since its deletion was requested, so the request is outdated.`,
  };
  return texts[request.state] ?? `What you decided about ${group} is recorded.`;
}
