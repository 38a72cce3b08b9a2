import { createContext, useContext } from 'react';
import type { RequestName, Requests, Snapshot } from '../page-server/protocol.ts';

/** Asks the sandbox for something; rejects with an `Error` whose message is a sentence. */
export type Ask = <Name extends RequestName>(
  name: Name,
  args: Requests[Name]['args'],
) => Promise<Requests[Name]['result']>;

/** What every part of the page may use: the snapshot as it is now, and a way to act in it. */
export interface Page {
  snapshot: Snapshot;
  ask: Ask;
}

const Context = createContext<Page | undefined>(undefined);

export const PageProvider = Context.Provider;

/** The page around a component; throws outside of one. */
export function usePage(): Page {
  const page = useContext(Context);
  if (!page) throw new Error('this component is used outside of a page');
  return page;
}
