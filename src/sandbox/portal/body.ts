import { z } from 'zod';
import { InvalidInput } from './errors.ts';

const guid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i)
  .toLowerCase();
const object = z.record(z.string(), z.unknown());

/** A JSON body as the portal reads it: names in any case, unknown ones ignored, wrong types a 400 (shape B). */
export class Body {
  readonly #values: ReadonlyMap<string, unknown>;

  constructor(json: unknown) {
    const parsed = object.safeParse(json);
    if (!parsed.success || Array.isArray(json)) throw unreadable('$', 'the request model');
    this.#values = new Map(Object.entries(parsed.data).map(([name, value]) => [name.toLowerCase(), value]));
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  /** One id. Absence is allowed; null, blanks and numbers are not. */
  id(name: string): string | undefined {
    if (!this.has(name)) return undefined;
    const parsed = guid.safeParse(this.#values.get(name.toLowerCase()));
    if (!parsed.success) throw unreadable(`$.${name}`, 'System.Guid');
    return parsed.data;
  }

  /** A list of ids; undefined when it is absent or null. */
  ids(name: string): string[] | undefined {
    const value = this.#values.get(name.toLowerCase()) ?? undefined;
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw unreadable(`$.${name}`, 'System.Collections.Generic.IEnumerable`1[System.Guid]');
    return value.map((each, at) => {
      const parsed = guid.safeParse(each);
      if (!parsed.success) throw unreadable(`$.${name}[${at}]`, 'System.Guid');
      return parsed.data;
    });
  }

  /** A text; null when it is null or absent (ask `has`). */
  text(name: string): string | null {
    const parsed = z.string().nullish().safeParse(this.#values.get(name.toLowerCase()));
    if (!parsed.success) throw unreadable(`$.${name}`, 'System.String');
    return parsed.data ?? null;
  }
}

/** JSON that cannot be parsed, or a body that is not there. */
export function parseBody(text: string): unknown {
  if (text.trim() === '') throw new InvalidInput('', 'A non-empty request body is required.');
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidInput('$', 'The JSON text is not valid. Path: $ | LineNumber: 0.');
  }
}

function unreadable(path: string, type: string): InvalidInput {
  return new InvalidInput(path, `The JSON value could not be converted to ${type}. Path: ${path} | LineNumber: 0.`);
}
