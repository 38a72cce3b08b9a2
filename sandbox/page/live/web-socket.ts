import type { OpenWire } from './wire.ts';

/** Names this page until it is reloaded, as Slack knows its clients. */
const CLIENT = crypto.randomUUID();

/** Opens the sandbox's WebSocket at the page's own address. */
export const openWebSocket: OpenWire = (userId, events) => {
  const url = new URL(`live?${new URLSearchParams({ as: userId, client: CLIENT })}`, document.baseURI);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(url);
  socket.addEventListener('message', ({ data }) => events.text(String(data)));
  socket.addEventListener('close', () => events.closed());
  return {
    send: (text) => socket.send(text),
    close: () => socket.close(),
  };
};
