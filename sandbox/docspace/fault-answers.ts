import { type CallLink, empty, type PortalAnswer } from './answer.ts';
import { bareProblem, type ExceptionType, shapeA, shapeB } from './errors.ts';
import type { ErrorBody, PortalFault } from './fault-injection.ts';

type StatusFault = Extract<PortalFault, { kind: 'status' }>;
type StatusAfter = Extract<PortalFault, { kind: 'status-after' }>;

const BROKEN = 'Something failed inside';
const ACCESS_DENIED = 'ASC.Common.Security.Authorizing.AuthorizingException';
const JSON_TYPE = 'application/json; charset=utf-8';
const TENANT_UNKNOWN = 'Could not resolve current tenant :-(.';
const IP_REFUSED = 'Your IP address is not allowed to access this portal';

const html = (title: string) =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body><center><h1>${title}</h1></center></body>\r\n</html>\r\n`;
const page = (status: number, title: string, headers: Record<string, string> = {}): PortalAnswer => ({
  status,
  headers,
  raw: { type: 'text/html', text: html(title) },
});

/** What a fault answers in place of the work; undefined when the call is performed. */
export function answerInstead(fault: PortalFault, link: CallLink, now: number): PortalAnswer | undefined {
  switch (fault.kind) {
    case 'status':
      return statusAnswer(fault, link, now);
    case 'error-in-success':
      return { ...shapeA(500, BROKEN, 'System.Exception'), status: 200 };
    case 'garbage':
      if (fault.text === undefined) return { status: 200, json: { anything: 'else' } };
      return { status: 200, raw: { type: JSON_TYPE, text: fault.text } };
    case 'ip-rules':
      return { status: 403, json: IP_REFUSED };
    case 'maintenance':
      return bareProblem(403);
    case 'suspended':
      return bareProblem(404);
    case 'unpaid':
      return bareProblem(402);
    case 'unknown-tenant':
      return shapeA(500, TENANT_UNKNOWN, 'System.Exception');
    case 'to-https':
      return page(301, '301 Moved Permanently', { Location: link.href.replace(/^http:/, 'https:') });
    case 'wrong-path':
      return page(200, 'DocSpace');
    default:
      return undefined;
  }
}

/** What is answered after the work: the answer of the work itself, unless the fault puts an error in its place. */
export function answerAfter(
  fault: PortalFault | undefined,
  link: CallLink,
  done: PortalAnswer | undefined,
): PortalAnswer | undefined {
  if (fault?.kind !== 'status-after') return done;
  if (fault.html) return page(fault.status, 'Error');
  return bodyFor(fault.error ?? 'A', fault.status, link, exceptionAfter(fault));
}

/** Nothing that failed after the work is about rights: those were checked before. */
function exceptionAfter({ status, type }: StatusAfter): ExceptionType {
  if (type) return type;
  if (status === 403) return 'System.InvalidOperationException';
  return status === 400 ? 'System.ArgumentException' : 'System.Exception';
}

function statusAnswer(fault: StatusFault, link: CallLink, now: number): PortalAnswer {
  const { status, error } = fault;
  const headers = limitHeaders(fault, now);
  if (fault.html) return page(status, 'Error', headers);
  const kind = error ?? ([401, 403, 429].includes(status) ? 'empty' : 'A');
  const answer = bodyFor(kind, status, link, status === 403 ? ACCESS_DENIED : 'System.Exception');
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/**
 * The limit by the minute says how much it allows and nothing about when; only the one by the day says when it ends, and
 * how long to wait (docspace-api §6).
 */
function limitHeaders({ status, retryAfter }: StatusFault, now: number): Record<string, string> {
  const wait: Record<string, string> = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
  if (status !== 429) return wait;
  const remaining = { 'X-RateLimit-Remaining': '0', ...wait };
  if (retryAfter === undefined) return { 'X-RateLimit-Limit': '1500', ...remaining };
  const reset = Math.ceil(now / 1000) + retryAfter;
  return { 'X-RateLimit-Limit': '10000', 'X-RateLimit-Reset': String(reset), ...remaining };
}

function bodyFor(kind: ErrorBody, status: number, link: CallLink, type: ExceptionType): PortalAnswer {
  if (kind === 'empty') return empty(status);
  if (kind === 'B') return { ...shapeB({ '': [BROKEN] }, link), status };
  if (kind === 'problem') return bareProblem(status);
  return shapeA(status, type === ACCESS_DENIED ? 'Access denied' : BROKEN, type);
}
