import { z } from 'zod';
import { InvalidInput } from './errors.ts';
import { JsonFault, type JsonText, readJson } from './json-text.ts';

const guid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i)
  .toLowerCase();
const object = z.record(z.string(), z.unknown());
const LIST = 'System.Collections.Generic.IEnumerable`1';

/** A JSON body as the portal reads it: names in any case, unknown ones ignored, wrong types a 400 (shape B). */
export class Body {
  readonly #json: JsonText;
  /** By name in lower case, with the path the name was written with. */
  readonly #values: ReadonlyMap<string, { path: string; value: unknown }>;

  constructor(json: JsonText) {
    this.#json = json;
    const parsed = object.safeParse(json.value);
    if (!parsed.success || Array.isArray(json.value)) throw this.#unreadable('$', 'the request model');
    this.#values = new Map(
      Object.entries(parsed.data).map(([name, value]) => [name.toLowerCase(), { path: `$.${name}`, value }]),
    );
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  /** One id. Absence is allowed; null, blanks and numbers are not. */
  id(name: string): string | undefined {
    if (!this.has(name)) return undefined;
    const { path, value } = this.#found(name);
    return this.#read(guid, value, path, 'System.Guid');
  }

  /** A list of ids; undefined when it is absent or null. */
  ids(name: string): string[] | undefined {
    return this.#list(name, guid, 'System.Guid', LIST);
  }

  /** A list of texts; undefined when it is absent or null. */
  texts(name: string): string[] | undefined {
    return this.#list(name, z.string(), 'System.String', 'System.Collections.Generic.List`1');
  }

  /** A text; null when it is null or absent (ask `has`). */
  text(name: string): string | null {
    const { path, value } = this.#found(name);
    return this.#read(z.string().nullish(), value, path, 'System.String') ?? null;
  }

  /** A whole number, which may be written as a text; undefined when it is absent or null. */
  whole(name: string): number | undefined {
    const { path, value } = this.#found(name);
    const schema = z
      .union([
        z.int(),
        z
          .string()
          .regex(/^-?\d+$/)
          .transform(Number),
      ])
      .nullish();
    return this.#read(schema, value, path, 'System.Nullable`1[System.Int32]') ?? undefined;
  }

  /** True or false; undefined when it is absent or null. */
  flag(name: string): boolean | undefined {
    const { path, value } = this.#found(name);
    return this.#read(z.boolean().nullish(), value, path, 'System.Nullable`1[System.Boolean]') ?? undefined;
  }

  /** The bodies in a list of objects; undefined when it is absent or null. */
  objects(name: string): BodyItem[] | undefined {
    const { path, value } = this.#found(name);
    const items = this.#read(z.array(object).nullish(), value, path, LIST);
    return items?.map((item, at) => new BodyItem(item, `${path}[${at}]`, this.#json));
  }

  #list<T>(name: string, item: z.ZodType<T>, type: string, list: string): T[] | undefined {
    const { path, value } = this.#found(name);
    if (value === undefined || value === null) return undefined;
    const items = this.#read(z.array(z.unknown()), value, path, `${list}[${type}]`);
    return items.map((each, at) => this.#read(item, each, `${path}[${at}]`, type));
  }

  #found(name: string): { path: string; value: unknown } {
    return this.#values.get(name.toLowerCase()) ?? { path: `$.${name}`, value: undefined };
  }

  #read<T>(schema: z.ZodType<T>, value: unknown, path: string, type: string): T {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw this.#unreadable(path, type);
  }

  #unreadable(path: string, type: string): InvalidInput {
    const words = `The JSON value could not be converted to ${type}. Path: ${path} | ${this.#json.place(path)}`;
    return new InvalidInput(path, words);
  }
}

/** One object in a list of a body. */
export class BodyItem {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #path: string;
  readonly #json: JsonText;

  constructor(values: Readonly<Record<string, unknown>>, path: string, json: JsonText) {
    this.#values = values;
    this.#path = path;
    this.#json = json;
  }

  get(name: string): unknown {
    return this.#values[name];
  }

  /** The value as it was written; undefined when it is absent. */
  source(name: string): string | undefined {
    return this.#json.source(`${this.#path}.${name}`);
  }
}

/** Reads a body; one that is empty or no JSON is a 400 (shape B). */
export function parseBody(text: string): JsonText {
  if (text.trim() === '') throw new InvalidInput('', 'A non-empty request body is required.');
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof JsonFault) throw new InvalidInput(error.path, error.message);
    throw error;
  }
}
