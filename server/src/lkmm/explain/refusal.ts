/** For a test whose outcome never happens: an execution that would have it, and the rule that stands in its way. */
import { Budget, GaveUp } from '../budget.ts';
import { forEachCandidate, programOf } from '../execution/candidates.ts';
import { executionOf, sameVariable } from '../execution/execution.ts';
import type { Settled } from '../execution/search.ts';
import { FinalState } from '../final-state.ts';
import { judge } from '../model/judge.ts';
import type { Axiom } from '../model/linux-kernel.ts';
import { staticOrder } from '../model/static-order.ts';
import type { Condition, LitmusTest } from '../syntax/litmus.ts';
import { forbiddenCycle, type Step } from './cycle.ts';
import { type ExecutionView, viewOf } from './view.ts';

export interface Refusal {
  readonly execution: ExecutionView;
  readonly broken: Axiom;
  readonly cycle: readonly Step[];
}

/** The refusal with the shortest cycle among the first few; undefined when no choice of reads gives the outcome at all. */
export function refusalOf(
  test: LitmusTest,
  steps: number,
  mostEvents: number,
  isCancelled?: () => boolean,
): Refusal | undefined {
  for (const isCoherent of [true, false]) {
    const found = search(test, new Budget(steps, mostEvents, isCancelled), isCoherent);
    if (found) return found;
  }
  return undefined;
}

function search(test: LitmusTest, budget: Budget, isCoherent: boolean): Refusal | undefined {
  let best: Refusal | undefined;
  let seen = 0;
  try {
    const program = programOf(test, budget);
    const found = (settled: Settled): void => {
      const final = new FinalState(settled, program);
      const { filter, condition } = test;
      if (filter && !final.holds(filter)) return;
      if (final.holds(condition.proposition) !== isAskedFor(condition)) return;
      const refusal = refuse(settled);
      if (refusal && (!best || refusal.cycle.length < best.cycle.length)) best = refusal;
      if (++seen === ENOUGH) throw new Enough();
    };
    forEachCandidate(program, budget, { isHopeless: () => false, found, isCoherent });
  } catch (error) {
    if (!(error instanceof Enough) && !(error instanceof GaveUp)) throw error;
  }
  return best;
}

function refuse(settled: Settled): Refusal | undefined {
  const loc = sameVariable(settled.variables);
  const order = staticOrder(settled.base, loc);
  const execution = executionOf(settled, loc);
  const { resolver } = settled;
  const judgement = judge(execution, order, (lock, unlock) => resolver.written(lock) === resolver.written(unlock));
  if (!judgement.broken) return undefined;
  const cycle = forbiddenCycle(execution, order, judgement);
  return { execution: viewOf(settled, execution), broken: judgement.broken, cycle };
}

/** Whether an execution that satisfies the condition is of interest, rather than one that does not. */
export function isAskedFor({ quantifier }: Condition): boolean {
  return quantifier !== 'forall';
}

class Enough extends Error {}

const ENOUGH = 32;
