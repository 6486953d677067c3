/**
 * Unmarked accesses to objects that this file elsewhere publishes, acquires or dereferences with a primitive:
 * `x->ready` beside `smp_load_acquire(&x->ready)`. Only where both sides are known to be the same member of
 * the same structure, or the same global.
 */
import type { FunctionFact, PlainAccess, Site } from '../model/facts.ts';
import { lastName } from '../model/objects.ts';
import type { Kind, Vocabulary } from '../model/primitive.ts';
import type { Lexed, LexedFunction } from '../syntax/lexed.ts';
import type { Span } from '../text/span.ts';
import { pastBracket, pastSpace } from './cursor.ts';
import { readExpression } from './expression.ts';
import { enclosing } from './functions.ts';
import { type LockMap, readLocks } from './locks.ts';
import { accessMode } from './mode.ts';
import { folded, keyOf, objectOf } from './objects.ts';
import { enclosingCalls, operandStart } from './operands.ts';
import type { Context } from './paths.ts';
import { isPrivate } from './private.ts';
import { fileScope } from './scope.ts';

/** The plain accesses in the functions of a file, in order; `functions` and `sites` are its own. */
export function extractAccesses(
  lexed: Lexed,
  functions: readonly FunctionFact[],
  sites: readonly Site[],
  vocabulary: Vocabulary,
): PlainAccess[] {
  const targets = targetsOf(lexed.code, sites, vocabulary);
  if (targets.names.size === 0) return [];
  const indices = new Map(functions.map((fn, index) => [fn.at, index]));
  const locks = new Map<LexedFunction, LockMap>();
  const accesses: PlainAccess[] = [];
  const pattern = new RegExp(`\\b(?:${[...targets.names].join('|')})\\b`, 'g');
  for (const match of lexed.code.matchAll(pattern)) {
    const fn = lexed.functions[enclosing(lexed.functions, match.index)];
    const index = fn && indices.get(fn.at);
    if (!fn || index === undefined) continue;
    const context: Context = { scope: fileScope(lexed).inside(fn), vocabulary };
    const access = readAccess(context, targets, { start: match.index, end: match.index + match[0].length });
    if (!access) continue;
    if (!locks.has(fn)) locks.set(fn, readLocks(lexed.code, fn));
    accesses.push({
      ...access,
      fn: index,
      locked: locks.get(fn)!.isHeld(access.at),
      private: isPrivate(context, fn, access, sites),
    });
  }
  return accesses;
}

type Found = Pick<PlainAccess, 'at' | 'end' | 'object' | 'mode'>;

interface Targets {
  /** Last members and globals, to search for. */
  readonly names: ReadonlySet<string>;
  /** Base and members of the objects that are one slot. */
  readonly slots: ReadonlySet<string>;
  /** The same of arrays whose elements are accessed. */
  readonly arrays: ReadonlySet<string>;
}

function targetsOf(code: string, sites: readonly Site[], vocabulary: Vocabulary): Targets {
  const names = new Set<string>();
  const slots = new Set<string>();
  const arrays = new Set<string>();
  for (const site of sites) {
    const { object } = site;
    // `smp_load_acquire(x->p)` orders what p points to, or p's elements; nothing here tells.
    if (!object || object.base === '' || object.text.startsWith('*') || !isTarget(code, site, vocabulary)) continue;
    const last = lastName(object);
    if (last === '') continue;
    names.add(last);
    (object.text.endsWith(']') ? arrays : slots).add(keyOf(object));
  }
  return { names, slots, arrays };
}

/** Whether the site orders an object that plain C can access: atomic_t, lists and work items can't be, or aren't. */
function isTarget(code: string, site: Site, vocabulary: Vocabulary): boolean {
  if (NO_PLAIN_ACCESS.test(site.primitive)) return false;
  if (STRONG.has(site.kind)) return true;
  const primitive = vocabulary.lookup(site.primitive);
  if (site.kind === 'publish' || site.kind === 'dependency-load') return primitive?.addressForm === 'lvalue';
  // cmpxchg(&ptr, NULL, new) publishes, xchg(&ptr, NULL) takes back.
  const exchanges = site.kind === 'rmw-full' || site.kind === 'rmw-conditional-full';
  return exchanges && /xchg/.test(site.primitive) && /\bNULL\b/.test(code.slice(site.at, site.end));
}

const STRONG: ReadonlySet<Kind> = new Set<Kind>(['acquire', 'release', 'rmw-acquire', 'rmw-release']);

const NO_PLAIN_ACCESS = /atomic|refcount|rcuref|kref|list|i_size|buffer|completion|folio|page/;

function readAccess(context: Context, targets: Targets, name: Span): Found | null {
  const { code, body } = context.scope;
  const start = operandStart(code, name.start, body.start);
  if (start < body.start) return null;
  const span = { start, end: name.end };
  if (start === name.start && context.scope.variable(code.slice(start, name.end), start)) return null;
  const object = objectOf(context, readExpression(code, span), span);
  if (object.base === '') return null;
  const key = keyOf(object);
  const next = pastSpace(code, name.end, body.end);
  if (code[next] === '.' || (start === name.start && (code[next] === '(' || code[next] === ':'))) return null;
  const indexed = code[next] === '[';
  const element = indexed && targets.arrays.has(key);
  if (!element && !targets.slots.has(key)) return null;
  const end = element ? pastBracket(code, next, body.end) : name.end;
  const reaches = !element && (indexed || code.startsWith('->', next));
  if (isExcused(context, start, reaches)) return null;
  const mode = reaches ? 'read' : accessMode(code, { start, end }, body);
  return { at: start, end, object: { ...object, text: folded(code, { start, end }) }, mode };
}

/**
 * Whether the access stands where it is no plain access: as the object of a primitive, in data_race(), or in
 * something that isn't evaluated. `reaches`: it goes on to another object, which is the primitive's then.
 */
function isExcused(context: Context, at: number, reaches: boolean): boolean {
  return enclosingCalls(context.scope.code, at, context.scope.body.start).some(({ callee, argument }) => {
    if (UNEVALUATED.test(callee)) return true;
    const primitive = context.vocabulary.lookup(callee);
    return primitive && (EXCUSING.has(primitive.kind) || (primitive.addressArg === argument && !reaches));
  });
}

const UNEVALUATED =
  /^(?:sizeof|typeof|__typeof__|offsetof\w*|__builtin_offsetof|sizeof_field|struct_size|ARRAY_SIZE|container_of|lockdep_\w+|BUILD_BUG_ON\w*|compiletime_assert|prefetchw?|KUNIT_\w+|trace_\w+|seq_printf|might_lock\w*)$/;

/** data_race() and rcu_dereference_protected() say that the access is meant; waiting is ordered by the waker. */
const EXCUSING: ReadonlySet<Kind> = new Set<Kind>(['other', 'sleep', 'compiler']);
