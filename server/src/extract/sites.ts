/**
 * Where a file uses ordering primitives. Explicit ones (barriers, acquire, release, RCU publication …) are
 * looked for in the whole file; the functions and macros around them, and those that comments or other files
 * ask for, are read in full: every primitive, every call.
 */
import type { Call, FunctionFact, ObjectPath, Site } from '../model/facts.ts';
import type { Primitive, Vocabulary } from '../model/primitive.ts';
import type { Lexed } from '../syntax/lexed.ts';
import type { Span } from '../text/span.ts';
import { awaitedBy, bitOf } from './awaited.ts';
import { type CallSpan, callEnd, eachCall } from './calls.ts';
import { companions } from './companions.ts';
import { argumentsIn, beforeSpace } from './cursor.ts';
import { eachExplicit } from './explicit.ts';
import { enclosing, functionFact, isMacro, type Region, regionsOf } from './functions.ts';
import { type LockMap, mayLock, readLocks } from './locks.ts';
import { nearFences } from './near.ts';
import { pointerStored } from './new-pointers.ts';
import { type Form, folded, objectAt } from './objects.ts';
import type { Context } from './paths.ts';
import { fileScope } from './scope.ts';

/** What is wanted of a file beyond its explicit primitives. */
export interface Want {
  /** Offsets of comments with claims: the function around each, or the one that it heads, is read in full. */
  readonly offsets: readonly number[];
  /** Functions and macros to read in full by name. */
  readonly names: ReadonlySet<string>;
}

/** All functions of the file, the macros among them that have something to say, and the sites in both. */
export interface FoundSites {
  readonly functions: FunctionFact[];
  /** In order of position. */
  readonly sites: Site[];
}

/** Finds the functions and ordering sites of a file. `Site.fn` is an index into the returned functions. */
export function extractSites(lexed: Lexed, vocabulary: Vocabulary, want: Want): FoundSites {
  const { code } = lexed;
  const regions = regionsOf(lexed);
  const wanted = new Set<Region>();
  const atFileScope: CallSpan[] = [];
  eachExplicit(code, vocabulary, (call) => {
    const region = regions[enclosing(regions, call.at)];
    if (region) wanted.add(region);
    else if (isUseAtFileScope(code, call.at)) atFileScope.push(call);
  });
  for (const offset of want.offsets) {
    const region = regionFor(regions, offset);
    if (region) wanted.add(region);
  }
  for (const region of regions) if (want.names.has(region.name)) wanted.add(region);

  const listed = regions.filter((region) => !isMacro(region) || wanted.has(region));
  const functions = listed.map((region) => functionFact(code, region));
  const sites: Site[] = [];
  const read = (isWanted: (region: Region) => boolean) =>
    listed.forEach((region, index) => {
      if (isWanted(region)) functions[index] = readRegion(lexed, vocabulary, region, functions[index]!, index, sites);
    });
  read((region) => wanted.has(region));
  const others: ReadonlySet<Region> = companions(lexed, vocabulary, sites, (fn) => wanted.has(fn));
  if (others.size > 0) read((region) => others.has(region));
  const outside: Context = { scope: fileScope(lexed).inside(null), vocabulary };
  for (const call of atFileScope) sites.push(siteOf(outside, call, vocabulary.lookup(call.name)!, -1, code.length));
  return { functions, sites: sites.sort((a, b) => a.at - b.at) };
}

/** Reads one function or macro in full: appends its sites, in order, and returns the fact with its calls. */
function readRegion(
  lexed: Lexed,
  vocabulary: Vocabulary,
  region: Region,
  fact: FunctionFact,
  index: number,
  sites: Site[],
): FunctionFact {
  const { code } = lexed;
  const context: Context = { scope: fileScope(lexed).inside(region), vocabulary };
  const calls = new Map<string, Call>();
  const found: Site[] = [];
  const around: number[] = [];
  let locking = false;
  eachCall(code, region.body, (call) => {
    locking ||= mayLock(call.name);
    const primitive = vocabulary.lookup(call.name);
    while (around.length > 0 && around.at(-1)! <= call.at) around.pop();
    if (primitive && around.length < MAX_NESTED) {
      const site = siteOf(context, call, primitive, index, region.body.end);
      found.push(site);
      around.push(site.end);
    } else if (!primitive && !calls.has(call.name)) {
      calls.set(call.name, { name: call.name, at: call.at });
    }
  });
  const locks = readLocks(code, region, locking);
  for (const site of nearFences(context, found)) sites.push(withLock(site, locks));
  return { ...fact, calls: [...calls.values()] };
}

/** All sites of one function, which `extractSites` may have had no reason to read in full. */
export function sitesOf(lexed: Lexed, vocabulary: Vocabulary, region: Region, index: number): Site[] {
  const sites: Site[] = [];
  readRegion(lexed, vocabulary, region, functionFact(lexed.code, region), index, sites);
  return sites;
}

/** Primitives in the arguments of primitives: people write two or three; each costs all of what it encloses. */
const MAX_NESTED = 20;

function siteOf(context: Context, call: CallSpan, primitive: Primitive, fn: number, end: number): Site {
  const { code } = context.scope;
  const past = callEnd(code, call, end);
  const args = argumentsIn(code, call.open + 1, past - 1);
  const object = objectOfCall(context, primitive, args);
  const stored = primitive.valueArg === null ? undefined : args[primitive.valueArg];
  const bit = bitOf(code, call.name, args);
  const awaited = primitive.kind === 'sleep' ? awaitedBy(code, call.name, args) : undefined;
  return {
    at: call.at,
    end: past,
    primitive: call.name,
    kind: primitive.kind,
    fn,
    ...(object && { object }),
    ...(stored && { value: folded(code, stored).slice(0, LONGEST_VALUE), ...pointerStored(context, stored) }),
    ...(bit !== undefined && { bit }),
    ...(awaited && { awaited }),
  };
}

/** `Site.value` is for people; longer ones say no more. */
const LONGEST_VALUE = 80;

function objectOfCall(context: Context, primitive: Primitive, args: readonly Span[]): ObjectPath | undefined {
  if (primitive.addressArg === null) return undefined;
  const argument = args[primitive.addressArg];
  const form = formOf(primitive);
  return argument && form ? objectAt(context, argument, form) : undefined;
}

/** Device registers are told apart by offsets, not by the pointer they are added to: they are no objects here. */
function formOf(primitive: Primitive): Form | null {
  const form = primitive.addressForm ?? 'pointer';
  if (/iomem|port number|class name/.test(form)) return null;
  if (form === 'expression') return primitive.name.includes('for_each') ? 'pointer' : 'lvalue';
  return form.startsWith('lvalue') ? 'lvalue' : 'pointer';
}

function withLock(site: Site, locks: LockMap): Site {
  return site.object && site.kind !== 'lock' && site.kind !== 'unlock' && locks.isHeld(site.at)
    ? { ...site, locked: true }
    : site;
}

/** The function or macro around an offset, or the next one after it. */
function regionFor(regions: readonly Region[], offset: number): Region | undefined {
  const inside = regions[enclosing(regions, offset)];
  // A comment between a function's head and its parameters' end precedes the body as well.
  return inside ?? regions.find((region) => region.body.end > offset);
}

/**
 * A prototype, a definition or a `#define` of a primitive stands behind a type or at the start of a line;
 * a use at file scope can only be part of an initialiser or of another macro's arguments.
 */
function isUseAtFileScope(code: string, at: number): boolean {
  const before = beforeSpace(code, at, 0);
  return before >= 0 && '(,={&|!?:<>+-'.includes(code[before]!);
}
