import { InvalidInput } from './errors.ts';

/** The largest page of any list, and its standard size (docspace-api §2.3). */
const LARGEST_PAGE = 100;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** One page of a list as it was asked for. A negative start skips nothing and is not refused. */
export interface Page {
  count: number;
  startIndex: number;
}

/** A query string as ASP.NET reads it: names in any case, blank texts as absent, what does not fit a 400 (shape B). */
export class Query {
  readonly #values = new Map<string, string[]>();

  constructor(params: URLSearchParams) {
    for (const [name, value] of params) {
      const known = this.#values.get(name.toLowerCase());
      if (known) known.push(value);
      else this.#values.set(name.toLowerCase(), [value]);
    }
  }

  texts(name: string): string[] {
    return (this.#values.get(name.toLowerCase()) ?? []).filter((value) => value.trim() !== '');
  }

  text(name: string): string | undefined {
    return this.texts(name)[0];
  }

  /** `true` and `false` in any case, blanks around them or not. */
  flag(name: string): boolean | undefined {
    const text = this.text(name)?.trim();
    if (text === undefined) return undefined;
    if (/^true$/i.test(text)) return true;
    if (/^false$/i.test(text)) return false;
    throw notValid(name, text);
  }

  id(name: string): string | undefined {
    const text = this.text(name);
    if (text === undefined || UUID.test(text)) return text?.toLowerCase();
    throw notValid(name, text);
  }

  /** An enum by name, in any case, or by number; numbers it does not have are refused. */
  choice(name: string, choices: Choices): number | undefined {
    return this.choicesOf(name, choices)[0];
  }

  /** An enum that may be repeated. */
  choicesOf(name: string, choices: Choices): number[] {
    return this.texts(name).map((text) => choiceIn(name, text, choices));
  }

  page(): Page {
    const count = this.#whole('count') ?? LARGEST_PAGE;
    if (count < 1 || count > LARGEST_PAGE)
      throw new InvalidInput('count', `The field Count must be between 1 and ${LARGEST_PAGE}.`);
    return { count, startIndex: this.#whole('startIndex') ?? 0 };
  }

  /** Whether `sortOrder` asks for the reverse. */
  descending(): boolean {
    this.#notBlank('sortOrder');
    return this.choice('sortOrder', { ascending: 0, descending: 1 }) === 1;
  }

  #whole(name: string): number | undefined {
    this.#notBlank(name);
    const text = this.text(name)?.trim();
    if (text === undefined) return undefined;
    if (/^[+-]?\d{1,9}$/.test(text)) return Number(text);
    throw notValid(name, text);
  }

  /** Numbers and orders have no place for “nothing”: written without a value they are refused. */
  #notBlank(name: string): void {
    const written = this.#values.get(name.toLowerCase());
    if (written && this.texts(name).length === 0) throw new InvalidInput(name, "The value '' is invalid.");
  }
}

/** Names of an enum, lower case, and their numbers. */
export type Choices = Readonly<Record<string, number>>;

/** Reads one enum value. */
export function choiceIn(name: string, text: string, choices: Choices): number {
  const number = choices[text.toLowerCase()] ?? (/^\d{1,9}$/.test(text) ? Number(text) : undefined);
  if (number === undefined) throw notValid(name, text);
  if (Object.values(choices).includes(number)) return number;
  throw new InvalidInput(name, `The value '${text}' is invalid.`);
}

/** The items of a page. */
export function pageOf<T>(all: readonly T[], { count, startIndex }: Page): T[] {
  const start = Math.max(0, startIndex);
  return all.slice(start, start + count);
}

function notValid(name: string, text: string): InvalidInput {
  const property = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
  return new InvalidInput(name, `The value '${text}' is not valid for ${property}.`);
}
