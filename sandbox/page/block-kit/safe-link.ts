/** The address a link may open, or undefined: only the web and mail, whatever the app sent. */
export function safeLink(url: string): string | undefined {
  if (!/^(https?:\/\/|mailto:)/i.test(url) || !URL.canParse(url)) return undefined;
  return url;
}
