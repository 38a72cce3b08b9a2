import type { ChannelCard, Snapshot } from '../../../page-server/protocol.ts';

/** Why nothing can be written here; undefined where it can. */
export function disabledReason(
  { archived, readOnly }: Pick<ChannelCard, 'archived' | 'readOnly'>,
  { cast, me }: Pick<Snapshot, 'cast' | 'me'>,
): string | undefined {
  const card = cast.find(({ id }) => id === me);
  if (card && !card.canAct) return `${card.name} can’t post here: ${card.why}`;
  if (readOnly) return 'Sending messages to this app is turned off';
  return archived ? 'This channel is archived' : undefined;
}
