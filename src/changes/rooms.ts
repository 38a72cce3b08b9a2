import { z } from 'zod';

/**
 * What a request shows of the rooms that open through its group: how many there are, and the first of them by name, where
 * its requester can see them in DocSpace; or why that is not known.
 */
export const visibleRoomsSchema = z.union([
  z.object({
    total: z.number(),
    named: z.array(z.object({ name: z.string(), archived: z.literal(true).optional() })).optional(),
  }),
  z.object({ unknown: z.enum(['scope', 'failed']) }),
]);
export type VisibleRooms = z.infer<typeof visibleRoomsSchema>;

/** Whether there are rooms to be listed. */
export function hasRooms({ rooms }: { rooms?: VisibleRooms | undefined }): boolean {
  return (roomsTotal(rooms) ?? 0) > 0;
}

/** How many rooms opened through a group, where that is known. */
export function roomsTotal(seen: VisibleRooms | undefined): number | undefined {
  return seen && 'total' in seen ? seen.total : undefined;
}
