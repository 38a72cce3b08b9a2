import type { TroubleSwitch } from './protocol.ts';

/** Takes a lasting trouble back. */
export type EndTrouble = () => void | Promise<void>;

/** A switch of the page and what it does. */
export type SwitchDefinition = Omit<TroubleSwitch, 'on'> &
  ({ kind: 'lasting'; begin(): EndTrouble | Promise<EndTrouble> } | { kind: 'once'; happen(): void | Promise<void> });
