/** A comment cites a label that no comment of its function or file gives. */

import { functionName, siteRelated } from './describe.ts';
import { claimsOf, type Rule } from './rule.ts';

export const unknownLabel: Rule = {
  meta: {
    code: 'unknown-label',
    summary: 'A pairing comment cites a label that no comment gives to an operation.',
    severity: 'warning',
    default: true,
    description:
      'In code with many barriers comments name each operation by a label, such as LMM(desc_reserve:D) in printk, and ' +
      'cite it where it pairs. A label that is nowhere defined leads nowhere: it was renumbered, or its operation is gone.',
    source: 'kernel/printk/printk_ringbuffer.c, head comment "Memory Barriers"',
    example: {
      bad: 'smp_rmb(); /* LMM(read:A) pairs with reserve:E */\n\n/* in reserve() */\nsmp_wmb(); /* LMM(reserve:D) */',
      good: 'smp_rmb(); /* LMM(read:A) pairs with reserve:D */\n\n/* in reserve() */\nsmp_wmb(); /* LMM(reserve:D) */',
    },
    silent: 'For lone letters, which may belong to a drawing, and in files without any label that names its function.',
  },
  check(context) {
    return claimsOf(context).flatMap(({ facts, comment, anchor, missing }) =>
      missing
        .filter(({ kind }) => kind === 'label')
        .map(({ name, span }) => ({
          rule: unknownLabel.meta.code,
          severity: unknownLabel.meta.severity,
          file: facts.file,
          span,
          message: `The comment${anchor ? ` at ${anchor.primitive}()` : ''} cites ${name}, and no comment labels an operation so.`,
          related: anchor ? [siteRelated(facts, anchor, 'the documented side')] : [],
          function: functionName(facts, comment.fn),
        })),
    );
  },
};
