import type { Compared } from './measure.ts';

/** Prints one line of the results. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);

const word = (met: boolean) => (met ? 'met' : 'missed');

/** Two sides measured turn by turn. */
export function row(what: string, { ours, bare, ratio }: Compared, goal: number, unit = 'ms'): void {
  const numbers = `${ours.toFixed(3)} ${unit}, bare ${bare.toFixed(3)} ${unit}`;
  print(`${what}: ${ratio.toFixed(2)} × (${numbers}; goal: at most ${goal} ×, ${word(ratio <= goal)})`);
}

/** A number alone: there is nothing bare to compare it with. */
export function numberRow(what: string, value: number, unit: string, goal: number): void {
  const shown = value.toFixed(value < 100 ? 1 : 0);
  print(`${what}: ${shown} ${unit} (goal: at most ${goal} ${unit}, ${word(value <= goal)})`);
}

/** A result that needs words of its own. */
export function goalRow(what: string, result: string, goal: string, met: boolean): void {
  print(`${what}: ${result} (goal: ${goal}, ${word(met)})`);
}
