import { z } from 'zod';

/** Where a form was opened, carried in its private_metadata (3,000 characters, docs: "Modals"). */
export const originSchema = z.object({
  userId: z.string(),
  channelId: z.string().optional(),
  responseUrl: z.string().optional(),
});

const withOrigin = z.object({ origin: originSchema });

/** Where the modal behind a private_metadata was opened; undefined for the Home tab and for modals that do not say. */
export function originIn(privateMetadata: string): z.infer<typeof originSchema> | undefined {
  return privateMetadata === '' ? undefined : withOrigin.safeParse(JSON.parse(privateMetadata)).data?.origin;
}

/** Reads a view's private_metadata; throws a ZodError when it is not what this app wrote. */
export function readMetadata<T>(schema: z.ZodType<T>, text: string): T {
  return schema.parse(JSON.parse(text));
}

/** UUIDs as 22 characters each, so that a hundred of them fit into private_metadata. */
export function packIds(ids: readonly string[]): string {
  return ids.map((id) => Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')).join('');
}

/** The UUIDs of {@link packIds}. */
export function unpackIds(packed: string): string[] {
  return (packed.match(/.{22}/g) ?? []).map((short) =>
    Buffer.from(short, 'base64url')
      .toString('hex')
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
  );
}
