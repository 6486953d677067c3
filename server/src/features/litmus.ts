/**
 * The litmus test of a pair, written from the code of both sides, and what the Linux-kernel memory model says of it.
 * Only where both objects are known: what can not be told from the code is no test.
 */
import type { AccessRef, SiteRef, Snapshot } from '../index/snapshot.ts';
import type { LitmusTest } from '../lkmm/syntax/litmus.ts';
import { parseLitmus } from '../lkmm/syntax/parse.ts';
import type { Span } from '../text/span.ts';
import { explain } from './explain.ts';
import { type Answer, answerOf } from './litmus/answer.ts';
import { chainsThrough } from './litmus/chains.ts';
import { haveTwoInCommon, knownSide } from './litmus/known-sides.ts';
import { pictureOf } from './litmus/picture.ts';
import { publication } from './litmus/publication.ts';
import { type LitmusShape, type Shaped, type Step, shapeOf } from './litmus/shapes.ts';
import { type Anchor, atOf, type Side } from './litmus/sides.ts';
import { type TestText, testText, type WriteOptions } from './litmus/write.ts';
import { pairedSides, surestSides } from './paired.ts';
import type { View } from './view.ts';

export type { LitmusShape } from './litmus/shapes.ts';
export type { Anchor } from './litmus/sides.ts';

export interface PairTest {
  readonly name: string;
  readonly shape: LitmusShape;
  /** In herd's C dialect; it reads back with `parseLitmus`. */
  readonly text: string;
  readonly test: LitmusTest;
  /** What each process was made of. */
  readonly steps: readonly Step[];
  readonly verdict: PairVerdict;
}

export interface PairVerdict {
  /** Whether the outcome that the pair is to prevent is ruled out. Where there is a data race, nothing is. */
  readonly isForbidden: boolean;
  readonly hasRace: boolean;
  /** Both sides hold a lock, which the test does not show. */
  readonly isLocked: boolean;
  /** The objects, as the code has them, whose plain accesses to mark would make it forbidden and free of races. */
  readonly mark: readonly string[];
  /** How it happens: two columns, what is done first on top. Null where nothing is reordered. */
  readonly picture: readonly string[] | null;
}

/** The test of two sides; undefined where the code does not show two objects that both share, or it takes too long to decide. */
export function litmusOf(view: View, one: Anchor, other: Anchor): PairTest | undefined {
  let known = tests.get(view.snapshot);
  if (!known) tests.set(view.snapshot, (known = new Map()));
  const key = [one, other].map((anchor) => `${anchor.facts.file}:${atOf(anchor)}`).join('|');
  const found = known.get(key);
  if (found !== undefined) return found ?? undefined;
  const made = make(view, one, other);
  known.set(key, made ?? null);
  return made;
}

/** The tests of the pairs on a stretch of a file, each once; undefined where nothing there is a side of a pair. */
export function litmusAt(view: View, file: string, span: Span): PairTest[] | undefined {
  const facts = view.snapshot.file(file);
  const explanation = explain(view.pairs, file, span);
  if (!facts || !explanation) return undefined;
  const tests = new Set<PairTest>();
  for (const { site } of explanation.sites) {
    const sure = surestSides(view.pairs, { facts, site });
    for (const other of sure.length > 0 ? sure : pairedSides(view.pairs, { facts, site })) {
      const test = other.site && litmusOf(view, { facts, site }, { facts: other.spot.facts, site: other.site });
      if (test) tests.add(test);
    }
    for (const test of chainTests(view, { facts, site })) tests.add(test);
  }
  for (const { access } of explanation.plain) {
    for (const test of plainTests(view, { facts, access })) tests.add(test);
  }
  return [...new Map([...tests].map((test) => [test.text, test])).values()];
}

/** The tests of three processes in whose middle a site stands. */
export function chainTests(view: View, ref: SiteRef): PairTest[] {
  return chainsThrough(view, ref).flatMap((shaped) => judged(view, shaped) ?? []);
}

/** The tests of an access without a primitive against those that publish its object. */
export function plainTests(view: View, ref: AccessRef): PairTest[] {
  const { snapshot } = view;
  const key = snapshot.objectKey(ref.facts, ref.access.object);
  if (key === null || ref.access.locked || ref.access.private || ref.access.mode !== 'read') return [];
  const publishers = snapshot.uses(key).sites.filter(({ site }) => /^(?:release|publish)$/.test(site.kind));
  return publishers.flatMap((publisher) => litmusOf(view, publisher, ref) ?? []);
}

