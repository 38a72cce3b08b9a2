import type { Update } from '../../page-server/protocol.ts';

/** Every kind of update this page understands; a missing one does not compile. */
const KINDS: Readonly<Record<Update['type'], true>> = {
  snapshot: true,
  message: true,
  gone: true,
  channels: true,
  modals: true,
  home: true,
  portal: true,
  call: true,
  refusal: true,
  app: true,
  faults: true,
  read: true,
  checklist: true,
  policy: true,
  time: true,
  done: true,
};

/** Reads what the sandbox sent; undefined when this page does not know such an update. */
export function readUpdate(text: string): Update | undefined {
  const read = parse(text);
  return isUpdate(read) ? read : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The sandbox is of the same build and on the same machine: its word for the kind is enough. */
function isUpdate(read: unknown): read is Update {
  if (typeof read !== 'object' || read === null || !('type' in read)) return false;
  return typeof read.type === 'string' && Object.hasOwn(KINDS, read.type);
}
