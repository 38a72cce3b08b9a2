import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { WantedEdit } from '../../changes/index.ts';
import { groupNameSchema } from '../../groups/name.ts';
import { CHOOSE_A_PERSON } from '../../groups/text/groups.ts';
import { originSchema } from '../../slack/metadata.ts';
import { readViewState } from '../../slack/view-state.ts';
import { isChoice } from '../../slack/views.ts';
import { readUntil, UNTIL } from '../until.ts';
import type { Named } from './change.ts';
import { DAY_NEEDS_PEOPLE, GIVE_A_NAME, inBothText, managerCantLeave, managerStays, NOTHING_CHANGED } from './text.ts';

export const UPDATE_FORM = 'update_form';
export const UPDATE_PREVIEW = 'update_preview';
export const UPDATE_PICK = 'update_pick';

/** Fields of the form, by their names, which are their action ids too. */
export const NAME = 'update_name';
export const MANAGER = 'update_manager';
export const ADD = 'update_add';
export const REMOVE = 'update_remove';

/** People one edit may add, and as many it may remove. */
export const MOST_PEOPLE = 50;

/** The group as the form was filled from it: what a touched name or manager is compared with when the change is saved. */
export const updateMetadata = z.object({
  origin: originSchema,
  /** By the database's clock. */
  openedAt: z.number().optional(),
  group: z.object({
    id: z.uuid(),
    name: z.string(),
    manager: z.object({ id: z.string(), name: z.string() }).optional(),
  }),
});
export type UpdateMetadata = z.infer<typeof updateMetadata>;

/** All that the preview carries: what it will change is in its draft. */
export const previewMetadata = z.object({ draft: z.string() });

/** Either what the form asks to change, or a sentence for each field at fault. */
export type UpdateReading = { change: WantedEdit; until?: number | undefined } | { errors: Record<string, string> };

/** Reads a submitted update form against the group it was filled from. */
export function readUpdateForm(stateValues: unknown, before: UpdateMetadata['group'], now: number): UpdateReading {
  const state = readViewState(stateValues);
  const typed = state.text(NAME);
  // A name that stays is not judged: other ways into DocSpace allow names this app would not give.
  const name = typed === before.name ? undefined : groupNameSchema.safeParse(typed);
  const manager = state.one(MANAGER);
  const add = unique(state.many(ADD).map(named));
  const remove = unique(state.many(REMOVE).map(named));
  const chosen = manager && named(manager);
  const noChoice = [MANAGER, ADD, REMOVE].filter(
    (field) => ![...state.many(field), state.one(field)].every(isEmptyOrChoice),
  );
  const until = readUntil(stateValues, now);
  const errors = {
    ...untilErrors(until, add),
    ...(name?.error ? { [NAME]: name.error.issues[0]?.message ?? GIVE_A_NAME } : {}),
    ...peopleErrors({ before, chosen, add, remove }),
    ...Object.fromEntries(noChoice.map((field) => [field, CHOOSE_A_PERSON])),
  };
  if (Object.keys(errors).length > 0) return { errors };
  const change = changeOf({ before, name: name?.data ?? before.name, chosen, add, remove });
  const changed = change.name ?? change.manager ?? change.add[0] ?? change.remove[0];
  return changed
    ? { change, ...('until' in until ? { until: until.until } : {}) }
    : { errors: { [NAME]: NOTHING_CHANGED } };
}

function untilErrors(until: ReturnType<typeof readUntil>, add: readonly Named[]): Record<string, string> {
  if ('errors' in until) return until.errors;
  return until.until !== undefined && add.length === 0 ? { [UNTIL]: DAY_NEEDS_PEOPLE } : {};
}

interface People {
  before: UpdateMetadata['group'];
  chosen: Named | undefined;
  add: Named[];
  remove: Named[];
}

function peopleErrors({ before, chosen, add, remove }: People): Record<string, string> {
  const leaving = new Set(remove.map((person) => person.id));
  const both = add.find((person) => leaving.has(person.id));
  if (both) return { [REMOVE]: inBothText(both.name) };
  if (chosen && chosen.id !== before.manager?.id && leaving.has(chosen.id))
    return { [REMOVE]: managerCantLeave(chosen.name) };
  if (before.manager && !chosen && !leaving.has(before.manager.id))
    return {
      [MANAGER]: managerStays(before.manager.name),
    };
  return {};
}

function changeOf({ before, name, chosen, add, remove }: People & { name: string }): WantedEdit {
  const managerLeaves = remove.some((person) => person.id === before.manager?.id);
  const newManager = chosen && chosen.id !== before.manager?.id ? chosen : undefined;
  const manager = newManager ?? (managerLeaves ? null : undefined);
  return {
    ...(name === before.name ? {} : { name: { from: before.name, to: name } }),
    ...(manager === undefined
      ? {}
      : { manager: { ...(before.manager ? { from: before.manager } : {}), ...(manager ? { to: manager } : {}) } }),
    add: add.filter((person) => person.id !== newManager?.id),
    remove,
  };
}

function isEmptyOrChoice(option: types.PlainTextOption | undefined): boolean {
  return option === undefined || isChoice(option);
}

function named(option: types.PlainTextOption): Named {
  return { id: option.value ?? '', name: option.text.text };
}

function unique(people: Named[]): Named[] {
  return [...new Map(people.map((person) => [person.id, person])).values()];
}
