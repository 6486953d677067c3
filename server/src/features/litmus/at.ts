/** The litmus tests of the pairs at a place: of a primitive, a pairing comment, or an object where it is accessed. */
import { litmusOf, type PairTest, plainTests } from '../litmus.ts';
import { pairedSides, surestSides } from '../paired.ts';
import { type Subject, subjectAt } from '../subject.ts';
import type { View } from '../view.ts';
import { isCertain } from './blocks.ts';
import type { Step } from './shapes.ts';
import { type Anchor, atOf } from './sides.ts';

export interface TestAt {
  readonly test: PairTest;
  /** Which process is the side at the place. */
  readonly own: number;
  /** Offset of what the place is a side by, in its file. */
  readonly at: number;
}

/** More are not told apart by anybody who looks at a menu. */
const MOST_TESTS = 3;

/** The surest first; none where the code does not show what both sides share, or a lock may rule out a data race. */
export function testsAt(view: View, file: string, offset: number): TestAt[] {
  const subject = subjectAt(view.pairs, file, offset);
  return subject ? testsOn(view, subject) : [];
}

/** As `testsAt`, of what is there. */
export function testsOn(view: View, subject: Subject): TestAt[] {
  const found = testsOf(view, subject).filter(({ test }) => isCertain(test));
  return [...new Map(found.map((one) => [one.test.text, one])).values()].slice(0, MOST_TESTS);
}

function testsOf(view: View, subject: Subject): TestAt[] {
  const { facts } = subject;
  switch (subject.kind) {
    case 'site':
      return siteTests(view, { facts, site: subject.site });
    case 'label': {
      const site = facts.sites[subject.label.site];
      return site ? siteTests(view, { facts, site }) : [];
    }
    case 'comment': {
      const { claim } = subject;
      if (!claim.anchor) return [];
      const one = { facts: claim.facts, site: claim.anchor };
      return claim.targets.flatMap((target) =>
        target.site ? placed(one, litmusOf(view, one, { facts: target.facts, site: target.site })) : [],
      );
    }
    case 'object': {
      if (subject.site) return siteTests(view, { facts, site: subject.site });
      const { access } = subject;
      if (!access) return [];
      const one = { facts, access };
      return plainTests(view, one).flatMap((test) => placed(one, test));
    }
  }
}

function siteTests(view: View, ref: Extract<Anchor, { site: unknown }>): TestAt[] {
  const sure = surestSides(view.pairs, ref);
  const sides = sure.length > 0 ? sure : pairedSides(view.pairs, ref);
  const found: TestAt[] = [];
  for (const { site, spot } of sides) {
    if (site) found.push(...placed(ref, litmusOf(view, ref, { facts: spot.facts, site })));
    if (found.length === MOST_TESTS) break;
  }
  return found;
}

function placed(anchor: Anchor, test: PairTest | undefined): TestAt[] {
  if (!test) return [];
  const at = atOf(anchor);
  const isOwn = (step: Step) => step.anchor.facts === anchor.facts && atOf(step.anchor) === at;
  return [{ test, own: Math.max(0, test.steps.findIndex(isOwn)), at }];
}
