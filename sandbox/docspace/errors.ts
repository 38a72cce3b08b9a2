import type { CallLink, PortalAnswer } from './answer.ts';
import { empty } from './answer.ts';
import { isOutsideBmp } from './collation.ts';

/** Thrown by an endpoint to answer with an error of shape A, C or D. */
export class PortalRefusal extends Error {
  readonly answer: PortalAnswer;

  constructor(answer: PortalAnswer) {
    super(`refused with ${answer.status}`);
    this.answer = answer;
  }
}

/** Thrown when body or query do not fit the endpoint's model: shape B, first message of each field. */
export class InvalidInput extends Error {
  readonly errors: Readonly<Record<string, readonly string[]>>;

  constructor(field: string, message: string) {
    super(`${field}: ${message}`);
    this.errors = { [field]: [message] };
  }
}

/** The exceptions endpoints throw, with the number .NET gives each. */
const HRESULT = {
  'ASC.Common.Web.ItemNotFoundException': -2146233088,
  'ASC.Common.Security.Authorizing.AuthorizingException': -2146233088,
  'System.ArgumentException': -2147024809,
  'System.ArgumentNullException': -2147467261,
  'System.NullReferenceException': -2147467261,
  'System.FormatException': -2146233033,
  'System.InvalidOperationException': -2146233079,
  'System.UnauthorizedAccessException': -2147024891,
  'System.Security.SecurityException': -2146233078,
  'System.Exception': -2146233088,
  'Microsoft.EntityFrameworkCore.DbUpdateException': -2146233088,
  'MySqlConnector.MySqlException': -2147467259,
} as const;
export type ExceptionType = keyof typeof HRESULT;

/** Shape A: thrown inside an endpoint. It carries a server stack, which must not be shown. */
export function shapeA(status: number, message: string, type: ExceptionType): PortalAnswer {
  const stack = `   at ASC.People.Api.GroupController.${type.split('.').at(-1)}Thrower()\r\n   at lambda_method(Closure, Object)`;
  return {
    status,
    json: { error: { message, type, stack, hresult: HRESULT[type] }, status: 1, statusCode: status },
  };
}

/** Problem details say so in their type, in the envelope as well. */
const PROBLEM = { 'Content-Type': 'application/problem+json; charset=utf-8' };

/** Shape B: the success envelope around the problem details of a request that does not fit its model. */
export function shapeB(errors: InvalidInput['errors'], link: CallLink): PortalAnswer {
  const title = 'One or more validation errors occurred.';
  return {
    status: 400,
    headers: PROBLEM,
    json: {
      response: { ...problem(400, title, '15.5.1'), errors, traceId: TRACE },
      count: 1,
      links: [{ href: link.href, action: link.method }],
      status: 1,
      statusCode: 400,
    },
  };
}

/** A body of the wrong type; the envelope around it still claims success, as the portal's may. */
export function unsupportedMediaType(link: CallLink): PortalAnswer {
  return {
    status: 415,
    headers: PROBLEM,
    json: {
      response: { ...problem(415, 'Unsupported Media Type', '15.5.16'), traceId: TRACE },
      count: 1,
      links: [{ href: link.href, action: link.method }],
      status: 0,
      statusCode: 200,
    },
  };
}

/** Problem details without any envelope, as the portal's filters send them: unpaid, suspended, in restore. */
export function bareProblem(status: number): PortalAnswer {
  const titles: Readonly<Record<number, string>> = { 402: 'Payment Required', 403: 'Forbidden', 404: 'Not Found' };
  const json = { ...problem(status, titles[status] ?? 'Error', '15.5'), traceId: TRACE };
  return { status, headers: PROBLEM, json };
}

const TRACE = '00-6f0c1b7d2e8a4f533b1a9d0c7e5f2a18-9c3d1e0f7a6b5c4d-01';

function problem(status: number, title: string, section: string) {
  return { type: `https://tools.ietf.org/html/rfc9110#section-${section}`, title, status };
}

/** Shape C: no valid key. A password gets a header that offers it again, a token in the form of a JWT a body. */
export function unauthorized(authorization = ''): PortalAnswer {
  if (/^Bearer [\w-]+\.[\w-]+\.[\w-]*$/.test(authorization)) {
    const error = { message: "Claim 'sub' is not present in JWT", type: null, stack: null, hresult: 0 };
    return { status: 401, json: { error, status: 1, statusCode: 401 } };
  }
  return authorization.startsWith('Basic ') ? empty(401, { 'WWW-Authenticate': 'Basic' }) : empty(401);
}

/** Something that is null where the portal expects it not to be. */
export function nullReference(): PortalRefusal {
  const words = 'Object reference not set to an instance of an object.';
  return new PortalRefusal(shapeA(500, words, 'System.NullReferenceException'));
}

/** A filter with a character that the database's three-byte texts cannot be compared with. */
export function refuseOutsideBmp(filter: string): void {
  if (!isOutsideBmp(filter)) return;
  const words =
    "Illegal mix of collations (utf8mb3_general_ci,IMPLICIT) and (utf8mb4_general_ci,COERCIBLE) for operation 'like'";
  throw new PortalRefusal(shapeA(500, words, 'MySqlConnector.MySqlException'));
}

/** The caller's role does not allow this. */
export const accessDenied = (): PortalAnswer =>
  shapeA(403, 'Access denied', 'ASC.Common.Security.Authorizing.AuthorizingException');

/** A right is missing where the portal asks for it in its own code. */
export const securityDenied = (): PortalAnswer => shapeA(403, 'Access denied', 'System.Security.SecurityException');

/** A group with two manager rows: the portal can neither read nor write it (docspace-api §13). */
export const twoManagers = (): PortalAnswer =>
  shapeA(403, 'Sequence contains more than one element', 'System.InvalidOperationException');

/** The database's connection was lost. */
export const databaseFault = (): PortalAnswer =>
  shapeA(500, 'The Command Timeout expired before the operation completed.', 'MySqlConnector.MySqlException');

/** Something the path names is not there. */
export const notFound = (what: 'group' | 'user' | 'folder' | 'file'): PortalAnswer =>
  shapeA(404, `The ${what} could not be found`, 'ASC.Common.Web.ItemNotFoundException');

/** A person named in the body cannot be in a group. */
export const ineligible = (): PortalAnswer => shapeA(400, 'The user could not be found', 'System.ArgumentException');
