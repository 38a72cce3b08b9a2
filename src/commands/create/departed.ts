import { type DocSpace, Invalid, ifFound, NotDone } from '../../docspace/index.ts';
import { CANNOT_JOIN, cannotJoin } from '../../groups/who-can-join.ts';
import type { CreateValues } from './form.ts';

/** What is left of a form without the people who can no longer be in a group, and a sentence for each of them. */
export interface WithoutDeparted {
  values: CreateValues;
  sentences: string[];
}

/**
 * DocSpace refuses a creation as a whole when one person of it was deactivated or became a guest meanwhile, and does not
 * say who: each is looked up. Undefined when that is not the reason.
 */
export async function withoutDeparted(
  docspace: DocSpace,
  error: unknown,
  values: CreateValues,
): Promise<WithoutDeparted | undefined> {
  if (!(error instanceof NotDone && error.cause instanceof Invalid)) return undefined;
  const chosen = [...(values.manager ? [values.manager] : []), ...values.members];
  const reasons = new Map<string, string>();
  for (const { value = '', text } of chosen) {
    const why = reasons.has(value) ? undefined : cannotJoin(await ifFound(docspace.people.get(value)));
    if (why) reasons.set(value, `${text.text} ${CANNOT_JOIN[why]}.`);
  }
  if (reasons.size === 0) return undefined;
  const stays = ({ value = '' }: { value?: string }) => !reasons.has(value);
  return {
    values: {
      name: values.name,
      members: values.members.filter(stays),
      ...(values.manager && stays(values.manager) ? { manager: values.manager } : {}),
    },
    sentences: [...reasons.values()],
  };
}
