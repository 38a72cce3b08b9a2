import type { AppControl } from '../app-control.ts';
import { CAST } from '../cast.ts';
import { policyVariables, readPolicy } from '../policy.ts';
import type { PolicyVariables } from '../policy-variables.ts';
import type { StandIns } from '../start.ts';
import { roleIn } from './portal-snapshot.ts';
import type { PolicySnapshot } from './protocol.ts';

/** Who approves what, as the page shows and changes it. */
export interface PolicyControl {
  snapshot(): PolicySnapshot | null;
  /** Restarts the app with these variables; throws with a sentence for each one that is wrong. */
  apply(variables: PolicyVariables): Promise<void>;
  onChange(listener: () => void): () => void;
}

/** Changes the policy of our own app; there is none to change where another app runs in the workspace. */
export function createPolicyControl(
  standIns: Pick<StandIns, 'workspace' | 'portal'> & { app: AppControl | undefined },
): PolicyControl {
  const { app } = standIns;
  return {
    snapshot: () =>
      app ? { inForce: policyVariables(app.policy), people: peopleOf(standIns), channels: channelsOf(standIns) } : null,
    async apply(variables) {
      if (!app) throw new Error('This workspace runs another app, which has its own settings.');
      await app.setPolicy(readPolicy(variables, standIns));
    },
    onChange: (listener) => app?.onChange(listener) ?? (() => undefined),
  };
}

/** People who can act in the workspace, those who can approve in DocSpace first. */
function peopleOf({ workspace, portal }: Pick<StandIns, 'workspace' | 'portal'>): PolicySnapshot['people'] {
  const people = CAST.flatMap(({ slack }) => {
    const user = slack && workspace.state.users.get(slack.id);
    if (!user || user.deleted || user.isBot) return [];
    return [{ id: user.id, name: user.realName, docspace: roleIn(portal, user.email) }];
  });
  const canApprove = ({ docspace }: { docspace: string }) => docspace === 'Owner' || docspace === 'DocSpace admin';
  return [...people.filter(canApprove), ...people.filter((person) => !canApprove(person))];
}

function channelsOf({ workspace }: Pick<StandIns, 'workspace'>): PolicySnapshot['channels'] {
  return [...workspace.state.conversations.values()]
    .filter(({ kind }) => kind === 'public' || kind === 'private')
    .map(({ id, name }) => ({ id, name }));
}
