import { z } from 'zod';

/**
 * The rooms shared with a request's group: how many there are, and the first of them by name if its requester can see
 * them in DocSpace; or why that is unknown.
 */
export const visibleRoomsSchema = z.union([
  z.object({
    total: z.number(),
    named: z.array(z.object({ name: z.string(), archived: z.literal(true).optional() })).optional(),
  }),
  z.object({ unknown: z.enum(['scope', 'failed']) }),
]);
export type VisibleRooms = z.infer<typeof visibleRoomsSchema>;

export function hasRooms({ rooms }: { rooms?: VisibleRooms | undefined }): boolean {
  return (roomsTotal(rooms) ?? 0) > 0;
}

/** Number of rooms shared with a group; undefined if unknown. */
export function roomsTotal(rooms: VisibleRooms | undefined): number | undefined {
  return rooms && 'total' in rooms ? rooms.total : undefined;
}
