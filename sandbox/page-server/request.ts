import { z } from 'zod';
import { POLICY_VARIABLES } from '../policy-variables.ts';
import { markedOption } from '../slack/block-kit/composition.ts';
import { richText } from '../slack/block-kit/rich-text.ts';
import type { Viewer } from './client-sessions.ts';
import type { Done } from './protocol.ts';
import type { Sandbox } from './sandbox.ts';
import { messagesBefore } from './snapshot.ts';

/** What a field or menu can hold, by the names of `view.state.values`. */
const fieldValue = z.object({
  type: z.string(),
  value: z.string().nullish(),
  selected_option: markedOption.nullish(),
  selected_options: z.array(markedOption).optional(),
  selected_user: z.string().nullish(),
  selected_users: z.array(z.string()).optional(),
  selected_conversation: z.string().nullish(),
  selected_conversations: z.array(z.string()).optional(),
  selected_channel: z.string().nullish(),
  selected_channels: z.array(z.string()).optional(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  timezone: z.string().optional(),
  selected_date_time: z.int().nullish(),
  rich_text_value: richText.nullish(),
});

const place = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), channel: z.string(), ts: z.string() }),
  z.object({ kind: z.literal('view'), viewId: z.string() }),
]);
const field = { blockId: z.string(), actionId: z.string() };

function named<Name extends string, Args extends z.ZodRawShape>(name: Name, args: Args) {
  return z.object({ id: z.int(), name: z.literal(name), args: z.object(args) });
}

const request = z.discriminatedUnion('name', [
  named('send', { channel: z.string(), text: z.string().max(40_000), threadTs: z.string().optional() }),
  named('shortcut', { callbackId: z.string() }),
  named('messageShortcut', { callbackId: z.string(), channel: z.string(), ts: z.string() }),
  named('openHome', {}),
  named('act', { place, use: z.object({ ...field, value: fieldValue.optional() }) }),
  named('put', { viewId: z.string(), ...field, value: fieldValue }),
  named('options', { place, ...field, typed: z.string() }),
  named('submit', { viewId: z.string() }),
  named('close', { viewId: z.string(), all: z.boolean() }),
  named('earlier', { channel: z.string(), before: z.string() }),
  named('read', { channel: z.string(), ts: z.string() }),
  named('hideChecklist', {}),
  named('fault', { id: z.string(), on: z.boolean() }),
  named('policy', { variables: z.record(z.enum(POLICY_VARIABLES), z.string().max(2_000)) }),
  named('passDay', {}),
]);
type ReadRequest = z.infer<typeof request>;

/** Reads what a tab sent; undefined when it is no request. */
export function readRequest(raw: string): ReadRequest | undefined {
  try {
    return request.safeParse(JSON.parse(raw)).data;
  } catch {
    return undefined;
  }
}

/** Does what a tab asks for as one person; what went wrong is answered as a sentence. */
export async function answerRequest(sandbox: Sandbox, viewer: Viewer, asked: ReadRequest): Promise<Done> {
  try {
    return { ok: true, result: (await perform(sandbox, viewer, asked)) ?? null };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : 'The sandbox could not do this.' };
  }
}

async function perform(sandbox: Sandbox, viewer: Viewer, asked: ReadRequest): Promise<unknown> {
  const screen = sandbox.workspace.screen(viewer.userId);
  switch (asked.name) {
    case 'send':
      return screen.send(asked.args.channel, asked.args.text, asked.args.threadTs);
    case 'shortcut':
      return screen.useShortcut(asked.args.callbackId);
    case 'messageShortcut':
      return screen.useMessageShortcut(asked.args.callbackId, asked.args.channel, asked.args.ts);
    case 'openHome':
      return screen.openHome();
    case 'act':
      return screen.act(asked.args.place, asked.args.use);
    case 'put':
      return screen.put(asked.args.viewId, asked.args.blockId, asked.args.actionId, asked.args.value);
    case 'options':
      return screen.loadOptions(asked.args.place, asked.args.blockId, asked.args.actionId, asked.args.typed);
    case 'submit':
      return screen.submit(asked.args.viewId);
    case 'close':
      return screen.close(asked.args.viewId, asked.args.all);
    case 'earlier':
      return messagesBefore(sandbox.workspace.state, viewer, asked.args.channel, asked.args.before);
    case 'read':
      return sandbox.reads.read(viewer.userId, asked.args.channel, asked.args.ts);
    case 'hideChecklist':
      return sandbox.checklist?.hide();
    case 'policy':
      return sandbox.policy.apply(asked.args.variables);
    case 'passDay':
      return sandbox.time.passDay();
    default:
      return sandbox.faults.press(asked.args.id, asked.args.on);
  }
}
