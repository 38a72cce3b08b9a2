import type { RequestName, Requests } from '../../page-server/protocol.ts';

const taken = (result: unknown) => result === 'acknowledged' || result === 'unanswered';
const nothing = (result: unknown) => result === null;

/** What each request is answered with, looked at no deeper than it takes to tell answers apart. */
const CHECKS: Readonly<Record<RequestName, (result: unknown) => boolean>> = {
  send: taken,
  shortcut: taken,
  messageShortcut: taken,
  openHome: nothing,
  act: taken,
  put: taken,
  options: Array.isArray,
  submit: taken,
  close: nothing,
  read: nothing,
  hideChecklist: nothing,
  earlier: (result) => typeof result === 'object' && result !== null && 'messages' in result && 'left' in result,
  fault: nothing,
  policy: nothing,
  passDay: nothing,
};

/** Whether a result is one of this request. */
export function answers<Name extends RequestName>(name: Name, result: unknown): result is Requests[Name]['result'] {
  return CHECKS[name](result);
}
