import type { ClientContext } from '../context.ts';
import { closedPayload, submissionPayload } from '../payloads.ts';
import type { Taken } from '../screen.ts';
import type { OpenView } from '../state.ts';
import { applySubmission } from '../submission.ts';
import { clientErrors } from './client-errors.ts';
import { frontModal } from './container.ts';

/** What Slack shows when the app does not answer a form in time, or with something it can make nothing of. */
export const TROUBLE_CONNECTING = 'We had some trouble connecting. Try again?';

/** Submits a form; a second press of the button meanwhile waits for the same answer. */
export async function submitForm(context: ClientContext, user: string, viewId: string): Promise<Taken> {
  const view = frontModal(context.state, user, viewId);
  view.submitting ??= submitOnce(context, view).finally(() => {
    view.submitting = undefined;
  });
  return view.submitting;
}

async function submitOnce(context: ClientContext, view: OpenView): Promise<Taken> {
  const { state, triggers } = context;
  if (view.definition.type !== 'modal' || !view.definition.submit) throw new Error('This form has no submit button.');
  showErrors(context, view, clientErrors(view));
  if (view.errors.size > 0) return 'acknowledged';
  const triggerId = triggers.mint({
    user: view.user,
    viewId: view.id,
    ...(view.conversation ? { conversation: view.conversation } : {}),
  });
  const payload = submissionPayload(state, view, { triggerId, responseUrls: responseUrls(context, view) });
  const ack = await context.deliver('interactive', payload);
  // A user who closes the form while it is being sent sees nothing of the answer.
  const open = state.view(view.id) === view;
  if (open && !(ack.acked && applySubmission(state, view, ack.body)))
    showErrors(context, view, new Map([['', TROUBLE_CONNECTING]]));
  return ack.acked ? 'acknowledged' : 'unanswered';
}

function showErrors({ state }: ClientContext, view: OpenView, errors: OpenView['errors']): void {
  view.errors = errors;
  state.changed({ kind: 'modal', user: view.user });
}

/** A response_url for each conversation chosen in a field that asks for one. */
function responseUrls({ responseUrls }: ClientContext, view: OpenView): Record<string, unknown>[] {
  return view.definition.blocks.flatMap((block) => {
    if (block.type !== 'input') return [];
    const { element } = block;
    if (!('response_url_enabled' in element && element.response_url_enabled)) return [];
    const value = view.values.get(block.block_id ?? '')?.get(element.action_id ?? '');
    const channel = value?.selected_conversation ?? value?.selected_channel;
    if (!channel) return [];
    const response_url = responseUrls.mint('actions', { user: view.user, channel });
    return [{ response_url, channel_id: channel, block_id: block.block_id, action_id: element.action_id }];
  });
}

/** Takes a form off, or the whole stack; an app that asked for it is told. */
export async function closeForm(context: ClientContext, user: string, viewId: string, all: boolean): Promise<void> {
  const { state } = context;
  const view = frontModal(state, user, viewId);
  const stack = state.modals.get(user) ?? [];
  const clears = all || (view.definition.type === 'modal' && view.definition.clear_on_close === true);
  state.modals.set(user, clears ? [] : stack.slice(0, -1));
  state.changed({ kind: 'modal', user });
  // The x takes the whole stack, and what the app hears of is its root.
  const closed = all ? (stack[0] ?? view) : view;
  if (closed.definition.type === 'modal' && closed.definition.notify_on_close)
    await context.deliver('interactive', closedPayload(state, closed, clears));
}
