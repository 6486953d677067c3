/**
 * Each of two sides stores, and then loads what the other one stores: with less than a full barrier on both, both may
 * miss the other's store.
 */

import type { SiteRef } from '../index/snapshot.ts';
import type { FileFacts, RecheckFact, Site } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import { type Crossing, FENCES_AFTER, keysAround, messagePassing, storeBuffering } from '../pairing/crosswise.ts';
import { forbids } from '../pairing/legality.ts';
import { orderOf } from '../pairing/order-of.ts';
import type { Pairs } from '../pairing/pairs.ts';
import { linux } from '../primitives/linux.ts';
import { roleOf } from '../primitives/roles.ts';
import { functionName, nameOf, siteName, siteRelated } from './describe.ts';
import type { Rule } from './rule.ts';
import { unfencedLooks } from './unfenced-looks.ts';

export const weakStoreBuffering: Rule = {
  meta: {
    code: 'weak-store-buffering',
    summary: 'A store is followed by a load of what another side stores before it looks here, without a full barrier.',
    severity: 'warning',
    default: true,
    description:
      'A CPU may do a load before an earlier store of its own can be seen. Where two sides each store and then look at ' +
      'what the other one stores, both can miss the other: a sleeper is not woken, a queue stays stopped. Only full ' +
      'barriers on both sides forbid that; smp_wmb(), smp_rmb(), releases and acquires do not. Reported are fences ' +
      'whose surroundings show both sides, marked stores with a look at something else right behind them that another ' +
      'function of the file does the other way round (a hint), and transmit queues that are stopped and at once looked at again: the side ' +
      'that makes space looks whether the queue is stopped.',
    source:
      'tools/memory-model/Documentation/recipes.txt, "Store buffering"; litmus test SB+fencembonceonces; include/net/netdev_queues.h',
    example: {
      bad: 'netif_stop_queue(dev);\nif (ring_space(ring) > needed)\n\tnetif_start_queue(dev);',
      good: 'netif_stop_queue(dev);\nsmp_mb();\t/* pairs with smp_mb() in ring_clean() */\nif (ring_space(ring) > needed)\n\tnetif_start_queue(dev);',
    },
    silent:
      'Under a lock; where anything in between, or a function that the condition calls, holds a full barrier or a ' +
      'value-returning atomic operation; where the side that makes space looks at the queue first, and then stores that ' +
      'there is some, or does either under netif_tx_lock() or the like, which excludes the sender; where the same two sides also pass a message, for which the barriers suffice; where what was looked at is looked at again. A hint where the ' +
      'side that makes space is not seen.',
  },
  check({ pairs, files }) {
    return files.flatMap((facts) => {
      const fences = facts.sites.flatMap((site) => crossed(pairs, { facts, site }));
      const known = new Set(fences.map(({ span }) => span.start));
      return [
        ...fences,
        ...(facts.rechecks ?? [])
          .filter((recheck) => !looksFirst(recheck) && !isHeld(pairs, facts, recheck))
          .map((recheck) => stopped(facts, recheck)),
        ...unfencedLooks(facts).filter(({ span }) => !known.has(span.start)),
      ];
    });
  },
};

/** More fences than this around one object, and who faces whom can't be told. */
const CROWD = 16;

/** A weak fence, and one elsewhere that shows what it would have to hold. */
function crossed({ snapshot }: Pairs, ref: SiteRef): Finding[] {
  if (!isWeak(ref.site)) return [];
  for (const key of keysAround(snapshot, ref, 'before', 'store')) {
    const fences = snapshot.look(FENCES_AFTER, key);
    if (fences.length > CROWD) continue;
    for (const other of fences) {
      if (other.facts === ref.facts && other.site.fn === ref.site.fn) continue;
      if (messagePassing(snapshot, ref, other) || messagePassing(snapshot, other, ref)) continue;
      const crossing = storeBuffering(snapshot, ref, other);
      if (crossing) return [foundAt(ref, other, crossing)];
    }
  }
  return [];
}

/**
 * A fence that leaves the outcome possible whatever the other side has. Barriers for devices hold what a device does in
 * between, which is not seen here.
 */
