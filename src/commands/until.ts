import type { Block } from '../slack/blocks.ts';
import { dayOf, noonOf } from '../slack/dates.ts';
import { readViewState } from '../slack/view-state.ts';
import { pickDay } from '../slack/views.ts';
import { DAY_TO_COME, DAY_TOO_FAR, untilHint } from './text.ts';

/** The field for the day on which people leave again; its block and action ids are the same. */
export const UNTIL = 'until';

/** Longest time ahead, in milliseconds: what is agreed on for later is forgotten by everybody. */
const FARTHEST_MS = 3 * 366 * 24 * 3_600_000;

/** Asks until when; `whom` says who leaves then. */
export function untilField(label: string, whom: string, chosen?: number): Block {
  return pickDay({
    block: UNTIL,
    action: UNTIL,
    label,
    hint: untilHint(whom),
    ...(chosen === undefined ? {} : { chosen: dayOf(chosen) }),
  });
}

/** Reads that field: noon of the day, nothing where it was left empty, or a sentence for what is no day to come. */
export function readUntil(stateValues: unknown, now: number): { until?: number } | { errors: Record<string, string> } {
  const day = readViewState(stateValues).day(UNTIL);
  if (day === undefined) return {};
  const until = noonOf(day);
  if (until === undefined || until <= now) return { errors: { [UNTIL]: DAY_TO_COME } };
  if (until > now + FARTHEST_MS) return { errors: { [UNTIL]: DAY_TOO_FAR } };
  return { until };
}
