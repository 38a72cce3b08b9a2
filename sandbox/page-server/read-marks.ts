/** Up to which ts each user has read each conversation, kept as Slack keeps it: for all their windows, and over reloads. */
export interface ReadMarks {
  of(userId: string): Readonly<Record<string, string>>;
  /** Marks a conversation as read; an older ts than before changes nothing. */
  read(userId: string, channel: string, ts: string): void;
  onChange(listener: (userId: string) => void): () => void;
}

/** Marks of users who have read nothing yet. */
export function createReadMarks(): ReadMarks {
  const marks = new Map<string, Readonly<Record<string, string>>>();
  const listeners = new Set<(userId: string) => void>();
  return {
    of: (userId) => marks.get(userId) ?? {},
    read(userId, channel, ts) {
      const before = marks.get(userId) ?? {};
      if (ts <= (before[channel] ?? '')) return;
      marks.set(userId, { ...before, [channel]: ts });
      for (const listener of listeners) listener(userId);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
