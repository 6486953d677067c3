/**
 * Functions without an explicit primitive that access, with another primitive, an object that explicit ones
 * order elsewhere in the file: the xchg() that takes what smp_store_release() left, the atomic_read() of what
 * atomic_set_release() set. Without them such an object would look as if nobody marked the other side.
 */
import type { ObjectPath, Site } from '../model/facts.ts';
import { lastName } from '../model/objects.ts';
import type { Kind, Vocabulary } from '../model/primitive.ts';
import type { Lexed, LexedFunction } from '../syntax/lexed.ts';
import { readExpression } from './expression.ts';
import { enclosing } from './functions.ts';
import { keyOf, objectOf } from './objects.ts';
import { enclosingCalls, operandStart } from './operands.ts';
import type { Context } from './paths.ts';
import { fileScope } from './scope.ts';

/** The functions to read in full for the sake of `sites`, besides those that `isRead` says are read already. */
export function companions(
  lexed: Lexed,
  vocabulary: Vocabulary,
  sites: readonly Site[],
  isRead: (fn: LexedFunction) => boolean,
): Set<LexedFunction> {
  const found = new Set<LexedFunction>();
  const { names, keys } = orderedObjects(sites);
  if (names.size === 0) return found;
  for (const match of lexed.code.matchAll(new RegExp(`\\b(?:${[...names].join('|')})\\b`, 'g'))) {
    const fn = lexed.functions[enclosing(lexed.functions, match.index)];
    if (!fn || found.has(fn) || isRead(fn)) continue;
    const context: Context = { scope: fileScope(lexed).inside(fn), vocabulary };
    const object = accessedAt(context, match.index, match.index + match[0].length);
    if (object && keys.has(keyOf(object))) found.add(fn);
  }
  return found;
}

function orderedObjects(sites: readonly Site[]): { names: ReadonlySet<string>; keys: ReadonlySet<string> } {
  const names = new Set<string>();
  const keys = new Set<string>();
  for (const { kind, object } of sites) {
    if (!object || object.base === '' || !ORDERING.has(kind)) continue;
    const name = lastName(object);
    if (name === '') continue;
    names.add(name);
    keys.add(keyOf(object));
  }
  return { names, keys };
}

/** The object that ends with the name at `at`, if it is what a primitive accesses. */
function accessedAt({ scope, vocabulary }: Context, at: number, end: number): ObjectPath | null {
  const { code, body } = scope;
  const start = operandStart(code, at, body.start);
  if (start < body.start) return null;
  const call = enclosingCalls(code, start, body.start).find(({ callee }) => callee !== '');
  const primitive = call && vocabulary.lookup(call.callee);
  if (!primitive || primitive.addressArg !== call.argument || !ACCESSING.has(primitive.kind)) return null;
  const span = { start, end };
  return objectOf({ scope, vocabulary }, readExpression(code, span), span);
}

const ORDERING: ReadonlySet<Kind> = new Set<Kind>(['acquire', 'release', 'publish', 'rmw-acquire', 'rmw-release']);

/** Kinds that access their object and are explicit only under some names. */
const ACCESSING: ReadonlySet<Kind> = new Set<Kind>([
  'load-relaxed',
  'store-relaxed',
  'acquire',
  'release',
  'rmw-full',
  'rmw-conditional-full',
  'rmw-acquire',
  'rmw-release',
  'rmw-relaxed',
]);
