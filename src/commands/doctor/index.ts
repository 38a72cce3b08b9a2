import { AccessDenied } from '../../access/index.ts';
import type { Deps } from '../../deps.ts';
import { note, type ReplyTarget } from '../../slack/messenger.ts';
import type { Command } from '../command.ts';
import * as text from './text.ts';
import { doctorMessage, refusalFor } from './views.ts';

async function tellWhatWorks(deps: Deps, origin: ReplyTarget): Promise<void> {
  const status = await deps.access.statusOf(origin.userId);
  if (!status.known) throw new AccessDenied(status.why, 'read');
  if (!status.may.update) {
    const admins = await deps.docspace.people.admins();
    await deps.messenger.replyPrivately(origin, note(refusalFor(admins)));
    return;
  }
  await deps.messenger.replyPrivately(origin, doctorMessage(await deps.runChecks()));
}

/** `/docspace-group doctor` */
export const doctor: Command = {
  name: 'doctor',
  aliases: ['check', 'diagnose'],
  usage: '',
  summary: text.SUMMARY,
  details: text.DETAILS,
  progress: true,
  run: (deps, { origin }) => tellWhatWorks(deps, origin),
};
