import { z } from 'zod';

/** The workspace a payload comes from: commands and events name it in one way, everything else in another. */
const sender = z.object({
  team_id: z.string().nullish(),
  team: z.object({ id: z.string() }).nullish(),
  enterprise_id: z.string().nullish(),
  enterprise: z.object({ id: z.string() }).nullish(),
});

/**
 * Where a payload comes from. `here`: the workspace the app is installed in, or another one of its organization, where a
 * user acts from their own workspace. `not-said`: it names none.
 */
export function cameFrom(
  body: unknown,
  home: { teamId: string; enterpriseId: string | undefined } | undefined,
): 'here' | 'elsewhere' | 'not-said' {
  const { data } = sender.safeParse(body);
  const teamId = data?.team_id ?? data?.team?.id;
  const enterpriseId = data?.enterprise_id ?? data?.enterprise?.id;
  if (!home || (teamId === undefined && enterpriseId === undefined)) return 'not-said';
  return teamId === home.teamId || (enterpriseId !== undefined && enterpriseId === home.enterpriseId)
    ? 'here'
    : 'elsewhere';
}