/** `MP · forbidden by the LKMM`, `MP · allowed by the LKMM (data race)`. */
export function verdictInBrief({ shape, verdict }: PairTest): string {
  const { isForbidden, hasRace, mark } = verdict;
  if (isForbidden) return `${shape} · forbidden by the LKMM`;
  const race = hasRace ? ' (data race)' : '';
  const hope = mark.length > 0 ? `; forbidden once ${mark.join(' and ')} ${mark.length > 1 ? 'are' : 'is'} marked` : '';
  return `${shape} · allowed by the LKMM${race}${hope}`;
}

/** Snapshots never change, so what is made of one is made once. */
const tests = new WeakMap<Snapshot, Map<string, PairTest | null>>();

function make(view: View, one: Anchor, other: Anchor): PairTest | undefined {
  const shaped = shapedBy(view, one, other);
  return shaped && judged(view, shaped);
}

/** The text and the verdict. */
function judged(view: View, shaped: Shaped): PairTest | undefined {
  const written = testText(view, shaped);
  const parsed = parseLitmus(written.text);
  if ('problems' in parsed) return undefined;
  const first = verdictOn(written);
  if (!first) return undefined;
  const { shape } = shaped;
  const isForbidden = first.never && !first.race;
  const { steps } = shaped;
  const common = { name: written.name, shape, text: written.text, test: parsed.test, steps };
  const isLocked = steps.every(({ anchor }) => ('site' in anchor ? anchor.site : anchor.access).locked === true);
  if (isForbidden) return { ...common, verdict: { isForbidden, hasRace: false, isLocked, mark: [], picture: null } };
  const mark = first.race ? whatToMark(view, shaped) : [];
  // Accusing takes more than objects that are accessed somewhere in what calls, or is called.
  const isFlag = mark.length === 1 && mark[0] === steps[0]!.second.object.text;
  if (shaped.near === 'none' || (shaped.near === 'flag' && !isFlag)) return undefined;
  const picture = first.never ? null : pictureOf(shaped, written, guiltySide(view, shaped));
  return { ...common, verdict: { isForbidden, hasRace: first.race, isLocked, mark, picture } };
}

/** As the two functions show it; else, with what calls them. */
function shapedBy(view: View, one: Anchor, other: Anchor): Shaped | undefined {
  const { snapshot } = view;
  const [own, others] = [knownSide(view, one), knownSide(view, other)];
  const [a, b] = [own.atHand, others.atHand];
  const shape = (x: Side, y: Side) => (haveTwoInCommon(x, y) ? shapeOf(view, x, y) : undefined);
  const atHand = shape(a, b) ?? publication(snapshot, a, b) ?? publication(snapshot, b, a);
  if (atHand) return atHand;
  const [left, right] = [own.all(), others.all()];
  for (let calls = 1; calls <= left.length + right.length - 2; calls++) {
    for (let i = 0; i <= calls; i++) {
      const [x, y] = [left[i], right[calls - i]];
      const shaped = x && y && shape(x, y);
      if (shaped) return shaped;
    }
  }
  return undefined;
}

function verdictOn({ text }: TestText): Answer | undefined {
  const parsed = parseLitmus(text);
  if ('problems' in parsed) return undefined;
  return answerOf(parsed.test);
}

/** The fewest objects whose accesses, marked, make it forbidden. */
function whatToMark(view: View, shaped: Shaped): string[] {
  const { first, second } = shaped.steps[0]!;
  for (const objects of [[second], [first], [first, second]]) {
    const marked = new Set(objects.map(({ key }) => key));
    const answer = verdictOn(testText(view, shaped, { marked }));
    if (answer?.never && !answer.race) return objects.map(({ object }) => object.text);
  }
  return [];
}

/** The side that does not keep its order: with the other one as strong as can be, the outcome is still there. */
function guiltySide(view: View, shaped: Shaped): 0 | 1 | undefined {
  const isStillAllowed = (strengthened: 0 | 1) => {
    const options: WriteOptions = { strengthened };
    return verdictOn(testText(view, shaped, options))?.never === false;
  };
  if (isStillAllowed(0)) return 1;
  return isStillAllowed(1) ? 0 : undefined;
}
