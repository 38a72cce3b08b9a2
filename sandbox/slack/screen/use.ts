import { choicesOf, findElement, type Interactive, isField, isTyped } from '../block-kit/index.ts';
import type { ClientContext } from '../context.ts';
import { valueFor } from '../field-values.ts';
import { actionPayload, type Container } from '../payloads.ts';
import type { Place, Taken, Use } from '../screen.ts';
import type { FieldValue, WorkspaceState } from '../state.ts';
import { containerAt } from './container.ts';

/** Uses an element. In an input block the app is not told, unless the block asks for it. */
export async function act(context: ClientContext, user: string, place: Place, use: Use): Promise<Taken> {
  const container = containerAt(context.state, user, place);
  const { block, element } = find(container, use);
  const value = hold(context.state, container, element, use);
  const quiet = block.type === 'input' && !(block.dispatch_action && tells(element, 'on_enter_pressed'));
  return quiet ? 'acknowledged' : dispatch(context, container, { ...use, element, value });
}

/** Puts something into a form's field, character by character as far as the app can tell. */
export async function put(context: ClientContext, user: string, viewId: string, use: Required<Use>): Promise<Taken> {
  const container = containerAt(context.state, user, { kind: 'view', viewId });
  const { block, element } = find(container, use);
  if (block.type !== 'input') throw new Error('This is not a field of the form.');
  const value = hold(context.state, container, element, use);
  const dispatches = block.dispatch_action && tells(element, 'on_character_entered');
  return dispatches ? dispatch(context, container, { ...use, element, value }) : 'acknowledged';
}

function find(container: Container, { blockId, actionId }: Use) {
  const found = findElement(container.blocks, blockId, actionId);
  if (!found) throw new Error('This is no longer here: the app has drawn it anew meanwhile.');
  return found;
}

/** Whether a dispatching element tells the app at this moment; only text fields make a difference between moments. */
function tells(element: Interactive, moment: 'on_enter_pressed' | 'on_character_entered'): boolean {
  if (!isTyped(element)) return true;
  return (element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed']).includes(moment);
}

/** Keeps the value where it belongs; buttons and overflow menus forget theirs. */
function hold(state: WorkspaceState, container: Container, element: Interactive, use: Use): FieldValue {
  const value = use.value ? checked(element, use.value) : heldBefore(container, element, use);
  if (!isField(element)) return value;
  container.values.get(use.blockId)?.set(use.actionId, value);
  if (container.kind === 'message') return value;
  const { view } = container;
  view.errors.delete(use.blockId);
  state.changed({ kind: view.definition.type, user: view.user });
  return value;
}

function heldBefore(container: Container, element: Interactive, { blockId, actionId }: Use): FieldValue {
  return container.values.get(blockId)?.get(actionId) ?? checked(element, { type: element.type });
}

/** A value the element can hold: of its type, and among its choices where it was drawn with them. */
function checked(element: Interactive, given: FieldValue): FieldValue {
  const value = valueFor(element, given);
  const chosen = [...(value.selected_options ?? []), ...(value.selected_option ? [value.selected_option] : [])];
  if (element.type === 'overflow' && chosen.length === 0) throw new Error('Pick one of the menu’s choices.');
  if (element.type === 'external_select' || element.type === 'multi_external_select') return value;
  const offered = new Set(choicesOf(element).flatMap((group) => group.options.map((option) => option.value)));
  if (!chosen.every((option) => offered.has(option.value))) throw new Error('This is not one of the choices.');
  return value;
}

async function dispatch(
  context: ClientContext,
  container: Container,
  used: { blockId: string; element: Interactive; value: FieldValue },
): Promise<Taken> {
  const { state, triggers, responseUrls } = context;
  const { user } = container;
  const trigger = triggers.mint({ user, ...origin(container) });
  const message = container.kind === 'message' ? container.message : undefined;
  const payload = actionPayload(state, container, {
    ...used,
    triggerId: trigger,
    ...(message
      ? { responseUrl: responseUrls.mint('actions', { user, channel: message.channel, ts: message.ts }) }
      : {}),
  });
  return (await context.deliver('interactive', payload)).acked ? 'acknowledged' : 'unanswered';
}

/** Where a trigger comes from: only those minted in a modal may push another one onto it. */
function origin(container: Container): { conversation?: string; viewId?: string } {
  if (container.kind === 'message') return { conversation: container.message.channel };
  const { view } = container;
  if (view.definition.type !== 'modal') return {};
  return { viewId: view.id, ...(view.conversation ? { conversation: view.conversation } : {}) };
}
