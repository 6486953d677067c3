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
import { folded, objectOf } from './objects.ts';
import type { Context } from './paths.ts';

/** The site with the accesses on either side, if it is a fence. `sites` are all of its function's, in order. */
export function nearFence(context: Context, sites: readonly Site[], site: Site): Site {
  const stops = STOPS[site.kind];
  if (!stops) return site;
  const fences = sites.filter((other) => stops.includes(other.kind));
  const { body } = context.scope;
  const previous = fences.findLast((other) => other.at < site.at);
  const next = fences.find((other) => other.at > site.at);
  const before = { start: windowStart(context.scope.code, site.at, previous?.end ?? body.start), end: site.at };
  const after = { start: site.end, end: windowEnd(context.scope.code, site.end, next?.at ?? body.end) };
  return {
    ...site,
    before: nearest(context, sites, before, operandsIn(context.scope.code, before).reverse()),
    after: nearest(context, sites, after, operandsIn(context.scope.code, after)),
  };
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
function nearest(context: Context, sites: readonly Site[], window: Span, operands: readonly number[]): NearAccess[] {
  const inside = sites.filter((site) => site.at < window.end && site.end > window.start);
  const seen = new Set<string>();
  const kept: NearAccess[] = [];
  for (const at of operands) {
    const access = accessAt(context, sites, inside, window, at);
    if (!access) continue;
    const key = `${access.object.base} ${access.object.members.join('.')} ${access.write}`;
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

/** The access to a member or a global that starts at `at`, if it is one. `inside`: the sites in the window. */
function accessAt(
  context: Context,
  sites: readonly Site[],
  inside: readonly Site[],
  window: Span,
  at: number,
): NearAccess | null {
  const { code } = context.scope;
  const { expression, end } = readPostfix(code, at, window.end);
  if (!mayBeShared(context, sites, expression)) return null;
  const span = { start: at, end };
  const write = writes(code, span, window, inside);
  if (write === null) return null;
  const object = objectOf(context, expression, span);
  const known = object.base !== '' && (object.members.length > 0 || object.base.startsWith('::'));
  return known ? { at, write, object } : null;
}

/** The start of a name that is no member and no part of a number. */
function isOperandStart(code: string, at: number, start: number): boolean {
  const before = beforeSpace(code, at, start);
  const char = code[before];
  if (before === at - 1 && char !== undefined && /[\w.]/.test(char)) return false;
  return char !== '.' && !(char === '>' && code[before - 1] === '-');
}

/** A member of something that is no local structure, or a variable that the file declares or other sites access. */
function mayBeShared(context: Context, sites: readonly Site[], expression: Expression): boolean {
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
  if (isMember || context.scope.file.global(name) !== undefined) return true;
  return sites.some((site) => site.object?.base === `::${name}`);
}

/** Whether the access stores; null when it isn't clear that it accesses anything: a lock, an address passed on. */
function writes(code: string, span: Span, window: Span, sites: readonly Site[]): boolean | null {
  const site = sites.findLast((other) => other.at <= span.start && span.end < other.end);
  if (site?.object && site.object.text === folded(code, span)) return storesTo(site);
  const mode = accessMode(code, span, window);
  return mode === 'address' ? null : mode !== 'read';
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
