/** Two comments give the same label to two operations: whoever cites it means one of them. */

import type { FileFacts, LabelFact } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import { functionName } from './describe.ts';
import type { Rule } from './rule.ts';

export const duplicateLabel: Rule = {
  meta: {
    code: 'duplicate-label',
    summary: 'Two operations of a function have the same label, so that a comment that cites it may mean either.',
    severity: 'warning',
    default: true,
    description:
      'Labels such as LMM(desc_reserve:D) name one operation of one function, so that the other side can cite it. Copied ' +
      'to a second operation, the label leads to both, and only one of them is the other side.',
    source: 'kernel/printk/printk_ringbuffer.c, head comment "Memory Barriers"',
    example: {
      bad: 'smp_wmb(); /* LMM(reserve:D) */\nx->next = n;\nsmp_wmb(); /* LMM(reserve:D) */',
      good: 'smp_wmb(); /* LMM(reserve:D) */\nx->next = n;\nsmp_wmb(); /* LMM(reserve:E) */',
    },
    silent:
      'For the same letter in different functions; for letters that stand at no operation; where several comments speak ' +
      'of the same operation.',
  },
  check: ({ files }) => files.flatMap(duplicates),
};

function duplicates(facts: FileFacts): Finding[] {
  const first = new Map<string, LabelFact>();
  return facts.labels.flatMap((label) => {
    if (label.site < 0) return [];
    const where = label.function ?? functionName(facts, label.fn);
    const name = `${where}:${label.label}`;
    const earlier = first.get(name);
    if (!earlier) first.set(name, label);
    return earlier && earlier.site !== label.site ? [finding(facts, label, earlier, name)] : [];
  });
}

function finding(facts: FileFacts, label: LabelFact, earlier: LabelFact, name: string): Finding {
  const [one, other] = [facts.sites[earlier.site]!, facts.sites[label.site]!];
  return {
    rule: duplicateLabel.meta.code,
    severity: duplicateLabel.meta.severity,
    file: facts.file,
    span: label.span,
    message: `${name} labels ${other.primitive}() here and ${one.primitive}() above: a comment that cites it may mean either.`,
    related: [{ file: facts.file, span: earlier.span, message: `the same label at ${one.primitive}()` }],
    function: functionName(facts, label.fn),
  };
}
