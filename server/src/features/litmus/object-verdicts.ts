/**
 * The verdicts on the pairs of an object, where it is accessed without a primitive: of this very access with those that
 * publish the object; else of these with who observes it in order.
 */
import type { SiteRef } from '../../index/snapshot.ts';
import { roleOf } from '../../primitives/roles.ts';
import { nearestFirst, operationLink } from '../links.ts';
import { litmusOf, type PairTest, verdictInBrief } from '../litmus.ts';
import { type Block, type Inline, text } from '../page.ts';
import { prose } from '../prose.ts';
import { nameSpot } from '../spots.ts';
import type { ObjectSubject } from '../subject.ts';
import type { View } from '../view.ts';
import { testsOn } from './at.ts';
import { isCertain } from './blocks.ts';
import type { Anchor } from './sides.ts';

/** More lines would bury who accesses the object. */
const MOST_VERDICTS = 2;
/** Combinations that are looked at: each takes about a millisecond. */
const MOST_TRIED = 4;

export function objectVerdicts(view: View, subject: ObjectSubject): Block[] {
  const { file } = subject.facts;
  const own = testsOn(view, subject).slice(0, MOST_VERDICTS);
  if (own.length > 0) {
    return own.flatMap(({ test, own: process }) => {
      const other = test.steps.find((_, number) => number !== process)!.anchor;
      const { picture } = test.verdict;
      const line = text(...linkTo(view, file, other), ...prose(`: ${verdictInBrief(test)}`));
      return picture ? [line, { kind: 'picture' as const, lines: picture }] : [line];
    });
  }
  return groupTests(view, subject).map((test) => {
    const [one, other] = test.steps.map(({ anchor }) => linkTo(view, file, anchor));
    return text(...one!, ' with ', ...other!, ...prose(`: ${verdictInBrief(test)}`));
  });
}

/** Of the sites of the object, nearest first: who publishes it with who observes it. */
function groupTests(view: View, { facts, object }: ObjectSubject): PairTest[] {
  const key = view.snapshot.objectKey(facts, object);
  if (key === null) return [];
  const sites = view.snapshot.uses(key).sites.map((ref) => ({ ref, spot: nameSpot(ref) }));
  const near = nearestFirst(facts.file, sites).map(({ ref }) => ref);
  const is = (what: 'release' | 'acquire') => (ref: SiteRef) =>
    roleOf(ref.site.kind)[what] && !/^(?:lock|unlock|seq-)/.test(ref.site.kind);
  const found = new Map<string, PairTest>();
  let tried = 0;
  for (const writer of near.filter(is('release'))) {
    for (const reader of near.filter(is('acquire'))) {
      if (writer.site === reader.site) continue;
      if (found.size === MOST_VERDICTS || ++tried > MOST_TRIED) return [...found.values()];
      const test = litmusOf(view, writer, reader);
      if (test && isCertain(test)) found.set(test.text, test);
    }
  }
  return [...found.values()];
}

function linkTo(view: View, from: string, anchor: Anchor): Inline[] {
  return 'site' in anchor ? [operationLink(view, from, nameSpot(anchor), anchor.site.primitive)] : [];
}
