import fc from 'fast-check';
import { DECISIONS, type DecisionKind } from '../../src/changes/index.ts';
import { DOES, sending } from './model-forms.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** What the portal does with a DELETE. */
export const PORTAL = [
  'works',
  'refuses',
  'says nothing and did nothing',
  'says nothing and did it',
  'fails half-way',
] as const;

/** What can happen, in any order. */
const decides = (who: readonly string[], decisions: readonly DecisionKind[]) =>
  fc.record({
    what: fc.constant('decides' as const),
    who: fc.constantFrom(...who),
    decision: fc.constantFrom(...decisions),
    /** About the last deletion, or about the last other change that was asked for. */
    about: fc.constantFrom('deletion' as const, 'change' as const),
    /** The process dies before it looks up who decided. */
    dies: fc.boolean(),
  });
export const happening = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('asks' as const), who: fc.constantFrom('ravi', 'ravi', 'ines') }),
  },
  { weight: 8, arbitrary: decides(['ines', 'tomas', 'una'], ['approve']) },
  { weight: 2, arbitrary: decides(['ravi', 'ines', 'tomas', 'una', 'marie', 'bo'], DECISIONS) },
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('time' as const),
      ms: fc.constantFrom(5 * SECOND, 40 * SECOND, 4 * MINUTE),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('role' as const),
      who: fc.constantFrom('ines', 'tomas'),
      role: fc.constantFrom('user' as const, 'admin' as const),
    }),
  },
  { weight: 5, arbitrary: sending },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('portal' as const),
      deletes: fc.constantFrom(...PORTAL),
      makesAndEdits: fc.constantFrom(...DOES),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('dies' as const),
      nth: fc.integer({ min: 0, max: 4 }),
      moment: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('looks' as const), fail: fc.constantFrom(true, false, false) }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constantFrom('joins' as const, 'namesake' as const) }) },
);
export type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;