function isWeak({ kind, primitive }: Site): boolean {
  return (kind === 'write' || kind === 'read') && linux.lookup(primitive)?.scope === 'smp' && !sufficesBesideFull(kind);
}

/** Whether a full barrier on the other side is all that is missing. */
function sufficesBesideFull(kind: Site['kind']): boolean {
  const order = orderOf({ kind });
  return order !== null && forbids('SB', order, 'smp_mb');
}

function foundAt(ref: SiteRef, other: SiteRef, { before, after }: Crossing): Finding {
  const [mine, theirs] = [nameOf(before), nameOf(after)];
  const { facts, site } = ref;
  const both = sufficesBesideFull(other.site.kind)
    ? 'smp_mb() is needed here as well'
    : 'smp_mb() is needed on both sides';
  return {
    rule: weakStoreBuffering.meta.code,
    severity: weakStoreBuffering.meta.severity,
    file: facts.file,
    span: { start: site.at, end: site.at + site.primitive.length },
    message:
      `${mine} is stored before this ${site.primitive}() and ${theirs} loaded after it; around ${siteName(other.facts, other.site)} ` +
      `it is the other way round (store buffering). ${site.primitive}() does not hold a store before a load, so that both ` +
      `sides may miss the other's store: ${both}.`,
    related: [siteRelated(other.facts, other.site, 'the other side')],
    function: functionName(facts, site.fn),
  };
}

/** The side that makes space looks whether the queue is stopped before it stores that there is some: no store buffering. */
function looksFirst({ maker }: RecheckFact): boolean {
  return maker !== undefined && maker.look.start < maker.store.start;
}

/** Whether something that the condition calls holds the store back, or the names are of nothing that is known to load. */
function isHeld({ snapshot }: Pairs, facts: FileFacts, { calls }: RecheckFact): boolean {
  if (calls.some((name) => /_return$|^test_and_|xchg|_and_test$|fetch_/.test(name))) return true;
  return calls.some((name) => {
    const callee = snapshot.callee(facts, name);
    return callee !== undefined && snapshot.sitesIn(callee).some(({ kind }) => roleOf(kind).full);
  });
}

function stopped(facts: FileFacts, { fn, at, stop, start, check, weak, maker }: RecheckFact): Finding {
  const waker = facts.sites.find((site) => site.fn !== fn && site.kind === 'full' && wakes(facts, site.fn));
  const making = maker?.fn ?? waker?.fn;
  const who = making === undefined ? 'whoever makes space' : `${functionName(facts, making)}()`;
  const between = weak ? `only ${weak}()` : 'no full barrier';
  const { file } = facts;
  const stopping = { start: at, end: at + stop.length };
  // A barrier of the wrong kind is what has to be changed.
  const barrier = facts.sites.find((site) => site.primitive === weak && at < site.at && site.at < check.start);
  const side = maker && [
    { file, span: maker.store, message: `${who} makes space` },
    { file, span: maker.look, message: `${who} then looks whether the queue is stopped` },
  ];
  return {
    rule: weakStoreBuffering.meta.code,
    severity: making === undefined ? 'hint' : weakStoreBuffering.meta.severity,
    file,
    span: barrier ? { start: barrier.at, end: barrier.at + barrier.primitive.length } : stopping,
    message:
      `${functionName(facts, fn)}() stops the queue and looks for space again, with ${between} in between: the load may ` +
      `be done before ${stop}() can be seen. Then it misses the space and ${who} misses that the queue is stopped ` +
      `(store buffering), and the queue stays stopped. smp_mb() is needed behind ${stop}(), and where ${start}() or the like is called elsewhere.`,
    related: [
      ...(barrier ? [{ file, span: stopping, message: `${stop}(): the store` }] : []),
      ...(side ?? (waker ? [siteRelated(facts, waker, 'the other side')] : [])),
    ],
    function: functionName(facts, fn),
  };
}

function wakes(facts: FileFacts, fn: number): boolean {
  return facts.functions[fn]?.calls?.some(({ name }) => /^netif_(?:tx_)?wake_/.test(name)) ?? false;
}
