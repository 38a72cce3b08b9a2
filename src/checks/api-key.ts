import { type ApiKey, type DocSpace, DocSpaceError, ifFound, type Person, type Role } from '../docspace/index.ts';
import { dayText } from '../slack/dates.ts';
import { about, type Finding } from './finding.ts';

const DAY_MS = 86_400_000;
/** When people are warned of the key's last day, in days before it. */
const WARNING_DAYS = [1, 3, 14];

/** Scopes of which one suffices, for each thing the app does (docspace-api §4.3), and what it is. */
const NEEDED: readonly { any: readonly string[]; use: string }[] = [
  { any: ['accounts:read', '*:read', '*:write', '*'], use: 'to read groups and people' },
  { any: ['accounts:write', '*:write', '*'], use: 'to change groups' },
];
const ROOMS = ['rooms:read', 'rooms:write', '*:read', '*:write', '*'];

const ROLES: Readonly<Record<Role, string>> = {
  owner: 'the owner of the portal',
  admin: 'a DocSpace admin',
  roomAdmin: 'a room admin',
  user: 'a user',
  guest: 'a guest',
};

const finding = about('DocSpace');

/** The key: what it may do, until when, and whose it is. */
export async function checkApiKey(docspace: DocSpace, key: ApiKey, now: number): Promise<Finding[]> {
  return [...scopeFindings(key.permissions), ...(await ownerFindings(docspace, key)), lastDayFinding(key, now)].filter(
    (each) => each !== undefined,
  );
}

function scopeFindings(permissions: readonly string[]): Finding[] {
  // No scopes at all: unrestricted.
  const has = (any: readonly string[]) => permissions.length === 0 || any.some((scope) => permissions.includes(scope));
  const missing = NEEDED.filter(({ any }) => !has(any));
  const again = 'under "Developer tools" of the portal.';
  return [
    ...missing.map(({ any: [scope], use }) =>
      finding(
        'fault',
        `DOCSPACE_API_KEY lacks the scope ${scope}, which the app needs ${use}.`,
        `Add it to the key ${again}`,
      ),
    ),
    ...(missing.length === 0 ? [finding('ok', 'DOCSPACE_API_KEY has every scope the app needs.')] : []),
    ...(has(ROOMS)
      ? []
      : [
          finding(
            'note',
            'Without the optional scope rooms:read, the app cannot show which rooms open through a group.',
            `To change that, add it to the key ${again}`,
          ),
        ]),
  ];
}

async function ownerFindings(docspace: DocSpace, { ownerId }: ApiKey): Promise<Finding[]> {
  const owner = ownerId === undefined ? undefined : await readOwner(docspace, ownerId);
  if (owner === undefined) return [];
  if (owner.role === 'owner' || owner.role === 'admin')
    return [finding('ok', `DOCSPACE_API_KEY belongs to ${owner.displayName}, ${ROLES[owner.role]}.`)];
  return [
    finding(
      'fault',
      `DOCSPACE_API_KEY belongs to ${owner.displayName}, ${ROLES[owner.role]}, who cannot change groups.`,
      'Create a key as the owner of the portal or a DocSpace admin.',
    ),
  ];
}

/** Undefined where the portal cannot be asked now: it is told elsewhere. */
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

/** Until when a key works, to follow its name. */
export function expiryText(expiresAt: Date, now: number): string {
  const days = Math.floor((expiresAt.getTime() - now) / DAY_MS);
  const left = days < 1 ? 'less than a day' : days === 1 ? '1 day' : `${days} days`;
  return `works until ${dayText(expiresAt.getTime())}: ${left} left.`;
}

function lastDayFinding({ expiresAt }: ApiKey, now: number): Finding | undefined {
  if (expiresAt === undefined) return undefined;
  const text = `DOCSPACE_API_KEY ${expiryText(expiresAt, now)}`;
  if (warningDays(expiresAt, now) === undefined) return finding('note', text);
  return finding(
    'warning',
    text,
    'Create a new key under "Developer tools" of the portal, set it and start the app again.',
  );
}
