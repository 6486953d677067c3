/**
 * Chains of three: what one CPU publishes a second one observes, which then publishes something to a third one. What the
 * first one has stored before, or the very thing that it has published (WRC), the third one has to see (ISA2).
 */
import type { SiteRef } from '../../index/snapshot.ts';
import { roleOf } from '../../primitives/roles.ts';
import { isTold, surestSides } from '../paired.ts';
import type { View } from '../view.ts';
import { readsItsOwn, stepOf } from './fits.ts';
import { areApart, isOneStructure } from './same-object.ts';
import type { Shaped, Step } from './shapes.ts';
import { type Access, type Side, sideOf } from './sides.ts';

/** The chains whose middle ends with a release, or begins with an acquire; only where comments tell of both pairs. */
export function chainsThrough(view: View, ref: SiteRef): Shaped[] {
  const chains: Shaped[] = [];
  for (const [acquire, release] of middles(view, ref)) {
    const middle = middleStep(view, acquire, release);
    if (!middle) continue;
    for (const writer of toldSides(view, acquire, 'release')) {
      for (const reader of toldSides(view, release, 'acquire')) {
        const chain =
          isElsewhere(writer, acquire) && isElsewhere(reader, acquire) && chainOf(view, writer, middle, reader);
        if (chain) chains.push(chain);
        if (chains.length === MOST) return chains;
      }
    }
  }
  return chains;
}

/** Nobody looks at more. */
const MOST = 4;

/** Acquires with the releases that come after them in the same function, `ref` being one of the two. */
function middles({ snapshot }: View, ref: SiteRef): (readonly [SiteRef, SiteRef])[] {
  const { facts, site } = ref;
  const others = snapshot.sitesIn({ facts, fn: site.fn }).map((other) => ({ facts, site: other }));
  if (site.kind === 'release') {
    return others.filter((one) => one.site.kind === 'acquire' && one.site.at < site.at).map((one) => [one, ref]);
  }
  if (site.kind !== 'acquire') return [];
  return others.filter((one) => one.site.kind === 'release' && one.site.at > site.at).map((one) => [ref, one]);
}

function middleStep(view: View, acquire: SiteRef, release: SiteRef): Step | undefined {
  const side = sideOf(view, acquire);
  const second = side.after.find(({ site }) => site === release.site);
  if (!side.own || !second || second.key === side.own.key) return undefined;
  return stepOf(view, { side, first: side.own, second }, 'RW');
}

function toldSides({ pairs }: View, ref: SiteRef, role: 'release' | 'acquire'): SiteRef[] {
  return surestSides(pairs, ref).flatMap((side) => {
    const { site, spot } = side;
    const isFit = site !== null && isTold(side) && roleOf(site.kind)[role] && roleOf(site.kind).access !== null;
    return isFit ? [{ facts: spot.facts, site }] : [];
  });
}

function isElsewhere(one: SiteRef, other: SiteRef): boolean {
  return one.facts !== other.facts || one.site.fn !== other.site.fn;
}

function chainOf(view: View, writer: SiteRef, middle: Step, reader: SiteRef): Shaped | undefined {
  const [left, right] = [sideOf(view, writer), sideOf(view, reader)];
  if (left.own?.key !== middle.first.key || right.own?.key !== middle.second.key) return undefined;
  if (areApart(view, left.own, middle.first) || areApart(view, middle.second, right.own)) return undefined;
  const again = right.after.find((access) => access.key === left.own!.key && isLoad(access));
  const last = again && lastStep(view, right, again);
  if (last && left.own.site) {
    const alone: Step = {
      anchor: writer,
      first: left.own,
      second: left.own,
      does: 'WW',
      fences: [],
      guarded: false,
      follows: false,
    };
    return { shape: 'WRC', steps: [alone, middle, last], near: 'all' };
  }
  for (const first of left.before) {
    if (!first.stores || first.key === middle.first.key || first.key === middle.second.key) continue;
    const second = right.after.find(
      (access) => access.key === first.key && isLoad(access) && !areApart(view, access, first),
    );
    const [one, three] = [
      second && stepOf(view, { side: left, first, second: left.own }, 'WW'),
      second && lastStep(view, right, second),
    ];
    if (one && three && isOneStructure(view, one) !== undefined)
      return { shape: 'ISA2', steps: [one, middle, three], near: 'all' };
  }
  return undefined;
}

function isLoad({ loads, stores }: Access): boolean {
  return loads && !stores;
}

function lastStep(view: View, side: Side, second: Access): Step | undefined {
  const pair = { side, first: side.own!, second };
  return readsItsOwn(pair, 'RR') ? undefined : stepOf(view, pair, 'RR');
}
