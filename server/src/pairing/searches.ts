/**
 * What to look for in a place, and in which order: the exact name before an alias, a barrier of the same role before
 * one that is only implied, the place itself before what it calls. The order was found on the labelled comments
 * of a kernel; ../shared/comments/phrasing.md §2 gives it for each class of wording.
 */
import type { PrimitiveRef, Reference } from '../model/claim.ts';
import type { FileFacts, Site } from '../model/facts.ts';
import { lastName } from '../model/objects.ts';
import type { Kind } from '../model/primitive.ts';
import { isExplicit, isMarkedKind } from '../primitives/explicit.ts';
import { matches } from '../primitives/match.ts';
import { roleOf } from '../primitives/roles.ts';

/** Whether a site of a file will do. */
export type Fits = (site: Site, facts: FileFacts) => boolean;

export interface Search {
  readonly fits: Fits;
  /** Calls are followed so many deep; 0 looks at the place only. */
  readonly depth: number;
}

/** A named primitive is worth following further than "the barrier", which any callee may hold. */
const NAMED_DEPTH = 3;
const NEAR_DEPTH = 1;

/**
 * The searches for a reference; the first that finds something wins. `anchors` are the documented operations;
 * `leadsBack` tells whether a comment at the site names their function. `isLoose`: the verb says little ("see foo()",
 * "ordered against foo()"), so that what a callee holds counts only where it leads back.
 */
export function searchesFor(
  { primitives, objects }: Reference,
  anchors: readonly Site[],
  leadsBack: Fits,
  isLoose: boolean,
): Search[] {
  const facing = (site: Site) => anchors.length === 0 || anchors.some((anchor) => canFace(anchor.kind, site.kind));
  const strong = (site: Site) => isExplicit(site.primitive) && !WEAK.has(site.kind);
  const full = (site: Site) => strong(site) && roleOf(site.kind).full;
  const needsFull = anchors.some((anchor) => anchor.kind === 'full');
  const impliesFull = anchors.some((anchor) => anchor.kind === 'rmw-full');
  const implies = (site: Site) => IMPLYING.has(site.kind) && !SYNCHRONISING.has(site.kind);
  const names = primitives.filter((ref) => ref.name !== null);

  if (names.length > 0) {
    const exact = (site: Site) => names.some((ref) => ref.name === site.primitive);
    const alias = (site: Site) => names.some((ref) => matches(ref, site.primitive, site.kind));
    const role = sameRole(names);
    return [
      { fits: exact, depth: 0 },
      { fits: alias, depth: 0 },
      { fits: (site, facts) => strong(site) && leadsBack(site, facts), depth: 0 },
      // A cmpxchg() that became an xchg() is still the operation meant; a callee's cmpxchg() is another.
      { fits: (site) => role(site) && /^rmw/.test(site.kind), depth: 0 },
      { fits: exact, depth: NAMED_DEPTH },
      { fits: role, depth: 0 },
      { fits: alias, depth: NAMED_DEPTH },
      { fits: role, depth: NEAR_DEPTH },
      ...(primitives.some((ref) => ref.implied) ? [{ fits: implies, depth: 0 }] : []),
    ];
  }

  const isMember = (site: Site) =>
    primitives.length === 0 || primitives.some((ref) => matches(ref, site.primitive, site.kind));
  const both =
    (a: Fits, b: Fits): Fits =>
    (site, facts) =>
      isMember(site) && a(site, facts) && b(site, facts);
  const beside = (site: Site) => roleOf(site.kind).fence && isBeside(site, objects);
  const anything = () => true;
  const marked = (site: Site) => isMarked(site) || (isMarkedKind(site.kind) && sharesObject(anchors, site));
  const accesses =
    anchors.some((anchor) => anchor.object) ||
    primitives.some((ref) => ref.generic === 'load' || ref.generic === 'store' || ref.generic === 'dependency');
  // Nearly every function takes a lock: one is meant only where the words leave room for it.
  const impliable = !isLoose && primitives.every((ref) => ref.implied || /^(any|lock|unlock)$/.test(ref.generic ?? ''));
  const nearDepth = isLoose ? 0 : NEAR_DEPTH;
  return [
    ...(accesses ? [{ fits: both(marked, (site) => facing(site) && sharesObject(anchors, site)), depth: 0 }] : []),
    { fits: both(leadsBack, (site) => strong(site) || IMPLYING.has(site.kind)), depth: NEAR_DEPTH },
    ...(needsFull
      ? [
          { fits: both(full, facing), depth: 0 },
          { fits: both(full, facing), depth: nearDepth },
        ]
      : []),
    ...(impliesFull ? [{ fits: both((site) => site.kind === 'rmw-full', anything), depth: 0 }] : []),
    { fits: both(strong, facing), depth: 0 },
    { fits: beside, depth: 0 },
    ...(accesses ? [{ fits: both(marked, facing), depth: 0 }] : []),
    { fits: both(strong, anything), depth: 0 },
    { fits: both(implies, anything), depth: 0 },
    { fits: both(strong, facing), depth: nearDepth },
    ...(impliable ? [{ fits: both((site) => SYNCHRONISING.has(site.kind), facing), depth: 0 }] : []),
    { fits: both(strong, anything), depth: nearDepth },
    { fits: both(implies, anything), depth: nearDepth },
    { fits: both(marked, facing), depth: 0 },
    ...(accesses ? [{ fits: (site: Site) => roleOf(site.kind).access === 'rmw' && implies(site), depth: 0 }] : []),
    // "See foo()" may lead to the same operation, explained.
    ...(isLoose
      ? [{ fits: (site: Site) => anchors.some((one) => one.primitive === site.primitive), depth: NEAR_DEPTH }]
      : []),
  ];
}

