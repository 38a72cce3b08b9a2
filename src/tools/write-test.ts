import type { Finding } from '../checks/index.ts';
import type { Clock } from '../clock.ts';
import { type DocSpace, DocSpaceError, hadNoEffect, NotDone } from '../docspace/index.ts';
import { writeTestText } from './text.ts';

/** How long an unanswered creation is looked for: someone waits in front of the terminal. */
const PATIENCE_MS = 120_000;
/** The pause before a deletion that surely did nothing is sent once more. */
const AGAIN_AFTER_MS = 3_000;

/** What the test of writing works with. */
export interface WriteTestParts {
  docspace: DocSpace;
  portalUrl: string;
  clock: Pick<Clock, 'sleep'>;
  /** Name of the group, which nothing else has. */
  name: string;
  /** Called with each step as soon as it is done. */
  tell(finding: Finding): void;
}

/**
 * Creates a group without members, reads it back, deletes it and proves that it is gone, with the client the app uses.
 * What it cannot delete again it names, with a link.
 */
export async function testWriting(parts: WriteTestParts): Promise<void> {
  const { tell, name } = parts;
  const text = writeTestText(parts.portalUrl);
  tell(text.begins(name));
  const id = await create(parts, text);
  if (id === undefined) return;
  tell(await readBack(parts, text, id));
  tell(await remove(parts, text, id));
}

type Text = ReturnType<typeof writeTestText>;

/** The new group's id; undefined where there is none, or nobody knows which. */
async function create({ docspace, name, tell }: WriteTestParts, text: Text): Promise<string | undefined> {
  try {
    const created = await docspace.groups.create({
      name,
      memberIds: [],
      patienceMs: PATIENCE_MS,
      onWaiting: () => tell(text.lookingFor('creation')),
    });
    tell(text.created(created.recovered === true));
    return created.group.id;
  } catch (error) {
    const failure = failureOf(error);
    tell(hadNoEffect(error) ? text.notCreated(failure) : text.maybeCreated(failure, name));
    return undefined;
  }
}

async function readBack({ docspace, name }: WriteTestParts, text: Text, id: string): Promise<Finding> {
  try {
    const group = await docspace.groups.head(id);
    return group.name === name ? text.readBack() : text.readBackOtherwise(group.name);
  } catch (error) {
    return text.notReadBack(failureOf(error));
  }
}

async function remove({ docspace, name, clock, tell }: WriteTestParts, text: Text, id: string): Promise<Finding> {
  const deletion = () =>
    docspace.groups.delete(id, { membersBefore: 0, onWaiting: () => tell(text.lookingFor('deletion')) });
  try {
    await deletion().catch(async (error: unknown) => {
      if (!hadNoEffect(error)) throw error;
      tell(text.deletesAgain(failureOf(error)));
      await clock.sleep(AGAIN_AFTER_MS);
      await deletion();
    });
    return text.deleted();
  } catch (error) {
    const failure = failureOf(error);
    return hadNoEffect(error) ? text.notDeleted(failure, { id, name }) : text.maybeDeleted(failure, { id, name });
  }
}

/** The failure of the call itself, where looking afterwards showed what it did. */
function failureOf(error: unknown): DocSpaceError {
  if (!(error instanceof DocSpaceError)) throw error;
  return error instanceof NotDone ? error.cause : error;
}
