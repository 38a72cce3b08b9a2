import type { News, PageMessage, Requests, Scene } from '../../page-server/protocol.ts';
import { compareTs, inOrder, withMessage } from './message-order.ts';

/** Calls the page keeps. */
export const MOST_CALLS = 200;

/** A scene as the sandbox sends it, with its messages in one order. */
export function foldScene(scene: Scene): Scene {
  return { ...scene, messages: inOrder(scene.messages) };
}

/** The scene after some news. */
export function foldNews(scene: Scene, news: Exclude<News, { type: 'done' }>): Scene {
  switch (news.type) {
    case 'scene':
      return foldScene(news.scene);
    case 'message':
      return isBeforeThePage(scene, news.message)
        ? scene
        : { ...scene, messages: withMessage(scene.messages, news.message) };
    case 'gone':
      return {
        ...scene,
        messages: scene.messages.filter(({ channel, ts }) => channel !== news.channel || ts !== news.ts),
      };
    case 'channels':
      return { ...scene, channels: news.channels, names: news.names };
    case 'modals':
      return { ...scene, modals: news.modals };
    case 'home':
      return { ...scene, home: news.home };
    case 'portal':
      return { ...scene, portal: news.portal };
    case 'call':
      return {
        ...scene,
        calls: [...scene.calls.filter(({ id }) => id !== news.call.id), news.call].slice(-MOST_CALLS),
      };
    case 'refusal':
      return { ...scene, refusals: [...scene.refusals, news.refusal] };
    case 'app':
      return { ...scene, app: { ...scene.app, ...news.app } };
    case 'troubles':
      return { ...scene, troubles: news.troubles };
    default:
      return scene;
  }
}

/** The scene with a page of older messages in front of a conversation. */
export function foldEarlier(scene: Scene, channel: string, page: Requests['earlier']['result']): Scene {
  const known = new Set(scene.messages.filter((message) => message.channel === channel).map(({ ts }) => ts));
  const older = page.messages.filter(({ ts }) => !known.has(ts));
  return {
    ...scene,
    messages: inOrder([...older, ...scene.messages]),
    earlier: { ...scene.earlier, [channel]: page.left },
  };
}

/** A message drawn anew that stands before the page's oldest: taking it would leave a gap nobody sees. */
function isBeforeThePage({ messages, earlier }: Scene, { channel, ts }: PageMessage): boolean {
  if (!earlier[channel]) return false;
  const oldest = messages.find((message) => message.channel === channel);
  return oldest !== undefined && compareTs(ts, oldest.ts) < 0;
}
