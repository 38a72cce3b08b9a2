import type { Config } from '../config.ts';
import { type DocSpace, DocSpaceError } from '../docspace/index.ts';
import { about, type Finding, peopleText } from './finding.ts';

const finding = about('Approvals');

/** Where APPROVERS names nobody, the owner and DocSpace admins approve: whether they are enough. */
export async function checkAdmins(docspace: DocSpace, approvals: Config['approvals']): Promise<Finding[]> {
  const { approvers, approverGroups, required, selfApproval } = approvals;
  if (approvers.length > 0 || approverGroups.length > 0) return [];
  const count = await countAdmins(docspace);
  if (count === undefined) return [];
  const pool = `The portal has ${peopleText(count)} who can approve, its owner and DocSpace admins`;
  if (count < required)
    return [
      finding(
        'warning',
        `${pool}, but APPROVALS_REQUIRED is ${required}: no deletion can be approved.`,
        'Lower APPROVALS_REQUIRED, or make more people DocSpace admins.',
      ),
    ];
  if (count === required && !selfApproval)
    return [
      finding(
        'note',
        `${pool}; a deletion needs ${required}, so what one of them requests cannot be approved.`,
        'SELF_APPROVAL=allow lets people approve their own requests.',
      ),
    ];
  return [finding('ok', `${pool}; a deletion needs ${required}.`)];
}

/** Undefined where the portal cannot be asked now, or not with this key: it is told elsewhere. */
async function countAdmins(docspace: DocSpace): Promise<number | undefined> {
  try {
    return (await docspace.people.admins()).length;
  } catch (error) {
    if (error instanceof DocSpaceError) return undefined;
    throw error;
  }
}
