/** The comment at a barrier says that there is a barrier, and nothing else. */

import type { Rule } from './rule.ts';
import { findingAt, sitesWith } from './undocumented.ts';

export const uninformativeComment: Rule = {
  meta: {
    code: 'uninformative-comment',
    summary: 'The comment at a barrier says nothing but that there is one.',
    severity: 'hint',
    default: true,
    description:
      'A comment such as "memory barrier" satisfies checkpatch and helps nobody: it names neither the accesses that are ' +
      'kept apart nor the other side.',
    source: 'scripts/checkpatch.pl MEMORY_BARRIER; Documentation/memory-barriers.txt §SMP BARRIER PAIRING',
    example: {
      bad: 'smp_wmb();\t/* write barrier */',
      good: 'smp_wmb();\t/* data before ready; pairs with smp_rmb() in x_read() */',
    },
    silent:
      'As soon as the comment has any word of its own, be it the name of an object; when the comment above the statements ' +
      'around, or above the if whose body they begin, speaks of order; when the one above the function names the primitive.',
  },
  check(context) {
    return sitesWith(context, 'empty').map((ref) =>
      findingAt(
        ref,
        uninformativeComment.meta,
        `The comment at ${ref.site.primitive}() only says that it is a barrier: not what it keeps apart, nor what it pairs with.`,
      ),
    );
  },
};
