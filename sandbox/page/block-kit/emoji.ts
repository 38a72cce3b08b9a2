/** The emoji apps write by name most often; all others keep their `:name:`, as Slack does for names it does not know. */
const BY_NAME: Readonly<Record<string, string>> = {
  '+1': '👍',
  '-1': '👎',
  arrow_right: '➡️',
  bell: '🔔',
  bulb: '💡',
  busts_in_silhouette: '👥',
  calendar: '📅',
  eyes: '👀',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  information_source: 'ℹ️',
  key: '🔑',
  link: '🔗',
  lock: '🔒',
  mag: '🔍',
  no_entry: '⛔',
  no_entry_sign: '🚫',
  pencil: '📝',
  pencil2: '✏️',
  question: '❓',
  raised_hands: '🙌',
  rocket: '🚀',
  rotating_light: '🚨',
  slightly_smiling_face: '🙂',
  smile: '😄',
  sparkles: '✨',
  stopwatch: '⏱️',
  tada: '🎉',
  thumbsdown: '👎',
  thumbsup: '👍',
  warning: '⚠️',
  wastebasket: '🗑️',
  wave: '👋',
  white_check_mark: '✅',
  x: '❌',
};

/** The emoji behind a name, from its code points where they came along. */
export function emojiOf(name: string, unicode?: string): string {
  if (unicode && /^[0-9a-f]{2,6}(-[0-9a-f]{2,6})*$/i.test(unicode)) {
    const points = unicode.split('-').map((hex) => Number.parseInt(hex, 16));
    if (points.every((point) => point <= 0x10ffff)) return String.fromCodePoint(...points);
  }
  return BY_NAME[name] ?? `:${name}:`;
}

/** Plain text with the emoji named in it drawn. */
export function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+-]+):/g, (_, name: string) => emojiOf(name));
}
