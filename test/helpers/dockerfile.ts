import { readFileSync } from 'node:fs';

/** One instruction of a Dockerfile, its continued lines as one. */
export interface Instruction {
  name: string;
  rest: string;
}

/** A stage: everything from one FROM to the next. */
export type Stage = readonly Instruction[];

/** The stages of the project's Dockerfile. */
export function readDockerfile(): Stage[] {
  const text = readFileSync(new URL('../../Dockerfile', import.meta.url), 'utf8');
  const instructions = text
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Instruction => {
      const [, name = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
      return { name, rest };
    });
  const begins = instructions.flatMap(({ name }, at) => (name === 'FROM' ? [at] : []));
  return begins.map((begin, stage) => instructions.slice(begin, begins[stage + 1]));
}

/** What the instructions of a name say. */
export function said(stage: Stage | undefined, name: string): string[] {
  return (stage ?? []).filter((each) => each.name === name).map(({ rest }) => rest);
}

/** What is copied, and where to; without a target where that is the same folder. */
export function copies(stage: Stage | undefined): { from: string[]; to: string }[] {
  return said(stage, 'COPY').map((rest) => {
    const paths = rest.split(/\s+/).filter((part) => !part.startsWith('--'));
    return { from: paths.slice(0, -1), to: paths.at(-1) ?? '' };
  });
}

/** A command in JSON, as Docker runs it without a shell. */
export function commandOf(rest: string | undefined): string[] {
  const parsed: unknown = JSON.parse(/\[.*\]$/.exec(rest ?? '')?.[0] ?? '[]');
  return Array.isArray(parsed) ? parsed.map(String) : [];
}

/** The variables that the image sets. */
export function variables(stage: Stage | undefined): Record<string, string> {
  return Object.fromEntries(said(stage, 'ENV').flatMap((rest) => rest.split(/\s+/).map((pair) => pair.split('='))));
}
