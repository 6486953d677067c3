/** The few lines of code to show for the other side of a pair. */

import type { Snapshot } from '../index/snapshot.ts';
import type { FileFacts, NearAccess, Site } from '../model/facts.ts';
import { codeLines, neighbourOffsets, statementOffsets } from './code.ts';
import type { Block } from './page.ts';
import type { SharedObject } from './reasons.ts';
import type { OtherSide } from './sides.ts';
import type { View } from './view.ts';

/** Its statement; of a fence with the shared accesses that it stands between, or else with its neighbours. */
export function sideCode(
  view: View,
  { spot, site }: Pick<OtherSide, 'spot' | 'site'>,
  shared: readonly SharedObject[],
): Block {
  const source = view.source(spot.facts);
  const own = statementOffsets(source, spot.at, site?.end ?? spot.end, 3);
  return { kind: 'code', spot, lines: codeLines(source, [...own, ...around()]) };

  function around(): number[] {
    if (!site || site.object) return [];
    const near = nearOffsets(view.snapshot, spot.facts, site, shared);
    return near.length > 0 ? near : neighbourOffsets(source, spot.at);
  }
}

/** Farther than this from its fence an access does not show what the fence is for. */
const NEAR = 400;

/** On each side of the fence one access to a shared object. */
function nearOffsets(snapshot: Snapshot, facts: FileFacts, site: Site, shared: readonly SharedObject[]): number[] {
  return (['before', 'after'] as const).flatMap((side) => {
    const near = (site[side] ?? []).filter(({ at }) => Math.abs(at - site.at) < NEAR);
    const best = near.find((access) => isShared(access, side));
    return best ? [best.at] : [];
  });

  function isShared({ object, write }: NearAccess, side: 'before' | 'after'): boolean {
    const key = snapshot.objectKey(facts, object);
    return shared.some((one) => one.key === key && (side === 'before') === (write === (one.role === 'data')));
  }
}
