import { decode } from 'html-entities';
import { z } from 'zod';

/** A person's role, exactly one (docspace-api §5.1). On older portals the owner is also marked as admin. */
export type Role = 'owner' | 'admin' | 'roomAdmin' | 'user' | 'guest';

/** A person as a group member or manager. */
export interface Member {
  id: string;
  /** With HTML entities decoded: the portal encodes only this field. */
  displayName: string;
  status: 'active' | 'disabled' | 'pending';
}

/** A DocSpace account. */
export interface Person extends Member {
  firstName: string;
  lastName: string;
  email: string;
  /** False until the owner of the mailbox confirmed it (docspace-api §5.1, `activationStatus`). */
  confirmed: boolean;
  role: Role;
  profileUrl?: string;
}

/** A group without its members. */
export interface GroupSummary {
  id: string;
  /** Raw text; can be blank, and is not unique. */
  name: string;
  manager?: Member;
  /** Active and invited members including the manager, without disabled ones. */
  membersCount: number;
  /** Synchronized from a directory: the next sync can undo edits. */
  isLDAP: boolean;
  /** Built into DocSpace. */
  isSystem: boolean;
}

/** A group with all its members. */
export interface Group extends GroupSummary {
  /** Active and invited ones, as many as `membersCount`. */
  members: Member[];
  /** Members with a disabled account: they stay members and count again once it is enabled. */
  disabledMembers: Member[];
}

/** A room that opens through groups. */
export interface Room {
  /** A number, or the id of a room in third-party storage. */
  id: string;
  /** Raw text; can be blank. */
  name: string;
  archived: boolean;
  owner?: Pick<Member, 'id' | 'displayName'>;
}

/** A group's access to a room. */
export interface RoomAccess {
  groupId: string;
  /** The portal's number (docspace-api §10.2). */
  level: number;
}

/** The API key in use. */
export interface ApiKey {
  name: string;
  /** Empty: unrestricted. */
  permissions: string[];
  isActive: boolean;
  expiresAt?: Date;
  /** The last four characters. */
  postfix?: string;
  /** Its creator: the key acts with this person's current role. */
  ownerId?: string;
}

const memberWire = z.object({
  id: z.guid(),
  displayName: z.string().default('').transform(decoded),
  status: z.number().default(1).transform(statusOf),
});

/** A member with {@link MEMBER_FIELDS}. */
export const memberSchema: z.ZodType<Member> = memberWire;

export const personSchema = memberWire
  .extend({
    firstName: z.string().nullish(),
    lastName: z.string().nullish(),
    email: z.string().nullish(),
    activationStatus: z.number().default(1),
    isOwner: z.boolean().default(false),
    isAdmin: z.boolean().default(false),
    isRoomAdmin: z.boolean().default(false),
    isVisitor: z.boolean().default(false),
    profileUrl: z.string().nullish(),
  })
  .transform(
    (wire): Person => ({
      id: wire.id,
      displayName: wire.displayName,
      firstName: wire.firstName ?? '',
      lastName: wire.lastName ?? '',
      email: wire.email ?? '',
      status: wire.status,
      confirmed: wire.activationStatus === 1,
      role: roleOf(wire),
      ...(wire.profileUrl ? { profileUrl: wire.profileUrl } : {}),
    }),
  );

function decoded(displayName: string): string {
  return displayName.includes('&') ? decode(displayName) : displayName;
}

function statusOf(status: number): Member['status'] {
  if (status === 2) return 'disabled';
  return status === 4 ? 'pending' : 'active';
}

function roleOf(wire: { isOwner: boolean; isAdmin: boolean; isRoomAdmin: boolean; isVisitor: boolean }): Role {
  if (wire.isOwner) return 'owner';
  if (wire.isAdmin) return 'admin';
  if (wire.isRoomAdmin) return 'roomAdmin';
  return wire.isVisitor ? 'guest' : 'user';
}

