import { createHash } from 'node:crypto';
import type { CastPerson, CastRole } from '../cast.ts';
import type { PortalState } from './state.ts';
import { KEY_LABELS, type KeyLabel, type PortalKey } from './types.ts';

const CREATED = Date.UTC(2026, 0, 9, 8, 30, 0);

/** One key per label: by role, narrowed, expired and switched off. The last six are the owner's. */
export function seedKeys(state: PortalState, people: readonly CastPerson[], seed: number): void {
  const ownerOf = (role: CastRole) =>
    people.find((person) => person.role === role && person.status === 'active')?.id ?? '';
  const special: Partial<Record<KeyLabel, Partial<PortalKey>>> = {
    admin: { ownerId: ownerOf('admin') },
    roomAdmin: { ownerId: ownerOf('roomAdmin') },
    user: { ownerId: ownerOf('user') },
    guest: { ownerId: ownerOf('guest') },
    readOnly: { permissions: ['accounts:read'] },
    writeOnly: { permissions: ['accounts:write'] },
    groupsOnly: { permissions: ['accounts:read', 'accounts:write'] },
    groupsAndRooms: { permissions: ['accounts:read', 'accounts:write', 'rooms:read'] },
    expired: { expiresAt: Date.UTC(2020, 0, 1) },
    inactive: { isActive: false },
  };
  for (const label of KEY_LABELS) {
    const hash = createHash('sha256').update(`key:${label}:${seed}`).digest('hex');
    const id = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
    const secret = `sk-${createHash('sha256').update(`secret:${label}:${seed}`).digest('hex')}`;
    const ownerId = ownerOf('owner');
    const key = { id, label, name: label, secret, ownerId, permissions: [], isActive: true, createdAt: CREATED };
    state.keys.set(secret, { ...key, ...special[label] });
  }
}
