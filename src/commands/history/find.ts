import type { Deps } from '../../deps.ts';
import { DocSpaceError, type GroupSummary, NotFound } from '../../docspace/index.ts';
import { NoSuchGroup } from '../../groups/errors.ts';
import { findGroup } from '../../groups/find.ts';
import { bestFits, wantedName } from '../../groups/matching.ts';
import { nearestGroups } from '../../groups/nearest.ts';
import type { GroupReference } from '../../groups/reference.ts';
import { typedRequestId } from '../../requests/index.ts';
import {
  groupOfRequest,
  type HistoryScope,
  type RecordedGroup,
  recordedGroup,
  recordedGroups,
} from '../../store/index.ts';

/** Groups that are offered, and asked for at the portal to learn whether they still exist. */
const MOST_OFFERED = 10;
/** Recorded names that a mistyped one is compared with, a quarter of a millisecond each: those of the latest lines. */
const MOST_COMPARED = 300;
/** Names that are offered where nothing matches. */
const MOST_NEAREST = 3;

/** Whether a group still exists; `unread` where the portal did not say. */
export type Existence = { is: 'there'; group: GroupSummary } | { is: 'gone' } | { is: 'unread'; error: DocSpaceError };

/** A group whose history can be meant. */
export type Candidate =
  | { is: 'there'; group: GroupSummary }
  /** Of the record alone: as it was called last, and when. */
  | { is: 'gone' | 'unread'; group: { id: string; name: string }; at: number };

/** What was typed can mean one history, or several to choose from. */
export type FoundHistory = { scope: HistoryScope } | { several: Candidate[]; total: number };

type Parts = Pick<Deps, 'docspace' | 'requests' | 'config' | 'clock'>;

/**
 * Whose history is meant by an id, a link, a request's id or a name: a group of DocSpace, or one that only the record
 * still knows.
 * @throws NoSuchGroup when neither knows it, with the nearest names; DocSpaceError when the portal fails and the record
 * does not know it
 */
export async function findHistory(
  parts: Parts,
  reference: Exclude<GroupReference, { kind: 'none' }>,
): Promise<FoundHistory> {
  if (reference.kind === 'id') return { scope: { groupId: reference.id } };
  const ofRequest = await scopeOfRequest(parts, reference.name);
  if (ofRequest) return { scope: ofRequest };
  const groups = await namesakes(parts, reference);
  const [only] = groups;
  if (only && groups.length === 1) return { scope: { groupId: only.id } };
  const offered = await Promise.all(groups.slice(0, MOST_OFFERED).map((group) => candidateOf(parts, group)));
  const order = { there: 0, unread: 1, gone: 2 };
  return { several: offered.sort((a, b) => order[a.is] - order[b.is]), total: groups.length };
}

async function scopeOfRequest({ requests, config }: Parts, typed: string): Promise<HistoryScope | undefined> {
  const requestId = typedRequestId(typed);
  if (requestId === undefined) return undefined;
  const groupId = await groupOfRequest(requests.db, config.docspace.url, requestId);
  if (groupId === undefined) return undefined;
  return groupId === null ? { requestId } : { groupId };
}

/** A group of DocSpace, or one of the record as it was called last. */
type Namesake = (GroupSummary & { at: undefined }) | (RecordedGroup & { name: string });

/** Groups of DocSpace and of the record that fit a name equally well; those of the record by their last line. */
async function namesakes(parts: Parts, reference: { kind: 'name'; name: string }): Promise<Namesake[]> {
  const [living, recorded] = await Promise.all([
    livingGroups(parts, reference),
    recordedGroups(parts.requests.db, parts.config.docspace.url),
  ]);
  const ids = new Set(living.groups.map(({ id }) => id));
  const named = recorded.flatMap(({ name, ...rest }) =>
    name === undefined || ids.has(rest.id) ? [] : { ...rest, name },
  );
  named.sort((a, b) => b.at - a.at);
  const all: Namesake[] = [...living.groups.map((group) => ({ ...group, at: undefined })), ...named];
  const best = bestFits(all, wantedName(reference.name));
  if (!best) throw nothingFound(reference.name, living.error, named);
  return best.groups;
}

type Living = { groups: GroupSummary[]; error?: NoSuchGroup | DocSpaceError };

/** Groups of DocSpace that match. Where there is none, or none can be read, the record is asked alone. */
async function livingGroups({ docspace, clock }: Parts, reference: { kind: 'name'; name: string }): Promise<Living> {
  try {
    const found = await findGroup(docspace, reference, clock);
    if ('several' in found) return { groups: found.several };
    return { groups: found.summary ? [found.summary] : [] };
  } catch (error) {
    if (error instanceof NoSuchGroup || error instanceof DocSpaceError) return { groups: [], error };
    throw error;
  }
}

function nothingFound(
  typed: string,
  error: Living['error'],
  recorded: readonly { id: string; name: string }[],
): NoSuchGroup | DocSpaceError {
  if (error instanceof DocSpaceError) return error;
  const nearest = [...(error?.nearest ?? []), ...nearestGroups(recorded.slice(0, MOST_COMPARED), typed)];
  return new NoSuchGroup(typed, {
    nearest: nearest.slice(0, MOST_NEAREST).map(({ id, name }) => ({ id, name })),
    unreadable: error?.unreadable ?? 0,
    ...(error?.onlyFirst === undefined ? {} : { onlyFirst: error.onlyFirst }),
  });
}

/** One of the record can be in DocSpace by another name. */
async function candidateOf({ docspace }: Parts, group: Namesake): Promise<Candidate> {
  if (group.at === undefined) return { is: 'there', group };
  const existence = await existenceOf(docspace, group.id);
  return existence.is === 'there' ? existence : { is: existence.is, group, at: group.at };
}

/** Whether DocSpace still has a group. */
export async function existenceOf(docspace: Deps['docspace'], groupId: string): Promise<Existence> {
  try {
    return { is: 'there', group: await docspace.groups.head(groupId) };
  } catch (error) {
    if (error instanceof NotFound) return { is: 'gone' };
    if (error instanceof DocSpaceError) return { is: 'unread', error };
    throw error;
  }
}

/** The name the record has last for a group. */
export async function recordedName({ requests, config }: Parts, groupId: string): Promise<string | undefined> {
  return (await recordedGroup(requests.db, config.docspace.url, groupId))?.name;
}
