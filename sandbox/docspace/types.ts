import type { CastPerson } from '../cast.ts';

/** A DocSpace account as the portal keeps it. */
export interface PortalPerson extends CastPerson {
  /** Login name, unique; `/people/{id}` takes it as well as the id. */
  userName: string;
  /** Raw, as people read it; the wire encodes it. */
  displayName: string;
  registeredAt: number;
  /** When the account was disabled. */
  disabledAt?: number;
  /** Who invited this person; room admins see only the guests they invited. */
  invitedById?: string;
}

/** A group as the portal keeps it: disabled members keep their place and are not shown. */
export interface PortalGroup {
  id: string;
  name: string;
  managerId?: string;
  memberIds: ReadonlySet<string>;
  /** Carries a directory's SID. */
  isLDAP: boolean;
  /** Built in: fetchable by id, never listed, never changed. */
  isSystem: boolean;
}

/** Something groups can be given access to. */
export interface PortalEntry {
  kind: 'room' | 'folder' | 'file';
  /** A whole number on the wire, or a text for what lies in the storage of another service. */
  id: number | string;
  title: string;
  /** The people who may change who has access: of a room, its owner and its managers. */
  keeperIds: readonly string[];
  /** The groups that have access. */
  groupIds: Set<string>;
  /** What only rooms have. */
  room?: RoomFacts;
}

/** Kinds of rooms by the number the wire has for each. */
export const ROOM_TYPES = { formFilling: 1, collaboration: 2, custom: 5, public: 6, data: 8, ai: 9 } as const;
export type RoomType = keyof typeof ROOM_TYPES;

/** What a room has besides what it shares with folders and files. */
export interface RoomFacts {
  type: RoomType;
  ownerId: string;
  archived: boolean;
  /** Access levels (numbers of the wire) of single people besides owner and keepers. */
  people: ReadonlyMap<string, number>;
  /** Access level of each group in `groupIds`. */
  levels: Map<string, number>;
}

/** The keys every portal of the sandbox has, by the name scripts use. */
export const KEY_LABELS = [
  'owner',
  'admin',
  'roomAdmin',
  'user',
  'guest',
  'readOnly',
  'writeOnly',
  'groupsOnly',
  'groupsAndRooms',
  'expired',
  'inactive',
] as const;
export type KeyLabel = (typeof KEY_LABELS)[number];

/** Whether a word names one of the keys every portal has. */
export function isKeyLabel(word: string): word is KeyLabel {
  return KEY_LABELS.some((label) => label === word);
}

/** An API key: acts as its owner, narrowed by its scopes (none: not narrowed). */
export interface PortalKey {
  id: string;
  /** What tests and the list of calls name it; the secret stays out of both. */
  label: KeyLabel | 'created';
  /** What its maker named it. */
  name: string;
  secret: string;
  ownerId: string;
  /** Absent after a change to `*`: the portal stores null then. */
  permissions?: readonly string[];
  isActive: boolean;
  createdAt: number;
  /** When a call last came with it. */
  lastUsedAt?: number;
  /** Milliseconds since the epoch; absent: never. */
  expiresAt?: number;
}

/** One call that was made, with the status it was answered with. */
export interface PortalCall {
  method: string;
  /** Below `/api/2.0`, with its query. */
  path: string;
  /** 0 when the call was never answered. */
  status: number;
  /** From the last byte of the request to the answer. */
  ms: number;
  /** Label of the key; `created` for any that was made by a call, `none` without one. */
  key: PortalKey['label'] | 'none';
  /** The caller hung up before the answer was ready; the work was finished all the same. */
  callerLeft: boolean;
}

/** A change, for listeners. */
export type PortalChange =
  | { kind: 'group'; id: string }
  | { kind: 'person'; id: string }
  | { kind: 'call'; call: PortalCall };