/** For `fields=`: a full account is some 1,600 bytes, these fields are about 120 (docspace-api §1). */
export const MEMBER_FIELDS = 'id,displayName,status';
export const PERSON_FIELDS =
  'id,displayName,status,firstName,lastName,email,activationStatus,isOwner,isAdmin,isRoomAdmin,isVisitor,profileUrl';
export const GROUP_FIELDS = 'id,name,isLDAP,isSystem,membersCount,manager.id,manager.displayName,manager.status';
export const STATE_FIELDS = `${GROUP_FIELDS},members.id`;

const groupWire = z.object({
  id: z.guid(),
  name: z.string().default(''),
  manager: memberSchema.nullish(),
  membersCount: z.number().default(0),
  isLDAP: z.boolean().default(false),
  isSystem: z.boolean().default(false),
});

export const groupSummarySchema = groupWire.transform(
  ({ manager, ...rest }): GroupSummary => ({ ...rest, ...(manager ? { manager } : {}) }),
);

/** A group with the ids of its members ({@link STATE_FIELDS}): 45 bytes per member. */
export const groupStateSchema = groupWire
  .extend({ members: z.array(z.object({ id: z.guid() })).default([]) })
  .transform(({ manager, members, ...rest }) => ({
    ...rest,
    ...(manager ? { manager } : {}),
    memberIds: new Set(members.map(({ id }) => id)),
  }));

/** A group in `/group/user/{id}`, which returns no members, and the manager as a user name only. */
export const groupNameSchema = z.object({ id: z.guid(), name: z.string().default('') });

/** A list without unreadable rows, which are only counted: one unexpected row must not empty a page. */
export function rowsOf<T>(row: z.ZodType<T>): z.ZodType<{ rows: T[]; unreadable: number }> {
  return z.array(z.unknown()).transform((wire) => {
    const rows = wire.flatMap((each) => {
      const read = row.safeParse(each);
      return read.success ? [read.data] : [];
    });
    return { rows, unreadable: wire.length - rows.length };
  });
}

/** `rootFolderType` of an archived room. */
const ARCHIVE = 20;

const roomSchema = z
  .object({
    id: z.union([z.number(), z.string().min(1)]).transform(String),
    title: z.string().default(''),
    rootFolderType: z.number().optional(),
    // An unreadable owner must not hide the room.
    createdBy: memberWire.pick({ id: true, displayName: true }).optional().catch(undefined),
  })
  .transform(
    ({ id, title, rootFolderType, createdBy }): Room => ({
      id,
      name: title,
      archived: rootFolderType === ARCHIVE,
      ...(createdBy ? { owner: createdBy } : {}),
    }),
  );

/** A page of rooms; its total is inside the payload (docspace-api §10.1). */
export const roomPageSchema = z.object({ folders: rowsOf(roomSchema), total: z.number().optional() });

export const roomAccessSchema = z
  .object({ access: z.number(), sharedToGroup: z.object({ id: z.guid() }) })
  .transform(({ access, sharedToGroup }): RoomAccess => ({ groupId: sharedToGroup.id, level: access }));

export const apiKeySchema = z
  .object({
    name: z.string().default(''),
    permissions: z.array(z.string()).nullish(),
    isActive: z.boolean().default(true),
    expiresAt: z.string().nullish(),
    keyPostfix: z.string().nullish(),
    createBy: z.object({ id: z.guid() }).nullish().catch(undefined),
  })
  .transform(
    (wire): ApiKey => ({
      name: wire.name,
      permissions: wire.permissions ?? [],
      isActive: wire.isActive,
      ...(wire.expiresAt ? { expiresAt: new Date(wire.expiresAt) } : {}),
      ...(wire.keyPostfix ? { postfix: wire.keyPostfix } : {}),
      ...(wire.createBy ? { ownerId: wire.createBy.id } : {}),
    }),
  );

export const versionSchema = z.object({ docSpace: z.string() }).transform(({ docSpace }) => docSpace);
