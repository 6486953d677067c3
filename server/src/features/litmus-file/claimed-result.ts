/** A comment in a litmus test that claims another result than the memory model gives. */
import type { Observation } from '../../lkmm/decide.ts';
import type { LitmusTest, Problem } from '../../lkmm/syntax/litmus.ts';

export interface Counts {
  readonly observation: Observation;
  readonly positive: number;
  readonly negative: number;
}

/** Undefined when they agree, and when the comment says something else altogether. */
export function disagreementOf({ result }: LitmusTest, counts: Counts): Problem | undefined {
  if (!result || !/^(never|sometimes|always|deadlock)$/i.test(result.word)) return undefined;
  const { observation, positive, negative } = counts;
  const claimed = result.word.toLowerCase();
  // `DEADLOCK` is what is said of a test in which nothing can happen.
  const found = claimed === 'deadlock' && positive + negative === 0 ? 'deadlock' : observation.toLowerCase();
  if (claimed === found) return undefined;
  return { message: `the comment says ${result.word}, the memory model says ${observation}`, span: result.span };
}
