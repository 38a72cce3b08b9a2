import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  App,
  BlockAction,
  SlackActionMiddlewareArgs,
  SlackOptionsMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewClosedAction,
  ViewSubmitAction,
} from '@slack/bolt';
import { MENU, paragraph } from './blocks.ts';
import { errorsAtFields, withOwnFieldIds } from './field-ids.ts';
import { BUSY, REFUSED_TITLE, UNKNOWN, UNKNOWN_TITLE } from './text.ts';
import { messageModal, sayingOption } from './views.ts';

export { BUSY, UNKNOWN } from './text.ts';

/** A part of a message or view that was clicked. */
type Clicked = SlackActionMiddlewareArgs<BlockAction>['action'];

export type ActionHandler = (args: SlackActionMiddlewareArgs<BlockAction>) => Promise<void>;
type ViewArgs = SlackViewMiddlewareArgs<ViewSubmitAction>;
export type ViewHandler = (args: ViewArgs) => Promise<void>;
export type OptionsHandler = (args: SlackOptionsMiddlewareArgs<'block_suggestion'>) => Promise<void>;
export type ShortcutHandler = (args: SlackShortcutMiddlewareArgs) => Promise<void>;

/** Who answers which button, form, typeahead field and shortcut, by the ids of Block Kit. */
export interface Routes {
  /**
   * Buttons with this action id, or with it and `:` and more: two buttons of one row need ids of their own. Choices of a
   * menu that stand for these buttons as well.
   */
  action(id: string, handler: ActionHandler): void;
  view(callbackId: string, handler: ViewHandler): void;
  options(actionId: string, handler: OptionsHandler): void;
  shortcut(callbackId: string, handler: ShortcutHandler): void;
  /** Registers one listener a kind with Bolt, which asks every registered listener about every request. */
  registerWith(app: App): void;
}

/** What routes ask of the app around them. */
export interface RouteOptions {
  /** Too much work is in hand for more. */
  isBusy(): boolean;
  /** Why nothing is done for whoever sent this payload; undefined: it is. */
  refusalOf(body: unknown): string | undefined;
  /** A click that is refused was acknowledged; the user is to be told. */
  onRefused(body: BlockAction, why: string): Promise<void>;
  /** A shortcut that is refused was acknowledged; the user is to be told. */
  onRefusedShortcut(triggerId: string, why: string): Promise<void>;
  /** A button that nobody here answers was clicked: it is acknowledged; the user is to be told. */
  onUnknown(actionId: string, body: BlockAction): Promise<void>;
  /** The same for a shortcut; its trigger can still open a modal. */
  onUnknownShortcut(callbackId: string, triggerId: string): Promise<void>;
}

/**
 * Empty routes. While `isBusy`, submissions keep their form and say so, and typeahead fields stay empty; clicks go on,
 * because a decision is one row and their acknowledgement can say nothing.
 */
