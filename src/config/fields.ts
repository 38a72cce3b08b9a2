import { z } from 'zod';
import { IN_QUOTES, NOT_APPROVER_IDS, noneOf, notADuration, notAWholeNumber } from './text/problems.ts';

/**
 * A text that is taken as it is, unless something is wrong with it.
 * @param problemOf what is wrong, to follow "… is set, but", such as "holds a user token"
 */
export function text(problemOf: (given: string) => string | undefined) {
  return z.string().superRefine((given, context) => {
    const problem = inQuotes(given) ? IN_QUOTES : problemOf(given);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });
}

/** Container tools pass quotation marks of an environment file on; a shell and dotenv do not. */
function inQuotes(given: string): boolean {
  return /^(["']).*\1$/.test(given);
}

/** A whole number between two others. */
export function wholeNumber(min: number, max: number) {
  const problem = notAWholeNumber(min, max);
  return z
    .string()
    .regex(/^\d+$/, { error: problem })
    .transform(Number)
    .refine((number) => number >= min && number <= max, { error: problem });
}

/** One of a few words. */
export function choice<const T extends readonly string[]>(choices: T) {
  return z.enum(choices, { error: noneOf(choices) });
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `30s`, `15m`, `24h`, `7d`; NaN for anything else. */
function milliseconds(given: string): number {
  const [, count, unit] = /^(\d+)\s*(ms|s|m|h|d)$/.exec(given) ?? [];
  return Number(count) * (UNITS[unit ?? ''] ?? Number.NaN);
}

/** A duration such as `30s` or `7d`, in milliseconds. */
export function duration(standard: string, min: string, max: string) {
  return z
    .string()
    .default(standard)
    .transform(milliseconds)
    .refine((length) => length >= milliseconds(min) && length <= milliseconds(max), {
      error: notADuration(min, max),
    });
}

/** Slack ids of those who can approve, users and user groups apart. */
export const approverIds = z
  .string()
  .default('')
  .transform((given) => given.split(/[\s,]+/).filter(Boolean))
  .refine((ids) => ids.every((id) => /^[UWS][A-Z0-9]+$/.test(id)), {
    error: NOT_APPROVER_IDS,
  })
  .transform((ids) => ({
    users: ids.filter((id) => !id.startsWith('S')),
    groups: ids.filter((id) => id.startsWith('S')),
  }));
