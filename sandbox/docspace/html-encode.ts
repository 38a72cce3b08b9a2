const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const ENCODED = /[&<>"'\u00a0-\u00ff]|[\ud800-\udbff][\udc00-\udfff]/g;

/** HTML as .NET's `HttpUtility.HtmlEncode` writes it: the five signs, Latin-1 letters and astral characters. */
export function htmlEncode(text: string): string {
  return text.replace(ENCODED, (found) => NAMED[found] ?? `&#${found.codePointAt(0)};`);
}
