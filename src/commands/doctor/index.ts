import { AccessDenied } from '../../access/index.ts';
import type { Deps } from '../../deps.ts';
import { note, type ReplyTarget } from '../../slack/messenger.ts';
import type { Command } from '../command.ts';
import { doctorMessage, refusalText } from './views.ts';

async function tellWhatWorks(deps: Deps, origin: ReplyTarget): Promise<void> {
  const status = await deps.access.statusOf(origin.userId);
  if (!status.known) throw new AccessDenied(status.why, 'read');
  if (!status.may.update) {
    const admins = await deps.docspace.people.admins();
    await deps.messenger.replyPrivately(origin, note(refusalText(admins)));
    return;
  }
  await deps.messenger.replyPrivately(origin, doctorMessage(await deps.runChecks()));
}

/** `/docspace-group doctor` */
export const doctor: Command = {
  name: 'doctor',
  aliases: ['check', 'diagnose'],
  usage: '',
  summary: 'whether this app works as it is set up, for the owner and DocSpace admins',
  details: [
    'It checks the tokens and their scopes, the API key and its last day, the portal, the database, the approval channel, the approvers and the clock, and says how to mend what is wrong. It changes nothing. Only you see the answer.',
    'The person who runs the app can do the same with npm run doctor, also when Slack cannot reach it.',
  ],
  progress: true,
  run: (deps, { origin }) => tellWhatWorks(deps, origin),
};
