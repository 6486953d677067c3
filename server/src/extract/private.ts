/**
 * Whether an accessed structure is out of reach of others at that point: this function has just allocated it,
 * has it on its stack, frees it, or runs before anyone else can.
 */
import type { ObjectPath, Site } from '../model/facts.ts';
import { isWordStart } from '../syntax/chars.ts';
import type { LexedFunction } from '../syntax/lexed.ts';
import { assignedTo } from './aliases.ts';
import { pastWord } from './cursor.ts';
import type { Context } from './paths.ts';

/** `sites` are the file's, in order: what was published is private no longer. */
export function isPrivate(
  context: Context,
  fn: LexedFunction,
  access: { readonly at: number; readonly object: ObjectPath },
  sites: readonly Site[],
): boolean {
  const { code } = context.scope;
  if (INITIAL_SECTION.test(code.slice(fn.start, fn.body.start))) return true;
  const root = rootOf(code, access.at);
  const variable = root === '' ? undefined : context.scope.variable(root, access.at);
  if (!variable || variable.isStatic) return false;
  if (variable.depth === 0 && !variable.array && variable.at > fn.body.start) return true;
  const isParameter = variable.at < fn.body.start;
  if (isParameter && LIFETIME_NAME.test(fn.name)) return true;
  const { start, end } = fn.body;
  const obtained = assignedTo(code, { start, end: access.at }, root).some((value) =>
    OBTAINS.test(code.slice(value.start, value.end)),
  );
  if (obtained && !isPublished(root, start, access.at, sites)) return true;
  return new RegExp(`free\\w*\\s*\\([^;()]*\\b${root}\\s*\\)\\s*;`).test(code.slice(access.at, end));
}

/** Runs before there is anyone else, or after there was. */
const INITIAL_SECTION = /\b__(?:init|exit|net_init|net_exit|meminit)\b/;

/** Functions that make or unmake what they are given. */
const LIFETIME_NAME = /(?:^|_)(?:init|alloc|create|ctor|free|destroy|dtor|fini)(?:_|$)/;

/** Fresh memory; and what an exchange gives, which no one else can get any more. */
const OBTAINS = /(?:alloc|memdup|xchg|\bnew_\w+|_new|\brcu_replace_pointer)\w*\s*\(/;

function isPublished(root: string, start: number, end: number, sites: readonly Site[]): boolean {
  const name = new RegExp(`\\b${root}\\b`);
  return sites.some(
    (site) =>
      site.at >= start &&
      site.end <= end &&
      (site.kind === 'publish' || site.kind === 'release' || site.kind.startsWith('rmw-')) &&
      site.value !== undefined &&
      name.test(site.value),
  );
}

/** The variable that an access starts from: `x` of `x->a.b` and `(x)->a`; '' when it starts from something else. */
function rootOf(code: string, at: number): string {
  let position = at;
  while (code[position] === '(' || code[position] === '*') position++;
  return isWordStart(code.charCodeAt(position)) ? code.slice(position, pastWord(code, position, code.length)) : '';
}
