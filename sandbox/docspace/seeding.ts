import type { CastPerson } from '../cast.ts';

/** What a portal is filled with. */
export interface Seeding {
  people: readonly CastPerson[];
  /** Generated people beside the cast. */
  crowd: number;
  /** Generated groups beside the named ones. */
  groups: number;
  seed: number;
  random: () => number;
}
