/**
 * What the memory model says of a litmus file, as plain data that can cross between threads. It may take long, so that
 * nothing that somebody waits for calls it itself.
 */
import { type Decision, decide, type Observation } from '../../lkmm/decide.ts';
import type { EventView } from '../../lkmm/explain/view.ts';
import type { LitmusTest } from '../../lkmm/syntax/litmus.ts';

export type Judgement = Judged | GivenUp;

export interface Judged {
  readonly observation: Observation;
  /** Possible executions with the outcome, and without it. */
  readonly positive: number;
  readonly negative: number;
  /** What the model warns of. */
  readonly flags: readonly string[];
  /** Two accesses that race. */
  readonly race?: readonly [EventView, EventView];
}

export interface GivenUp {
  /** "gave up after 10 s" */
  readonly gaveUp: string;
}

export interface JudgeOptions {
  /** Time that it may take. */
  readonly seconds: number;
  /** Milliseconds since anything. */
  readonly now: () => number;
  /** Asked now and then; true calls it off. */
  readonly isCancelled?: () => boolean;
}

/** Undefined when it was called off. */
export function judgeTest(test: LitmusTest, { seconds, now, isCancelled }: JudgeOptions): Judgement | undefined {
  const limit = now() + seconds * 1000;
  let wasCancelled = false;
  const decision = decide(test, {
    steps: Number.POSITIVE_INFINITY,
    isCancelled: () => {
      wasCancelled ||= isCancelled?.() === true;
      return wasCancelled || now() > limit;
    },
  });
  return wasCancelled ? undefined : judgementOf(decision, seconds);
}

function judgementOf(decision: Decision, seconds: number): Judgement {
  if ('verdict' in decision) {
    const { observation, positive, negative, flags, race } = decision.verdict;
    return { observation, positive, negative, flags, ...(race ? { race } : {}) };
  }
  const { reason, message } = decision.gaveUp;
  return { gaveUp: reason === 'cancelled' ? gaveUpAfter(seconds) : message };
}

export function gaveUpAfter(seconds: number): string {
  return `gave up after ${seconds} s: there are too many executions`;
}

export function isGivenUp(judgement: Judgement): judgement is GivenUp {
  return 'gaveUp' in judgement;
}
