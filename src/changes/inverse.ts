import { REMOVED } from '../store/index.ts';
import type { DoneEdit, Member, WantedEdit } from './wanted.ts';

/** Why a part of an edit is not undone. */
export const STAYS = [
  'name-changed',
  'name-erased',
  'manager-changed',
  'manager-left',
  'manager-kept',
  'is-manager',
] as const;

/** A part that is not undone, and the person it is about. */
export interface Stay {
  why: (typeof STAYS)[number];
  person?: Member | undefined;
}

/** The current name and manager of a group. */
interface GroupNow {
  name: string;
  manager?: { id: string } | undefined;
}

/**
 * The edit that undoes another one, except for fields that were changed again since. People are compared one by one, so
 * members who joined or left in the meantime do not matter.
 * @param canJoin whether a person can be in a group now
 */
export function inverseOf(
  done: DoneEdit,
  now: GroupNow,
  canJoin: (personId: string) => boolean,
): { edit: WantedEdit; stays: Stay[] } {
  const name = invertName(done, now);
  const manager = invertManager(done, now, canJoin);
  // Removing the current manager would take away a role that the edit did not give them.
  const keepsMembership = manager.inverse ? undefined : now.manager?.id;
  const isManager = ({ id }: Member) => id === keepsMembership;
  return {
    edit: {
      ...(name.inverse ? { name: name.inverse } : {}),
      ...(manager.inverse ? { manager: manager.inverse } : {}),
      // DocSpace makes the new manager a member.
      add: done.removed.filter(({ id }) => id !== manager.inverse?.to?.id),
      remove: done.added.filter((person) => !isManager(person)),
    },
    stays: [
      ...(name.stays ? [name.stays] : []),
      ...(manager.stays ? [manager.stays] : []),
      ...done.added.filter(isManager).map((person) => ({ why: 'is-manager' as const, person })),
    ],
  };
}

/** A part of the inverse, or why that part is not undone; neither if it already has its old value. */
interface Part<T> {
  inverse?: T;
  stays?: Stay;
}

function invertName({ name }: DoneEdit, now: GroupNow): Part<NonNullable<WantedEdit['name']>> {
  if (!name || now.name === name.from) return {};
  if (name.from === REMOVED) return { stays: { why: 'name-erased' } };
  return now.name === name.to ? { inverse: { from: name.to, to: name.from } } : { stays: { why: 'name-changed' } };
}

function invertManager(
  { manager, added }: DoneEdit,
  now: GroupNow,
  canJoin: (personId: string) => boolean,
): Part<NonNullable<WantedEdit['manager']>> {
  if (!manager || now.manager?.id === manager.from?.id) return {};
  const { from, to } = manager;
  if (now.manager?.id !== to?.id) return { stays: { why: 'manager-changed' } };
  if (from && !canJoin(from.id)) return { stays: { why: 'manager-left', person: from } };
  // DocSpace removes a manager only by setting another one or by removing the member (docspace-api §2.2).
  if (!from && !added.some(({ id }) => id === to?.id)) return { stays: { why: 'manager-kept', person: to } };
  return { inverse: { ...(to ? { from: to } : {}), ...(from ? { to: from } : {}) } };
}
