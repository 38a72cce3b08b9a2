import type { Log } from '../log.ts';
import { type Finding, findingText } from './finding.ts';
import { cannotStartText } from './text/server.ts';

/** The app can't work as it is set up; the message lists why, a line each. */
export class CannotStart extends Error {
  readonly code = 'cannot_start';

  constructor(faults: readonly Finding[]) {
    super(cannotStartText(faults.map(findingText)));
    this.name = 'CannotStart';
  }
}

/**
 * Logs what can pass and what is worth knowing.
 * @throws CannotStart where something can't work
 */
export function assertCanStart(findings: readonly Finding[], log: Pick<Log, 'info' | 'warn'>): void {
  for (const finding of findings) {
    if (finding.level === 'warning') log.warn(findingText(finding));
    if (finding.level === 'note') log.info(findingText(finding));
  }
  const faults = findings.filter(({ level }) => level === 'fault');
  if (faults.length > 0) throw new CannotStart(faults);
}
