import type { Config } from '../config.ts';
import {
  type AddressFault,
  type DocSpace,
  DocSpaceError,
  Forbidden,
  IpRestricted,
  PaymentRequired,
  PortalClosed,
  RateLimited,
  TimedOut,
  Unauthorized,
  UnexpectedAnswer,
  Unreachable,
  WrongPortal,
} from '../docspace/index.ts';
import { checkAdmins } from './admins.ts';
import { checkApiKey } from './api-key.ts';
import { about, type Finding, type Level } from './finding.ts';

const finding = about('DocSpace');

/** The portal and the key: whether it is one and answers, and what the key can do there. */
export async function checkPortal(
  docspace: DocSpace,
  config: Pick<Config, 'docspace' | 'approvals'>,
  now: number,
): Promise<Finding[]> {
  const host = new URL(config.docspace.url).host;
  try {
    const key = await docspace.keys.self();
    const [keyFindings, version, closed, admins] = await Promise.all([
      checkApiKey(docspace, key, now),
      versionOf(docspace),
      closedFinding(docspace, host),
      checkAdmins(docspace, config.approvals),
    ]);
    const answers = finding(
      'ok',
      `The portal ${host} answers${version === undefined ? '' : `; its version is ${version}`}.`,
    );
    return [closed ?? answers, ...keyFindings, ...admins];
  } catch (error) {
    return [portalFinding(error, host)];
  }
}

/** Undefined where the portal does not tell. */
async function versionOf(docspace: DocSpace): Promise<string | undefined> {
  try {
    return await docspace.version();
  } catch {
    return undefined;
  }
}

/**
 * Why the portal answers nothing but the question about the key, which it does in maintenance and without payment too
 * (docspace-api §11); undefined where groups can be read. A missing scope or role is told of the key.
 */
async function closedFinding(docspace: DocSpace, host: string): Promise<Finding | undefined> {
  try {
    await docspace.groups.list({ count: 1 });
    return undefined;
  } catch (error) {
    const isOfPortal = PORTAL_WIDE.some((kind) => error instanceof kind);
    return isOfPortal ? portalFinding(error, host) : undefined;
  }
}

const PORTAL_WIDE = [PortalClosed, PaymentRequired, IpRestricted, RateLimited, TimedOut, Unreachable];

/** What a failed call says of the portal or its address. */
export function portalFinding(error: unknown, host: string): Finding {
  if (error instanceof Unauthorized)
    return finding(
      'fault',
      'The portal does not accept DOCSPACE_API_KEY: it has expired, is switched off or deleted, is of another portal, or its owner is disabled.',
      'Look at it under "Developer tools" of the portal, and create a new one there if needed.',
    );
  if (error instanceof WrongPortal) return finding('fault', ADDRESS[error.why](host), CHECK_ADDRESS);
  if (error instanceof UnexpectedAnswer)
    return finding('fault', `${host} does not answer as a DocSpace portal does (3.5 or newer).`, CHECK_ADDRESS);
  if (error instanceof IpRestricted)
    return finding(
      'fault',
      'The portal does not accept connections from this machine’s IP address.',
      'A DocSpace admin can allow it in the portal’s settings, under IP Security.',
    );
  if (error instanceof DocSpaceError) return passing(error, host);
  throw error;
}

const CHECK_ADDRESS = 'Set DOCSPACE_URL to the portal’s address of today, as it is in the browser.';

const ADDRESS: Readonly<Record<AddressFault, (host: string) => string>> = {
  unknown: (host) => `There is no portal at ${host}.`,
  moved: (host) => `${host} leads to another address.`,
  'needs-https': (host) => `The portal at ${host} accepts only https.`,
  'not-docspace': (host) => `${host} answers with a web page, not as a DocSpace portal.`,
};

/** What can pass without anybody changing a setting. */
function passing(error: DocSpaceError, host: string): Finding {
  const [text, remedy] = passingText(error, host);
  const level: Level = 'warning';
  return finding(level, text, remedy);
}

function passingText(error: DocSpaceError, host: string): [string, string] {
  if (error instanceof PortalClosed)
    return error.why === 'maintenance'
      ? [`The portal ${host} is closed for maintenance.`, 'Wait until it is open.']
      : [`The portal ${host} is suspended.`, 'Its owner can activate it.'];
  if (error instanceof PaymentRequired)
    return [`The portal ${host} refuses calls because of its plan or payment.`, 'Its owner can look at both.'];
  if (error instanceof RateLimited) return [`The portal ${host} is busy.`, 'Try again in a minute.'];
  if (error instanceof TimedOut)
    return [`The portal ${host} did not answer in time.`, 'Try again in a minute; if it stays, check the portal.'];
  if (error instanceof Unreachable)
    return [
      `The portal ${host} cannot be reached.`,
      'Try again in a minute; if it stays, check DOCSPACE_URL, the network and HTTPS_PROXY.',
    ];
  if (error instanceof Forbidden) return [`The portal ${host} refused to describe the key.`, 'Create a new one.'];
  return [
    `The portal ${host} reports an internal error.`,
    'Try again in a minute; if it stays, look at the portal’s log.',
  ];
}
