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

/** An element of a message or view that was clicked. */
type Clicked = SlackActionMiddlewareArgs<BlockAction>['action'];

export type ActionHandler = (args: SlackActionMiddlewareArgs<BlockAction>) => Promise<void>;
type ViewArgs = SlackViewMiddlewareArgs<ViewSubmitAction>;
export type ViewHandler = (args: ViewArgs) => Promise<void>;
export type OptionsHandler = (args: SlackOptionsMiddlewareArgs<'block_suggestion'>) => Promise<void>;
export type ShortcutHandler = (args: SlackShortcutMiddlewareArgs) => Promise<void>;

/** The handlers of buttons, forms, typeahead fields and shortcuts, by Block Kit id. */
export interface Routes {
  /**
   * Handles buttons with this action id, optionally followed by `:` and a suffix, because two buttons of one row need different
   * ids. Also handles menu options that replace these buttons.
   */
  action(id: string, handler: ActionHandler): void;
  view(callbackId: string, handler: ViewHandler): void;
  options(actionId: string, handler: OptionsHandler): void;
  shortcut(callbackId: string, handler: ShortcutHandler): void;
  /** Registers one listener per kind with Bolt, which calls every registered listener for every request. */
  registerWith(app: App): void;
}

/** The app's callbacks for routes. */
export interface RouteOptions {
  /** Whether too much work is running to accept more. */
  isBusy(): boolean;
  /** Why the sender of this payload is refused; undefined if they are not. */
  refusalOf(body: unknown): string | undefined;
  /** Tells the user that their click was refused; it is already acknowledged. */
  onRefused(body: BlockAction, why: string): Promise<void>;
  /** Tells the user that their shortcut was refused; it is already acknowledged. */
  onRefusedShortcut(triggerId: string, why: string): Promise<void>;
  /** Tells the user that a button has no handler; the click is already acknowledged. */
  onUnknown(actionId: string, body: BlockAction): Promise<void>;
  /** The same for a shortcut; its trigger id can still open a modal. */
  onUnknownShortcut(callbackId: string, triggerId: string): Promise<void>;
}

/**
 * Creates empty routes. While `isBusy`, submissions show a message and keep their form, and typeahead fields show a message
 * instead of options. Clicks are still handled: a decision is one row, and their acknowledgement cannot show a message.
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
      // No form of this version sets notify_on_close.
      app.view<ViewClosedAction>({ type: 'view_closed', callback_id: every }, ({ ack }) => ack());
    },
  };
}

/** The action id of a click, possibly with `:` and a suffix. */
function clickedId(action: Clicked): string {
  return action.type === 'overflow' && action.action_id === MENU ? action.selected_option.value : action.action_id;
}

/** The value of a clicked button, of a selected option, or of a menu option that replaces a button. */
export function clickedValue(action: Clicked): string {
  if (action.type === 'button') return action.value ?? '';
  if (action.type === 'static_select') return action.selected_option.value;
  return action.type === 'overflow' ? action.selected_option.value.split(':').slice(1).join(':') : '';
}

/**
 * Lets the acknowledgement be sent before further work starts: Node.js writes to the socket only after the microtask queue is
 * empty, and work on SQLite consists of microtasks.
 */
function sentFirst<A extends unknown[]>(ack: (...answer: A) => Promise<void>): (...answer: A) => Promise<void> {
  return async (...answer) => {
    await ack(...answer);
    await nextTurn();
  };
}

/** An acknowledgement that takes errors by field name, and gives the fields of a form new block ids. */
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

/** Shows the message at the first field, which keeps the input; a form without fields is replaced by it. */
function busyAnswer({ blocks }: ViewArgs['view']) {
  const field = blocks.find((block) => block.type === 'input');
  if (field?.block_id) return { response_action: 'errors' as const, errors: { [field.block_id]: BUSY } };
  return { response_action: 'update' as const, view: messageModal('Busy', [paragraph(BUSY)]) };
}

/** Tells a user why they are refused. */
export function refusedModal(why: string): ReturnType<typeof messageModal> {
  return messageModal(REFUSED_TITLE, [paragraph(why)]);
}

const offerNothing: OptionsHandler = ({ ack }) => ack({ options: [] });

/** Tells a user that a form or shortcut belongs to another version. */
export function unknownModal(): ReturnType<typeof messageModal> {
  return messageModal(UNKNOWN_TITLE, [paragraph(UNKNOWN)]);
}

const answerUnknown: ViewHandler = ({ ack }) => ack({ response_action: 'update', view: unknownModal() });

/** @throws Error for a duplicate id, at startup */
function add<T>(routes: Map<string, T>, id: string, handler: T): void {
  if (routes.has(id)) throw new Error(`${id} has a listener already`);
  routes.set(id, handler);
}
