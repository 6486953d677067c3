/**
 * What a fence orders, as far as its function shows: the shared-looking accesses around it. Fences name
 * no object; two that have the same objects on opposite sides are likely to pair (the idea of OFence).
 */
import type { NearAccess, Site } from '../model/facts.ts';
import type { Kind } from '../model/primitive.ts';
import type { Span } from '../text/span.ts';
import { beforeSpace } from './cursor.ts';
import { type Expression, readPostfix } from './expression.ts';
import { accessMode } from './mode.ts';
import { folded, keyOf, objectOf } from './objects.ts';
import type { Context } from './paths.ts';

/** The sites of one function or macro, in order, with the accesses on either side of those that are fences. */
export function nearFences(context: Context, sites: readonly Site[]): Site[] {
  const { code, body } = context.scope;
  const marked = new Set(sites.map((site) => site.object?.base ?? ''));
  return sites.map((site, i) => {
    const stops = STOPS[site.kind];
    if (!stops) return site;
    let previous = i - 1;
    while (previous >= 0 && !stops.includes(sites[previous]!.kind)) previous--;
    let next = i + 1;
    while (next < sites.length && !stops.includes(sites[next]!.kind)) next++;
    const before = { start: windowStart(code, site.at, sites[previous]?.end ?? body.start), end: site.at };
    const after = { start: site.end, end: windowEnd(code, site.end, sites[next]?.at ?? body.end) };
    const near = { context, marked, sites: sites.slice(previous + 1, next) };
    return {
      ...site,
      before: nearest(near, before, operandsIn(code, before).reverse()),
      after: nearest(near, after, operandsIn(code, after)),
    };
  });
}

/** What is needed to judge the accesses around one fence. */
interface Surroundings {
  readonly context: Context;
  /** Bases of the objects that primitives access in this function. */
  readonly marked: ReadonlySet<string>;
  /** The sites between the fence's neighbours of its kind. */
  readonly sites: readonly Site[];
}

/** For each kind of fence the kinds that do its work as well: what is beyond those is theirs. */
const STOPS: Partial<Record<Kind, readonly Kind[]>> = {
  full: ['full'],
  write: ['full', 'write'],
  read: ['full', 'read'],
  'before-atomic': ['full', 'before-atomic', 'after-atomic'],
  'after-atomic': ['full', 'before-atomic', 'after-atomic'],
  'control-acquire': ['full', 'read', 'control-acquire'],
};

/** How many statements and characters away an access may be, and how many are kept on each side. */
const MAX_STATEMENTS = 12;
const MAX_DISTANCE = 4000;
const MAX_ACCESSES = 6;

function windowStart(code: string, at: number, limit: number): number {
  const farthest = Math.max(limit, at - MAX_DISTANCE);
  let position = at;
  for (let statements = 0; statements <= MAX_STATEMENTS; statements++) {
    const end = code.lastIndexOf(';', position - 1);
    if (end < farthest) return farthest;
    position = end;
  }
  return position;
}

function windowEnd(code: string, at: number, limit: number): number {
  const farthest = Math.min(limit, at + MAX_DISTANCE);
  let position = at;
  for (let statements = 0; statements <= MAX_STATEMENTS; statements++) {
    const end = code.indexOf(';', position);
    if (end < 0 || end >= farthest) return farthest;
    position = end + 1;
  }
  return position;
}

/** The first few different accesses among the operands that start at these offsets. */
function nearest(near: Surroundings, window: Span, operands: readonly number[]): NearAccess[] {
  const seen = new Set<string>();
  const kept: NearAccess[] = [];
  for (const at of operands) {
    const access = accessAt(near, window, at);
    if (!access) continue;
    const key = `${keyOf(access.object)} ${access.write}`;
    if (seen.has(key)) continue;
    seen.add(key);
    kept.push(access);
    if (kept.length === MAX_ACCESSES) break;
  }
  return kept;
}

/** Where names stand that may start an operand: no members, callees or numbers. */
function operandsIn(code: string, window: Span): number[] {
  const found: number[] = [];
  NAME.lastIndex = window.start;
  for (let match = NAME.exec(code); match && match.index < window.end; match = NAME.exec(code)) {
    if (isOperandStart(code, match.index, window.start)) found.push(match.index);
  }
  return found;
}

const NAME = /\b[A-Za-z_]\w*/g;

/** The access to a member or a global that starts at `at`, if it is one. */
function accessAt(near: Surroundings, window: Span, at: number): NearAccess | null {
  const { context } = near;
  const { code } = context.scope;
  const { expression, end } = readPostfix(code, at, window.end);
  if (!mayBeShared(near, expression)) return null;
  const span = { start: at, end };
  const write = writes(code, span, window, near.sites);
  if (write === null) return null;
  const passed = write === 'passed' ? ({ write: false, passed: true } as const) : { write };
  const object = objectOf(context, expression, span);
  const known = object.base !== '' && (object.members.length > 0 || object.base.startsWith('::'));
  return known ? { at, ...passed, object } : null;
}

/** The start of a name that is no member and no part of a number. */
function isOperandStart(code: string, at: number, start: number): boolean {
  const before = beforeSpace(code, at, start);
  const char = code[before];
  if (before === at - 1 && char !== undefined && /[\w.]/.test(char)) return false;
  return char !== '.' && !(char === '>' && code[before - 1] === '-');
}

/** A member of something that is no local structure, or a variable that the file declares or other sites access. */
function mayBeShared({ context, marked }: Surroundings, expression: Expression): boolean {
  let root = expression;
  let isMember = false;
  while (root.kind === 'index' || root.kind === 'member') {
    isMember ||= root.kind === 'member';
    root = root.of;
  }
  if (root.kind !== 'name') return isMember;
  const { name } = root;
  const local = context.scope.variable(name, root.at);
  if (local) return isMember && (local.depth > 0 || local.isStatic);
  return isMember || marked.has(`::${name}`) || context.scope.file.global(name) !== undefined;
}

/** Whether the access stores, or only an address is passed on; null for what is no access of interest, such as a lock. */
function writes(code: string, span: Span, window: Span, sites: readonly Site[]): boolean | 'passed' | null {
  const site = sites.findLast((other) => other.at <= span.start && span.end < other.end);
  if (site?.object && site.object.text === folded(code, span)) return storesTo(site);
  const mode = accessMode(code, span, window);
  if (mode === 'address') return site ? null : 'passed';
  return mode !== 'read';
}

/** What a primitive does to its object; null for locks, sequence counters, wait queues and work. */
function storesTo(site: Site): boolean | null {
  if (site.kind === 'other')
    return /^__\w+_bit/.test(site.primitive) ? true : /dereference|data_race/.test(site.primitive) ? false : null;
  if (LOADS.has(site.kind)) return false;
  return STORES.has(site.kind) ? true : null;
}

const LOADS: ReadonlySet<Kind> = new Set<Kind>(['load-relaxed', 'acquire', 'dependency-load']);

const STORES: ReadonlySet<Kind> = new Set<Kind>([
  'store-relaxed',
  'release',
  'publish',
  'rmw-full',
  'rmw-conditional-full',
  'rmw-acquire',
  'rmw-release',
  'rmw-relaxed',
]);
