import { type ApiKey, type DocSpace, DocSpaceError, ifFound, type Person } from '../docspace/index.ts';
import { about, type Finding } from './finding.ts';
import * as text from './text/docspace.ts';

const DAY_MS = 86_400_000;
/** When people are warned of the key's last day, in days before it. */
const WARNING_DAYS = [1, 3, 14];

/** Scopes that the app needs, and those that include each (docspace-api §4.3). */
const NEEDED: readonly { scope: text.KeyScope; any: readonly string[] }[] = [
  { scope: 'accounts:read', any: ['accounts:read', '*:read', '*:write', '*'] },
  { scope: 'accounts:write', any: ['accounts:write', '*:write', '*'] },
];
const ROOMS = ['rooms:read', 'rooms:write', '*:read', '*:write', '*'];

const finding = about('DocSpace');

/** The key: its scopes, its last day and its owner. */
export async function checkApiKey(docspace: DocSpace, key: ApiKey, now: number): Promise<Finding[]> {
  return [...scopeFindings(key.permissions), ...(await ownerFindings(docspace, key)), lastDayFinding(key, now)].filter(
    (each) => each !== undefined,
  );
}

function scopeFindings(permissions: readonly string[]): Finding[] {
  // No scopes at all: unrestricted.
  const has = (any: readonly string[]) => permissions.length === 0 || any.some((scope) => permissions.includes(scope));
  const missing = NEEDED.filter(({ any }) => !has(any));
  return [
    ...missing.map(({ scope }) => finding('fault', ...text.keyLacksScope(scope))),
    ...(missing.length === 0 ? [finding('ok', text.KEY_HAS_ALL_SCOPES)] : []),
    ...(has(ROOMS) ? [] : [finding('note', ...text.KEY_LACKS_ROOMS)]),
  ];
}

async function ownerFindings(docspace: DocSpace, { ownerId }: ApiKey): Promise<Finding[]> {
  const owner = ownerId === undefined ? undefined : await readOwner(docspace, ownerId);
  if (owner === undefined) return [];
  const { role, displayName } = owner;
  if (role === 'owner' || role === 'admin') return [finding('ok', text.keyBelongsTo(displayName, role))];
  return [finding('fault', ...text.ownerLacksRole(displayName, role))];
}

/** Undefined when the portal does not answer this call; another check reports why. */
async function readOwner(docspace: DocSpace, id: string): Promise<Person | undefined> {
  try {
    return await ifFound(docspace.people.get(id));
  } catch (error) {
    if (error instanceof DocSpaceError) return undefined;
    throw error;
  }
}

/** Which warning is due, by its number of days; undefined while the last day is far away, and when it is over. */
export function warningDays(expiresAt: Date, now: number): number | undefined {
  const left = expiresAt.getTime() - now;
  return left <= 0 ? undefined : WARNING_DAYS.find((days) => left <= days * DAY_MS);
}

/** How many whole days a key still works. */
export function daysLeft(expiresAt: Date, now: number): number {
  return Math.floor((expiresAt.getTime() - now) / DAY_MS);
}

function lastDayFinding({ expiresAt }: ApiKey, now: number): Finding | undefined {
  if (expiresAt === undefined) return undefined;
  const worksUntil = text.keyWorksUntil(expiresAt, daysLeft(expiresAt, now));
  if (warningDays(expiresAt, now) === undefined) return finding('note', worksUntil);
  return finding('warning', worksUntil, text.REPLACE_KEY);
}
