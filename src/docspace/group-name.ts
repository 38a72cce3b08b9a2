import { Invalid } from './errors.ts';

/** Longest name in UTF-16 units (docspace-api, validation matrix). */
const LONGEST_NAME = 128;

/** Trims and checks a name before any call: PUT would store a blank one and POST a padded one (docspace-api §2.2). */
export function checkedName(name: string, method: string, path: string): string {
  const trimmed = name.trim();
  if (trimmed.length >= 1 && trimmed.length <= LONGEST_NAME) return trimmed;
  throw new Invalid(`a name has 1 to ${LONGEST_NAME} characters`, { method, path });
}
