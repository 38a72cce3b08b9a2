import type { Found } from '../finding.ts';

/** What the checks say of the proxy and of SUPPORT_CONTACT. */

export const PROXY_ASKS_FOR_PASSWORD: Found = [
  'The proxy in HTTPS_PROXY asks for a name and a password, or does not accept the ones it was given (407).',
  'Set HTTPS_PROXY to http://name:password@host:port, with special characters percent-encoded.',
];
export const proxyUnreachable = (code: string | undefined): Found => [
  `The proxy in HTTPS_PROXY can’t be reached (${code ?? 'no answer'}).`,
  'Check its address, and that it is running.',
];
export const proxyCouldNotConnect = (host: string, status: number): Found => [
  `The proxy in HTTPS_PROXY could not connect to ${host} (${status}).`,
  'Check the proxy’s log.',
];
export const proxyRefuses = (host: string, status: number): Found => [
  `The proxy in HTTPS_PROXY refuses connections to ${host} (${status}).`,
  'Allow them in the proxy, or name the host in NO_PROXY if it can be reached directly.',
];

export const contactIs = (name: string) => `When the app is broken, people are sent to ${name}.`;
export const contactDeactivated = (name: string): Found => [
  `SUPPORT_CONTACT names ${name}, who is deactivated in Slack.`,
  'Name another contact.',
];
export const contactArchived = (name: string): Found => [
  `SUPPORT_CONTACT names ${name}, which is archived.`,
  'Name another contact.',
];
export const noSuchContact = (user: string): Found => [
  `SUPPORT_CONTACT names ${user}, but there is no user with that id.`,
  'Check the id.',
];
export const contactNotVisible = (channel: string): Found => [
  `SUPPORT_CONTACT names ${channel}, which the app can’t see: it does not exist, or it is private and the app is not in it.`,
  'Check the id, or invite the app to the channel.',
];
