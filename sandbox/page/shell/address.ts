/** Who looks at what, kept in the page’s address so that two tabs can be two people. */
export interface Address {
  /** User id of the person one acts as. */
  as: string;
  /** Conversation; undefined: the first one. */
  in: string | undefined;
}

/** Who you act as at first: a DocSpace admin, who may do everything. */
export const FIRST_PERSON = 'U0INES';

/** Reads the query of the page's address. */
export function readAddress(query: string): Address {
  const params = new URLSearchParams(query);
  return { as: params.get('as') || FIRST_PERSON, in: params.get('in') || undefined };
}

/** The query that leads there. */
export function addressQuery({ as, in: channel }: Address): string {
  return `?${new URLSearchParams({ as, ...(channel ? { in: channel } : {}) })}`;
}
