/**
 * What syntax trees add to the facts of a file: what becomes of loaded values, and where the order in which code is
 * written misleads about locks and ownership. Only functions in which that can matter are parsed.
 */
import type { FunctionFact, ObjectPath, PlainAccess, Site } from '../model/facts.ts';
import type { Kind } from '../model/primitive.ts';
import { type Body, withBody } from '../syntax/body.ts';
import type { Lexed } from '../syntax/lexed.ts';
import type { RegionParser } from '../syntax/parser.ts';
import { followValue } from './follow.ts';
import { enclosing, regionsOf } from './functions.ts';
import { fileScope, type Scope } from './scope.ts';

export interface Described {
  readonly sites: Site[];
  readonly accesses: PlainAccess[];
}

/**
 * The same sites and accesses in the same order, with `use` for loads of objects that this file also releases,
 * publishes or accesses in plain C, and with `locked` and `private` put right where the tree knows better.
 * `functions`, `sites` and `accesses` are those of `lexed`.
 */
export function describeUses(
  parser: RegionParser,
  lexed: Lexed,
  functions: readonly FunctionFact[],
  sites: readonly Site[],
  accesses: readonly PlainAccess[],
): Described {
  const described = { sites: [...sites], accesses: [...accesses] };
  const regions = regionsOf(lexed);
  for (const [fn, wanted] of interesting(sites, accesses)) {
    const fact = functions[fn];
    const region = fact && regions[enclosing(regions, fact.body.start)];
    if (!region) continue;
    const scope = fileScope(lexed).inside(region);
    withBody(parser, lexed.code, fact.body, (body) => {
      for (const index of wanted.sites) described.sites[index] = describeSite(body, scope, sites[index]!);
      describeAccesses(body, scope, wanted.accesses, described.accesses);
    });
  }
  return described;
}

/** Indices into the sites and accesses of a file. */
interface Wanted {
  readonly sites: number[];
  readonly accesses: number[];
}

/** By function: the loads and plain accesses worth looking at. */
function interesting(sites: readonly Site[], accesses: readonly PlainAccess[]): Map<number, Wanted> {
  const counterparts = new Set<string>();
  for (const site of sites) if (ORDERS_STORE.has(site.kind)) add(counterparts, site.object);
  for (const access of accesses) add(counterparts, access.object);
  const found = new Map<number, Wanted>();
  const of = (fn: number): Wanted => {
    let wanted = found.get(fn);
    if (!wanted) found.set(fn, (wanted = { sites: [], accesses: [] }));
    return wanted;
  };
  sites.forEach((site, index) => {
    if (site.fn >= 0 && LOADS.has(site.kind) && site.object && counterparts.has(keyOf(site.object))) {
      of(site.fn).sites.push(index);
    }
  });
  accesses.forEach((access, index) => {
    if (access.fn >= 0) of(access.fn).accesses.push(index);
  });
  return found;
}

/** Kinds that make a store which a later dependent access can rely on. */
const ORDERS_STORE: ReadonlySet<Kind> = new Set<Kind>(['release', 'publish', 'rmw-release', 'rmw-full', 'rmw-conditional-full']);

/** Kinds that yield what they loaded. */
const LOADS: ReadonlySet<Kind> = new Set<Kind>([
  'load-relaxed',
  'dependency-load',
  'acquire',
  'control-acquire',
  'rmw-acquire',
  'rmw-relaxed',
]);

function add(keys: Set<string>, object: ObjectPath | undefined): void {
  if (object && object.base !== '') keys.add(keyOf(object));
}

/** The innermost member, with the base only where nothing is between: types in between are not known here. */
function keyOf(object: ObjectPath): string {
  return object.members.length > 0 ? `${object.base}::${object.members.join('.')}` : object.base;
}

function describeSite(body: Body, scope: Scope, site: Site): Site {
  const use = followValue(body, { start: site.at, end: site.end }, isLocal(scope));
  return use ? { ...site, use } : site;
}

function describeAccesses(body: Body, scope: Scope, wanted: readonly number[], accesses: PlainAccess[]): void {
  for (const index of wanted) {
    const access = accesses[index]!;
    const use = access.mode === 'read' ? followValue(body, { start: access.at, end: access.end }, isLocal(scope)) : undefined;
    if (use) accesses[index] = { ...access, use };
  }
}

/** Whether a name is a variable that no one else sees. */
function isLocal(scope: Scope): (name: string) => boolean {
  return (name) => {
    const variable = scope.variable(name, scope.body.end);
    return variable !== undefined && !variable.isStatic;
  };
}
