/** What the checks look at, in the order in which findings are shown. */
export const SUBJECTS = ['Slack', 'DocSpace', 'Approvals', 'Database', 'Clock', 'Settings'] as const;
export type Subject = (typeof SUBJECTS)[number];

/**
 * `ok`: it works. `note`: it works, and this is worth knowing. `warning`: it does not work now, or not for all, and
 * can pass. `fault`: the app can't work with it.
 */
export const LEVELS = ['ok', 'note', 'warning', 'fault'] as const;
export type Level = (typeof LEVELS)[number];

/** One thing that was checked. */
export interface Finding {
  subject: Subject;
  level: Level;
  /** What was found, as a sentence. */
  text: string;
  /** What to do about it, as a sentence. */
  remedy?: string;
}

/** What was found and what to do about it, as the catalogue has it. */
export type Found = readonly [text: string, remedy?: string];

/** A finding as one line of sentences. */
export function findingText({ text, remedy }: Finding): string {
  return remedy === undefined ? text : `${text} ${remedy}`;
}

/** Findings by subject; within a subject in the order in which they were found. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  return SUBJECTS.flatMap((subject) => findings.filter((finding) => finding.subject === subject));
}

/** Makes the findings about one subject. */
export function about(subject: Subject) {
  return (level: Level, text: string, remedy?: string): Finding => ({
    subject,
    level,
    text,
    ...(remedy === undefined ? {} : { remedy }),
  });
}
