import { about, type Finding } from './finding.ts';
import * as text from './text/server.ts';

/** A difference that people notice in the times they are shown. */
const NOTICEABLE_MS = 30_000;
/** From here on requests over HTTP are refused, as Slack asks for (docs: "Verifying requests from Slack"). */
const REFUSED_FROM_MS = 300_000;

/** How far the clock of this machine is ahead of others, in milliseconds, from the `Date` headers of their answers. */
export interface ClockDifferences {
  /** Notes an answer; `askedAt` and `answeredAt` are by this machine's clock. */
  note(whose: Whose, date: string | null, askedAt: number, answeredAt: number): void;
  /** Undefined when no answer had the time. */
  of(whose: Whose): number | undefined;
}

export type Whose = 'slack' | 'portal';

/** Collects the differences; of several answers, the quickest is the most exact. */
export function createClockDifferences(): ClockDifferences {
  const known = new Map<Whose, { difference: number; tookMs: number }>();
  return {
    note(whose, date, askedAt, answeredAt) {
      const theirs = Date.parse(date ?? '');
      const tookMs = answeredAt - askedAt;
      if (Number.isNaN(theirs) || tookMs > (known.get(whose)?.tookMs ?? Number.POSITIVE_INFINITY)) return;
      // The header counts whole seconds, so it is half a second late on average.
      known.set(whose, { difference: (askedAt + answeredAt) / 2 - (theirs + 500), tookMs });
    },
    of: (whose) => known.get(whose)?.difference,
  };
}

const finding = about('Clock');

/** Whether this machine agrees with Slack and the portal about what time it is. */
export function checkClock(differences: Pick<ClockDifferences, 'of'>): Finding[] {
  return (['slack', 'portal'] as const).flatMap((whose) => {
    const difference = differences.of(whose);
    if (difference === undefined) return [];
    if (Math.abs(difference) < NOTICEABLE_MS) return [finding('ok', text.clockAgrees(whose))];
    const secondsAhead = Math.round(difference / 1000);
    const isRefused = whose === 'slack' && Math.abs(difference) >= REFUSED_FROM_MS;
    return [
      finding('warning', ...(isRefused ? text.clockTooFar(secondsAhead) : text.clockDiffers(whose, secondsAhead))),
    ];
  });
}
