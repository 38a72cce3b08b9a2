import { AccessDenied, type CallerStatus, type RefusalReason } from '../access/index.ts';
import type { Deps } from '../deps.ts';
import { topLine } from '../requests/clicks/answers.ts';
import type { Block } from '../slack/blocks.ts';
import { errorBlocks } from '../slack/error-reporter.ts';
import { TITLE } from './text.ts';
import { type HomeContent, homeBlocks, type ManagedGroups, MOST_GROUPS } from './views.ts';

/** What Home is read from. */
export type HomeParts = Pick<
  Deps,
  'access' | 'clock' | 'config' | 'docspace' | 'identity' | 'reporter' | 'requests' | 'slack' | 'workspaceUrl'
>;

/** Reads what a user's Home shows, and publishes it; `line` is put at the top. */
export async function publishHome(parts: HomeParts, userId: string, line?: string): Promise<void> {
  const top = line === undefined ? [] : [topLine(line)];
  const publish = (blocks: Block[]) =>
    parts.slack.views.publish({ user_id: userId, view: { type: 'home', blocks: [...top, ...blocks] } });
  await parts.reporter.run(
    'publish the App Home',
    async () => {
      await publish(homeBlocks(await readHome(parts, userId)));
    },
    (userError) => publish(errorBlocks(TITLE, userError)),
  );
}

/** Publishes nothing but why the app does nothing for a user. */
export async function publishRefusal(parts: HomeParts, userId: string, why: RefusalReason): Promise<void> {
  const { asking } = parts.config.approvals;
  const { text } = parts.reporter.report(new AccessDenied(why, 'read'), 'publish the App Home');
  const blocks = homeBlocks({ status: { known: false, why }, asking, why: text });
  await parts.reporter.bestEffort('publish the App Home', () =>
    parts.slack.views.publish({ user_id: userId, view: { type: 'home', blocks } }),
  );
}

async function readHome(parts: HomeParts, userId: string): Promise<HomeContent> {
  const { access, requests, reporter, config, workspaceUrl } = parts;
  const status = await access.statusOf(userId);
  const { asking } = config.approvals;
  if (!status.known)
    return {
      status,
      asking,
      why: reporter.report(new AccessDenied(status.why, 'read', { email: status.email }), 'publish the App Home')
        .forUser,
    };
  const [lists, outcomes, managed] = await Promise.all([
    requests.listsFor(userId),
    requests.outcomesOf(userId),
    managedGroups(parts, status),
  ]);
  return { status, asking, lists, outcomes, managed, workspaceUrl: workspaceUrl() };
}

/** The first groups this person manages, or why they are not shown: the rest of Home is shown all the same. */
async function managedGroups(
  { docspace, reporter }: HomeParts,
  { caller, may }: Extract<CallerStatus, { known: true }>,
): Promise<ManagedGroups> {
  if (!may.read) return { items: [], total: 0, unreadable: 0 };
  const { groups } = docspace.for({ person: caller.slackId, urgency: 'look-up' });
  const filter = { personId: caller.person.id, managed: true, startIndex: 0, count: MOST_GROUPS };
  let failure: Block[] = [];
  const page = await reporter.run(
    'read the groups a user manages',
    () => groups.list(filter),
    async ({ blocks }) => {
      failure = blocks;
    },
  );
  return page ?? { failure };
}
