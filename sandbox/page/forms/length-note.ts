/** From so few characters left on, the count is shown. */
const NEAR = 30;

/** What to say about a text's length, once it comes near a limit; Slack counts code points. */
export function lengthNote(
  length: number,
  limits: { min_length?: number; max_length?: number },
): { text: string; over: boolean } | undefined {
  const { min_length = 0, max_length } = limits;
  if (length > 0 && length < min_length) return { text: `${min_length - length} more needed`, over: false };
  if (max_length === undefined) return undefined;
  const left = max_length - length;
  if (left < 0) return { text: `${-left} too many`, over: true };
  // A short field would otherwise count from its first letter.
  return left <= Math.min(NEAR, max_length / 2) ? { text: `${left} left`, over: false } : undefined;
}