export function createRoutes(given: RouteOptions): Routes {
  const { isBusy, refusalOf, onRefused, onRefusedShortcut, onUnknown, onUnknownShortcut } = given;
  const actions = new Map<string, ActionHandler>();
  const views = new Map<string, ViewHandler>();
  const options = new Map<string, OptionsHandler>();
  const shortcuts = new Map<string, ShortcutHandler>();
  return {
    action: (id, handler) => add(actions, id, handler),
    view: (id, handler) => add(views, id, handler),
    options: (id, handler) => add(options, id, handler),
    shortcut: (id, handler) => add(shortcuts, id, handler),
    registerWith(app) {
      const every = /^/;
      app.action<BlockAction>({ type: 'block_actions', action_id: every }, async (args) => {
        const why = refusalOf(args.body);
        if (why !== undefined) {
          await args.ack();
          return onRefused(args.body, why);
        }
        const id = clickedId(args.action);
        const handler = actions.get(id.split(':')[0] ?? '');
        if (handler) return handler({ ...args, ack: sentFirst(args.ack) });
        await args.ack();
        await onUnknown(id, args.body);
      });
      app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: every }, async (args) => {
        const why = refusalOf(args.body);
        if (why !== undefined) await args.ack({ response_action: 'update', view: refusedModal(why) });
        else if (isBusy()) await args.ack(busyAnswer(args.view));
        else await (views.get(args.view.callback_id) ?? answerUnknown)({ ...args, ack: ackByName(args) });
      });
      app.options<'block_suggestion'>({ type: 'block_suggestion', action_id: every }, async (args) => {
        const why = refusalOf(args.body) ?? (isBusy() ? BUSY : undefined);
        if (why !== undefined) await args.ack({ options: [sayingOption(why)] });
        else await (options.get(args.payload.action_id) ?? offerNothing)(args);
      });
      app.shortcut(every, async (args) => {
        const { callback_id: id, trigger_id: triggerId } = args.shortcut;
        const why = refusalOf(args.body);
        const handler = why === undefined ? shortcuts.get(id) : undefined;
        if (handler) return handler(args);
        await args.ack();
        await (why === undefined ? onUnknownShortcut(id, triggerId) : onRefusedShortcut(triggerId, why));
      });
      // No form of this version asks for it.
      app.view<ViewClosedAction>({ type: 'view_closed', callback_id: every }, ({ ack }) => ack());
    },
  };
}

/** The id by which a click is answered, perhaps with `:` and more. */
function clickedId(action: Clicked): string {
  return action.type === 'overflow' && action.action_id === MENU ? action.selected_option.value : action.action_id;
}

/** What a button carries, or a choice of a select, or the choice of a menu that stands for a button. */
export function clickedValue(action: Clicked): string {
  if (action.type === 'button') return action.value ?? '';
  if (action.type === 'static_select') return action.selected_option.value;
  return action.type === 'overflow' ? action.selected_option.value.split(':').slice(1).join(':') : '';
}

/**
 * What follows an acknowledgement begins when that is on its way: node writes an answer only when no promise is left to
 * go on with, and work on SQLite is nothing but promises that go on.
 */
function sentFirst<A extends unknown[]>(ack: (...answer: A) => Promise<void>): (...answer: A) => Promise<void> {
  return async (...answer) => {
    await ack(...answer);
    await nextTurn();
  };
}

/** An acknowledgement that speaks of fields by their names; a form that it shows has ids of its own. */
function ackByName({ view: { blocks }, ...args }: ViewArgs): ViewArgs['ack'] {
  const ack = sentFirst(args.ack);
  return (answer) => {
    if (answer?.response_action === 'errors')
      return ack({ ...answer, errors: errorsAtFields(blocks, answer.errors ?? {}) });
    if (answer && 'view' in answer && answer.view.type === 'modal')
      return ack({ ...answer, view: withOwnFieldIds(answer.view) });
    return ack(answer);
  };
}

/** At the form's first field, so that what was typed stays; a form without fields shows it instead. */
function busyAnswer({ blocks }: ViewArgs['view']) {
  const field = blocks.find((block) => block.type === 'input');
  if (field?.block_id) return { response_action: 'errors' as const, errors: { [field.block_id]: BUSY } };
  return { response_action: 'update' as const, view: messageModal('Busy', [paragraph(BUSY)]) };
}

/** Says to a user why the app does nothing for them. */
export function refusedModal(why: string): ReturnType<typeof messageModal> {
  return messageModal(REFUSED_TITLE, [paragraph(why)]);
}

const offerNothing: OptionsHandler = ({ ack }) => ack({ options: [] });

/** Says of a form or shortcut that this version does not know it. */
export function unknownModal(): ReturnType<typeof messageModal> {
  return messageModal(UNKNOWN_TITLE, [paragraph(UNKNOWN)]);
}

const answerUnknown: ViewHandler = ({ ack }) => ack({ response_action: 'update', view: unknownModal() });

/** Two answers to one click would both run; that is a mistake of ours, found at the start. */
function add<T>(routes: Map<string, T>, id: string, handler: T): void {
  if (routes.has(id)) throw new Error(`${id} has a listener already`);
  routes.set(id, handler);
}
