import { z } from 'zod';

/** Where a form was opened, carried in its private_metadata (3,000 characters, docs: "Modals"). */
export const originSchema = z.object({
  userId: z.string(),
  channelId: z.string().optional(),
  responseUrl: z.string().optional(),
});

const withOrigin = z.object({ origin: originSchema });

/** Where the modal was opened, from its private_metadata; undefined for the Home tab and for modals without an origin. */
export function originIn(privateMetadata: string): z.infer<typeof originSchema> | undefined {
  return privateMetadata === '' ? undefined : withOrigin.safeParse(JSON.parse(privateMetadata)).data?.origin;
}

/** Parses a view's private_metadata; throws a ZodError for any other shape. */
export function readMetadata<T>(schema: z.ZodType<T>, text: string): T {
  return schema.parse(JSON.parse(text));
}
