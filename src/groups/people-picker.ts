import type { types } from '@slack/bolt';
import type { DocSpace, Member, Person } from '../docspace/index.ts';
import type { Guard } from '../slack/guard.ts';
import type { Routes } from '../slack/routes.ts';
import { option } from '../slack/views.ts';
import { personName, ROLE_WORDS } from './format.ts';

/** Slack shows at most 100 options (docs: block_suggestion payload). */
const MOST_OPTIONS = 100;
/** Slack waits three seconds for options; half a second of that is the way there and back. */
const ANSWER_WITHIN_MS = 2_500;
/** Keystrokes repeat: an answer serves the same query for this long. */
const ANSWER_SERVES_MS = 20_000;

/** What pickers need from the app. */
export interface PickerDeps {
  docspace: DocSpace;
  /** Rejects when this account cannot look at groups. */
  access: { require(slackId: string, deed: 'read'): Promise<unknown> };
  guard: Pick<Guard, 'explain'>;
  clock: { now(): number; sleep(ms: number, signal?: AbortSignal): Promise<void> };
}

/** A DocSpace person as a choice; the role tells people of one name apart, where it is known. */
export function personOption(person: Member & Partial<Pick<Person, 'role'>>): types.PlainTextOption {
  return option(personName(person), person.id, person.role && ROLE_WORDS[person.role]);
}

/** Looks people up for typeahead fields: active and invited people, no guests, since guests cannot join groups. */
export function createDirectory(docspace: DocSpace, clock: { now(): number }) {
  const answers = new Map<string, { until: number; found: Promise<Person[]> }>();
  return (text: string, groupId?: string): Promise<Person[]> => {
    const key = `${groupId ?? ''}\n${text.trim().toLocaleLowerCase('en')}`;
    for (const [old, answer] of answers) if (answer.until <= clock.now()) answers.delete(old);
    const kept = answers.get(key);
    if (kept) return kept.found;
    const found = docspace.people
      .search({ text: text.trim(), count: MOST_OPTIONS, ...(groupId ? { groupId } : {}) })
      .then((page) => page.items);
    answers.set(key, { until: clock.now() + ANSWER_SERVES_MS, found });
    found.catch(() => answers.delete(key));
    return found;
  };
}

/**
 * Answers option loads. Slack must get an answer in time, so a slow or failing look-up answers with no choices;
 * what is wrong is said when the form is sent.
 */
export function answerOptions(
  routes: Routes,
  deps: Pick<PickerDeps, 'access' | 'guard' | 'clock'>,
  actionId: string,
  load: (typed: string, view: { private_metadata: string }) => Promise<types.PlainTextOption[]>,
): void {
  routes.options(actionId, async ({ ack, body }) => {
    const tooLate = new AbortController();
    const loading = deps.access
      .require(body.user.id, 'read')
      .then(() => load(body.value, { private_metadata: body.view?.private_metadata ?? '' }));
    const waiting = deps.clock.sleep(ANSWER_WITHIN_MS, tooLate.signal).then(
      () => [],
      () => [],
    );
    try {
      await ack({ options: (await Promise.race([loading, waiting])).slice(0, MOST_OPTIONS) });
    } catch (error) {
      deps.guard.explain(error, `options of ${actionId}`);
      await ack({ options: [] });
    } finally {
      tooLate.abort();
      loading.catch(() => undefined);
    }
  });
}
