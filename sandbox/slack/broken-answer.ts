/** What comes in place of Slack's JSON: a page with status 200, as of a proxy, or an error of Slack's servers. */
export type BrokenAnswer = 'html' | 500 | 502 | 503;

/** How such an answer reads on the wire; `error` is how the call is written down. */
export function brokenReply(answer: BrokenAnswer): {
  status: number;
  headers: Record<string, string>;
  text: string;
  error: string;
} {
  const isPage = answer === 'html';
  const title = isPage ? 'Please sign in to the network' : 'Slack is having trouble';
  return {
    status: isPage ? 200 : answer,
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
    text: `<!DOCTYPE html><html><head><title>${title}</title></head><body>${title}</body></html>`,
    error: isPage ? 'no_json' : `http_${answer}`,
  };
}
