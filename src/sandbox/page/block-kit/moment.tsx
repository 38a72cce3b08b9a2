import { dateWords } from './date-words.ts';
import { safeLink } from './safe-link.ts';

/** A moment in the reader's time zone; its full date and time on hovering. */
export function Moment(date: { timestamp: number; format: string; fallback?: string; url?: string }) {
  const at = new Date(date.timestamp * 1000);
  if (Number.isNaN(at.getTime())) return date.fallback ?? '';
  const words = (
    <time dateTime={at.toISOString()} title={at.toLocaleString('en-US', { dateStyle: 'full', timeStyle: 'long' })}>
      {dateWords(date, { now: Date.now() })}
    </time>
  );
  return <OutwardLink url={date.url}>{words}</OutwardLink>;
}

/** A link out of the page, or its words alone where the address is not one to open. */
export function OutwardLink({ url, children }: { url?: string; children: React.ReactNode }) {
  const href = url === undefined ? undefined : safeLink(url);
  if (href === undefined) return children;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" className="bk-link">
      {children}
    </a>
  );
}
