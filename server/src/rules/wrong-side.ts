/**
 * Barriers between accesses that their kind does not order: smp_wmb() between loads, smp_rmb() between stores. Only
 * where another function does the opposite with the same objects, or where there is nothing else in the function.
 */

import type { SiteRef, Snapshot } from '../index/snapshot.ts';
import type { FileFacts, Site } from '../model/facts.ts';
import { type Crossing, FENCES_AFTER, keysAround, messagePassing } from '../pairing/crosswise.ts';
import { forbids } from '../pairing/legality.ts';
import { orderOf } from '../pairing/order-of.ts';
import type { Pairs } from '../pairing/pairs.ts';
import { linux } from '../primitives/linux.ts';

export interface Misfit {
  readonly ref: SiteRef;
  /** The side that shows what would have to be ordered here; absent where only the function itself tells. */
  readonly other?: SiteRef;
  /** The objects, as they come before and after the barrier at `ref`. */
  readonly crossing?: Crossing;
}

export function misfits({ snapshot }: Pairs, facts: FileFacts): Misfit[] {
  return facts.sites.flatMap((site) => {
    if ((site.kind !== 'write' && site.kind !== 'read') || linux.lookup(site.primitive)?.scope !== 'smp') return [];
    const ref = { facts, site };
    const facing = opposite(snapshot, ref);
    if (facing) return [facing];
    return site.kind === 'write' && isAmongLoads(snapshot, ref) ? [{ ref }] : [];
  });
}

/** More fences than this around one object, and who faces whom can't be told. */
const CROWD = 16;

/** A fence elsewhere that orders the same two objects the other way round, as the opposite role. */
function opposite(snapshot: Snapshot, ref: SiteRef): Misfit | undefined {
  const isRead = ref.site.kind === 'read';
  const what = isRead ? 'store' : 'load';
  // A barrier that has something to do is no misfit, whatever else is there.
  const usual = isRead ? 'load' : 'store';
  const isInUse = (['before', 'after'] as const).some((side) => keysAround(snapshot, ref, side, usual).size > 0);
  if (isInUse) return undefined;
  for (const key of keysAround(snapshot, ref, 'before', what)) {
    const fences = snapshot.look(FENCES_AFTER, key);
    if (fences.length > CROWD) continue;
    for (const other of fences) {
      const order = orderOf(other.site);
      if (!order || (other.facts === ref.facts && other.site.fn === ref.site.fn)) continue;
      const crossing = isRead ? messagePassing(snapshot, ref, other) : reversed(messagePassing(snapshot, other, ref));
      const wouldDo = isRead ? forbids('MP', 'smp_wmb', order) : forbids('MP', order, 'smp_rmb');
      if (crossing && wouldDo) return { ref, other, crossing };
    }
  }
  return undefined;
}

function reversed(crossing: Crossing | undefined): Crossing | undefined {
  return crossing && { before: crossing.after, after: crossing.before };
}

/**
 * A write barrier before which the function has found its way to some objects and stored nothing, and behind which
 * it does nothing but look at them. A helper's barrier may stand for its caller's stores, and a call behind it may store.
 */
function isAmongLoads(snapshot: Snapshot, { facts, site }: SiteRef): boolean {
  const fn = facts.functions[site.fn];
  const { before = [], after = [] } = site;
  if (!fn || before.length === 0 || before.some(({ write }) => write)) return false;
  const first = after[0];
  if (!first || after.some(({ write, passed }) => write || passed)) return false;
  const calls = (fn.calls ?? []).filter(({ name }) => !COMPUTES.test(name));
  const others = snapshot.sitesIn({ facts, fn: site.fn }).filter((other) => other !== site);
  if ([...calls, ...others].some(({ at }) => at < first.at && at !== site.at)) return false;
  return !others.some(({ kind }) => STORES.has(kind));
}

/** Macros that make a value of their arguments and do nothing. */
const COMPUTES = /^(?:container_of|likely|unlikely|sizeof|(?:min|max)(?:_t)?|[A-Z][A-Z0-9_]*)$/;

const STORES: ReadonlySet<Site['kind']> = new Set<Site['kind']>([
  'release',
  'publish',
  'store-relaxed',
  'rmw-full',
  'rmw-conditional-full',
  'rmw-release',
  'rmw-relaxed',
  'wake',
]);
