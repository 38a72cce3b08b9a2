import { z } from 'zod';
import type { OpenView, WorkspaceState } from './state.ts';
import { ApiRefusal, recordRefusal } from './web-api/method.ts';
import { readView, redrawView, stackModal } from './web-api/views.ts';

const responseAction = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal('update'), view: z.unknown() }),
  z.object({ response_action: z.literal('push'), view: z.unknown() }),
  z.object({ response_action: z.literal('clear') }),
]);

/** Applies the app's answer to a submitted form; false when Slack could make nothing of it. */
export function applySubmission(state: WorkspaceState, view: OpenView, body: unknown): boolean {
  const empty = body === undefined || body === '' || (typeof body === 'object' && Object.keys(body ?? {}).length === 0);
  if (empty) return closeView(state, view);
  const parsed = responseAction.safeParse(body);
  if (!parsed.success) return refuse(state, new ApiRefusal('invalid_response_action'));
  try {
    return apply(state, view, parsed.data);
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    return refuse(state, error);
  }
}

function apply(state: WorkspaceState, view: OpenView, answer: z.infer<typeof responseAction>): boolean {
  switch (answer.response_action) {
    case 'errors': {
      const inputs = view.definition.blocks.filter((block) => block.type === 'input').map((block) => block.block_id);
      const unknown = Object.keys(answer.errors).find((block) => !inputs.includes(block));
      if (unknown !== undefined) throw new ApiRefusal('invalid_errors');
      view.errors = new Map(Object.entries(answer.errors));
      state.changed({ kind: 'modal', user: view.user });
      return true;
    }
    case 'update':
      redrawView(state, view, readView(answer.view, 'modal', state));
      return true;
    case 'push': {
      if ((state.modals.get(view.user) ?? []).length >= 3) throw new ApiRefusal('push_limit_reached');
      stackModal(state, view.user, readView(answer.view, 'modal', state), view.conversation);
      return true;
    }
    default:
      state.modals.set(view.user, []);
      state.changed({ kind: 'modal', user: view.user });
      return true;
  }
}

function closeView(state: WorkspaceState, view: OpenView): true {
  state.modals.set(
    view.user,
    (state.modals.get(view.user) ?? []).filter((each) => each.id !== view.id),
  );
  state.changed({ kind: 'modal', user: view.user });
  return true;
}

function refuse(state: WorkspaceState, refusal: ApiRefusal): false {
  recordRefusal(state, 'view_submission', refusal);
  return false;
}
