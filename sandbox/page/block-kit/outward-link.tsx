import type { ReactNode } from 'react';
import { safeLink } from './safe-link.ts';

/** A link out of the page, or its words alone where the address is not one to open. */
export function OutwardLink({ url, children }: { url?: string; children: ReactNode }) {
  const href = url === undefined ? undefined : safeLink(url);
  if (href === undefined) return children;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" className="bk-link">
      {children}
    </a>
  );
}