/** Written for ordering, or marked: what comments speak of. */
export function isMarked(site: Site): boolean {
  return isExplicit(site.primitive) || /^(READ|WRITE)_ONCE$/.test(site.primitive);
}

/** Whether two kinds can be the two sides of one pair. */
export function canFace(a: Kind, b: Kind): boolean {
  const [x, y] = [roleOf(a), roleOf(b)];
  if (x.access !== null && y.access !== null && !x.release && !x.acquire)
    return x.access !== y.access || x.access === 'rmw';
  return (
    (x.release && (y.acquire || y.access === 'load')) ||
    (x.acquire && (y.release || y.access === 'store')) ||
    (x.full && y.full)
  );
}

/** One only publishes, the other only observes: the plainest kind of pair. */
export function facesSquarely(a: Kind, b: Kind): boolean {
  const [x, y] = [roleOf(a), roleOf(b)];
  const publishes = (role: typeof x) => role.release && !role.acquire;
  const observes = (role: typeof x) => role.acquire && !role.release;
  return (publishes(x) && observes(y)) || (observes(x) && publishes(y));
}

/** Whether the site accesses one of these objects, or is a fence next to an access of one. By last member or global. */
export function isBeside(site: Site, objects: readonly string[]): boolean {
  const accessed = [site.object, ...[...(site.before ?? []), ...(site.after ?? [])].map((near) => near.object)];
  return accessed.some((object) => lastName(object) !== '' && objects.includes(lastName(object)));
}

function sharesObject(anchors: readonly Site[], site: Site): boolean {
  const name = lastName(site.object);
  return name !== '' && anchors.some((anchor) => lastName(anchor.object) === name);
}

/** A named primitive that isn't there: another one of its role, written for ordering, may have taken its place. */
function sameRole(names: readonly PrimitiveRef[]): (site: Site) => boolean {
  const words = new Set(names.map((ref) => roleWord(ref.name!)));
  return (site) => {
    const word = roleWord(site.primitive);
    return word !== null && words.has(word) && (word === 'rmw' || isExplicit(site.primitive));
  };
}

function roleWord(name: string): 'read' | 'write' | 'full' | 'rmw' | null {
  if (/xchg|test_and|_return|fetch_|_and_test/.test(name)) return 'rmw';
  if (/rmb|_acquire$|ctrl_dep/.test(name)) return 'read';
  if (/wmb|_release$/.test(name)) return 'write';
  if (/mb$|mb__|store_mb/.test(name)) return 'full';
  return null;
}

/** RCU's own pairs stand beside most code that uses barriers. */
const WEAK: ReadonlySet<Kind> = new Set<Kind>(['publish', 'dependency-load']);

/** Operations that bring a barrier along without being written for it. */
const IMPLYING: ReadonlySet<Kind> = new Set<Kind>([
  'rmw-full',
  'rmw-conditional-full',
  'rmw-acquire',
  'rmw-release',
  'publish',
  'dependency-load',
  'seq-read-begin',
  'seq-read-retry',
  'seq-write-begin',
  'seq-write-end',
  'rcu-gp',
  'sleep',
  'wake',
  'lock',
  'unlock',
]);

/** Of those, what nearly every function has. */
const SYNCHRONISING: ReadonlySet<Kind> = new Set<Kind>([
  'sleep',
  'wake',
  'lock',
  'unlock',
  'publish',
  'dependency-load',
  'rcu-gp',
]);
