import { CANNOT_START, faultyText, missingText, WHERE_TO_LOOK } from './text/faults.ts';

/** One variable that keeps the app from starting. */
export interface ConfigFault {
  variable: string;
  /** What is wrong with its value, such as "it is a user token"; undefined: it is missing. */
  problem?: string;
  /** What to do about it, as a sentence. */
  remedy: string;
}

/** A fault as one line: what is wrong, then what to do. */
export function faultLine({ variable, problem, remedy }: ConfigFault): string {
  return problem === undefined ? missingText(variable, remedy) : faultyText(variable, problem, remedy);
}

/** Carries every fault of the environment at once; its message is the list people read. */
export class ConfigError extends Error {
  readonly code = 'config_invalid';
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    super([CANNOT_START, ...faults.map((fault) => `  ${faultLine(fault)}`), WHERE_TO_LOOK].join('\n'));
    this.name = 'ConfigError';
    this.faults = faults;
  }
}
