import type { ProxyFailure } from '../network.ts';
import { about, type Finding } from './finding.ts';

const finding = about('Settings');

/** The tunnels that the proxy did not open, each once. */
export function proxyFindings(failures: readonly ProxyFailure[]): Finding[] {
  const found = new Map(failures.map((failure) => [JSON.stringify(failure), failure]));
  const unreached = failures.find(({ status }) => status === undefined);
  const asksForName = failures.some(({ status }) => status === 407);
  // These are about the proxy, whatever was to be reached.
  if (asksForName)
    return [
      finding(
        'fault',
        'The proxy of HTTPS_PROXY asks for a name and a password, or does not accept those it was given (407).',
        'Set HTTPS_PROXY to http://name:password@host:port, with special characters percent-encoded.',
      ),
    ];
  if (unreached)
    return [
      finding(
        'warning',
        `The proxy of HTTPS_PROXY cannot be reached (${unreached.code ?? 'no answer'}).`,
        'Check its address and that it is running.',
      ),
    ];
  return [...found.values()].map(({ host, status = 0 }) =>
    status >= 500
      ? finding(
          'warning',
          `The proxy of HTTPS_PROXY could not connect to ${host} (${status}).`,
          'Look at the proxy’s log.',
        )
      : finding(
          'fault',
          `The proxy of HTTPS_PROXY refuses connections to ${host} (${status}).`,
          `Allow them there, or name the host in NO_PROXY where it can be reached directly.`,
        ),
  );
}
