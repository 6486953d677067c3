/** Holds a value against a schema: keeps every part that is valid, and says of each other part what is wrong. */
import * as z from 'zod';
import { nearest } from '../text/nearest.ts';

export type Path = readonly (string | number)[];

/** Something that a configuration may not hold. */
export interface Fault {
  readonly path: Path;
  /** `key`: it is the key at the end of the path that does not exist; its value is of no interest. */
  readonly of: 'key' | 'value';
  /** One sentence, plain text. */
  readonly message: string;
}

/** What `schema` makes of `value`, with the default in place of whatever is not valid. */
export function check<S extends z.ZodType>(
  schema: S,
  value: unknown,
): { readonly value: z.output<S>; readonly faults: readonly Fault[] } {
  const first = schema.safeParse(value);
  if (first.success) return { value: first.data, faults: [] };
  const faults = first.error.issues.flatMap((issue) => faultsOf(schema, issue));
  const rest = schema.safeParse(
    without(
      value,
      faults.map(({ path }) => path),
    ),
  );
  return { value: rest.success ? rest.data : schema.parse({}), faults };
}

/** A path as people write it: `'index.threads'`, `'exclude[2]'`. Keys are whatever a file holds. */
export function nameOf(path: Path): string {
  const name = path.map((key, i) => (typeof key === 'number' ? `[${key}]` : i > 0 ? `.${key}` : key)).join('');
  const plain = name.replace(/\p{C}/gu, '\ufffd');
  return `'${plain.length > LONGEST_NAME ? `${plain.slice(0, LONGEST_NAME)}…` : plain}'`;
}

const LONGEST_NAME = 80;

function faultsOf(schema: z.ZodType, issue: z.core.$ZodIssue): Fault[] {
  const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
  if (issue.code !== 'unrecognized_keys') {
    const name = path.length === 0 ? 'The configuration' : nameOf(path);
    return [{ path, of: 'value', message: `${name} must be ${expected(issue)}.` }];
  }
  const known = Object.keys(shapeAt(schema, path));
  return issue.keys.map((key) => ({ path: [...path, key], of: 'key', message: unknownKey(path, key, known) }));
}

function unknownKey(path: Path, key: string, known: readonly string[]): string {
  const isRule = path.length === 1 && path[0] === 'rules';
  const name = (one: string) => (isRule ? nameOf([one]) : nameOf([...path, one]));
  const near = nearest(key, known);
  const suggestion = near === undefined ? '.' : `; did you mean ${name(near)}?`;
  return `There is no ${isRule ? 'rule' : 'setting'} ${name(key)}${suggestion}`;
}

/** Reads on from "must be". */
function expected(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return orOf(issue.values.map((value) => `'${String(value)}'`));
    case 'too_small':
      return `at least ${issue.minimum}`;
    case 'too_big':
      return `at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

const KINDS: Readonly<Record<string, string>> = {
  array: 'a list, in brackets',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object, in braces',
  string: 'a string, in quotes',
};

function orOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** The settings that exist at a path, by their keys. */
function shapeAt(schema: z.ZodType, path: Path): Readonly<Record<string, z.ZodType>> {
  let shape = shapeOf(schema);
  for (const key of path) {
    const inner = shape[key];
    shape = inner ? shapeOf(inner) : {};
  }
  return shape;
}

function shapeOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> {
  if (schema instanceof z.ZodObject) return schema.shape;
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return shapeOf(schema.unwrap() as z.ZodType);
  return {};
}

/** A copy of `value` in which nothing is left at these paths. */
function without(value: unknown, paths: readonly Path[]): unknown {
  if (typeof value !== 'object' || value === null || paths.some((path) => path.length === 0)) return {};
  const inner = new Map<string, Path[]>();
  for (const [key, ...rest] of paths) {
    const one = inner.get(String(key));
    if (one) one.push(rest);
    else inner.set(String(key), [rest]);
  }
  const kept = Object.entries(value).flatMap(([key, one]) => {
    const removed = inner.get(key);
    if (!removed) return [[key, one] as const];
    return removed.some((path) => path.length === 0) ? [] : [[key, without(one, removed)] as const];
  });
  return Array.isArray(value) ? kept.map(([, one]) => one) : Object.fromEntries(kept);
}
