import { z } from 'zod';
import { LARGEST_VIEW, parseView, type ViewDefinition, withIds } from '../block-kit/index.ts';
import { delivered } from '../delivered.ts';
import { fieldValues, valuesJson } from '../field-values.ts';
import type { OpenView, WorkspaceState } from '../state.ts';
import type { Trigger } from '../triggers.ts';
import { ApiRefusal, type Method, type MethodContext, method } from './method.ts';
import { refusedView } from './refused-blocks.ts';

/** Modals that can lie on top of each other (docs: "Modals"). */
const DEEPEST_STACK = 3;

/** Reads a view as strictly as Slack, giving blocks and elements the ids they were sent without. */
export function readView(given: unknown, type: 'modal' | 'home', state: WorkspaceState): ViewDefinition {
  const parsed = parseView(given);
  if (!parsed.ok) throw refusedView(parsed.faults);
  if (parsed.value.type !== type) throw new ApiRefusal('invalid_arguments');
  if (Buffer.byteLength(JSON.stringify(given)) > LARGEST_VIEW) throw new ApiRefusal('view_too_large');
  return { ...parsed.value, blocks: withIds(parsed.value.blocks, () => state.newId('b')) };
}

/** A view as the Web API and payloads show it. */
export function viewJson(view: OpenView, state: WorkspaceState): Record<string, unknown> {
  const { definition } = view;
  const modal = definition.type === 'modal' ? definition : undefined;
  return {
    id: view.id,
    team_id: state.team.id,
    type: definition.type,
    blocks: delivered(definition.blocks),
    private_metadata: definition.private_metadata ?? '',
    callback_id: definition.callback_id ?? '',
    external_id: definition.external_id ?? '',
    state: { values: delivered(valuesJson(view.values)) },
    hash: view.hash,
    title: delivered(modal?.title ?? null),
    submit: delivered(modal?.submit ?? null),
    close: delivered(modal?.close ?? null),
    clear_on_close: modal?.clear_on_close ?? false,
    notify_on_close: modal?.notify_on_close ?? false,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: state.bot.appId,
    app_installed_team_id: state.team.id,
    bot_id: state.bot.botId,
  };
}

/** An external_id names one view of the whole team. */
function refuseTakenName(
  state: WorkspaceState,
  { external_id }: ViewDefinition,
  replaced: readonly OpenView[] = [],
): void {
  const taken = [...state.modals.values(), ...state.homes.values()]
    .flat()
    .some((view) => !replaced.includes(view) && view.definition.external_id === external_id);
  if (external_id && taken) throw new ApiRefusal('duplicate_external_id');
}

/** Puts a new modal on a user's stack. */
export function stackModal(
  state: WorkspaceState,
  user: string,
  definition: ViewDefinition,
  conversation?: string,
): OpenView {
  refuseTakenName(state, definition);
  const stack = state.modals.get(user) ?? [];
  const id = state.newId('V');
  const view: OpenView = {
    id,
    user,
    definition,
    hash: newHash(state),
    rootId: stack[0]?.id ?? id,
    previousId: stack.at(-1)?.id ?? null,
    values: fieldValues(definition.blocks, undefined, conversation),
    errors: new Map(),
    ...(conversation ? { conversation } : {}),
  };
  state.modals.set(user, [...stack, view]);
  state.changed({ kind: 'modal', user });
  return view;
}

/** Updates a view; fields whose ids stay keep their values. */
export function redrawView(state: WorkspaceState, view: OpenView, definition: ViewDefinition): void {
  refuseTakenName(state, definition, [view]);
  view.definition = definition;
  view.values = fieldValues(definition.blocks, view.values, view.conversation);
  view.errors = new Map();
  view.hash = newHash(state);
  state.changed({ kind: definition.type, user: view.user });
}

function newHash(state: WorkspaceState): string {
  return `${Math.floor(state.now() / 1000)}.${state.newId('h')}`;
}

function redeem({ triggers }: MethodContext, id: string): Trigger {
  const trigger = triggers.redeem(id);
  if (typeof trigger === 'string') throw new ApiRefusal(trigger);
  return trigger;
}

export const views: Readonly<Record<string, Method>> = {
  'views.open': method([], z.object({ trigger_id: z.string(), view: z.unknown() }), (args, context) => {
    const { state } = context;
    const definition = readView(args.view, 'modal', state);
    const trigger = redeem(context, args.trigger_id);
    refuseTakenName(state, definition, state.modals.get(trigger.user));
    state.modals.set(trigger.user, []);
    return { view: viewJson(stackModal(state, trigger.user, definition, trigger.conversation), state) };
  }),

  'views.push': method([], z.object({ trigger_id: z.string(), view: z.unknown() }), (args, context) => {
    const { state } = context;
    const definition = readView(args.view, 'modal', state);
    const trigger = redeem(context, args.trigger_id);
    const stack = state.modals.get(trigger.user) ?? [];
    if (!trigger.viewId || !stack.some((view) => view.id === trigger.viewId)) throw new ApiRefusal('not_found');
    if (stack.length >= DEEPEST_STACK) throw new ApiRefusal('push_limit_reached');
    return { view: viewJson(stackModal(state, trigger.user, definition, trigger.conversation), state) };
  }),

  'views.update': method(
    [],
    z.object({
      view_id: z.string().optional(),
      external_id: z.string().optional(),
      view: z.unknown(),
      hash: z.string().optional(),
    }),
    (args, { state }) => {
      const open = [...state.modals.values(), [...state.homes.values()]].flat();
      const view = args.view_id
        ? open.find((each) => each.id === args.view_id)
        : open.find((each) => args.external_id && each.definition.external_id === args.external_id);
      if (!view) throw new ApiRefusal('not_found');
      const definition = readView(args.view, view.definition.type, state);
      if (args.hash && args.hash !== view.hash) throw new ApiRefusal('hash_conflict');
      redrawView(state, view, definition);
      return { view: viewJson(view, state) };
    },
  ),

  'views.publish': method(
    [],
    z.object({ user_id: z.string(), view: z.unknown(), hash: z.string().optional() }),
    (args, { state }) => {
      if (!state.manifest.homeTab) throw new ApiRefusal('not_enabled');
      if (!state.users.has(args.user_id)) throw new ApiRefusal('user_not_found');
      const definition = readView(args.view, 'home', state);
      const known = state.homes.get(args.user_id);
      if (known && args.hash && args.hash !== known.hash) throw new ApiRefusal('hash_conflict');
      const id = known?.id ?? state.newId('V');
      const view: OpenView = known ?? {
        id,
        user: args.user_id,
        definition,
        hash: '',
        rootId: id,
        previousId: null,
        values: new Map(),
        errors: new Map(),
      };
      refuseTakenName(state, definition, [view]);
      state.homes.set(args.user_id, view);
      redrawView(state, view, definition);
      return { view: viewJson(view, state) };
    },
  ),
};
