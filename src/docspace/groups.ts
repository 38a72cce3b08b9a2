import type { GroupParts, Groups } from './group-api.ts';
import { createGroupChanges } from './group-changes.ts';
import { createGroupCreation } from './group-creation.ts';
import { createGroupReads } from './group-reads.ts';

/** The group calls of a portal. */
export function createGroups(parts: GroupParts): Groups {
  const reads = createGroupReads(parts);
  return { ...reads, ...createGroupChanges(parts, reads), ...createGroupCreation(parts, reads) };
}
