/**
 * The weakest primitives that forbid the outcome of a pair's test: on one side with the other one as it is, else on
 * both. What is tried first is what costs least:
 *
 * - marked accesses, and the dependencies that the code has (READ_ONCE(), WRITE_ONCE());
 * - releases and acquires; smp_wmb() and smp_rmb() where the access can have neither, or where one is there already:
 *   "it is usually better to use smp_store_release() instead of smp_wmb() and to use smp_load_acquire() instead of
 *   smp_rmb()" (tools/memory-model/Documentation/recipes.txt);
 * - full barriers: "smp_mb() often incurs much higher overhead" (tools/memory-model/Documentation/ordering.txt;
 *   Documentation/memory-barriers.txt has the four kinds in the same order).
 */
import {
  type Form,
  replaced,
  replacementsFor,
  type Strength,
  type StrengthAccess,
  type Strengthable,
  strengthOf,
} from '../../lkmm/strength.ts';
import { parseLitmus } from '../../lkmm/syntax/parse.ts';
import type { PairTest } from '../litmus.ts';
import { answerOf } from './answer.ts';

export interface Sufficient {
  /** The test with what suffices in it, under the same name. */
  readonly text: string;
  /** In order of process; none where nothing weaker than what is there would do. */
  readonly changes: readonly Change[];
  /** The outcome is forbidden as it is: less would do for this test. */
  readonly isLess: boolean;
}

