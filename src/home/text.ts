/** Above everything for people whom the app does nothing for, and above a failure. */
export const TITLE = 'DocSpace groups';

/** At the end. */
export const HELP = 'In any channel: /docspace-group help. The Messages tab only shows what the app sends you.';

/** The groups whose manager the user is. */
export const MANAGED = 'Groups you manage';
export const MANAGED_NONE = 'None. Groups whose manager you are appear here. To see all groups, press Browse groups.';
export const MANAGED_NOT_READ = 'Your groups can’t be shown right now.';

/** Managed groups that DocSpace cannot show. */
export function unreadableText(count: number): string {
  return `… and ${count} that DocSpace can’t show: damaged there.`;
}

/** Managed groups beyond those that are listed. */
export function moreText(count: number): string {
  return `… and ${count} more. To see all you are in, type /docspace-group list mine.`;
}
