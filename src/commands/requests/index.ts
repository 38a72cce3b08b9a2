import type { Command } from '../command.ts';
import { listRequests } from './handlers.ts';
import * as text from './text.ts';

/** `/docspace-group requests` */
export const requests: Command = {
  name: 'requests',
  aliases: ['request'],
  usage: '',
  summary: text.SUMMARY,
  details: text.DETAILS,
  progress: true,
  run: (deps, asked) => listRequests(deps, asked.origin),
};
