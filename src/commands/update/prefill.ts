import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { WantedEdit } from '../../changes/index.ts';
import type { Deps } from '../../deps.ts';
import type { Person } from '../../docspace/index.ts';
import { personOption } from '../../groups/directory.ts';
import { sameName } from '../../groups/find.ts';
import type { Conflict } from '../../requests/index.ts';
import { cut, oneLine } from '../../slack/text.ts';
import { option } from '../../slack/views.ts';
import type { Named } from './change.ts';
import { ADD_MEMBERS, chooseUnder, noAccountText, nobodyMatches, REMOVE_MEMBERS, severalMatch } from './text.ts';
import type { TypedMembers, TypedPerson } from './typed.ts';

const personSchema = z.object({
  text: z.object({ type: z.literal('plain_text'), text: z.string(), emoji: z.boolean().optional() }),
  value: z.string(),
  description: z.object({ type: z.literal('plain_text'), text: z.string(), emoji: z.boolean().optional() }).optional(),
});

/** People who are in the form's fields when it opens; `notice` says on top who could not be filled in. */
export const prefillSchema = z.object({
  add: z.array(personSchema).optional(),
  remove: z.array(personSchema).optional(),
  notice: z.string().optional(),
});
export type Prefill = z.infer<typeof prefillSchema>;

/** What the form's fields hold where that is not the group as it is now. */
export interface FormValues {
  name?: string | undefined;
  manager?: types.PlainTextOption | undefined;
  add?: types.PlainTextOption[] | undefined;
  remove?: types.PlainTextOption[] | undefined;
}

/** What an edit asked for without the fields that conflict: they show the group as it is now. */
export function typedWithout({ name, manager, add, remove }: WantedEdit, conflicts: readonly Conflict[]): FormValues {
  const conflicting = new Set(conflicts.map(({ field }) => field));
  const chosen = (person: Named) => option(person.name, person.id);
  return {
    ...(name && !conflicting.has('name') ? { name: name.to } : {}),
    ...(manager?.to && !conflicting.has('manager') ? { manager: chosen(manager.to) } : {}),
    add: add.map(chosen),
    remove: remove.map(chosen),
  };
}

type Found = { person: Person } | { sentence: string };

/** Looks typed people up; who is not found, or is one of several, is named in the notice. */
export async function prefillOf(deps: Pick<Deps, 'access' | 'docspace'>, typed: TypedMembers): Promise<Prefill> {
  const found = await Promise.all(typed.people.map((person) => findTyped(deps, person)));
  const people = new Map(found.flatMap((each) => ('person' in each ? [[each.person.id, each.person] as const] : [])));
  const sentences = found.flatMap((each) => ('sentence' in each ? [each.sentence] : []));
  const field = typed.change === 'add' ? ADD_MEMBERS : REMOVE_MEMBERS;
  return {
    [typed.change]: [...people.values()].map((person) => personSchema.parse(personOption(person))),
    ...(sentences.length > 0 ? { notice: chooseUnder(sentences, field) } : {}),
  };
}

/** A mention by the account's own e-mail, a name by a search: the same name wins over names that contain the words. */
async function findTyped({ access, docspace }: Pick<Deps, 'access' | 'docspace'>, typed: TypedPerson): Promise<Found> {
  const name = cut(oneLine(typed.name), 60);
  if (typed.slackId !== undefined) {
    const status = await access.statusOf(typed.slackId);
    return status.known ? { person: status.caller.person } : { sentence: noAccountText(name) };
  }
  const { items, total } = await docspace.people.search({ text: typed.name, count: 10 });
  const same = items.filter((person) => sameName(person.displayName, typed.name));
  const [only, ...others] = same.length > 0 ? same : items;
  if (!only) return { sentence: nobodyMatches(name) };
  if (others.length === 0) return { person: only };
  return { sentence: severalMatch(same.length || total, name) };
}
