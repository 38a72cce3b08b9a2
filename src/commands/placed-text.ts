import type { CardDelivery } from '../requests/index.ts';

const PLACED: Readonly<Record<CardDelivery, string>> = {
  channel: 'The card is in the channel.',
  direct: 'The card was sent to you directly.',
  later: 'Slack does not take the card right now; it is posted as soon as Slack does.',
};

/** Says in a form where the card of the outcome is. */
export function placedText(delivery: CardDelivery): string {
  return PLACED[delivery];
}
