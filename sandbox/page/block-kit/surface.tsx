import { createContext, useContext } from 'react';
import type { PageView } from '../../page-server/protocol.ts';
import type { Place } from '../../slack/screen.ts';

/** Where blocks are: in a message, or in a view that holds their values and errors. */
export interface Surface {
  place: Place;
  view?: PageView;
}

const Context = createContext<Surface | undefined>(undefined);

export const SurfaceProvider = Context.Provider;

/** Where the surrounding block is. */
export function useSurface(): Surface {
  const surface = useContext(Context);
  if (!surface) throw new Error('this component is used outside of blocks');
  return surface;
}
