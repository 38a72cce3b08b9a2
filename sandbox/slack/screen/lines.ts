import type { ClientContext } from '../context.ts';
import type { Ack } from '../delivery/delivery.ts';
import type { Manifest } from '../manifest.ts';
import { commandPayload } from '../payloads.ts';
import type { Taken } from '../screen.ts';
import { SLACKBOT, type WorkspaceState } from '../state.ts';

import { readContent } from '../web-api/message-content.ts';
import { ApiRefusal, recordRefusal } from '../web-api/method.ts';
import { encodeSigns, escapeTyped } from './typed-text.ts';

interface Line {
  channel: string;
  text: string;
  threadTs?: string | undefined;
}

/** Sends what a user typed: a line that begins with `/` is a command, even an unknown one. */
export async function sendLine(context: ClientContext, user: string, line: Line): Promise<Taken> {
  const { state } = context;
  const { channel, text, threadTs } = line;
  refuseClosedChannel(state, user, line);
  const [, word, said = ''] = /^(\/\S+)(?: ([\s\S]*))?$/.exec(text) ?? [];
  if (word === undefined) {
    const thread = threadTs ? { threadTs } : {};
    state.post({ channel, user, text: escapeTyped(text.trim(), state), blocks: [], ...thread });
    return 'acknowledged';
  }
  const command = offersCommands(state) ? state.manifest.commands.find((each) => each.command === word) : undefined;
  const tell = (sentence: string) => tellPrivately(state, user, line, sentence);
  if (!command) {
    const advice = 'To send it as a message, put a space in front of it.';
    return tell(`\`${encodeSigns(word)}\` is not a valid command. ${advice}`);
  }
  if (threadTs) return tell(`\`${word}\` is not supported in threads. Sorry!`);
  return sendCommand(context, user, { channel, command, said });
}

/** Without the scope, an app has neither commands nor shortcuts, whatever its manifest lists. */
export function offersCommands({ scopes }: WorkspaceState): boolean {
  return scopes.has('commands');
}

function refuseClosedChannel(state: WorkspaceState, user: string, { channel, text, threadTs }: Line): void {
  const conversation = state.conversations.get(channel);
  // A line of a user who was deactivated a moment ago can still be under way, so it is the app that has to refuse it.
  const leaving = state.users.get(user)?.deleted === true;
  if (!conversation?.members.has(user) && !leaving) throw new Error('You are not a member of this conversation.');
  if (conversation?.archived) throw new Error('This channel is archived. You can’t post in it.');
  const isWithApp = conversation?.kind === 'direct' && conversation.members.has(state.bot.userId);
  if (isWithApp && state.manifest.messagesTabReadOnly) throw new Error('Sending messages to this app is turned off.');
  if (threadTs && !state.message(channel, threadTs)) throw new Error('This thread is no longer here.');
  if (text.trim() === '') throw new Error('There is nothing to send.');
}

async function sendCommand(
  context: ClientContext,
  user: string,
  parts: { channel: string; command: Manifest['commands'][number]; said: string },
): Promise<Taken> {
  const { state, triggers, responseUrls } = context;
  const { channel, said } = parts;
  const { command, shouldEscape } = parts.command;
  const ack = await context.deliver(
    'slash_commands',
    commandPayload(state, {
      user,
      channel,
      command,
      text: shouldEscape ? escapeTyped(said, state) : said,
      triggerId: triggers.mint({ user, conversation: channel }),
      responseUrl: responseUrls.mint('commands', { user, channel }),
    }),
  );
  const failure = ack.acked ? showAnswer(state, user, channel, ack.body) : WHY[ack.why];
  if (failure !== undefined) tellPrivately(state, user, { channel }, `${command} ${failure}`);
  return ack.acked ? 'acknowledged' : 'unanswered';
}

/** What Slack tells a user whose command did not arrive. */
const WHY: Readonly<Record<Extract<Ack, { acked: false }>['why'], string>> = {
  timeout: 'failed with the error "operation_timeout"',
  refused: 'failed with the error "dispatch_failed"',
  'not-connected': 'failed because the app did not respond. Verify that the app is running and try again.',
};

/** A command may be answered in its acknowledgement, as text or as a message; the result is why that failed. */
function showAnswer(state: WorkspaceState, user: string, channel: string, body: unknown): string | undefined {
  const answer = typeof body === 'string' ? { text: body } : body;
  if (typeof answer !== 'object' || answer === null || !('text' in answer || 'blocks' in answer)) return undefined;
  const text = 'text' in answer && typeof answer.text === 'string' ? answer.text : '';
  if (text === '' && !('blocks' in answer)) return undefined;
  const inChannel = 'response_type' in answer && answer.response_type === 'in_channel';
  try {
    const content = readContent({ text, ...('blocks' in answer ? { blocks: answer.blocks } : {}) }, state);
    state.post({ channel, user: state.bot.userId, ...content, ...(inChannel ? {} : { visibleTo: user }) });
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    recordRefusal(state, 'slash_commands', error);
    return `failed with the error "${error.error}"`;
  }
}

function tellPrivately(
  state: WorkspaceState,
  user: string,
  { channel, threadTs }: Pick<Line, 'channel' | 'threadTs'>,
  text: string,
): Taken {
  const thread = threadTs ? { threadTs } : {};
  state.post({ channel, user: SLACKBOT, text, blocks: [], visibleTo: user, ...thread });
  return 'acknowledged';
}
