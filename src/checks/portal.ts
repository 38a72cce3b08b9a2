import type { Config } from '../config.ts';
import {
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
import { about, type Finding, type Found } from './finding.ts';
import * as text from './text/docspace.ts';

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
    return [closed ?? finding('ok', text.portalAnswers(host, version)), ...keyFindings, ...admins];
  } catch (error) {
    return [portalFinding(error, host)];
  }
}

/** Undefined where the portal does not say. */
async function versionOf(docspace: DocSpace): Promise<string | undefined> {
  try {
    return await docspace.version();
  } catch {
    return undefined;
  }
}

/**
 * Why the portal answers nothing but the question about the key, which it does in maintenance and without payment too
 * (docspace-api §11); undefined where groups can be read. A missing scope or role is reported for the key.
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
  if (error instanceof Unauthorized) return finding('fault', ...text.KEY_REFUSED);
  if (error instanceof WrongPortal) return finding('fault', ...text.addressFault(error.why, host));
  if (error instanceof UnexpectedAnswer) return finding('fault', ...text.notDocSpace(host));
  if (error instanceof IpRestricted) return finding('fault', ...text.IP_REFUSED);
  if (error instanceof DocSpaceError) return finding('warning', ...passing(error, host));
  throw error;
}

/** What can pass without a change of settings. */
function passing(error: DocSpaceError, host: string): Found {
  if (error instanceof PortalClosed) return text.portalClosed(error.why, host);
  if (error instanceof PaymentRequired) return text.unpaid(host);
  if (error instanceof RateLimited) return text.busy(host);
  if (error instanceof TimedOut) return text.timedOut(host);
  if (error instanceof Unreachable) return text.unreachable(host);
  if (error instanceof Forbidden) return text.keyNotDescribed(host);
  return text.internalError(host);
}
