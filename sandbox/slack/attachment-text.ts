import type { Attachment } from './stored-message.ts';

/** What people read of an attachment, as mrkdwn: its pretext, its title and its text, else its fallback. */
export function attachmentText({ pretext, title, text, fallback }: Attachment): string {
  const words = [pretext, title, text].filter((part) => typeof part === 'string' && part !== '');
  return words.length > 0 ? words.join('\n') : String(fallback ?? '');
}
