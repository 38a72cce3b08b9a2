import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** One call of the real server 3.7.2 and its answer; `{1}` and the like stand for ids it made. */
const recordedCall = z.object({
  note: z.string(),
  /** Label of the key, `anonymous`, or a text that is no key. */
  key: z.string(),
  method: z.string(),
  path: z.string(),
  /** The JSON that was sent; `raw` (and `type`) when it was sent as it stands. */
  sent: z.record(z.string(), z.unknown()).optional(),
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.unknown().optional(),
});
export type RecordedCall = z.infer<typeof recordedCall>;

/** Every recorded call, in the order in which they were made. */
export const RECORDED: readonly RecordedCall[] = readFileSync(
  new URL('docspace-recorded.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => recordedCall.parse(JSON.parse(line)));

const person = z.object({ id: z.string(), groups: z.array(z.object({ name: z.string() })) });

/** Who is in which of the groups called Team 000 to Team 119, as far as the recording shows it. */
export function recordedTeams(): Map<string, Set<string>> {
  const teams = new Map<string, Set<string>>(
    Array.from({ length: 120 }, (_, n) => [`Team ${String(n).padStart(3, '0')}`, new Set()]),
  );
  const add = (id: string, groups: readonly { name: string }[]) => {
    for (const { name } of groups) teams.get(name)?.add(id);
  };
  const walk = (value: unknown): void => {
    const found = person.safeParse(value);
    if (found.success) add(found.data.id, found.data.groups);
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  for (const { path, body } of RECORDED) {
    walk(body);
    const owner = /^\/group\/user\/([0-9a-f-]{36})$/.exec(path)?.[1];
    const groups = z.object({ response: person.shape.groups }).safeParse(body);
    if (owner && groups.success) add(owner, groups.data.response);
  }
  return teams;
}
