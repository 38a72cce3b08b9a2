import type { KeyRefusal } from './errors.ts';

/** What a client has seen of its key, to tell why it is no longer accepted: a 401 does not say it. */
export interface KeyStatus {
  /** A call was accepted. */
  accepted(): void;
  /** The portal named the key's last moment. */
  expiresAt(moment: Date | undefined): void;
  refusal(): KeyRefusal;
}

/** Creates the memory for one key. */
export function createKeyStatus(now: () => number): KeyStatus {
  let worked = false;
  let lastMoment = Number.POSITIVE_INFINITY;
  return {
    accepted() {
      worked = true;
    },
    expiresAt(moment) {
      lastMoment = moment?.getTime() ?? Number.POSITIVE_INFINITY;
    },
    refusal() {
      if (now() >= lastMoment) return 'expired';
      return worked ? 'stopped-working' : 'never-worked';
    },
  };
}
