import { useNow } from '../../use-now.ts';
import { dateOf } from './timeline.ts';

const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', month: 'long', day: 'numeric' });

/** The local time of a message; its date is in the title. */
export function When({ ts }: { ts: string }) {
  const date = dateOf(ts);
  return (
    <time className="when" dateTime={date.toISOString()} title={full.format(date)}>
      {clock.format(date)}
    </time>
  );
}

/** The day of a message. */
export function Day({ ts }: { ts: string }) {
  const date = dateOf(ts);
  const today = new Date(useNow());
  const yesterday = new Date(today);
  yesterday.setDate(today.getDate() - 1);
  if (date.toDateString() === today.toDateString()) return 'Today';
  if (date.toDateString() === yesterday.toDateString()) return 'Yesterday';
  return day.format(date);
}
