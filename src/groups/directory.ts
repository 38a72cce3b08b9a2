import type { types } from '@slack/bolt';
import { type DocSpace, type GroupSummary, type Member, type Person, peopleQuery } from '../docspace/index.ts';
import { option } from '../slack/views.ts';
import { createAnswerCache } from './answer-cache.ts';
import { suggestGroups } from './find.ts';
import { fold, plainSigns } from './fold.ts';
import { groupDetails, nameOf, personName, repeatedNames } from './format.ts';
import { ROLE_NAMES } from './text/groups.ts';

/** Slack shows at most 100 options (docs: block_suggestion payload). */
export const MOST_OPTIONS = 100;
/** How long further pages of groups are read while the user types. */
const LOOK_FOR_MS = 1_000;
/** Keystrokes repeat, of one user and of several. */
const REMEMBERED = { entries: 200, bytes: 2_000_000, lifeMs: 20_000 };

/** What a typeahead field offers. */
export interface Choices {
  options: types.PlainTextOption[];
  /** How many there are in all, as far as known. */
  total: number;
}

/** One keystroke: what is typed so far, by whom. */
export interface Keystroke {
  typed: string;
  slackId: string;
  /** Aborts when a newer keystroke has come. */
  signal?: AbortSignal;
}

/** Choices of people and groups for typeahead fields. Every method throws a DocSpaceError. */
export interface Directory {
  /** Active and invited people, no guests, since guests cannot join groups. */
  people(keystroke: Keystroke): Promise<Choices>;
  /** Everybody in a group, disabled people too, the manager first. */
  members(group: { id: string; manager?: { id: string } }, keystroke: Keystroke): Promise<Choices>;
  /** Groups, those of exactly the typed name first. */
  groups(keystroke: Keystroke): Promise<Choices>;
}

/** A DocSpace person as a choice; the role tells people of one name apart, where it is known. */
export function personOption(person: Member & Partial<Pick<Person, 'role'>>): types.PlainTextOption {
  return option(personName(person), person.id, person.role && ROLE_NAMES[person.role]);
}

/** A group as a choice; `withId` where its name does not tell it apart. */
export function groupOption(group: GroupSummary, withId: boolean): types.PlainTextOption {
  return option(nameOf(group), group.id, groupDetails(group, { withId }));
}

/** Groups as choices; those of one name among all that were read are told apart by their short ids. */
export function groupOptions(groups: readonly GroupSummary[], among = groups): types.PlainTextOption[] {
  const repeats = repeatedNames(among);
  return groups.map((group) => groupOption(group, repeats(group)));
}

/** The client that a keystroke's calls go through. */
function clientFor(docspace: DocSpace, { slackId, signal }: Keystroke): DocSpace {
  return docspace.for({ person: slackId, urgency: 'typeahead', ...(signal ? { signal } : {}) });
}

/** The directory of an app, one for all its fields: they share what is remembered. */
export function createDirectory(docspace: DocSpace, clock: { now(): number }): Directory {
  const cache = createAnswerCache<Choices>(clock, REMEMBERED);
  const remembered = (key: string, keystroke: Keystroke, load: (client: DocSpace) => Promise<Choices>) =>
    cache.get(
      `${key}\n${plainSigns(keystroke.typed).toLowerCase()}`,
      (signal) => load(clientFor(docspace, { ...keystroke, signal })),
      keystroke.signal,
    );

  return {
    people: (keystroke) =>
      remembered('people', keystroke, async ({ people }) => {
        const { items, total } = await people.search({ text: keystroke.typed, count: MOST_OPTIONS });
        return { options: items.map(personOption), total };
      }),
    members: (group, keystroke) =>
      remembered(`members ${group.id} ${group.manager?.id ?? ''}`, keystroke, (client) =>
        membersOf(client, group, keystroke.typed),
      ),
    groups: (keystroke) =>
      remembered('groups', keystroke, async (client) => {
        const limits = { most: MOST_OPTIONS, clock, withinMs: LOOK_FOR_MS };
        const { groups, total } = await suggestGroups(client, keystroke.typed, limits);
        return { options: groupOptions(groups.slice(0, MOST_OPTIONS), groups), total };
      }),
  };
}

async function membersOf(
  { groups }: DocSpace,
  group: { id: string; manager?: { id: string } },
  typed: string,
): Promise<Choices> {
  const query = peopleQuery(typed);
  if (query.ask === undefined && fold(typed) !== '') return { options: [], total: 0 };
  const page = await groups.members(group.id, { count: MOST_OPTIONS, ...(query.ask ? { text: query.ask } : {}) });
  const members = page.items.filter(query.fits);
  const isManager = (member: Member) => member.id === group.manager?.id;
  const ordered = [...members.filter(isManager), ...members.filter((member) => !isManager(member))];
  return { options: ordered.map(personOption), total: page.total - (page.items.length - members.length) };
}
