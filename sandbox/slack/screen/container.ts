import { fieldValues } from '../field-values.ts';
import type { Container } from '../payloads.ts';
import type { Place } from '../screen.ts';
import type { OpenView, WorkspaceState } from '../state.ts';

/** The message or view of a user at a place; throws with a sentence when they do not have it. */
export function containerAt(state: WorkspaceState, user: string, place: Place): Container {
  if (place.kind === 'view') {
    const view = ownView(state, user, place.viewId);
    if (view.definition.type === 'modal') refuseCovered(state, view);
    return { kind: 'view', user, view, blocks: view.definition.blocks, values: view.values };
  }
  const message = state.message(place.channel, place.ts);
  if (!message || !state.sees(user, message)) throw new Error('This message is no longer here.');
  const { blocks } = message;
  const values = fieldValues(blocks, message.held.get(user), message.channel);
  message.held.set(user, values);
  return { kind: 'message', user, message, blocks, values };
}

/** A modal in front of all others. */
export function frontModal(state: WorkspaceState, user: string, viewId: string): OpenView {
  const view = ownView(state, user, viewId);
  refuseCovered(state, view);
  return view;
}

/** A modal or App Home on this person's own screen. */
function ownView(state: WorkspaceState, user: string, viewId: string): OpenView {
  const view = state.view(viewId);
  if (view?.user !== user) throw new Error('This form is closed.');
  return view;
}

/** Modals beneath another cannot be reached. */
function refuseCovered(state: WorkspaceState, view: OpenView): void {
  if (state.modals.get(view.user)?.at(-1) !== view) throw new Error('Another form lies in front of this one.');
}
