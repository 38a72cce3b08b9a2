import { z } from 'zod';
import { broken, confirm } from './composition.ts';
import { asking, focusable } from './element-parts.ts';

/** A text of a format that Slack knows by name. */
function formatted(format: string, fits: (value: string) => boolean) {
  return z.string().superRefine((value, refuse) => {
    if (!fits(value)) refuse.addIssue(broken('format', `input must be a valid: ${format}`, format, value));
  });
}

const day = formatted('date', (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)));
const timeOfDay = formatted('time', (value) => /^([01]\d|2[0-3]):[0-5]\d$/.test(value));

export const datepicker = z.strictObject({ type: z.literal('datepicker'), ...asking, initial_date: day.optional() });

export const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...asking,
  initial_time: timeOfDay.optional(),
  /** IANA name, shown under the picker. */
  timezone: z.string().optional(),
});

/** Unix seconds of ten digits (docs: datetime picker). */
const moment = z.int().min(1_000_000_000).max(9_999_999_999);

export const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...focusable,
  initial_date_time: moment.optional(),
  confirm: confirm.optional(),
});
