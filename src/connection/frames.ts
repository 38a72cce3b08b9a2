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
 * Stands before the SDK's own reader of frames, which fails outside of any handler on what is no frame, and closes its
 * socket as soon as Slack announces that it will: `onDisconnect` gets Slack's reason instead, and the socket stays.
 */
export function readFrames(client: Client, onDisconnect: (reason: string) => void): void {
  const readers = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: unknown) => {
    const read = frame.safeParse(isBinary === false && typeof data === 'string' ? jsonOf(data) : undefined);
    if (!read.success) return;
    const { data: known } = read;
    if (known.type === 'disconnect') onDisconnect(known.reason);
    // The SDK emits an event by its type: one named like something of the client's own would be taken for that.
    else if (known.type === 'events_api' && client.listenerCount(known.payload.event.type) > 0) return;
    else for (const reader of readers) reader(data, isBinary);
  });
}
