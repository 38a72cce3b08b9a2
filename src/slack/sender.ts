import { z } from 'zod';

/** The workspace a payload comes from: commands and events name it in one way, everything else in another. */
const sender = z.object({
  team_id: z.string().nullish(),
  team: z.object({ id: z.string() }).nullish(),
  enterprise_id: z.string().nullish(),
  enterprise: z.object({ id: z.string() }).nullish(),
});

/**
 * Whether a payload comes from the workspace the app is installed in, or from another one of its organisation: there a
 * user acts from their own workspace. One that does not say is not from here.
 */
export function isFromHere(
  body: unknown,
  home: { teamId: string; enterpriseId: string | undefined } | undefined,
): boolean {
  const parsed = sender.safeParse(body);
  if (!parsed.success || !home) return false;
  const { team_id, team, enterprise_id, enterprise } = parsed.data;
  if ((team_id ?? team?.id) === home.teamId) return true;
  return home.enterpriseId !== undefined && (enterprise_id ?? enterprise?.id) === home.enterpriseId;
}
