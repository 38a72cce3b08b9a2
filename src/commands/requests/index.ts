import type { Command } from '../command.ts';
import { listRequests } from './handlers.ts';

/** `/docspace-group requests` */
export const requests: Command = {
  name: 'requests',
  aliases: ['request'],
  usage: '',
  summary: 'what waits for your approval, and what you requested',
  details: [
    'Only you see the list. Approve, reject or withdraw there: it counts as on the card in the channel.',
    'The app’s Home tab shows the same, and how your last requests ended.',
  ],
  progress: true,
  run: (deps, asked) => listRequests(deps, asked.origin),
};
