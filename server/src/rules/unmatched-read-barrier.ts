/** An smp_rmb() that no comment explains, and no writer of what it orders is ordered. */

import type { Rule } from './rule.ts';
import { unmatchedBarriers } from './unmatched-barrier.ts';

export const unmatchedReadBarrier: Rule = {
  meta: {
    code: 'unmatched-read-barrier',
    summary: 'A read barrier has no comment, and nothing that writes what it orders is ordered.',
    severity: 'hint',
    default: false,
    description:
      'smp_rmb() orders nothing alone: somebody has to store the same objects in the opposite order with smp_wmb() or a ' +
      'release. Nothing of the kind was found beside any object of these names. Opt-in, for the other side may write ' +
      'through functions that are not seen through.',
    source: 'Documentation/memory-barriers.txt §SMP BARRIER PAIRING',
    example: {
      bad: 'x->data = 1;\nx->ready = 1;\n\n/* reader */\nif (x->ready) {\n\tsmp_rmb();\n\tuse(x->data);\n}',
      good: 'x->data = 1;\nsmp_wmb();\nx->ready = 1;\n\n/* reader */\nif (x->ready) {\n\tsmp_rmb();\n\tuse(x->data);\n}',
    },
    silent:
      'When a comment stands at the barrier or leads to it; when an ordered store, in any other function, is to a member or ' +
      'variable of the same name, or stands beside one; when addresses are passed on around the barrier; for rmb() and ' +
      'dma_rmb(), whose other side is a device.',
  },
  check: (context) =>
    unmatchedBarriers(context, 'read', unmatchedReadBarrier.meta, 'no write barrier, release or marked store'),
};
