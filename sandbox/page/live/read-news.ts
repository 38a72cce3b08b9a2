import type { News } from '../../page-server/protocol.ts';

/** Every kind of news this page understands; a missing one does not compile. */
const KINDS: Readonly<Record<News['type'], true>> = {
  scene: true,
  message: true,
  gone: true,
  channels: true,
  modals: true,
  home: true,
  portal: true,
  call: true,
  refusal: true,
  app: true,
  troubles: true,
  done: true,
};

/** Reads what the sandbox sent; undefined when this page does not know such news. */
export function readNews(text: string): News | undefined {
  const read = parse(text);
  return isNews(read) ? read : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The sandbox is of the same build and on the same machine: its word for the kind is enough. */
function isNews(read: unknown): read is News {
  if (typeof read !== 'object' || read === null || !('type' in read)) return false;
  return typeof read.type === 'string' && Object.hasOwn(KINDS, read.type);
}
