import type { Delivery } from '../slack/messenger.ts';

/** Says in a form where the card of the outcome is. */
export function deliveryNote(placed: Delivery | undefined): string {
  if (!placed) return 'Slack did not take the card, so it is said only here.';
  return placed.how === 'direct' ? 'The card was sent to you directly.' : 'The card is in the channel.';
}
