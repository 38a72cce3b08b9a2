import type { App } from '@slack/bolt';
import { AccessDenied } from '../access/index.ts';
import { actingFor, type Deps } from '../deps.ts';
import { fold } from '../groups/fold.ts';
import { registerClicks } from '../requests/clicks/clicks.ts';
import { note } from '../slack/messenger.ts';
import { openModal } from '../slack/modal-handle.ts';
import { replyTargetOf } from '../slack/reply-target.ts';
import { BUSY, createRoutes, type RouteOptions, refusedModal, UNKNOWN, unknownModal } from '../slack/routes.ts';
import { cameFrom } from '../slack/sender.ts';
import { typedPart } from '../slack/text.ts';
import type { Command } from './command.ts';
import { create } from './create/index.ts';
import { remove } from './delete/index.ts';
import { doctor } from './doctor/index.ts';
import { get } from './get/index.ts';
import { createHelp, SLASH_COMMAND } from './help/index.ts';
import { history } from './history/index.ts';
import { list } from './list/index.ts';
import { registerMembership } from './membership/index.ts';
import { nameMentions, realNameOf } from './mention-names.ts';
import { withProgress } from './progress.ts';
import { requests } from './requests/index.ts';
import { restore } from './restore/index.ts';
import { createTurns } from './turns.ts';
import { update } from './update/index.ts';
import { whoami } from './whoami/index.ts';

const WORKING: readonly Command[] = [create, get, list, update, remove, restore, requests, history, whoami, doctor];
const help = createHelp(WORKING);

/** Everything people can type, in the order help shows it. */
export const COMMANDS: readonly Command[] = [...WORKING, help];

/**
 * Pieces of work in hand, up to three a command, at which further commands and forms are refused: more than DocSpace
 * answers in a minute (7 writes and 20 reads at a time), and few enough for every acknowledgement to come in time.
 */
const MOST_IN_HAND = 200;

/** Commands that Slack still knows from another version. */
const OTHER_COMMANDS = new RegExp(`^(?!${SLASH_COMMAND}$)`);

/** Registers the slash command, every form and button behind it, and the buttons of request cards. */
export function registerCommands(app: App, deps: Deps): void {
  const inTurn = createTurns();
  const isBusy = () => deps.reporter.inHand() >= MOST_IN_HAND;
  const nameOf = (slackId: string) => realNameOf(deps, slackId);
  const named = (argument: string) => nameMentions(argument, { clock: deps.clock, nameOf });
  const strangers = strangersOf(deps);
  app.command(SLASH_COMMAND, async ({ ack, body, command }) => {
    const refused = strangers.refusalOf(body);
    if (refused !== undefined) {
      await ack({ response_type: 'ephemeral', text: refused });
      return;
    }
    const { text, trigger_id: triggerId } = command;
    const { verb, argument } = splitWords(typedPart(text));
    const found =
      COMMANDS.find((known) => known.claims?.(verb, argument)) ??
      COMMANDS.find((known) => known.name === verb || known.aliases?.includes(verb));
    if (!found?.run) {
      const message = (found?.reply ?? help.reply)(found ? argument : verb);
      await ack({ response_type: 'ephemeral', ...message });
      return;
    }
    if (isBusy()) {
      await ack({ response_type: 'ephemeral', text: BUSY });
      return;
    }
    await ack();
    const origin = { userId: command.user_id, channelId: command.channel_id, responseUrl: command.response_url };
    const run = (used: Deps) =>
      used.reporter.run(
        found.name,
        async () => found.run?.(used, { origin, triggerId, verb, argument: await named(argument) }),
        (userError) => used.messenger.replyPrivately(origin, userError.message),
      );
    const acting = actingFor(deps, command.user_id);
    // In hand from now on: an app that is asked to end also finishes what waits.
    await deps.reporter.bestEffort('answer a command', () =>
      inTurn(() => (found.progress ? withProgress(acting, origin, run) : run(acting))),
    );
  });
  app.command(OTHER_COMMANDS, ({ ack }) => ack({ response_type: 'ephemeral', text: UNKNOWN }));
  const routes = createRoutes({
    isBusy,
    ...strangers,
    onUnknown: (actionId, body) =>
      deps.reporter.run(
        'answer an unknown button',
        async () => {
          deps.log.warn('a button of another version was clicked', { action: actionId });
          await deps.messenger.replyPrivately(replyTargetOf(body), note(UNKNOWN));
        },
        async () => undefined,
      ),
    async onUnknownShortcut(callbackId, triggerId) {
      await deps.reporter.bestEffort('answer an unknown shortcut', async () => {
        deps.log.warn('a shortcut of another version was used', { shortcut: callbackId });
        await openModal(deps.slack, triggerId, unknownModal());
      });
    },
  });
  for (const command of COMMANDS) command.register?.(routes, deps);
  registerMembership(routes, deps);
  registerClicks(routes, deps);
  routes.registerWith(app);
}

/** Users of other workspaces: a channel can be shared with them, and they see the buttons in it. */
function strangersOf(deps: Deps): Pick<RouteOptions, 'refusalOf' | 'onRefused' | 'onRefusedShortcut'> {
  const tell = (answer: () => Promise<unknown>) =>
    deps.reporter.bestEffort('answer another workspace', answer).then(() => undefined);
  return {
    refusalOf(body) {
      const from = cameFrom(body, deps.identity());
      if (from === 'here') return undefined;
      const why = from === 'elsewhere' ? 'stranger' : 'membership-unknown';
      return deps.reporter.report(new AccessDenied(why, 'read'), 'answer another workspace').text;
    },
    onRefused: (body, why) => tell(() => deps.messenger.replyPrivately(replyTargetOf(body), note(why))),
    onRefusedShortcut: (triggerId, why) => tell(() => openModal(deps.slack, triggerId, refusedModal(why))),
  };
}

/** The first word says what to do, the rest with which group. A whole command that was pasted, and `Get:`, are read too. */
function splitWords(text: string): { verb: string; argument: string } {
  const [, first = '', rest = ''] = /^[\s\p{Cf}]*(?:\/?docspace-group\s+)?(\S*)\s*(.*)$/su.exec(text) ?? [];
  const plain = first.toLowerCase();
  // Nearly every verb is a plain word, which needs no folding.
  return { verb: /^[a-z]*$/.test(plain) ? plain : fold(first).replace(/:$/, ''), argument: rest.trim() };
}
