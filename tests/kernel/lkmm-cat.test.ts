/** The memory model against the text of the kernel's own linux-kernel.bell and linux-kernel.cat, execution by execution. */
import { describe, expect, it } from 'vitest';
import { Budget, GaveUp } from '../../server/src/lkmm/budget.ts';
import { forEachCandidate, programOf } from '../../server/src/lkmm/execution/candidates.ts';
import { executionOf, sameVariable } from '../../server/src/lkmm/execution/execution.ts';
import { judge } from '../../server/src/lkmm/model/judge.ts';
import { staticOrder } from '../../server/src/lkmm/model/static-order.ts';
import { parseLitmus } from '../../server/src/lkmm/syntax/parse.ts';
import { type CatVerdict, runCat } from './cat-model.ts';
import { parseCat, type Statement } from './cat-syntax.ts';
import { programs } from './programs.ts';
import { kernel, read } from './tree.ts';

/** Flags of lock.cat, which is not run here: it makes the orders that these files are about. */
const LOCK_FLAGS = /^(mixed-lock-accesses|unmatched-unlock)$/;

// Skipped without a tree; tree.ts says so.
describe.skipIf(kernel === undefined)(
  'every execution is judged as the cat file judges it',
  { timeout: 120_000 },
  () => {
    const model = kernel === undefined ? [] : ['bell', 'cat'].flatMap((kind) => cat(`linux-kernel.${kind}`));

    it.each(Object.keys(programs(0)))('random programs: %s', (kind) => {
      const outcomes = new Map<string, number>();
      for (let seed = 1; seed <= SEEDS; seed++) {
        const text = programs(seed)[kind]!;
        forSome(text, (ours, theirs) => {
          expect(ours, text).toEqual(theirs);
          for (const name of [theirs.broken ?? 'possible', ...theirs.flags]) {
            outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
          }
        });
      }
      // The comparison is worth something only where the rules are at work.
      expect(outcomes.get('possible')).toBeGreaterThan(100);
      for (const name of EXPECTED[kind]!) expect(outcomes.get(name), name).toBeGreaterThan(2);
    });

    function forSome(text: string, compare: (ours: CatVerdict, theirs: CatVerdict) => void): void {
      const parsed = parseLitmus(text);
      if ('problems' in parsed) throw new Error(`${parsed.problems[0]!.message} in\n${text}`);
      const budget = new Budget(100_000, 256);
      try {
        forEachCandidate(programOf(parsed.test, budget), budget, {
          // Those that coherence rules out are left out: other rules are worth more looks.
          isHopeless: () => false,
          // Also those that coherence rules out: the file has to say so as well.
          isCoherent: false,
          found: (settled) => {
            budget.spend(COST);
            const loc = sameVariable(settled.variables);
            const x = executionOf(settled, loc);
            const isSame = (a: number, b: number) => settled.resolver.written(a) === settled.resolver.written(b);
            const { broken, flags } = judge(x, staticOrder(settled.base, loc), isSame);
            const own = [...new Set(flags)].filter((flag) => !LOCK_FLAGS.test(flag)).sort();
            const theirs = runCat(model, x, (a, b) => !isSame(a, b));
            compare(broken ? { broken, flags: own } : { flags: own }, theirs);
          },
        });
      } catch (error) {
        // Some executions of a program with very many are enough.
        if (!(error instanceof GaveUp)) throw error;
      }
    }
  },
);

function cat(file: string): Statement[] {
  return parseCat(read(`tools/memory-model/${file}`));
}

const SEEDS = 300;

/** Steps for one execution, of which a program may have about 20. */
const COST = 5000;

/** What has to come up in the programs of each kind. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  marked: ['happens-before', 'propagation'],
  chains: ['happens-before', 'plain-coherence', 'data-race', 'mixed-accesses'],
  plain: ['plain-coherence', 'data-race'],
  atomics: ['happens-before', 'propagation'],
  locks: ['happens-before', 'plain-coherence', 'data-race'],
  rcu: ['propagation', 'rcu', 'plain-coherence', 'data-race'],
  srcu: ['happens-before', 'propagation', 'rcu', 'srcu-bad-nesting'],
};