/** A primitive of the test that is another one. */
export interface Change {
  readonly process: number;
  readonly what: 'first' | 'second' | 'fence';
  /** As the test has it: `READ_ONCE(*flag)`, `smp_rmb`; undefined for a fence where there was none, or will be none. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Undefined where nothing does, or the sides have more in them than can be told apart. `own` is the process that may change first. */
export function whatSuffices(test: PairTest, own: number): Sufficient | undefined {
  const known = answers.get(test);
  const found = known?.get(own);
  if (found !== undefined) return found ?? undefined;
  const made = search(test, own);
  if (known) known.set(own, made ?? null);
  else answers.set(test, new Map([[own, made ?? null]]));
  return made;
}

const answers = new WeakMap<PairTest, Map<number, Sufficient | null>>();

/** What is tried for one process, and what it costs. */
interface Choice {
  readonly strength: Strength;
  readonly cost: number;
}

function search(test: PairTest, own: number): Sufficient | undefined {
  const { text } = test;
  const processes = test.test.processes.map((process) => strengthOf(text, process));
  if (!processes.every((one) => one !== undefined)) return undefined;
  const isLess = test.verdict.isForbidden;
  const choices = processes.map((process) => choicesFor(process, isLess));
  const asItIs = processes.map(({ now }): Choice[] => [{ strength: now, cost: 0 }]);
  const onOneSide = choices.map((all, number) => (number === own ? all : asItIs[number]!));
  const enough = firstThatDoes(text, processes, onOneSide, isLess) ?? firstThatDoes(text, processes, choices, isLess);
  if (!enough) return undefined;
  const strengths = withoutNeedlessMarks(text, processes, enough);
  const changes = processes.flatMap((process, number) => changesOf(process, strengths[number]!, number));
  return { text: textWith(text, processes, strengths), changes, isLess };
}

/** The cheapest that does of all combinations of what is tried for each process. */
function firstThatDoes(
  text: string,
  processes: readonly Strengthable[],
  choices: readonly (readonly Choice[])[],
  isLess: boolean,
): readonly Strength[] | undefined {
  let tried: { strengths: Strength[]; cost: number }[] = [{ strengths: [], cost: 0 }];
  for (const all of choices) {
    tried = tried.flatMap(({ strengths, cost }) =>
      all.map((choice) => ({ strengths: [...strengths, choice.strength], cost: cost + choice.cost })),
    );
  }
  tried.sort((a, b) => a.cost - b.cost);
  // As it is, it is known to do, if less is looked for, and not to do, if more is.
  const isAsItIs = (strengths: readonly Strength[]) =>
    processes.every(({ now }, i) =>
      (['first', 'second', 'fence'] as const).every((one) => strengths[i]![one] === now[one]),
    );
  return tried.find(({ strengths }) => (isAsItIs(strengths) ? isLess : isEnough(text, processes, strengths)))
    ?.strengths;
}

const WEAK = 10;
const FULL = 100;
/** Between choices that cost the same: a fence takes the place of a fence, an access that of an access. */
const LATER = 1;

/** `isLess`: the outcome is forbidden as it is, and weaker forms are tried, too; else nothing that is there is made weaker. */
function choicesFor({ first, second, now }: Strengthable, isLess: boolean): Choice[] {
  const has = (access: StrengthAccess, form: Form) => access.forms[form] !== undefined;
  // What is enough with a plain access needs no mark for less.
  const base = (access: StrengthAccess) =>
    has(access, 'once') && isLess !== (access.now === 'plain') ? 'once' : access.now;
  const least: Strength = { first: base(first), second: base(second), fence: isLess ? undefined : now.fence };
  const choices: Choice[] = [{ strength: least, cost: 0 }];
  const add = (cost: number, change: Partial<Strength>) => {
    const [what, form] = Object.entries(change)[0]!;
    const isThere = now[what as keyof Strength] === form;
    const isInPlace = isThere || (!isLess && (what === 'fence') === (now.fence !== undefined));
    choices.push({ strength: { ...least, ...change }, cost: cost + (isInPlace ? 0 : LATER) });
  };
  const hasFence = now.fence !== undefined;
  if (second.does !== 'load' && has(second, 'release')) add(WEAK, { second: 'release' });
  if (first.does !== 'store' && has(first, 'acquire')) add(WEAK, { first: 'acquire' });
  if (first.does !== 'load' && second.does !== 'load' && (hasFence || !has(second, 'release')))
    add(WEAK, { fence: 'smp_wmb' });
  if (first.does !== 'store' && second.does !== 'store' && (hasFence || !has(first, 'acquire')))
    add(WEAK, { fence: 'smp_rmb' });
  if (has(first, 'full')) add(FULL, { first: 'full' });
  if (has(second, 'full')) add(FULL, { second: 'full' });
  if (first.isVoid) add(FULL, { fence: 'smp_mb__after_atomic' });
  if (second.isVoid) add(FULL, { fence: 'smp_mb__before_atomic' });
  if (!first.isVoid && !second.isVoid) add(FULL, { fence: 'smp_mb' });
  return choices;
}

/** Accesses that were marked for good measure stay plain where that is enough. */
function withoutNeedlessMarks(
  text: string,
  processes: readonly Strengthable[],
  strengths: readonly Strength[],
): readonly Strength[] {
  let kept = strengths;
  for (const [number, { now }] of processes.entries()) {
    for (const what of ['second', 'first'] as const) {
      if (now[what] !== 'plain' || kept[number]![what] !== 'once') continue;
      const tried = kept.map((one, i) => (i === number ? { ...one, [what]: 'plain' as const } : one));
      if (isEnough(text, processes, tried)) kept = tried;
    }
  }
  return kept;
}

function isEnough(text: string, processes: readonly Strengthable[], strengths: readonly Strength[]): boolean {
  const parsed = parseLitmus(textWith(text, processes, strengths));
  const answer = 'problems' in parsed ? undefined : answerOf(parsed.test);
  return answer?.never === true && !answer.race;
}

function textWith(text: string, processes: readonly Strengthable[], strengths: readonly Strength[]): string {
  return replaced(
    text,
    processes.flatMap((process, number) => replacementsFor(text, process, strengths[number]!)),
  );
}

function changesOf(process: Strengthable, to: Strength, number: number): Change[] {
  const { now } = process;
  const accesses = (['first', 'second'] as const).flatMap((what) =>
    to[what] === now[what]
      ? []
      : [{ process: number, what, from: process[what].forms[now[what]], to: process[what].forms[to[what]] }],
  );
  const fence =
    to.fence === now.fence ? [] : [{ process: number, what: 'fence' as const, from: now.fence, to: to.fence }];
  return [...accesses, ...fence];
}
