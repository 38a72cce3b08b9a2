import { type ChangeRequest, isOpen, needsApproval } from '../../src/changes/index.ts';
import type { Process } from './life.ts';
import { whyNotNow } from './model-approvals.ts';
import type { Sending } from './model-forms.ts';
import type { World } from './people-and-groups.ts';

/** Forms that restore groups, and what must hold of them. */
export class Restores {
  readonly #wrong: string[];
  #last: { who: string; draft: string } | undefined;

  constructor(wrong: string[]) {
    this.#wrong = wrong;
  }

  /** The group that was deleted last is to be restored, by a new form or by the last one once more. */
  async sends(sent: Sending, next: () => Process, requests: readonly ChangeRequest[]): Promise<void> {
    const deleted = requests.filter(({ kind, state }) => kind === 'delete' && state === 'applied');
    const [newest] = deleted.sort((one, other) => other.updatedAt - one.updatedAt);
    if (!newest) return;
    const who = sent.asker ?? sent.who;
    const opening = next().opensRestore(who, newest.id, sent.asker !== undefined);
    const draft = await opening.catch(() => undefined);
    if (draft !== undefined && !(sent.stale && this.#last)) this.#last = { who, draft };
    const form = this.#last;
    if (!form) return;
    const send = (process: Process): Promise<unknown> =>
      sent.dies ? process.sendsRestore(form.who, form.draft) : process.restores(form.who, form.draft);
    await Promise.allSettled(Array.from({ length: sent.times }, () => send(next())));
  }

  /** At the moment a POST goes out that is of no form for a new group. */
  isRightToMake(name: string, requests: readonly ChangeRequest[], world: World): void {
    const request = requests.find(
      ({ kind, state, wanted }) => kind === 'restore' && state === 'applying' && wanted?.name === name,
    );
    if (!request) return void this.#wrong.push(`${name} was restored without an attempt`);
    const why = needsApproval(request) ? whyNotNow(request, world) : undefined;
    if (why) this.#wrong.push(`${request.id} (restore) was sent ${why}`);
  }

  /** What must hold at every moment: each deletion is taken back once, by one group. */
  check(requests: readonly ChangeRequest[], { groups, posted }: World, refused: readonly string[]): void {
    const restores = requests.filter(({ kind }) => kind === 'restore');
    for (const { id } of requests) {
      const back = restores.filter(({ reverses, state }) => reverses === id && (isOpen(state) || state === 'applied'));
      if (back.length > 1) this.#wrong.push(`${id} is restored by ${back.map((each) => each.id).join(' and ')}`);
    }
    for (const { id, state, group } of restores)
      if (state === 'applied' && !groups.has(group.id)) this.#wrong.push(`${id} restored a group that is not there`);
    for (const name of new Set(restores.map(({ wanted }) => wanted?.name ?? ''))) {
      const count = (names: readonly string[]) => names.filter((each) => each === name).length;
      const sent = restores.filter(({ wanted, everSent, state }) => {
        const isSent = everSent || ['applying', 'uncertain', 'applied', 'given_up', 'closed_unknown'].includes(state);
        return wanted?.name === name && isSent;
      });
      if (count(posted) - count(refused) > sent.length)
        this.#wrong.push(`${name} was sent ${count(posted)} times for ${sent.length} requests`);
    }
  }
}
