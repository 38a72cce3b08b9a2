import { z } from 'zod';

/** What people ask for about their own place in a group. */
export const MEMBERSHIP_KINDS = ['join', 'leave'] as const;
export type MembershipKind = (typeof MEMBERSHIP_KINDS)[number];

/** Callback id of the form of each kind. */
export const MEMBERSHIP_FORM: Readonly<Record<MembershipKind, string>> = { join: 'join_form', leave: 'leave_form' };

/** All that the form carries. */
export const membershipMetadata = z.object({ draft: z.uuid() });
