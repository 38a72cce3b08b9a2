/** What a call is answered with. */
export interface PortalAnswer {
  status: number;
  /** Written as JSON; undefined: an empty body. */
  json?: unknown;
  /** Sent as it is, instead of JSON. */
  raw?: { type: string; text: string };
  headers?: Readonly<Record<string, string>>;
}

/** What an endpoint gives back for the envelope; an undefined payload is left out. */
export interface Payload {
  payload: unknown;
  /** Items in this reply, as the endpoint counts them; 1 for a single object. */
  count?: number;
  /** All matches before paging; only where the portal sets it. */
  total?: number;
}

/** The call an answer points back to in `links`. */
export interface CallLink {
  /** Full address with query. */
  href: string;
  method: string;
}

/** The success envelope: nulls are left out, `status` 0 says ok, `statusCode` is HTTP's. */
export function success({ payload, count, total }: Payload, link: CallLink): PortalAnswer {
  return {
    status: 200,
    json: {
      ...(payload === undefined ? {} : { response: payload }),
      count: count ?? (payload === undefined ? 0 : 1),
      ...(total === undefined ? {} : { total }),
      links: [{ href: link.href, action: link.method }],
      status: 0,
      statusCode: 200,
    },
  };
}

/** A status and nothing else. */
export function empty(status: number, headers?: Readonly<Record<string, string>>): PortalAnswer {
  return headers ? { status, headers } : { status };
}
