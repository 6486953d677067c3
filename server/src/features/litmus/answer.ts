/** What the memory model says of the test of a pair, as far as it matters for the pair. */
import { decide } from '../../lkmm/decide.ts';
import type { LitmusTest } from '../../lkmm/syntax/litmus.ts';

export interface Answer {
  /** The outcome can't happen. */
  readonly never: boolean;
  readonly race: boolean;
}

/** Undefined where it would take too long. */
export function answerOf(test: LitmusTest): Answer | undefined {
  const decision = decide(test, { steps: STEPS, brief: true });
  if ('gaveUp' in decision) return undefined;
  const { observation, flags } = decision.verdict;
  return { never: observation === 'Never', race: flags.includes('data-race') };
}

/** About five milliseconds: a test of two processes takes a tenth of that. */
const STEPS = 5_000;
