/** What a call is answered with; undefined body means an empty one. */
export interface PortalAnswer {
  status: number;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

/** What a route gives back: a payload with counts, or an answer of its own. */
export interface Payload {
  payload: unknown;
  count?: number;
  total?: number;
}

/** The success envelope: nulls are left out, `status` is 0, `statusCode` is HTTP's. */
export function success(result: Payload, call: { href: string; method: string }): PortalAnswer {
  const count = result.count ?? (result.payload === undefined ? 0 : 1);
  return {
    status: 200,
    body: {
      ...(result.payload === undefined ? {} : { response: result.payload }),
      count,
      ...(result.total === undefined ? {} : { total: result.total }),
      links: [{ href: call.href, action: call.method }],
      status: 0,
      statusCode: 200,
    },
  };
}

/** Thrown by routes to answer with an error of the portal. */
export class PortalRefusal extends Error {
  readonly answer: PortalAnswer;

  constructor(answer: PortalAnswer) {
    super(`refused with ${answer.status}`);
    this.answer = answer;
  }
}

/** Shape A: thrown inside an endpoint. It carries a server stack, which nobody may show. */
export function shapeA(status: number, message: string, type: string, hresult = -2146233088): PortalAnswer {
  const stack = `   at ${type.split('.').slice(0, 2).join('.')}.Api.Controller.Invoke()\r\n   at lambda_method(Closure, Object)`;
  return { status, body: { error: { message, type, stack, hresult }, status: 1, statusCode: status } };
}

/** Shape B: the request does not fit its model. */
export function shapeB(errors: Record<string, string[]>, call: { href: string; method: string }): PortalAnswer {
  const response = {
    type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
    title: 'One or more validation errors occurred.',
    status: 400,
    errors,
    traceId: '00-6f0c1b7d2e8a4f53-01',
  };
  const links = [{ href: call.href, action: call.method }];
  return { status: 400, body: { response, count: 1, links, status: 1, statusCode: 400 } };
}

/** Shapes C and D: a status and nothing else. */
export const empty = (status: number, headers?: Readonly<Record<string, string>>): PortalAnswer => ({
  status,
  ...(headers ? { headers } : {}),
});

export const accessDenied = (): PortalAnswer =>
  shapeA(403, 'Access denied', 'ASC.Common.Security.Authorizing.AuthorizingException');
export const groupNotFound = (): PortalAnswer =>
  shapeA(404, 'The group could not be found', 'ASC.Common.Web.ItemNotFoundException');
export const userNotFound = (status: 400 | 404): PortalAnswer =>
  status === 404
    ? shapeA(404, 'The user could not be found', 'ASC.Common.Web.ItemNotFoundException')
    : shapeA(400, 'The user could not be found', 'System.ArgumentException', -2147024809);
