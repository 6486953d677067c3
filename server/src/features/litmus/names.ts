/** What the variables of a litmus test are called: as the code calls them, where that is a name that a test can have. */
import { primitiveNamed } from '../../lkmm/syntax/primitives.ts';
import { isTypeWord } from '../../lkmm/syntax/types.ts';
import type { Access } from './sides.ts';

/** Names for objects: their last members, with the structure in front where those are the same. */
export function variableNames(accesses: readonly Access[]): string[] {
  const count = (names: readonly string[], name: string) => names.filter((one) => one === name).length;
  const short = accesses.map((access) => safe(lastName(access), access));
  const names = accesses.map((access, i) => (count(short, short[i]!) > 1 ? safe(longName(access), access) : short[i]!));
  return names.map((name, i) => (count(names, name) > 1 ? `${name}_${i + 1}` : name));
}

function lastName({ object }: Access): string {
  const name = object.members.at(-1) ?? object.base.replace(/^::/, '');
  return name === '' ? wordsOf(object.text) : name;
}

function longName({ object }: Access): string {
  const tag = object.base.replace(/^(?:struct|union) |^::/g, '');
  return object.base === '' ? wordsOf(object.text) : [tag, ...object.members].join('_');
}

function wordsOf(text: string): string {
  return text.match(/\w+/g)?.join('_') ?? 'object';
}

function safe(name: string, access: Access): string {
  const isTaken = (text: string) =>
    isTypeWord(text) || RESERVED.has(text) || /^(?:[rP]?\d+|r\d+)/.test(text) || primitiveNamed(text) !== undefined;
  if (!isTaken(name)) return name;
  const long = longName(access);
  return isTaken(long) ? `the_${name}` : long;
}

const RESERVED: ReadonlySet<string> = new Set([
  ...['if', 'else', 'while', 'do', 'for', 'return', 'exists', 'forall', 'filter', 'locations', 'true', 'false'],
  ...['NULL', 'C', 'and', 'or', 'not', 'with', 'final', 'goto', 'case', 'default', 'switch', 'break', 'sizeof'],
]);
