/** A barrier that no comment explains: checkpatch's MEMORY_BARRIER, for all that orders. */

import { roleOf } from '../primitives/roles.ts';
import type { Rule } from './rule.ts';
import { findingAt, sitesWith } from './undocumented.ts';

export const missingComment: Rule = {
  meta: {
    code: 'missing-comment',
    summary: 'A barrier has no comment that says what it orders, and what it pairs with.',
    severity: 'warning',
    default: false,
    description:
      'What a barrier is for can not be read from the code: which accesses it orders, and which barrier elsewhere relies ' +
      'on it. scripts/checkpatch.pl therefore asks for a comment at each (MEMORY_BARRIER). This rule agrees with it where ' +
      'both apply, and also looks at what that script does not know: dma_*mb(), smp_mb__after_spinlock(), ' +
      'smp_acquire__after_ctrl_dep(), atomic operations that end in _acquire or _release. A comment counts when it stands ' +
      'above the statement, in it, or behind it. Opt-in: of 7,800 barriers in Linux 6.1 nearly half have none.',
    source: 'scripts/checkpatch.pl MEMORY_BARRIER; Documentation/process/submit-checklist.rst, on barriers',
    example: {
      bad: 'x->data = 1;\nsmp_wmb();\nWRITE_ONCE(x->ready, 1);',
      good: 'x->data = 1;\n/* Pairs with smp_rmb() in x_read(). */\nsmp_wmb();\nWRITE_ONCE(x->ready, 1);',
    },
    silent:
      'In the headers that define the primitives, and in wrappers that are primitives themselves; where a pairing comment ' +
      'speaks of the barrier from further away; for RCU, which documents its data.',
  },
  check(context) {
    return sitesWith(context, 'none').map((ref) => {
      const { primitive, kind } = ref.site;
      const asked = roleOf(kind).fence ? 'which accesses it keeps apart' : 'what it makes visible or waits for';
      const message = `No comment says why ${primitive}() is here: ${asked}, and what it pairs with.`;
      return findingAt(ref, missingComment.meta, message);
    });
  },
};
