import type { OpenWire } from './wire.ts';

/** Opens the sandbox's WebSocket, beside the page's own address. */
export const openWebSocket: OpenWire = (userId, events) => {
  const url = new URL(`live?as=${encodeURIComponent(userId)}`, document.baseURI);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(url);
  socket.addEventListener('message', ({ data }) => events.text(String(data)));
  socket.addEventListener('close', () => events.closed());
  return {
    send: (text) => socket.send(text),
    close: () => socket.close(),
  };
};
