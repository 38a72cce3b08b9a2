import { type Access, createAccess, createLinks } from '../../src/access/index.ts';
import type { Policy } from '../../src/changes/index.ts';
import type { Clock } from '../../src/clock.ts';
import { createClient, type DocSpace, type Fetch } from '../../src/docspace/index.ts';
import { createRequests, type Requests } from '../../src/requests/index.ts';
import type { ChannelWriter } from '../../src/slack/channel-writer.ts';
import { createErrorReporter } from '../../src/slack/error-reporter.ts';
import { UNNAMED_CONTACT } from '../../src/slack/support-contact.ts';
import { createWriterLeases, type Store } from '../../src/store/index.ts';
import { userMessage } from '../../src/user-message/index.ts';
import { CAST, TEAM } from '../cast.ts';
import type { Portal } from '../docspace/index.ts';
import { PLACE } from './request-rows.ts';

/** A log for measurements. */
export const SILENT = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** What requests are measured with; the rest is as the app has it. */
export interface BenchParts {
  store: Store;
  docspace: DocSpace;
  access: Access;
  portal?: string;
  clock: Clock;
  policy?: Partial<Policy>;
}

/** Requests over a database, as the app makes them, with a Slack that takes every message at once. */
export function benchRequests(parts: BenchParts): Requests {
  const { store, docspace, access, clock, portal = PLACE.portal, policy } = parts;
  return createRequests({
    store,
    docspace,
    access,
    pool: { users: [], groups: [], accounts: async () => undefined },
    links: { accountsOf: async () => new Map() },
    messenger: { postResult: async () => ({ how: 'response_url' }), cannotPostText: () => undefined },
    reporter: createErrorReporter({
      userMessage: (error) => userMessage(error, UNNAMED_CONTACT.name),
      contact: UNNAMED_CONTACT,
      log: SILENT,
    }),
    policy: {
      approvalsRequired: 1,
      expiryMs: 24 * 3_600_000,
      graceMs: 0,
      selfApproval: false,
      asking: true,
      restoreForMs: 30 * 24 * 3_600_000,
      ...policy,
    },
    contact: UNNAMED_CONTACT,
    approvalChannel: undefined,
    portal,
    workspace: () => TEAM.id,
    workspaceUrl: () => undefined,
    soleProcess: store.dialect === 'sqlite',
    writer: slackThatTakesAll(),
    clock,
    log: SILENT,
  });
}

/** A client of a portal and the access over it, wired as the app does it. */
export function benchAccess(
  { store, portal, clock }: { store: Store; portal: Portal; clock: Clock },
  fetch: Fetch,
): Pick<BenchParts, 'docspace' | 'access' | 'portal'> {
  const docspace = createClient({
    baseUrl: portal.url,
    apiKey: portal.keys.owner,
    fetch,
    clock,
    oneWriter: store.dialect === 'postgres' ? createWriterLeases({ store, portal: portal.url, clock }) : undefined,
  });
  const workspace = () => TEAM.id;
  const links = createLinks({ store, workspace, portal: portal.url });
  return {
    docspace,
    access: createAccess({
      docspace,
      clock,
      home: () => ({ teamId: TEAM.id, enterpriseId: undefined }),
      links,
      profileOf,
    }),
    portal: portal.url,
  };
}

async function profileOf(account: string) {
  const slack = CAST.find((member) => member.slack?.id === account)?.slack;
  if (!slack) throw new Error(`there is no user ${account}`);
  const flags = { bot: false, deactivated: false, guest: false, stranger: false, emailConfirmed: true };
  return { id: account, teamId: TEAM.id, enterprise: undefined, email: slack.email, ...flags };
}

function slackThatTakesAll(): ChannelWriter {
  let posted = 0;
  return {
    async post(channel) {
      posted += 1;
      return { channel, ts: `2.${posted}`, inThread: true };
    },
    update: async () => undefined,
    delete: async () => undefined,
  };
}
