import type { ClientContext } from '../context.ts';
import { homeOpenedPayload, shortcutPayload } from '../payloads.ts';
import type { Screen } from '../screen.ts';
import { loadOptions } from './choices.ts';
import { closeForm, submitForm } from './forms.ts';
import { offersCommands, sendLine } from './lines.ts';
import { editMessage, removeMessage, useMessageShortcut } from './messages.ts';
import { act, put } from './use.ts';

/** Opens the Slack client of one person; any number of screens of the same person show and do the same. */
export function openScreen(context: ClientContext, userId: string): Screen {
  const { state, triggers } = context;
  return {
    userId,
    send: (channel, text, threadTs) => sendLine(context, userId, { channel, text, threadTs }),
    async useShortcut(callbackId) {
      const known = state.manifest.shortcuts.find((each) => each.callbackId === callbackId && each.type === 'global');
      if (!known || !offersCommands(state)) throw new Error(`The app has no shortcut “${callbackId}”.`);
      const payload = shortcutPayload(state, userId, callbackId, triggers.mint({ user: userId }));
      return (await context.deliver('interactive', payload)).acked ? 'acknowledged' : 'unanswered';
    },
    useMessageShortcut: (callbackId, channel, ts) => useMessageShortcut(context, userId, { callbackId, channel, ts }),
    edit: (channel, ts, text) => editMessage(state, userId, { channel, ts, text }),
    remove: (channel, ts) => removeMessage(state, userId, { channel, ts }),
    async openHome() {
      if (!state.manifest.homeTab) throw new Error('This app has no Home tab.');
      if (!state.manifest.botEvents.includes('app_home_opened')) return;
      await context.deliver('events_api', homeOpenedPayload(state, userId));
    },
    act: (place, use) => act(context, userId, place, use),
    put: (viewId, blockId, actionId, value) => put(context, userId, viewId, { blockId, actionId, value }),
    loadOptions: (place, blockId, actionId, typed) => loadOptions(context, userId, place, { blockId, actionId, typed }),
    submit: (viewId) => submitForm(context, userId, viewId),
    close: (viewId, all = false) => closeForm(context, userId, viewId, all),
  };
}
