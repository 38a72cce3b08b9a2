import type { SocketModeReceiver } from '@slack/bolt';
import { z } from 'zod';
import { jsonOf } from './slack-answers.ts';

type Client = SocketModeReceiver['client'];

const payload = z.record(z.string(), z.unknown());
const frame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello') }),
  z.object({ type: z.literal('disconnect'), reason: z.string().default('unknown') }),
  z.object({ type: z.enum(['slash_commands', 'interactive']), envelope_id: z.string(), payload }),
  z.object({
    type: z.literal('events_api'),
    envelope_id: z.string(),
    payload: payload.and(z.object({ event: z.object({ type: z.string() }) })),
  }),
]);

/**
 * Replaces the SDK's frame listener, which throws an uncaught error on an invalid frame and closes its socket as soon as
 * Slack announces a disconnect. Here `onDisconnect` gets Slack's reason, and the socket stays open.
 */
export function readFrames(client: Client, onDisconnect: (reason: string) => void): void {
  const listeners = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: unknown) => {
    const read = frame.safeParse(isBinary === false && typeof data === 'string' ? jsonOf(data) : undefined);
    if (!read.success) return;
    const { data: parsed } = read;
    if (parsed.type === 'disconnect') onDisconnect(parsed.reason);
    // The SDK emits each event under its type; one with the name of an internal event of the client would trigger that.
    else if (parsed.type === 'events_api' && client.listenerCount(parsed.payload.event.type) > 0) return;
    else for (const listener of listeners) listener(data, isBinary);
  });
}
