import { decode } from 'html-entities';
import { z } from 'zod';

/** A person's role; exactly one holds (docspace-api §5.1). The owner of older portals is also marked as admin. */
export type Role = 'owner' | 'admin' | 'roomAdmin' | 'user' | 'guest';

/** A DocSpace account. */
export interface Person {
  id: string;
  /** HTML entities decoded: the portal encodes this field, and only this one. */
  displayName: string;
  firstName: string;
  lastName: string;
  email: string;
  status: 'active' | 'disabled' | 'pending';
  role: Role;
  profileUrl?: string;
}

/** A group as lists show it. */
export interface GroupSummary {
  id: string;
  /** Raw text; may be blank, may repeat. */
  name: string;
  manager?: Person;
  /** Active and invited members, the manager among them. */
  membersCount: number;
  /** Kept by a directory: the next sync may undo changes. */
  isLDAP: boolean;
  /** Built into DocSpace. */
  isSystem: boolean;
}

/** A group with its members. */
export interface Group extends GroupSummary {
  members: Person[];
}

/** The key this client works with, as the portal describes it. */
export interface ApiKey {
  name: string;
  /** Empty: unrestricted. */
  permissions: string[];
  isActive: boolean;
  expiresAt?: Date;
  /** The last four characters. */
  postfix?: string;
}

export const personSchema = z
  .object({
    id: z.uuid(),
    displayName: z.string().default(''),
    firstName: z.string().nullish(),
    lastName: z.string().nullish(),
    email: z.string().nullish(),
    status: z.number().default(1),
    isOwner: z.boolean().default(false),
    isAdmin: z.boolean().default(false),
    isRoomAdmin: z.boolean().default(false),
    isVisitor: z.boolean().default(false),
    profileUrl: z.string().nullish(),
  })
  .transform(
    (wire): Person => ({
      id: wire.id,
      displayName: wire.displayName.includes('&') ? decode(wire.displayName) : wire.displayName,
      firstName: wire.firstName ?? '',
      lastName: wire.lastName ?? '',
      email: wire.email ?? '',
      status: wire.status === 2 ? 'disabled' : wire.status === 4 ? 'pending' : 'active',
      role: roleOf(wire),
      ...(wire.profileUrl ? { profileUrl: wire.profileUrl } : {}),
    }),
  );

function roleOf(wire: { isOwner: boolean; isAdmin: boolean; isRoomAdmin: boolean; isVisitor: boolean }): Role {
  if (wire.isOwner) return 'owner';
  if (wire.isAdmin) return 'admin';
  if (wire.isRoomAdmin) return 'roomAdmin';
  return wire.isVisitor ? 'guest' : 'user';
}

const groupWire = z.object({
  id: z.uuid(),
  name: z.string().default(''),
  manager: personSchema.nullish(),
  membersCount: z.number().default(0),
  isLDAP: z.boolean().default(false),
  isSystem: z.boolean().default(false),
});

export const groupSummarySchema = groupWire.transform(
  ({ manager, ...rest }): GroupSummary => ({ ...rest, ...(manager ? { manager } : {}) }),
);

export const groupSchema = groupWire
  .extend({ members: z.array(personSchema).default([]) })
  .transform(({ manager, ...rest }): Group => ({ ...rest, ...(manager ? { manager } : {}) }));

/** A group as `/group/user/{id}` names it: no members, and the manager as a user name only. */
export const groupNameSchema = z.object({ id: z.uuid(), name: z.string().default('') });

export const apiKeySchema = z
  .object({
    name: z.string().default(''),
    permissions: z.array(z.string()).nullish(),
    isActive: z.boolean().default(true),
    expiresAt: z.string().nullish(),
    keyPostfix: z.string().nullish(),
  })
  .transform(
    (wire): ApiKey => ({
      name: wire.name,
      permissions: wire.permissions ?? [],
      isActive: wire.isActive,
      ...(wire.expiresAt ? { expiresAt: new Date(wire.expiresAt) } : {}),
      ...(wire.keyPostfix ? { postfix: wire.keyPostfix } : {}),
    }),
  );
