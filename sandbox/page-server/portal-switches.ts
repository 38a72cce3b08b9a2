import type { Portal, PortalFault } from '../docspace/index.ts';
import type { EndFault, SwitchDefinition } from './switch-definition.ts';

const WRITES = ['POST', 'PUT', 'DELETE'];
/** Reads that a lagging node answers from before a write. */
const LATE_READS = 2;

/** How long a key that ends soon is still valid, in milliseconds: a little more than four days. */
const KEY_LASTS_MS = 100 * 3_600_000;

/** Everything that can go wrong at the portal, by switch. */
export function portalSwitches(portal: Portal, now: () => number): SwitchDefinition[] {
  const lasting = (id: string, label: string, hint: string, begin: () => EndFault): SwitchDefinition => ({
    id: `portal-${id}`,
    side: 'portal',
    label,
    hint,
    kind: 'lasting',
    begin,
  });
  const fault = (id: string, label: string, hint: string, set: PortalFault) =>
    lasting(id, label, hint, () => portal.faults.set(set));
  /** A fault of writes alone. */
  const writeFault = (id: string, label: string, hint: string, set: PortalFault) =>
    lasting(id, label, hint, () => {
      const ends = WRITES.map((method) => portal.faults.set({ ...set, method }));
      return () => {
        for (const end of ends) end();
      };
    });
  return [
    fault('slow', 'Slow portal', 'Every answer takes two seconds.', { kind: 'slow', ms: 2_000 }),
    lasting(
      'cost',
      'Slow changes, as with 10,000 people',
      'Members are saved one by one, about 20 a second. A change goes on even when the app stops waiting for it.',
      () => {
        portal.setCost(1);
        return () => portal.setCost(0);
      },
    ),
    fault('busy', 'Too many calls (429)', 'The portal refuses every call for now.', { kind: 'status', status: 429 }),
    lasting('limiter', 'Rate limiter', 'At most 1,500 calls a minute, and 50 reads and 15 changes at a time.', () => {
      portal.setLimiter(true);
      return () => portal.setLimiter(false);
    }),
    fault('broken', 'Server error (500)', 'The portal fails inside.', { kind: 'status', status: 500 }),
    writeFault('after', 'Error after the work', 'A change is made, and answered with an error (403).', {
      kind: 'status-after',
      status: 403,
    }),
    writeFault('lost', 'Answer lost', 'A change is made, and the connection breaks before the answer.', {
      kind: 'drop-after',
    }),
    fault('database', 'Database fails midway', 'Only some of the members are saved, then comes an error (500).', {
      kind: 'database-fault',
    }),
    fault(
      'lag',
      'Second server is behind',
      'After a change, the next two reads of groups still return the old state.',
      {
        kind: 'lagging-node',
        reads: LATE_READS,
      },
    ),
    fault('proxy', 'HTML from a proxy', 'A proxy answers in the portal’s place, with a page.', {
      kind: 'status',
      status: 502,
      html: true,
    }),
    fault('key', 'Key expired', 'The app’s API key is no longer accepted.', { kind: 'status', status: 401 }),
    writeFault('scope', 'Key without a scope', 'The key can read and can’t write.', {
      kind: 'status',
      status: 403,
    }),
    lasting(
      'key-ends',
      'Key ends in four days',
      'Let days pass under Policy: DocSpace admins are warned, and then the key is no longer accepted.',
      () => {
        portal.setKeyExpiry('owner', now() + KEY_LASTS_MS);
        return () => portal.setKeyExpiry('owner', undefined);
      },
    ),
    fault('ip', 'IP address not allowed', 'The portal refuses this address, except with its owner’s key.', {
      kind: 'ip-rules',
    }),
    fault('maintenance', 'Maintenance', 'The portal is being restored or moved, and refuses nearly every call.', {
      kind: 'maintenance',
    }),
    fault('suspended', 'Portal suspended', 'The portal answers every call with “not found”.', { kind: 'suspended' }),
    fault('moved', 'Portal renamed', 'There is no portal at this address now.', { kind: 'unknown-tenant' }),
    fault('https', 'Moved to https', 'The portal answers only at an https address and points there.', {
      kind: 'to-https',
    }),
    fault('down', 'Portal down', 'Connections break before an answer.', { kind: 'drop' }),
  ];
}
