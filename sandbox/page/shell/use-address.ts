import { useCallback, useSyncExternalStore } from 'react';
import { type Address, addressQuery, readAddress } from './address.ts';

const MOVED = 'sandbox:moved';

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(MOVED, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(MOVED, listener);
  };
}

/** The page's address, and a way to go elsewhere that the back button takes back. */
export function useAddress(): [Address, (change: Partial<Address>) => void] {
  const query = useSyncExternalStore(subscribe, () => window.location.search);
  const go = useCallback((change: Partial<Address>) => {
    const next = addressQuery({ ...readAddress(window.location.search), ...change });
    if (next === window.location.search) return;
    window.history.pushState(null, '', next);
    window.dispatchEvent(new Event(MOVED));
  }, []);
  return [readAddress(query), go];
}
