/** Store buffering where a marked store has a look right behind it: what is said of it. */
import type { FileFacts, LookFact } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import { functionName } from './describe.ts';

/** The findings of weak-store-buffering at the looks of a file. */
export function unfencedLooks(facts: FileFacts): Finding[] {
  return (facts.looks ?? []).map((look) => finding(facts, look));
}

function finding(facts: FileFacts, { fn, at, primitive, weak, other }: LookFact): Finding {
  const { file } = facts;
  const [here, there] = [`${functionName(facts, fn)}()`, `${functionName(facts, other.fn)}()`];
  const between = weak ? `only ${weak.name}()` : 'no full barrier';
  const where = weak
    ? 'instead'
    : /^(?:WRITE|smp)_/.test(primitive)
      ? `behind ${primitive}()`
      : `here (smp_mb__after_atomic() would do)`;
  const both = other.order === 'none' ? ', and in the other function as well' : '';
  return {
    rule: 'weak-store-buffering',
    severity: 'hint',
    file,
    span: weak ? { start: weak.at, end: weak.at + weak.name.length } : { start: at, end: at + primitive.length },
    message:
      `${here} stores with ${primitive}() and then looks at what ${there} stores before it looks here, with ${between} in ` +
      `between: both may miss the other's store (store buffering). smp_mb() is needed ${where}${both}.`,
    related: [
      { file, span: other.store, message: `${there} stores what is looked at here` },
      { file, span: other.look, message: `${there} then looks at what is stored here` },
    ],
    function: functionName(facts, fn),
  };
}
