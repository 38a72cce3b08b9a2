import { useEffect, useState, useSyncExternalStore } from 'react';
import { createMessageEdits, MessageEditsProvider } from '../forms/message-edits.ts';
import type { Live } from '../live.ts';
import { ConnectionBanner, OutOfReach } from './connection.tsx';
import { useAddress } from './use-address.ts';
import { Workspace } from './workspace.tsx';

/** The whole page: a line to the sandbox as the person of the address, and the workspace as they see it. */
export function App({ live }: { live: Live }) {
  const [address, go] = useAddress();
  const { snapshot, connected, failures, marks } = useSyncExternalStore(live.subscribe, live.now);
  const [edits] = useState(createMessageEdits);
  useEffect(() => live.actAs(address.as), [live, address.as]);
  useEffect(() => {
    const me = snapshot?.cast.find(({ id }) => id === snapshot.me);
    if (me) document.title = `${me.name} in ${snapshot?.team.name} - DocSpace Groups sandbox`;
  }, [snapshot?.cast, snapshot?.me, snapshot?.team.name]);
  if (!snapshot) return <OutOfReach failures={failures} />;
  return (
    <>
      <ConnectionBanner connected={connected} />
      <MessageEditsProvider value={edits}>
        <Workspace snapshot={snapshot} marks={marks} live={live} address={address} go={go} />
      </MessageEditsProvider>
    </>
  );
}
