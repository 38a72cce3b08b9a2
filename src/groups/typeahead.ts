import type { types } from '@slack/bolt';
import { plain } from '../slack/blocks.ts';
import type { ErrorReporter, UserError } from '../slack/error-reporter.ts';
import type { Routes } from '../slack/routes.ts';
import { typedPart } from '../slack/text.ts';
import { sayingOption } from '../slack/views.ts';
import { type Choices, type Directory, type Keystroke, MOST_OPTIONS } from './directory.ts';
import { CANT_ASK, codeText, firstOfText, NO_ANSWER } from './text/groups.ts';

/** Slack waits three seconds for options; half a second of that is the way there and back. */
const ANSWER_WITHIN_MS = 2_500;

/** What typeahead fields need from the app. */
export interface PickerDeps {
  directory: Directory;
  /** Rejects when this account cannot look at groups. */
  access: { require(slackId: string, operation: 'read'): Promise<unknown> };
  reporter: Pick<ErrorReporter, 'report'>;
  clock: { now(): number; sleep(ms: number, signal?: AbortSignal): Promise<void> };
}

/** Options as Slack takes them. */
type Offered = { options: types.PlainTextOption[] } | { option_groups: OptionGroup[] };
interface OptionGroup {
  label: types.PlainTextElement;
  options: types.PlainTextOption[];
}

/**
 * Answers option loads within Slack's time. A newer keystroke in the same field aborts the older look-up. Where DocSpace
 * could not be asked, the only option says so; where there are more than Slack shows, the options' heading says so.
 */
export function answerOptions(
  routes: Routes,
  deps: Omit<PickerDeps, 'directory'>,
  actionId: string,
  load: (keystroke: Keystroke, view: { private_metadata: string }) => Promise<Choices>,
): void {
  const newest = new Map<string, AbortController>();
  routes.options(actionId, async ({ ack, body }) => {
    const field = `${body.user.id} ${body.view?.id ?? ''}`;
    newest.get(field)?.abort();
    const [stale, done] = [new AbortController(), new AbortController()];
    newest.set(field, stale);
    const keystroke = { typed: typedPart(body.value), slackId: body.user.id, signal: stale.signal };
    const loading = deps.access
      .require(body.user.id, 'read')
      .then(() => load(keystroke, { private_metadata: body.view?.private_metadata ?? '' }))
      .then(offered, (error: unknown) => (stale.signal.aborted ? NOTHING : refusing(deps, error, actionId)));
    // Kept until the look-up ends, also when Slack has its answer: the next keystroke still has to stop it.
    void loading.then(() => newest.get(field) === stale && newest.delete(field));
    const overdue = deps.clock.sleep(ANSWER_WITHIN_MS, done.signal).then(
      () => saying(NO_ANSWER),
      () => NOTHING,
    );
    try {
      await ack(await Promise.race([loading, overdue, aborted(stale.signal)]));
    } finally {
      done.abort();
    }
  });
}

const NOTHING: Offered = { options: [] };

function aborted(signal: AbortSignal): Promise<Offered> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(NOTHING), { once: true }));
}

function offered({ options, total }: Choices): Offered {
  const shown = options.slice(0, MOST_OPTIONS);
  if (shown.length === 0 || total <= shown.length) return { options: shown };
  return { option_groups: [{ label: plain(firstOfText(shown.length, total), 75), options: shown }] };
}

function saying(sentence: string, note?: string): Offered {
  return { options: [sayingOption(sentence, note)] };
}

function refusing({ reporter }: Pick<PickerDeps, 'reporter'>, error: unknown, actionId: string): Offered {
  const userError: UserError = reporter.report(error, `options of ${actionId}`);
  if (userError.kind === 'refusal') return saying(userError.text);
  return saying(userError.news ?? CANT_ASK, userError.reference && codeText(userError.reference));
}
