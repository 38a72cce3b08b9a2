import type { ProxyFailure } from '../network.ts';
import { about, type Finding } from './finding.ts';
import * as text from './text/settings.ts';

const finding = about('Settings');

/** The tunnels that the proxy did not open, each once. */
export function proxyFindings(failures: readonly ProxyFailure[]): Finding[] {
  const found = new Map(failures.map((failure) => [JSON.stringify(failure), failure]));
  const unreached = failures.find(({ status }) => status === undefined);
  const asksForName = failures.some(({ status }) => status === 407);
  // These are about the proxy, whatever was to be reached.
  if (asksForName) return [finding('fault', ...text.PROXY_ASKS_FOR_PASSWORD)];
  if (unreached) return [finding('warning', ...text.proxyUnreachable(unreached.code))];
  return [...found.values()].map(({ host, status = 0 }) =>
    status >= 500
      ? finding('warning', ...text.proxyCouldNotConnect(host, status))
      : finding('fault', ...text.proxyRefuses(host, status)),
  );
}
