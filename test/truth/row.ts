import type { KeyLabel } from '../../sandbox/docspace/types.ts';
import type { Answered, shapeOf } from '../sandbox/docspace/asking.ts';

/**
 * One row of the table of what a portal answers. Texts may hold `{group}` and `{other}` (groups made for the row; the
 * first has `{me}` as manager and only member, the second nobody), `{me}` and `{email}` (the maker of the key) and
 * `{nobody}`; on the stand-in also the people of the cast (`{milo}`) and the seeded groups (`{Design}`).
 */
export interface Row {
  /** Section of the contract and what is said there. */
  what: string;
  /** `METHOD /path`; a GET without a method. */
  call: string;
  body?: unknown;
  /** Sent as it stands instead of `body`. */
  text?: string;
  contentType?: string;
  headers?: Record<string, string>;
  authorization?: string | null;
  /** Whose key, on the stand-in. */
  key?: KeyLabel;
  status: number;
  shape: ReturnType<typeof shapeOf>;
  /** What the whole answer, `response` as an object, or its `error` hold at least. */
  json?: object;
  item?: object;
  error?: object;
  /** Fields of `response` that are not there. */
  lacks?: readonly string[];
  /** How many items are in the list. */
  items?: number;
  /** A second call, and what its `response` holds. */
  after?: { call: string; item: object };
  /** Why a real portal cannot be asked, when nothing else in the row shows it. */
  onlyHere?: string;
  check?: (answer: Answered) => void;
}

/** What every portal has, or the test makes there. */
const ANYWHERE = new Set(['group', 'other', 'me', 'email', 'nobody']);

/** Whether a row needs nothing but a key, so that a real portal can be asked as well. */
export function needsOnlyAKey(row: Row): boolean {
  if (row.key !== undefined || row.onlyHere !== undefined) return false;
  const { check: _, ...written } = row;
  return [...JSON.stringify(written).matchAll(/\{(\w[\w ]*)\}/g)].every(([, name = '']) => ANYWHERE.has(name));
}
