import { useNow } from '../use-now.ts';
import { formatDate } from './format-date.ts';
import { OutwardLink } from './outward-link.tsx';

/** A moment in the reader's time zone; its full date and time on hovering. */
export function Moment(date: { timestamp: number; format: string; fallback?: string; url?: string }) {
  const now = useNow();
  const at = new Date(date.timestamp * 1000);
  if (Number.isNaN(at.getTime())) return date.fallback ?? '';
  const words = (
    <time dateTime={at.toISOString()} title={at.toLocaleString('en-US', { dateStyle: 'full', timeStyle: 'long' })}>
      {formatDate(date, { now })}
    </time>
  );
  return <OutwardLink url={date.url}>{words}</OutwardLink>;
}
