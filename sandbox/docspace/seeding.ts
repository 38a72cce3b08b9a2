import type { CastPerson } from '../cast.ts';

/** What a portal is filled with. */
export interface Seeding {
  people: readonly CastPerson[];
  /** Generated people besides the cast. */
  crowd: number;
  /** Generated groups besides the named ones. */
  groups: number;
  seed: number;
  random: () => number;
}
