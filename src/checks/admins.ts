import type { Config } from '../config.ts';
import { type DocSpace, DocSpaceError } from '../docspace/index.ts';
import { about, type Finding } from './finding.ts';
import * as text from './text/approvals.ts';

const finding = about('Approvals');

/** Where APPROVERS names nobody, the owner and DocSpace admins approve: whether they are enough. */
export async function checkAdmins(docspace: DocSpace, approvals: Config['approvals']): Promise<Finding[]> {
  const { approvers, approverGroups, required, selfApproval } = approvals;
  if (approvers.length > 0 || approverGroups.length > 0) return [];
  const count = await countAdmins(docspace);
  if (count === undefined) return [];
  if (count < required) return [finding('warning', ...text.tooFewAdmins(count, required))];
  if (count === required && !selfApproval) return [finding('note', ...text.noAdminToSpare(count, required))];
  return [finding('ok', text.enoughAdmins(count, required))];
}

/** Undefined when the portal does not answer this call; another check reports why. */
async function countAdmins(docspace: DocSpace): Promise<number | undefined> {
  try {
    return (await docspace.people.admins()).length;
  } catch (error) {
    if (error instanceof DocSpaceError) return undefined;
    throw error;
  }
}
