/**
 * A barrier or a publication is there, and of the right kind, but what it is there for stands on the wrong side of it, or
 * on another way through the function.
 */
import { findingsAtSites } from './flow-sites.ts';
import { lateData } from './late-data.ts';
import { lateStore } from './late-store.ts';
import { lateTest } from './late-test.ts';
import type { Rule } from './rule.ts';
import { sameOrders } from './same-order.ts';
import { wrongBranches } from './wrong-branch.ts';

export const misplacedAccess: Rule = {
  meta: {
    code: 'misplaced-access',
    summary: 'A barrier is there, but what it should order stands on its wrong side or on another branch.',
    severity: 'warning',
    default: true,
    description:
      'Ways in which a barrier of the right kind orders nothing. The reader looks at the flag only after its read ' +
      'barrier, together with the data: the barrier belongs between the two. The barrier stands on the branch where the ' +
      'flag was found not to be set, and there is none where it was set and the data is used. The writer stores ' +
      'something only after it has released the flag behind which readers look at it. Both sides of a documented pair have ' +
      'the same two objects in the same order, which hands nothing over. As a hint: a member is stored ' +
      'after the pointer to its structure was published, and a reader of the pointer goes on to load that member.',
    source:
      'Documentation/memory-barriers.txt §SMP BARRIER PAIRING; Lepers et al., "OFence: Pairing Barriers to Find ' +
      'Concurrency Bugs in the Linux Kernel", EuroSys 2023',
    example: {
      bad: 'smp_rmb();\nif (!req->done)\n\treturn;\nuse(req->result);',
      good: 'if (!req->done)\n\treturn;\nsmp_rmb();\nuse(req->result);',
    },
    silent:
      'When the flag is loaded before the barrier on some way as well; when another writer explains the barrier as it ' +
      'stands; when a lock or another barrier is between; when the published pointer has been given another value, or ' +
      'only its lists, locks and counts are touched.',
  },
  check({ pairs, files }) {
    const { snapshot } = pairs;
    return [
      ...[lateTest, lateData, lateStore].flatMap((find) => findingsAtSites(files, (at) => find(snapshot, at))),
      ...files.flatMap((facts) => (facts.flows ?? []).flatMap((flow) => wrongBranches(snapshot, facts, flow))),
      ...files.flatMap((facts) => sameOrders(pairs, facts)),
    ];
  },
};
