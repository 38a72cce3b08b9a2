import type { ChannelCard, Scene } from '../../../page-server/protocol.ts';

/** Why nothing can be written here; undefined where it can. */
export function barredFrom({ archived }: Pick<ChannelCard, 'archived'>, { cast, me }: Pick<Scene, 'cast' | 'me'>) {
  const card = cast.find(({ id }) => id === me);
  if (card && !card.canAct) return `${card.name} cannot write here: ${card.why}`;
  return archived ? 'This channel is archived' : undefined;
}
