/** What the code of a side has around its two accesses that a litmus test of straight lines leaves out. */
import { canReach } from './dependencies.ts';
import type { Step } from './shapes.ts';
import type { Side } from './sides.ts';

export type LeftOut = 'loop' | 'condition' | 'lock';

export function leftOut({ anchor, course }: Side, { first, second, guarded }: Step): LeftOut[] {
  const found: LeftOut[] = [];
  if ('site' in anchor ? anchor.site.locked : anchor.access.locked) found.push('lock');
  if (!course || !first.spot || !second.spot) return found;
  const { flow } = course;
  const [from, to] = [first.spot.place.block, second.spot.place.block];
  if (flow.blocks[from]!.next.some((way) => canReach(course, way, from))) found.push('loop');
  const deciding = flow.blocks.filter(({ next }, block) => {
    if (next.length < 2 || block === to || !canReach(course, from, block)) return false;
    const ways = next.filter((way) => canReach(course, way, to, block));
    return ways.length > 0 && ways.length < next.length;
  });
  if (deciding.length > (guarded ? 1 : 0)) found.push('condition');
  return found;
}

/** As a sentence of the test's comment. */
export function leftOutInWords(process: string, what: LeftOut): string {
  switch (what) {
    case 'loop':
      return `${process} does this in a loop, of which one round is here.`;
    case 'condition':
      return `${process} goes on under further conditions, which are left out.`;
    case 'lock':
      return `${process} holds a lock, which is left out.`;
  }
}
