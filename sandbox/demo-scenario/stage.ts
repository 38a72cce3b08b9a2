import type { Form, SlackPerson } from '../slack/index.ts';
import type { StandIns } from '../start.ts';
import { createTranscript } from './transcript.ts';

/** One step of the demo: what it shows, and what its people do. It passes when nothing throws. */
export interface DemoStep {
  title: string;
  act(stage: Stage): Promise<void>;
}

/** Where the demo is played: a channel, its people, and the transcript that is printed. */
export interface Stage extends StandIns {
  channel: string;
  person(key: string): SlackPerson;
  /** Prints what a person did. */
  did(person: SlackPerson, what: string): void;
  /** Prints a form as the person sees it. */
  showed(form: Form): void;
  /** Prints what is new in the channel. */
  look(): void;
}

/** A stage that prints. */
export function createStage(standIns: StandIns, channel: string, print: (line: string) => void): Stage {
  const newLines = createTranscript(standIns.workspace, channel);
  return {
    ...standIns,
    channel,
    person: (key) => standIns.workspace.as(`U0${key.toUpperCase()}`),
    did: (person, what) => print(`  ▸ ${person.name} ${what}`),
    showed: (form) => {
      for (const line of form.text().split('\n')) print(`  ┆ ${line}`);
      for (const [label, error] of Object.entries(form.errors)) print(`  ┆ ! ${label}: ${error}`);
    },
    look: () => {
      for (const line of newLines()) print(line);
    },
  };
}

/** Fails the step with this message unless the condition is true. */
export function check(condition: boolean, message: string): void {
  if (!condition) throw new Error(message);
}
