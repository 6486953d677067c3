/**
 * What syntax trees add to the facts of a file: what becomes of loaded values, and where the order in which code is
 * written misleads about locks and ownership. Only functions in which that can matter are parsed.
 */
import type { FunctionFact, ObjectPath, PlainAccess, Site } from '../model/facts.ts';
import type { Flow } from '../model/flow.ts';
import type { Kind } from '../model/primitive.ts';
import { type Body, withBody } from '../syntax/body.ts';
import type { Lexed } from '../syntax/lexed.ts';
import type { RegionParser } from '../syntax/parser.ts';
import type { FlowReader } from './flow/flows.ts';
import { followValue } from './follow.ts';
import { enclosing, isMacro, type Region, regionsOf } from './functions.ts';
import { readHeld } from './held.ts';
import { isEnteredLocked } from './lock-calls.ts';
import { type Owner, readOwnership } from './ownership.ts';
import { fileScope } from './scope.ts';

export interface Described {
  readonly sites: Site[];
  readonly accesses: PlainAccess[];
  /** In order of their functions. */
  readonly flows: Flow[];
}

const NO_FLOWS: FlowReader = { functions: new Set(), read: () => undefined };

/**
 * The same sites and accesses in the same order, less those accesses that turn out to be none, with `use` for loads of objects that this file also releases,
 * publishes or accesses in plain C, and with `locked` and `private` put right where the tree knows better; and the flows
 * that `flows` reads.
 * `functions`, `sites` and `accesses` are those of `lexed`.
 */
export function describeUses(
  parser: RegionParser,
  lexed: Lexed,
  functions: readonly FunctionFact[],
  sites: readonly Site[],
  accesses: readonly PlainAccess[],
  flows: FlowReader = NO_FLOWS,
): Described {
  const described = { sites: [...sites], accesses: [...accesses] };
  const ways: Flow[] = [];
  const regions = regionsOf(lexed);
  const tags = new Set<PlainAccess>();
  const wantedIn = interesting(sites, accesses);
  for (const fn of new Set([...wantedIn.keys(), ...flows.functions])) {
    const wanted = wantedIn.get(fn);
    const fact = functions[fn];
    const region = fact && regions[enclosing(regions, fact.body.start)];
    if (!region) continue;
    withBody(parser, lexed.code, fact.body, (body) => {
      const flow = flows.functions.has(fn) && flows.read(fn, body);
      if (flow) ways.push(flow);
      if (!wanted) return;
      const owner = ownerOf(lexed, region);
      const offsets = [...wanted.loads.map((i) => sites[i]!.at), ...wanted.accesses.map((i) => accesses[i]!.at)];
      const held = readHeld(body, offsets, isEnteredLocked(region.name, owner.declaration));
      for (const index of wanted.loads) described.sites[index] = describeLoad(body, owner, held, sites[index]!);
      for (const index of wanted.accesses) {
        const access = accesses[index]!;
        if (isTag(body, access)) tags.add(access);
        else described.accesses[index] = describeAccess(body, owner, held, access);
      }
    });
  }
  return {
    ...described,
    accesses: described.accesses.filter((access) => !tags.has(access)),
    flows: ways.sort((a, b) => a.fn - b.fn),
  };
}

/** Indices into the sites and accesses of a file. */
interface Wanted {
  readonly loads: number[];
  readonly accesses: number[];
}

/** By function: the loads and plain accesses worth looking at. */
function interesting(sites: readonly Site[], accesses: readonly PlainAccess[]): Map<number, Wanted> {
  const counterparts = new Set<string>();
  for (const site of sites) {
    if (ORDERS_STORE.has(site.kind) || site.pointer === 'new') add(counterparts, site.object);
    // smp_wmb(); WRITE_ONCE(x->ready, 1); publishes as well.
    if (site.kind === 'write') for (const near of site.after ?? []) if (near.write) add(counterparts, near.object);
  }
  for (const access of accesses) add(counterparts, access.object);
  const found = new Map<number, Wanted>();
  const of = (fn: number): Wanted => {
    let wanted = found.get(fn);
    if (!wanted) found.set(fn, (wanted = { loads: [], accesses: [] }));
    return wanted;
  };
  sites.forEach((site, index) => {
    if (site.fn >= 0 && isLoad(site) && site.object && counterparts.has(keyOf(site.object))) {
      of(site.fn).loads.push(index);
    }
  });
  accesses.forEach((access, index) => {
    if (access.fn >= 0) of(access.fn).accesses.push(index);
  });
  return found;
}

/** Kinds that make a store which a later dependent access can rely on. */
const ORDERS_STORE: ReadonlySet<Kind> = new Set<Kind>([
  'release',
  'publish',
  'rmw-release',
  'rmw-full',
  'rmw-conditional-full',
]);

/** Kinds that yield what they loaded. */
const LOADS: ReadonlySet<Kind> = new Set<Kind>(['load-relaxed', 'dependency-load', 'acquire', 'control-acquire']);

/**
 * Of the read-modify-writes only exchanges yield something that others may have stored a pointer in; counters and
 * bits (atomic_read(), test_bit()) are never followed.
 */
function isLoad({ kind, primitive }: Site): boolean {
  if (kind === 'load-relaxed') return /ONCE/.test(primitive);
  return LOADS.has(kind) || (/^rmw-(?:acquire|relaxed)$/.test(kind) && /xchg/.test(primitive));
}

function add(keys: Set<string>, object: ObjectPath | undefined): void {
  if (object && object.base !== '') keys.add(keyOf(object));
}

/** The innermost member, with the base only where nothing is between: types in between are not known here. */
function keyOf(object: ObjectPath): string {
  return object.members.length > 0 ? `${object.base}::${object.members.join('.')}` : object.base;
}

type Held = ReadonlyMap<number, boolean>;

function describeLoad(body: Body, owner: Owner, held: Held, load: Site): Site {
  const { locked: before, ...site } = load;
  const locked = held.get(site.at) ?? before;
  const use = followValue(body, { start: site.at, end: site.end }, owner.isLocal);
  return { ...site, ...(use && { use }), ...(locked && { locked }) };
}

/** `struct foo *p;` is no access to a global of the name foo. */
function isTag(body: Body, { at, end }: PlainAccess): boolean {
  const [specifier, tag] = body.path({ start: at, end }).slice(-2);
  return tag?.type === 'type_identifier' && /^(?:struct|union|enum)_specifier$/.test(specifier!.type);
}

function describeAccess(body: Body, owner: Owner, held: Held, access: PlainAccess): PlainAccess {
  const span = { start: access.at, end: access.end };
  const use = access.mode === 'read' ? followValue(body, span, owner.isLocal) : undefined;
  const owned = owner.isAlone ? undefined : readOwnership(body, span, owner);
  const locked = held.get(access.at) ?? access.locked;
  return { ...access, ...(use && { use }), locked, private: owned ?? access.private };
}

function ownerOf(lexed: Lexed, region: Region): Owner & { readonly declaration: string } {
  const scope = fileScope(lexed).inside(region);
  const declaration = isMacro(region) ? '' : lexed.code.slice(region.start, region.body.start);
  return {
    declaration,
    params: isMacro(region) ? '' : lexed.code.slice(region.params.start, region.params.end),
    isAlone: /\b__(?:init|exit|net_init|net_exit|meminit)\b/.test(declaration),
    isLocal: (name) => {
      const variable = scope.variable(name, scope.body.end);
      return variable !== undefined && !variable.isStatic;
    },
  };
}
