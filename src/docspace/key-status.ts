import type { KeyRefusal } from './errors.ts';

/** Tracks the client's key, to know why it is no longer accepted: a 401 does not say. */
export interface KeyStatus {
  /** A call was accepted. */
  accepted(): void;
  /** The portal returned the key's expiry. */
  expiresAt(moment: Date | undefined): void;
  refusal(): KeyRefusal;
}

export function createKeyStatus(now: () => number): KeyStatus {
  let worked = false;
  let expiry = Number.POSITIVE_INFINITY;
  return {
    accepted() {
      worked = true;
    },
    expiresAt(moment) {
      expiry = moment?.getTime() ?? Number.POSITIVE_INFINITY;
    },
    refusal() {
      if (now() >= expiry) return 'expired';
      return worked ? 'stopped-working' : 'never-worked';
    },
  };
}
