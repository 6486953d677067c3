/**
 * The vocabulary of the Linux kernel, 6.1 to 6.12 and what older code still names. The facts are from the
 * kernel's own documentation, headers and memory model; every row says which.
 */
import type { Vocabulary } from '../model/primitive.ts';
import { acquireRelease } from './linux/acquire-release.ts';
import { architectures } from './linux/architectures.ts';
import { atomics } from './linux/atomics.ts';
import { barriers } from './linux/barriers.ts';
import { bitops } from './linux/bitops.ts';
import { compiler } from './linux/compiler.ts';
import { deferredWork } from './linux/deferred-work.ts';
import { deviceBarriers } from './linux/device-barriers.ts';
import { gracePeriods } from './linux/grace-periods.ts';
import { io } from './linux/io.ts';
import { lockAnnotations } from './linux/lock-annotations.ts';
import { marked } from './linux/marked.ts';
import { orderedAtomics } from './linux/ordered-atomics.ts';
import { pages } from './linux/pages.ts';
import { perCpu } from './linux/per-cpu.ts';
import { queues } from './linux/queues.ts';
import { rcu } from './linux/rcu.ts';
import { rcuLists } from './linux/rcu-lists.ts';
import { references } from './linux/references.ts';
import { retired } from './linux/retired.ts';
import { seqcounts } from './linux/seqcounts.ts';
import { sleep } from './linux/sleep.ts';
import { sleepingLocks } from './linux/sleeping-locks.ts';
import { spinlocks } from './linux/spinlocks.ts';
import { wake } from './linux/wake.ts';
import { vocabulary } from './vocabulary.ts';

export const linux: Vocabulary = vocabulary('linux', [
  ...barriers,
  ...deviceBarriers,
  ...architectures,
  ...acquireRelease,
  ...marked,
  ...orderedAtomics,
  ...atomics,
  ...bitops,
  ...references,
  ...perCpu,
  ...spinlocks,
  ...sleepingLocks,
  ...seqcounts,
  ...rcu,
  ...gracePeriods,
  ...rcuLists,
  ...queues,
  ...sleep,
  ...wake,
  ...deferredWork,
  ...pages,
  ...io,
  ...compiler,
  ...lockAnnotations,
  ...retired,
]);
