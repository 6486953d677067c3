/**
 * The flows of a file: of the functions in which the order of things is somebody's business. Others would only make the
 * facts of a kernel larger.
 */

import type { FunctionFact, Site } from '../../model/facts.ts';
import type { Flow } from '../../model/flow.ts';
import { lastName } from '../../model/objects.ts';
import type { Vocabulary } from '../../model/primitive.ts';
import { isExplicit, isExplicitKind, sleeperChecks } from '../../primitives/explicit.ts';
import type { Body } from '../../syntax/body.ts';
import type { Lexed, LexedFunction } from '../../syntax/lexed.ts';
import type { Span } from '../../text/span.ts';
import { isSaidLocked } from '../caller-locks.ts';
import { enclosing, isMacro, regionsOf } from '../functions.ts';
import { isEnteredLocked, lockCalls } from '../lock-calls.ts';
import { takeInventory } from '../lock-inventory.ts';
import { mayLock } from '../locks.ts';
import { fileScope } from '../scope.ts';
import { readEvents } from './events.ts';
import { readGraph } from './graph.ts';

/** The flows of one file, to be read while its functions are parsed. */
export interface FlowReader {
  /** Indices of the functions that are worth it. */
  readonly functions: ReadonlySet<number>;
  /** Undefined when the code is too garbled to tell. */
  read(fn: number, body: Body): Flow | undefined;
}

/** `functions` and `sites` are those of `lexed`, in order. */
export function flowReader(
  lexed: Lexed,
  functions: readonly FunctionFact[],
  sites: readonly Site[],
  vocabulary: Vocabulary,
): FlowReader {
  const ranges = rangesOf(sites);
  const worth = new Set<number>();
  const flags = flagsOf(sites);
  for (const [fn, { first, end }] of ranges) {
    const fact = functions[fn]!;
    const own = sites.slice(first, end);
    if (!fact.macro && (isWorthIt(lexed.code, fact, own, vocabulary) || looksAt(own, flags))) worth.add(fn);
  }
  const regions = worth.size > 0 ? regionsOf(lexed) : [];
  return {
    functions: worth,
    read(fn, body) {
      const fact = functions[fn]!;
      const region = regions[enclosing(regions, fact.body.start)];
      if (!region || isMacro(region)) return undefined;
      const { first, end } = ranges.get(fn)!;
      const mayBeLocked = fact.calls?.some(({ name }) => mayLock(name)) === true;
      return readFlow({ lexed, vocabulary, region, fn, mayBeLocked, sites: sites.slice(first, end), first }, body);
    },
  };
}

/** A function to read the flow of. */
export interface Subject {
  readonly lexed: Lexed;
  readonly vocabulary: Vocabulary;
  readonly region: LexedFunction;
  /** Index into `functions` of the facts. */
  readonly fn: number;
  /** Something is called by whose name locks may be held. */
  readonly mayBeLocked: boolean;
  /** The function's sites, and the index of the first one. */
  readonly sites: readonly Site[];
  readonly first: number;
}

/** The flow of a function; undefined when its code is too garbled to tell. */
export function readFlow(subject: Subject, body: Body): Flow | undefined {
  const { lexed, vocabulary, region, fn, mayBeLocked, sites, first } = subject;
  const context = { scope: fileScope(lexed).inside(region), vocabulary };
  const blocks = readGraph(body, readEvents(context, sites, first));
  if (!blocks) return undefined;
  const declaration = lexed.code.slice(region.start, region.body.start);
  const entered =
    isEnteredLocked(region.name, declaration) ||
    isSaidLocked(lexed, region) ||
    ((mayBeLocked || sites.some(({ kind }) => kind === 'unlock')) && isAssertedLocked(body));
  return { fn, ...(entered && { entered }), blocks };
}

/** Where the sites of each function are. They are in order, and functions don't overlap. */
export function rangesOf(sites: readonly Site[]): Map<number, { first: number; end: number }> {
  const ranges = new Map<number, { first: number; end: number }>();
  sites.forEach(({ fn }, i) => {
    if (fn < 0) return;
    const range = ranges.get(fn);
    if (range) range.end = i + 1;
    else ranges.set(fn, { first: i, end: i + 1 });
  });
  return ranges;
}

function isAssertedLocked(body: Body): boolean {
  return takeInventory(lockCalls(body.code, body.span)).atEntry.length > 0;
}

/**
 * Whether a function is about order between CPUs: it has a fence, an acquire or a release of its own, looks for
 * sleepers, or reads something plainly that it reads with a mark as well. What looks at a flag that the file’s own
 * writers store last is worth it, too.
 */
function isWorthIt(code: string, { body }: FunctionFact, sites: readonly Site[], vocabulary: Vocabulary): boolean {
  if (sites.some((site) => orders(site, vocabulary) || sleeperChecks.includes(site.primitive))) return true;
  const marked = new Map<string, number>();
  for (const { object, primitive } of sites) {
    if (object && MARKED_LOAD.test(primitive)) marked.set(object.text, (marked.get(object.text) ?? 0) + 1);
  }
  for (const [text, count] of marked) {
    if (/->|\./.test(text) && occurrences(code, text, body, count + 1) > count) return true;
  }
  return false;
}

/** The members that the writers of a file store last, behind a write barrier or with a release. */
function flagsOf(sites: readonly Site[]): Set<string> {
  const flags = new Set<string>();
  for (const { kind, object, after = [] } of sites) {
    if (kind === 'release') flags.add(lastName(object));
    if (kind !== 'write' && kind !== 'before-atomic') continue;
    for (const access of after) if (access.write) flags.add(lastName(access.object));
  }
  return flags;
}

/** Whether a function looks at a flag, with a mark. */
function looksAt(sites: readonly Site[], flags: ReadonlySet<string>): boolean {
  return sites.some(
    ({ kind, object }) => (kind === 'load-relaxed' || kind === 'rmw-relaxed') && flags.has(lastName(object)),
  );
}

/** Barriers that hold against a device say nothing about other CPUs, and are most of what drivers have. */
function orders({ kind, primitive }: Site, vocabulary: Vocabulary): boolean {
  if (!isExplicitKind(kind) || kind === 'dependency-load' || !isExplicit(primitive)) return false;
  return vocabulary.lookup(primitive)?.scope === 'smp';
}

const MARKED_LOAD = /^(?:READ_ONCE|smp_load_acquire|rcu_dereference\w*)$/;

/** How often `text` is read within a body, counted up to `enough`. */
function occurrences(code: string, text: string, { start, end }: Span, enough: number): number {
  let count = 0;
  for (let at = code.indexOf(text, start); at >= 0 && at < end && count < enough; at = code.indexOf(text, at + 1)) {
    const isWhole = !/[\w.>]/.test(code[at - 1] ?? '') && !/\w/.test(code[at + text.length] ?? '');
    if (isWhole && code[at - 1] !== '&') count++;
  }
  return count;
}
