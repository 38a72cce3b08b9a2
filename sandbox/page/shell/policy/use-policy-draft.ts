import { useState } from 'react';
import { POLICY_VARIABLES, type PolicyVariable, type PolicyVariables } from '../../../policy-variables.ts';
import { usePage } from '../../page-context.ts';

/** A policy that is being edited, until the app is restarted with it. */
export interface PolicyDraft {
  variables: PolicyVariables;
  /** It differs from what is in force. */
  changed: boolean;
  busy: boolean;
  /** Why the app was not restarted, a sentence each. */
  failures: string[];
  set(variable: PolicyVariable, value: string): void;
  discard(): void;
  apply(): Promise<void>;
}

/** Edits of the policy in force. */
export function usePolicyDraft(inForce: PolicyVariables): PolicyDraft {
  const { ask } = usePage();
  const [edits, setEdits] = useState<Partial<PolicyVariables>>({});
  const [busy, setBusy] = useState(false);
  const [failures, setFailures] = useState<string[]>([]);
  const variables = { ...inForce, ...edits };
  return {
    variables,
    changed: POLICY_VARIABLES.some((name) => variables[name] !== inForce[name]),
    busy,
    failures,
    set: (variable, value) => setEdits((before) => ({ ...before, [variable]: value })),
    discard() {
      setEdits({});
      setFailures([]);
    },
    async apply() {
      setBusy(true);
      setFailures([]);
      try {
        await ask('policy', { variables });
        setEdits({});
      } catch (error) {
        setFailures((error instanceof Error ? error.message : 'The app was not restarted.').split('\n'));
      } finally {
        setBusy(false);
      }
    },
  };
}
