import { type DocSpaceError, NotFound, TimedOut } from './errors.ts';
import type { Clock } from './request.ts';
import type { Group, GroupSummary } from './schemas.ts';

/** A group as it is to be created. */
export interface NewGroup {
  name: string;
  managerId?: string;
  memberIds: readonly string[];
  /**
   * Ids of groups that had this name before. Names are not unique: without these, a group that was there already and
   * looks the same could be taken for the new one when the answer to the creation is lost.
   */
  knownBefore?: readonly string[];
}

/** How an unclear creation is looked for. */
export interface Look {
  /** Every group whose name holds this text. */
  named(text: string): AsyncIterable<GroupSummary>;
  get(id: string): Promise<Group>;
  clock: Clock;
  /** Moment after which it is not looked again. */
  until: number;
}

/** Pauses between looks: the portal may still be adding members, and its lists follow a little later (docspace-api §5.2, §6). */
const LOOK_AGAIN_AFTER_MS = [500, 1_500, 3_000];

/**
 * Finds out what an unclear creation did: looks for a group with the same name, manager and members.
 * @throws TimedOut `not-seen` when there was none until the end, `unknown` when it stays unclear or the look fails as well
 */
export async function findCreated(wanted: NewGroup, unclear: DocSpaceError, look: Look): Promise<Group> {
  const give = (outcome: 'unknown' | 'not-seen') => new TimedOut('the creation is unclear', unclear, outcome);
  // With an answer of its own the portal has ended the creation; after anything else it may still be at work.
  const pauses = unclear.effect === 'answered' ? [] : LOOK_AGAIN_AFTER_MS;
  for (let again = 0; ; again += 1) {
    const { whole, partly } = await candidates(wanted, look).catch(() => {
      throw give('unknown');
    });
    const [only] = whole;
    if (only && whole.length === 1) return only;
    if (only) throw give('unknown');
    const pause = pauses[again];
    if (pause === undefined || look.clock.now() + pause >= look.until) throw give(partly ? 'unknown' : 'not-seen');
    await look.clock.sleep(pause);
  }
}

/** Groups that are what was wanted, and whether there are some on the way there: a creation is no single step. */
async function candidates(wanted: NewGroup, look: Look): Promise<{ whole: Group[]; partly: boolean }> {
  const found: GroupSummary[] = [];
  for await (const group of look.named(wanted.name)) if (isCandidate(group, wanted)) found.push(group);
  const read = await Promise.all(found.map(({ id }) => look.get(id).catch(unlessGone)));
  const groups = read.filter((group) => group !== undefined);
  const expected = new Set([...wanted.memberIds, ...(wanted.managerId ? [wanted.managerId] : [])]);
  const fitting = groups.filter((group) => group.members.every((person) => expected.has(person.id)));
  const whole = fitting.filter(
    (group) => group.members.length === expected.size && group.manager?.id === wanted.managerId,
  );
  return { whole, partly: fitting.length > whole.length };
}

function isCandidate({ id, name, manager }: GroupSummary, wanted: NewGroup): boolean {
  if (name !== wanted.name || wanted.knownBefore?.includes(id)) return false;
  return manager === undefined || manager.id === wanted.managerId;
}

function unlessGone(error: unknown): undefined {
  if (error instanceof NotFound) return undefined;
  throw error;
}
