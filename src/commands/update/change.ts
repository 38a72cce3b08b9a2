import type { WantedEdit } from '../../changes/index.ts';

/** A person by id and by name. */
export type Named = WantedEdit['add'][number];
