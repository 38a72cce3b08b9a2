import type { ReactNode } from 'react';
import { usePage } from '../page-context.ts';
import { addressQuery } from '../shell/address.ts';
import { useAddress } from '../shell/use-address.ts';
import { safeLink } from './safe-link.ts';

/** A link out of the page, or its text alone where the address is not safe to open. A link to a message opens its channel here. */
export function OutwardLink({ url, children }: { url?: string; children: ReactNode }) {
  const { snapshot } = usePage();
  const href = url === undefined ? undefined : safeLink(url);
  if (href === undefined) return children;
  const channel = channelOf(href, snapshot.team.domain);
  if (channel !== undefined) return <ChannelLink channel={channel}>{children}</ChannelLink>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" className="bk-link">
      {children}
    </a>
  );
}

/** The channel of a message of this workspace, by the address that chat.getPermalink gives; undefined for other addresses. */
function channelOf(url: string, domain: string): string | undefined {
  const { hostname, pathname } = new URL(url);
  if (hostname !== `${domain}.slack.com`) return undefined;
  return /^\/archives\/([A-Z0-9]+)\/p\d+$/.exec(pathname)?.[1];
}

function ChannelLink({ channel, children }: { channel: string; children: ReactNode }) {
  const [address, go] = useAddress();
  return (
    <a
      href={addressQuery({ ...address, in: channel })}
      className="bk-link"
      onClick={(event) => {
        event.preventDefault();
        go({ in: channel });
      }}
    >
      {children}
    </a>
  );
}
