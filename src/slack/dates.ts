/** A day as a date picker gives it: `2026-11-30`. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Noon UTC of a day, in milliseconds: the same day in nearly every time zone. Undefined for an invalid date. */
export function noonOf(day: string): number | undefined {
  const at = DAY.test(day) ? Date.parse(`${day}T12:00:00Z`) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

/** The UTC day of a time, as a date picker takes it. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** A day as text: `Nov 30, 2026`. */
export function dayText(at: number): string {
  return new Date(at).toLocaleDateString('en-US', { month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' });
}
