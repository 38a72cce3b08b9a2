import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { Member, WantedGroup } from '../../changes/index.ts';
import { groupNameSchema } from '../../groups/name.ts';
import { CHOOSE_A_PERSON } from '../../groups/text/groups.ts';
import { readViewState } from '../../slack/view-state.ts';
import { NEEDS_SOMEONE } from './text.ts';

/** The form's callback id, the button and the global shortcut (as manifest.yml declares it) that open it. */
export const CREATE_FORM = 'create_form';
export const CREATE_SHORTCUT = 'create_group';

/** Fields of the form, by their names, which are their action ids too. */
export const NAME = 'create_name';
export const MANAGER = 'create_manager';
export const MEMBERS = 'create_members';
export const CHANNEL = 'create_channel';

/** Members one form takes; the portal handles them one by one, so bigger groups grow in batches (docspace-api §6). */
export const MOST_MEMBERS = 100;

/** What people put into the form, whole: enough to draw it again with nothing lost. */
export interface CreateValues {
  name: string;
  manager?: types.PlainTextOption;
  members: types.PlainTextOption[];
}

/** All that the form carries. */
export const createMetadata = z.object({ draft: z.string() });

/** The form's content as typed, and either the group it describes or a sentence for each field at fault. */
export type CreateReading = { values: CreateValues; channelId?: string } & (
  | { group: WantedGroup }
  | { errors: Record<string, string> }
);

const personId = z.guid({ error: CHOOSE_A_PERSON });

const newGroup = z
  .object({ name: groupNameSchema, managerId: personId.optional(), memberIds: z.array(personId) })
  .refine((group) => group.managerId !== undefined || group.memberIds.length > 0, {
    path: ['memberIds'],
    error: NEEDS_SOMEONE,
  });

const FIELD_OF: Readonly<Record<string, string>> = { name: NAME, managerId: MANAGER, memberIds: MEMBERS };

/** Reads a submitted create form. A person picked twice, or as manager and member, counts once. */
export function readCreateForm(stateValues: unknown): CreateReading {
  const state = readViewState(stateValues);
  const manager = state.one(MANAGER);
  const members = state.many(MEMBERS);
  const values: CreateValues = { name: state.text(NAME), members, ...(manager ? { manager } : {}) };
  const channelId = state.conversation(CHANNEL);
  const memberIds = members.map((member) => member.value);
  const parsed = newGroup.safeParse({ name: values.name, managerId: manager?.value, memberIds });
  const reading = { values, ...(channelId ? { channelId } : {}) };
  if (parsed.success) return { ...reading, group: wantedGroup(parsed.data.name, manager, members) };
  // The first sentence of a field is the one to mend first.
  const errors = parsed.error.issues.reverse().map((issue) => [FIELD_OF[String(issue.path[0])] ?? NAME, issue.message]);
  return { ...reading, errors: Object.fromEntries(errors) };
}

function wantedGroup(name: string, manager: Option | undefined, members: readonly Option[]): WantedGroup {
  const people = new Map(members.map((member) => [member.value, named(member)]));
  if (manager) people.delete(manager.value);
  return { name, members: [...people.values()], ...(manager ? { manager: named(manager) } : {}) };
}

type Option = types.PlainTextOption;

function named({ value = '', text }: Option): Member {
  return { id: value, name: text.text };
}
