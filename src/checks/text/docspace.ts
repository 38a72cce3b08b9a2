import type { AddressFault, PortalClosing, Role } from '../../docspace/index.ts';
import { dayText } from '../../slack/dates.ts';
import { counted } from '../../slack/text.ts';
import type { Found } from '../finding.ts';

/** What the checks say of the portal and the API key. */

const KEYS = 'in the portal, under “Developer tools”';

export const portalAnswers = (host: string, version: string | undefined) =>
  version === undefined ? `The portal ${host} answers.` : `The portal ${host} answers. Its version is ${version}.`;

export const KEY_REFUSED: Found = [
  'The portal does not accept DOCSPACE_API_KEY: it has expired, is switched off or deleted, is from another portal, or its owner is disabled.',
  `Check it ${KEYS}, and create a new one there if needed.`,
];
export const IP_REFUSED: Found = [
  'The portal does not accept connections from this machine’s IP address.',
  'A DocSpace admin can allow it in the portal’s settings, under IP Security.',
];

const CHECK_ADDRESS = 'Set DOCSPACE_URL to the portal’s current address, as the browser shows it.';
const ADDRESSES: Readonly<Record<AddressFault, (host: string) => string>> = {
  unknown: (host) => `There is no portal at ${host}.`,
  moved: (host) => `${host} leads to another address.`,
  'needs-https': (host) => `The portal at ${host} accepts only https.`,
  'not-docspace': (host) => `${host} answers with a web page, not with DocSpace’s API.`,
};
export const addressFault = (why: AddressFault, host: string): Found => [ADDRESSES[why](host), CHECK_ADDRESS];
export const notDocSpace = (host: string): Found => [
  `${host} does not answer like a DocSpace portal of version 3.5 or newer.`,
  CHECK_ADDRESS,
];

const CLOSED: Readonly<Record<PortalClosing, (host: string) => Found>> = {
  maintenance: (host) => [`The portal ${host} is closed for maintenance.`, 'Try again when it is open.'],
  suspended: (host) => [`The portal ${host} is suspended.`, 'Ask the portal’s owner to activate it.'],
};
export const portalClosed = (why: PortalClosing, host: string): Found => CLOSED[why](host);
export const unpaid = (host: string): Found => [
  `The portal ${host} refuses calls because of its plan or payment.`,
  'Ask the portal’s owner to check both.',
];

const IF_IT_KEEPS_HAPPENING = 'Try again in a minute. If it keeps happening,';
export const busy = (host: string): Found => [`The portal ${host} is busy.`, 'Try again in a minute.'];
export const timedOut = (host: string): Found => [
  `The portal ${host} did not answer in time.`,
  `${IF_IT_KEEPS_HAPPENING} check the portal.`,
];
export const unreachable = (host: string): Found => [
  `The portal ${host} can’t be reached.`,
  `${IF_IT_KEEPS_HAPPENING} check DOCSPACE_URL, the network and HTTPS_PROXY.`,
];
export const internalError = (host: string): Found => [
  `The portal ${host} reports an internal error.`,
  `${IF_IT_KEEPS_HAPPENING} check the portal’s log.`,
];
export const keyNotDescribed = (host: string): Found => [
  `The portal ${host} does not say what DOCSPACE_API_KEY can do.`,
  `Create a new key ${KEYS}.`,
];

/** A scope that every key needs. */
export type KeyScope = 'accounts:read' | 'accounts:write';

const USES: Readonly<Record<KeyScope, string>> = {
  'accounts:read': 'to read groups and people',
  'accounts:write': 'to create, edit and delete groups',
};
export const KEY_HAS_ALL_SCOPES = 'DOCSPACE_API_KEY has every scope the app needs.';
export const keyLacksScope = (scope: KeyScope): Found => [
  `DOCSPACE_API_KEY lacks the scope ${scope}, which the app needs ${USES[scope]}.`,
  `Add it to the key ${KEYS}.`,
];
export const KEY_LACKS_ROOMS: Found = [
  'Without the optional scope rooms:read, the app can’t show which rooms open through a group.',
  `To change that, add it to the key ${KEYS}.`,
];

const ROLES: Readonly<Record<Role, string>> = {
  owner: 'the owner of the portal',
  admin: 'a DocSpace admin',
  roomAdmin: 'a room admin',
  user: 'a user',
  guest: 'a guest',
};
export const keyBelongsTo = (name: string, role: Role) => `DOCSPACE_API_KEY belongs to ${name}, ${ROLES[role]}.`;
export const ownerLacksRole = (name: string, role: Role): Found => [
  `DOCSPACE_API_KEY belongs to ${name}, ${ROLES[role]}, who can’t edit groups.`,
  'Create a key as the owner of the portal or a DocSpace admin.',
];

export const keyWorksUntil = (expiresAt: Date, daysLeft: number) =>
  `DOCSPACE_API_KEY works until ${dayText(expiresAt.getTime())}: ${daysLeft < 1 ? 'less than a day' : counted(daysLeft, 'day')} left.`;
export const REPLACE_KEY = `Create a new key ${KEYS}, set DOCSPACE_API_KEY to it and start the app again.`;
