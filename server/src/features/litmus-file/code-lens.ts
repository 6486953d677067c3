/** The verdict on a litmus file, as a line above its name. */
import type { ParsedTest } from '../../lkmm/syntax/parse.ts';
import type { Span } from '../../text/span.ts';
import { isGivenUp, type Judged, type Judgement } from './judgement.ts';

export interface LitmusLens {
  readonly span: Span;
  readonly title: string;
}

/** Without a judgement it says that there is none yet. */
export function litmusLens({ test, parts }: ParsedTest, judgement: Judgement | undefined): LitmusLens {
  const span = parts.name;
  if (!judgement) return { span, title: 'Deciding …' };
  if (isGivenUp(judgement)) return { span, title: `No verdict: ${judgement.gaveUp}` };
  const words = verdictInWords(judgement, test.condition.quantifier === 'forall');
  return { span, title: [words, ...judgement.flags.map((flag) => flag.replaceAll('-', ' '))].join(' · ') };
}

/** Of `forall`, too, what is counted are the executions that satisfy the condition. */
function verdictInWords({ observation, positive, negative }: Judged, isForAll: boolean): string {
  const all = positive + negative;
  const executions = `${all} ${all === 1 ? 'execution' : 'executions'}`;
  if (all === 0) return 'Never · nothing can happen: every execution deadlocks or is filtered out';
  if (observation === 'Sometimes') return `Sometimes (${positive} of ${executions})`;
  if (observation === 'Always') return `Always (${all === 1 ? 'the only execution' : `all ${executions}`})`;
  return isForAll ? `Never (none of ${executions})` : 'Never · forbidden by the LKMM';
}
