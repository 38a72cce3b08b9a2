import { nameMentions } from '../../src/commands/mention-names.ts';
import { ManualClock } from '../helpers/manual-clock.ts';

describe('people mentioned in a typed command', () => {
  const typed = 'Crew of <@U0UNA> and <@U0MILO|milo>';

  it('get their names', async () => {
    const names = new Map([
      ['U0UNA', 'Una Berg'],
      ['U0MILO', 'Milo Costa'],
    ]);
    const named = nameMentions(typed, { clock: new ManualClock(), nameOf: async (id) => names.get(id) });
    expect(await named).toBe('Crew of <@U0UNA|Una Berg> and <@U0MILO|Milo Costa>');
  });

  it('stay as typed when Slack does not know them', async () => {
    const nameOf = (id: string) => (id === 'U0UNA' ? Promise.reject(new Error('user_not_found')) : Promise.resolve(''));
    expect(await nameMentions(typed, { clock: new ManualClock(), nameOf })).toBe(typed);
  });

  it('stay as typed when that takes more than a second, and the others get their names', async () => {
    const clock = new ManualClock();
    const nameOf = (id: string) =>
      id === 'U0UNA' ? new Promise<string>(() => undefined) : Promise.resolve('Milo Costa');
    const named = nameMentions(typed, { clock, nameOf });
    await clock.advance(1_000);
    expect(await named).toBe('Crew of <@U0UNA> and <@U0MILO|Milo Costa>');
    expect(clock.waiting).toBe(0);
  });
});
