import { z } from 'zod';

/** The workspace of a payload: commands and events have `team_id`, all other payloads have `team`. */
const sender = z.object({
  team_id: z.string().nullish(),
  team: z.object({ id: z.string() }).nullish(),
  enterprise_id: z.string().nullish(),
  enterprise: z.object({ id: z.string() }).nullish(),
});

/**
 * The origin of a payload. `here`: the workspace the app is installed in, or another one of its organization, whose users can
 * act in this workspace. `not-said`: the payload names no workspace.
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
