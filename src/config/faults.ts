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
  return problem === undefined ? `${variable} is missing. ${remedy}` : `${variable} is set, but ${problem}. ${remedy}`;
}

/** Carries every fault of the environment at once; its message is the list people read. */
export class ConfigError extends Error {
  readonly code = 'config_invalid';
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    super(
      [
        'DocSpace Groups cannot start:',
        ...faults.map((fault) => `  ${faultLine(fault)}`),
        'Every variable is explained in .env.example. To try the app without any of them, run: npm run sandbox',
      ].join('\n'),
    );
    this.name = 'ConfigError';
    this.faults = faults;
  }
}
