import type { FaultSwitch } from './protocol.ts';

/** Takes a lasting fault back. */
export type EndFault = () => void | Promise<void>;

/** A switch of the page and what it does. */
export type SwitchDefinition = Omit<FaultSwitch, 'on'> &
  ({ kind: 'lasting'; begin(): EndFault | Promise<EndFault> } | { kind: 'once'; happen(): void | Promise<void> });
