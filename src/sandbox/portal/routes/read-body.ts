import { z } from 'zod';
import { PortalRefusal, shapeA, shapeB } from '../answers.ts';
import { type RouteCall, UUID } from './route.ts';

/** The largest page of any list. */
const LARGEST_PAGE = 100;

const uuid = z
  .string()
  .regex(new RegExp(`^${UUID}$`), { error: 'The JSON value could not be converted to System.Guid.' });

/** A body as an object with lower-cased first letters ignored: the portal reads names in any case. */
export function bodyOf(call: RouteCall): Map<string, unknown> {
  const { body } = call;
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new PortalRefusal(shapeB({ '': ['A non-empty request body is required.'] }, call));
  return new Map(Object.entries(body).map(([name, value]) => [name.toLowerCase(), value]));
}

/** A list of ids, checked one by one; undefined when it is not there or null. */
export function idsIn(call: RouteCall, body: Map<string, unknown>, name: string): string[] | undefined {
  const value = body.get(name.toLowerCase());
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value))
    throw new PortalRefusal(shapeB({ [`$.${name}`]: ['The JSON value could not be converted.'] }, call));
  return value.map((each, at) => {
    const parsed = uuid.safeParse(each);
    if (!parsed.success)
      throw new PortalRefusal(
        shapeB({ [`$.${name}[${at}]`]: ['The JSON value could not be converted to System.Guid.'] }, call),
      );
    return parsed.data.toLowerCase();
  });
}

/** One id; null and blanks are refused, absence is not. */
export function idIn(call: RouteCall, body: Map<string, unknown>, name: string): string | undefined {
  if (!body.has(name.toLowerCase())) return undefined;
  const parsed = uuid.safeParse(body.get(name.toLowerCase()));
  if (!parsed.success)
    throw new PortalRefusal(shapeB({ [`$.${name}`]: ['The JSON value could not be converted to System.Guid.'] }, call));
  return parsed.data.toLowerCase();
}

/** The name of a new group, as strict as the portal's version. */
export function newName(call: RouteCall, body: Map<string, unknown>): string {
  if (!body.has('groupname')) {
    const words = "JSON deserialization was missing required properties including: 'groupName'.";
    throw new PortalRefusal(shapeB({ $: [words] }, call));
  }
  const name = nameIn(call, body, 'GroupName');
  if (name === null)
    throw new PortalRefusal(
      shapeA(400, "Value cannot be null. (Parameter 'inDto.GroupName')", 'System.ArgumentNullException', -2147467261),
    );
  if (call.state.version === '3.6') return name;
  if (name === '') throw new PortalRefusal(shapeB({ GroupName: [lengthWords('GroupName', 1)] }, call));
  if (name.trim() === '')
    throw new PortalRefusal(
      shapeA(
        400,
        'The value cannot be an empty string or composed entirely of whitespace.',
        'System.ArgumentException',
        -2147024809,
      ),
    );
  return name;
}

/** A name within 128 UTF-16 units, or null; only the upper length is checked. */
export function nameIn(call: RouteCall, body: Map<string, unknown>, key: string): string | null {
  const value = body.get('groupname');
  if (value === null || value === undefined) return null;
  if (typeof value !== 'string')
    throw new PortalRefusal(
      shapeB({ '$.groupName': ['The JSON value could not be converted to System.String.'] }, call),
    );
  if (value.length > 128) throw new PortalRefusal(shapeB({ [key]: [lengthWords(key, 1)] }, call));
  return value;
}

function lengthWords(key: string, min: number): string {
  return `The field ${key.split('.').at(-1)} must be a string with a minimum length of ${min} and a maximum length of 128.`;
}

/** `count` and `startIndex`, within the portal's bounds. */
export function pageOf(call: RouteCall): { count: number; startIndex: number } {
  const count = wholeNumber(call, 'count', LARGEST_PAGE);
  if (count < 1 || count > LARGEST_PAGE)
    throw new PortalRefusal(shapeB({ count: [`The field count must be between 1 and ${LARGEST_PAGE}.`] }, call));
  return { count, startIndex: Math.max(0, wholeNumber(call, 'startIndex', 0)) };
}

function wholeNumber(call: RouteCall, name: string, standard: number): number {
  const text = call.query.get(name);
  if (text === null || text === '') return standard;
  if (/^-?\d+$/.test(text)) return Number(text);
  throw new PortalRefusal(shapeB({ [name]: [`The value '${text}' is not valid.`] }, call));
}

/** An id in the query; anything else there is a 400. */
export function queryId(call: RouteCall, name: string): string | undefined {
  const text = call.query.get(name);
  if (text === null || text === '') return undefined;
  if (uuid.safeParse(text).success) return text.toLowerCase();
  throw new PortalRefusal(shapeB({ [name]: [`The value '${text}' is not valid.`] }, call));
}

/** `sortOrder` as name or number; undefined numbers are refused. */
export function descending(call: RouteCall): boolean {
  const text = (call.query.get('sortOrder') ?? '').toLowerCase();
  if (['', '0', 'ascending'].includes(text)) return false;
  if (['1', 'descending'].includes(text)) return true;
  throw new PortalRefusal(shapeB({ sortOrder: [`The value '${text}' is not valid.`] }, call));
}

/** One page of a list, with the counts the portal gives. */
export function pageFrom<T>(call: RouteCall, all: readonly T[]): { items: T[]; count: number; total: number } {
  const { count, startIndex } = pageOf(call);
  const items = all.slice(startIndex, startIndex + count);
  return { items, count: items.length, total: all.length };
}
