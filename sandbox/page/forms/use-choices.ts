import { useEffect, useEffectEvent, useState } from 'react';
import type { OptionGroup } from '../../slack/block-kit/index.ts';
import { filled, matching } from './choices.ts';

/** Where the choices of a list come from: all known at once, or asked of the app for what is typed. */
export type ChoiceSource =
  | { kind: 'known'; groups: readonly OptionGroup[] }
  | { kind: 'asked'; least: number; load(typed: string): Promise<OptionGroup[]> };

/** The state of the search for choices; while waiting, the previous choices stay visible. */
export type Found =
  | { state: 'found' | 'waiting'; groups: readonly OptionGroup[] }
  | { state: 'short'; more: number }
  | { state: 'failed' };

/** Typing rests this long before the app is asked, in milliseconds. */
const PAUSE = 150;

interface Answer {
  typed: string;
  /** Which try this answers. */
  attempt: number;
  /** Undefined when the app did not answer. */
  groups?: readonly OptionGroup[];
}

/** The choices for what is typed, while the list is open; only the answer to the last question counts. */
export function useChoices(source: ChoiceSource, typed: string, open: boolean): { found: Found; retry(): void } {
  const [answer, setAnswer] = useState<Answer>();
  const [attempt, setAttempt] = useState(0);
  const more = source.kind === 'asked' ? source.least - [...typed].length : 0;
  const asks = open && source.kind === 'asked' && more <= 0;
  const load = useEffectEvent((text: string) => (source.kind === 'asked' ? source.load(text) : Promise.resolve([])));
  useEffect(() => {
    if (!asks) return;
    let last = true;
    const keep = (given: Answer) => {
      if (last) setAnswer(given);
    };
    const ask = () =>
      load(typed).then(
        (groups) => keep({ typed, attempt, groups: filled(groups) }),
        () => keep({ typed, attempt }),
      );
    setAnswer((before) => (before?.groups ? before : undefined));
    const timer = setTimeout(ask, typed === '' ? 0 : PAUSE);
    return () => {
      last = false;
      clearTimeout(timer);
    };
  }, [asks, typed, attempt]);
  const retry = () => setAttempt((count) => count + 1);
  return { found: foundOf(source, { typed, attempt }, more, answer), retry };
}

function foundOf(source: ChoiceSource, asked: Omit<Answer, 'groups'>, more: number, answer: Answer | undefined): Found {
  if (source.kind === 'known') return { state: 'found', groups: matching(source.groups, asked.typed) };
  if (more > 0) return { state: 'short', more };
  if (answer?.typed !== asked.typed || answer.attempt !== asked.attempt)
    return { state: 'waiting', groups: answer?.groups ?? [] };
  return answer.groups ? { state: 'found', groups: answer.groups } : { state: 'failed' };
}
