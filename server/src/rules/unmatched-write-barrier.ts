/** An smp_wmb() that no comment explains, and no reader of what it orders is ordered. */

import type { Rule } from './rule.ts';
import { unmatchedBarriers } from './unmatched-barrier.ts';

export const unmatchedWriteBarrier: Rule = {
  meta: {
    code: 'unmatched-write-barrier',
    summary: 'A write barrier has no comment, and nothing that reads what it orders is ordered.',
    severity: 'hint',
    default: false,
    description:
      'smp_wmb() orders nothing alone: somebody has to load the same objects in the opposite order with smp_rmb(), an ' +
      'acquire or a dependency. Nothing of the kind was found beside any object of these names. Opt-in, for the other ' +
      'side may read through functions that are not seen through.',
    source: 'Documentation/memory-barriers.txt §SMP BARRIER PAIRING',
    example: {
      bad: 'x->data = 1;\nsmp_wmb();\nx->ready = 1;\n\n/* reader */\nif (x->ready)\n\tuse(x->data);',
      good: 'x->data = 1;\nsmp_wmb();\nx->ready = 1;\n\n/* reader */\nif (READ_ONCE(x->ready)) {\n\tsmp_rmb();\n\tuse(x->data);\n}',
    },
    silent:
      'When a comment stands at the barrier or leads to it; when an ordered load, in any other function, is of a member or ' +
      'variable of the same name, or stands beside one; when addresses are passed on around the barrier; for wmb() and ' +
      'dma_wmb(), whose other side is a device.',
  },
  check: (context) =>
    unmatchedBarriers(context, 'write', unmatchedWriteBarrier.meta, 'no read barrier, acquire or marked load'),
};
