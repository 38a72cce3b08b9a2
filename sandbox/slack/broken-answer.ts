/**
 * What comes in place of Slack's JSON: a page with status 200, as of a proxy, another text with that status, or an error of
 * Slack's servers.
 */
export type BrokenAnswer = 'html' | { text: string } | 500 | 502 | 503;

/** An answer on the wire; `error` is how the call is written down. */
interface BrokenReply {
  status: number;
  headers: Record<string, string>;
  text: string;
  error: string;
}

const HTML = { 'Content-Type': 'text/html; charset=utf-8' };

/** How such an answer reads on the wire. */
export function brokenReply(answer: BrokenAnswer): BrokenReply {
  if (answer === 'html')
    return { status: 200, headers: HTML, text: page('Please sign in to the network'), error: 'no_json' };
  if (typeof answer === 'number')
    return { status: answer, headers: HTML, text: page('Slack is having trouble'), error: `http_${answer}` };
  const { text } = answer;
  const headers = text.startsWith('<') ? HTML : { 'Content-Type': 'application/json' };
  return { status: 200, headers, text, error: 'not_slack' };
}

function page(title: string): string {
  return `<!DOCTYPE html><html><head><title>${title}</title></head><body>${title}</body></html>`;
}
