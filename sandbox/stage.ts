import type { Form, SlackPerson } from './slack/index.ts';
import type { StandIns } from './start.ts';
import { createTranscript } from './transcript.ts';

/** One step of the mission: what it shows, and the people acting it out. It holds when nothing throws. */
export interface MissionStep {
  title: string;
  act(stage: Stage): Promise<void>;
}

/** Where the mission is played: a channel, its people, and the page everything is written down on. */
export interface Stage extends StandIns {
  channel: string;
  person(key: string): SlackPerson;
  /** Writes down what somebody did. */
  did(person: SlackPerson, what: string): void;
  /** Writes down a form as the person sees it. */
  showed(form: Form): void;
  /** Writes down what the channel shows that it did not show before. */
  look(): void;
}

/** A stage that prints. */
export function createStage(standIns: StandIns, channel: string, print: (line: string) => void): Stage {
  const news = createTranscript(standIns.workspace, channel);
  return {
    ...standIns,
    channel,
    person: (key) => standIns.workspace.as(`U0${key.toUpperCase()}`),
    did: (person, what) => print(`  ▸ ${person.name} ${what}`),
    showed: (form) => {
      for (const line of form.text().split('\n')) print(`  ┆ ${line}`);
      for (const [label, words] of Object.entries(form.errors)) print(`  ┆ ! ${label}: ${words}`);
    },
    look: () => {
      for (const line of news()) print(line);
    },
  };
}

/** Fails the step with these words unless something holds. */
export function hold(condition: boolean, words: string): void {
  if (!condition) throw new Error(words);
}
