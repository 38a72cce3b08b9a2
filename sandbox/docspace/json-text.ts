/** JSON that the portal cannot read: what .NET says about it, and where. */
export class JsonFault extends Error {
  /** Path of the value that was being read, such as `$.groupName`. */
  readonly path: string;

  constructor(message: string, path: string, place: string) {
    super(`${message} Path: ${path} | ${place}`);
    this.path = path;
  }
}

/** A JSON text with the place of each of its values, which .NET names when a value is of the wrong type. */
export interface JsonText {
  value: unknown;
  /** `LineNumber: 0 | BytePositionInLine: 14.` of the end of the value's first token. */
  place(path: string): string;
  /** The value as it was written, which tells `2.0` from `2`; undefined when nothing is at the path. */
  source(path: string): string | undefined;
}

interface Token {
  start: number;
  /** End of a text, number or word; for objects and lists the end of their opening sign. */
  end: number;
}

/** Reads a JSON text; throws a JsonFault when it is none. */
export function readJson(text: string): JsonText {
  const reader = new Reader(text);
  const value = reader.read();
  const { tokens } = reader;
  return {
    value,
    place: (path) => placeIn(text, tokens.get(path)?.end ?? 0),
    source(path) {
      const token = tokens.get(path);
      return token && text.slice(token.start, token.end);
    },
  };
}

/** Line and byte of a place in a text, as .NET counts them. */
function placeIn(text: string, index: number): string {
  const before = text.slice(0, index);
  const line = before.split('\n').length - 1;
  const bytes = Buffer.byteLength(before.slice(before.lastIndexOf('\n') + 1));
  return `LineNumber: ${line} | BytePositionInLine: ${bytes}.`;
}

const NAME = /"(?:[^"\\]|\\.)*"/sy;
const SCALAR = /"(?:[^"\\]|\\.)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/sy;
const UNFINISHED =
  'Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed.';

/** How deep .NET reads objects and lists in each other (docs: JsonSerializerOptions.MaxDepth). */
const DEEPEST = 64;

class Reader {
  readonly tokens = new Map<string, Token>();
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): unknown {
    const value = this.#value('$');
    if (this.#next() !== '') throw this.#fault('invalid after a single JSON value. Expected end of data.', '$');
    return value;
  }

  #value(path: string, depth = 0): unknown {
    const sign = this.#next();
    if (sign === '{' || sign === '[') {
      if (depth === DEEPEST) throw this.#tooDeep(sign === '{' ? 'object' : 'array', path);
      this.tokens.set(path, { start: this.#at, end: this.#at + 1 });
      this.#at += 1;
      return sign === '{' ? this.#object(path, depth + 1) : this.#list(path, depth + 1);
    }
    SCALAR.lastIndex = this.#at;
    const found = SCALAR.exec(this.#text)?.[0];
    if (found === undefined) throw this.#fault('an invalid start of a value.', path);
    this.tokens.set(path, { start: this.#at, end: this.#at + found.length });
    this.#at += found.length;
    return this.#parsed(found, path);
  }

  #object(path: string, depth: number): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    if (this.#closes('}')) return {};
    do {
      this.#next();
      const name = this.#name(path);
      const below = `${path}.${name}`;
      if (this.#next() !== ':') throw this.#fault("invalid after a property name. Expected a ':'.", below);
      this.#at += 1;
      entries.push([name, this.#value(below, depth)]);
    } while (this.#goesOn('}', path));
    return Object.fromEntries(entries);
  }

  #list(path: string, depth: number): unknown[] {
    const items: unknown[] = [];
    if (this.#closes(']')) return items;
    do {
      items.push(this.#value(`${path}[${items.length}]`, depth));
    } while (this.#goesOn(']', path));
    return items;
  }

  #name(path: string): string {
    NAME.lastIndex = this.#at;
    const found = NAME.exec(this.#text)?.[0];
    if (found === undefined) throw this.#fault("an invalid start of a property name. Expected a '\"'.", path);
    this.#at += found.length;
    return String(this.#parsed(found, path));
  }

  /** A text may still hold a line break or an unknown escape. */
  #parsed(token: string, path: string): unknown {
    try {
      return JSON.parse(token);
    } catch {
      throw this.#fault('invalid within a JSON string.', path);
    }
  }

  /** Whether a comma follows; the closing sign ends the object or list. */
  #goesOn(close: string, path: string): boolean {
    if (this.#closes(close)) return false;
    if (this.#next() !== ',') throw this.#fault(`invalid after a value. Expected either ',' or '${close}'.`, path);
    this.#at += 1;
    return true;
  }

  #closes(sign: string): boolean {
    if (this.#next() !== sign) return false;
    this.#at += 1;
    return true;
  }

  /** Skips blanks; the sign that follows, or nothing at the end. */
  #next(): string {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at += 1;
    return this.#text[this.#at] ?? '';
  }

  #tooDeep(what: string, path: string): JsonFault {
    const message = `The maximum configured depth of ${DEEPEST} has been exceeded. Cannot read next JSON ${what}.`;
    return new JsonFault(message, path, placeIn(this.#text, this.#at));
  }

  #fault(what: string, path: string): JsonFault {
    const sign = this.#text[this.#at];
    const message = sign === undefined ? UNFINISHED : `'${sign}' is ${what}`;
    return new JsonFault(message, path, placeIn(this.#text, this.#at));
  }
}
