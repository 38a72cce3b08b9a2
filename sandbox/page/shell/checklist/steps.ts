import type { CastCard, Checklist, ChecklistStep, Snapshot } from '../../../page-server/protocol.ts';

/** Where a step leads: a line for the composer, a person, a message, or the switches for faults. */
export type StepAction =
  | { kind: 'type'; label: string; line: string }
  | { kind: 'act-as'; label: string; userId: string }
  | { kind: 'show'; label: string; channel: string; ts: string }
  | { kind: 'faults'; label: string };

/** How a step is done. */
export interface StepHelp {
  hint: string;
  action: StepAction;
}

/** All steps in the order that makes sense. */
export const STEPS: readonly { id: ChecklistStep; title: string }[] = [
  { id: 'create', title: 'Create a group' },
  { id: 'request', title: 'Request its deletion' },
  { id: 'switch', title: 'Act as someone else' },
  { id: 'approve', title: 'Approve it' },
  { id: 'fault', title: 'Switch on trouble' },
];

const APPROVERS: readonly string[] = ['Owner', 'DocSpace admin'];

type Parts = Pick<Snapshot, 'me' | 'cast' | 'commands'>;

/** The first step that is not done; undefined when all are. */
export function nextStep({ done }: Checklist): ChecklistStep | undefined {
  return STEPS.find(({ id }) => !done.includes(id))?.id;
}

/** What to press for a step, as the person one acts as. */
export function helpFor(step: ChecklistStep, checklist: Checklist, snapshot: Parts): StepHelp {
  const { command = '' } = snapshot.commands[0] ?? {};
  const approver = anotherApprover(snapshot);
  switch (step) {
    case 'create':
      return {
        hint: 'Send this command, choose members in its form, and see the group appear in the portal.',
        action: { kind: 'type', label: 'Type the command', line: `${command} create Launch team` },
      };
    case 'request':
      return {
        hint: 'Send this command and give a reason. Nothing is deleted until a second person approves.',
        action: { kind: 'type', label: 'Type the command', line: `${command} delete ${checklist.group ?? ''}`.trim() },
      };
    case 'switch':
      return {
        hint: 'Your name at the end of the sidebar opens the cast. This admin can approve the deletion.',
        action: { kind: 'act-as', label: `Act as ${approver.name}`, userId: approver.id },
      };
    case 'approve':
      return canApprove(snapshot)
        ? approveHelp(checklist)
        : {
            hint: 'Only the owner and DocSpace admins can approve, and not their own request.',
            action: { kind: 'act-as', label: `Act as ${approver.name}`, userId: approver.id },
          };
    default:
      return {
        hint: 'Switch something on under Trouble, such as Slow portal, and send a command.',
        action: { kind: 'faults', label: 'Open Trouble' },
      };
  }
}

function approveHelp({ card }: Checklist): StepHelp {
  return {
    hint: 'Press Approve on the card. If the request is your own, act as another admin first.',
    action: { kind: 'show', label: 'Show the card', channel: card?.channel ?? '', ts: card?.ts ?? '' },
  };
}

function canApprove({ me, cast }: Parts): boolean {
  return APPROVERS.includes(cast.find(({ id }) => id === me)?.docspace ?? '');
}

/** An admin before the owner: most portals have the owner away. */
function anotherApprover({ me, cast }: Parts): Pick<CastCard, 'id' | 'name'> {
  const others = cast.filter(({ id, canAct, docspace }) => id !== me && canAct && APPROVERS.includes(docspace));
  return others.find(({ docspace }) => docspace !== 'Owner') ?? others[0] ?? { id: me, name: 'another admin' };
}
