import { z } from 'zod';
import type { Surface } from './blocks.ts';
import { drawnElsewhere } from './not-here.ts';

/** Something Slack would refuse, in its own words, and where it is (`hack-json-schema`, Slack's own library for this). */
export interface BlockFault {
  /** `not_supported_here` is the stand-in's own word: Slack takes it, and only this workspace does not. */
  code: 'failed_constraint' | 'invalid_type' | 'missing_field' | 'not_supported_here';
  message: string;
  /** JSON pointer, such as `/0/text/type`. */
  pointer: string;
  /** The limit or list that was not kept; rules between several parts have none. */
  constraint?: { type: string; expected: unknown; got?: unknown };
  /** The field that is missing. */
  field?: string;
  /** Pointer of the text object whose text is at fault: Slack names it as well. */
  textObject?: string;
}

/** Something Slack takes, or all it would refuse about it. */
export type Checked<T> = { ok: true; value: T } | { ok: false; faults: BlockFault[] };

/** The faults of a failed parse of what was given. */
export function faultsOf(error: z.ZodError, given: unknown, surface?: Surface): BlockFault[] {
  const faults = error.issues.flatMap((issue) => faultsOfIssue(issue, given, surface));
  const files = faults.filter((fault) => fault.field === 'slack_file').map((fault) => fault.pointer);
  // A picture out of Slack's own files needs no address.
  return faults.filter((fault) => !(fault.field === 'image_url' && files.includes(fault.pointer)));
}

/** A rule between several parts that no single schema sees. */
export function fault(pointer: string, message: string): BlockFault {
  return { code: 'failed_constraint', message, pointer };
}

/** The same faults, seen from further out: `/blocks` makes `/blocks/0/text` of `/0/text`. */
export function within(base: string, faults: readonly BlockFault[]): BlockFault[] {
  return faults.map((each) => ({
    ...each,
    pointer: base + each.pointer,
    ...(each.textObject === undefined ? {} : { textObject: base + each.textObject }),
  }));
}

const constraintParams = z.object({
  constraint: z.object({ type: z.string(), expected: z.unknown(), got: z.unknown() }),
});

type Issue = z.core.$ZodIssue;

function faultsOfIssue(issue: Issue, given: unknown, surface: Surface | undefined): BlockFault[] {
  const pointer = pointerOf(issue.path);
  const broken = (message: string, type: string, expected: unknown, got?: unknown): BlockFault[] => [
    { code: 'failed_constraint', message, pointer, constraint: { type, expected, got } },
  ];
  switch (issue.code) {
    case 'invalid_type':
      return [typeFault(issue, given)];
    case 'unrecognized_keys':
      return issue.keys.flatMap((key) => extraFault(key, pointer));
    case 'invalid_union':
      return [unionFault(issue, given, surface)];
    case 'invalid_value':
      return [valueFault(issue, given)];
    case 'too_big': {
      const { maximum } = issue;
      return issue.origin === 'array'
        ? broken(`no more than ${maximum} items allowed`, 'max_items', maximum)
        : broken(`must be less than ${maximum}`, 'maximum', maximum);
    }
    case 'too_small': {
      const { minimum } = issue;
      return issue.origin === 'array'
        ? broken(`must provide at least ${minimum} items`, 'min_items', minimum)
        : broken(`must be greater than ${minimum}`, 'minimum', minimum);
    }
    default:
      return [customFault(issue, given)];
  }
}

const WANTED: Readonly<Record<string, string>> = {
  array: 'must provide an array',
  boolean: 'must be a boolean',
  int: 'must provide an integer',
  // All numbers of Block Kit are integers.
  number: 'must provide an integer',
  object: 'must provide an object',
  string: 'must provide a string',
};

function typeFault(issue: Extract<Issue, { code: 'invalid_type' }>, given: unknown): BlockFault {
  if (valueAt(given, issue.path) === undefined && issue.path.length > 0) return missing(issue.path);
  const message = WANTED[issue.expected] ?? `must provide ${issue.expected}`;
  return { code: 'invalid_type', message, pointer: pointerOf(issue.path) };
}

function missing(path: Issue['path']): BlockFault {
  const field = String(path.at(-1));
  return {
    code: 'missing_field',
    message: `missing required field: ${field}`,
    pointer: pointerOf(path.slice(0, -1)),
    field,
  };
}

function extraFault(key: string, pointer: string): BlockFault {
  if (key === 'slack_file')
    return { code: 'not_supported_here', message: 'not supported here: slack_file', pointer, field: key };
  const constraint = { type: 'additional_properties', expected: false, got: key };
  return { code: 'failed_constraint', message: `invalid additional property: ${key}`, pointer, constraint };
}

function unionFault(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  given: unknown,
  surface: Surface | undefined,
): BlockFault {
  const got = valueAt(given, issue.path);
  const pointer = pointerOf(issue.path);
  if (got === undefined) return missing(issue.path);
  const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
  if (typeof got === 'string' && drawnElsewhere(got, options, surface))
    return { code: 'not_supported_here', message: `not supported here: ${got}`, pointer };
  return typeUnsupported(got, pointer, options);
}

function typeUnsupported(got: unknown, pointer: string, expected: unknown): BlockFault {
  const constraint = { type: 'enum', expected, got };
  return { code: 'failed_constraint', message: `unsupported type: ${got}`, pointer, constraint };
}

function valueFault(issue: Extract<Issue, { code: 'invalid_value' }>, given: unknown): BlockFault {
  const got = valueAt(given, issue.path);
  if (got === undefined) return missing(issue.path);
  const pointer = pointerOf(issue.path);
  if (issue.path.at(-1) === 'type') return typeUnsupported(got, pointer, issue.values);
  if (typeof got !== 'string') return { code: 'invalid_type', message: 'must provide a string', pointer };
  const constraint = { type: 'enum', expected: issue.values, got };
  return { code: 'failed_constraint', message: 'must be a valid enum value', pointer, constraint };
}

function customFault(issue: Issue, given: unknown): BlockFault {
  const params = 'params' in issue ? constraintParams.safeParse(issue.params) : undefined;
  const parent = issue.path.slice(0, -1);
  return {
    code: 'failed_constraint',
    message: issue.message,
    pointer: pointerOf(issue.path),
    ...(params?.success ? { constraint: params.data.constraint } : {}),
    ...(issue.path.at(-1) === 'text' && isTextObject(valueAt(given, parent)) ? { textObject: pointerOf(parent) } : {}),
  };
}

const textObject = z.object({ type: z.enum(['plain_text', 'mrkdwn']) });

function isTextObject(value: unknown): boolean {
  return textObject.safeParse(value).success;
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part)}`).join('');
}

const holder = z.record(z.string(), z.unknown());

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => {
    if (Array.isArray(value)) return value[Number(part)];
    const held = holder.safeParse(value);
    return held.success ? held.data[String(part)] : undefined;
  }, given);
}
