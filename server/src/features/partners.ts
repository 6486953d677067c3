/**
 * What can stand on the other side of a primitive, in words, by its kind.
 * From the Linux-kernel memory model: message passing needs a cumulative fence on the writing side and preserved
 * program order on the reading side; store buffering needs a strong fence on both (linux-kernel.cat;
 * tools/memory-model/Documentation/explanation.txt; Documentation/memory-barriers.txt, "SMP BARRIER PAIRING").
 */
import type { Kind } from '../model/primitive.ts';

/** Sentences on the other side; empty where nothing can be said of the kind. */
export function partnersInWords(kind: Kind): readonly string[] {
  return PARTNERS[GROUPS[kind]];
}

/** One sentence for a place where no other side was found; undefined where it would not help. */
export function partnerInBrief(kind: Kind): string | undefined {
  switch (kind) {
    case 'full':
    case 'before-atomic':
    case 'after-atomic':
      return 'It would be another full barrier, where each side stores and then loads what the other one stores; or a release or acquire, where one side writes data and then a flag.';
    case 'write':
      return 'It would load what is stored after this barrier, then smp_rmb(), then what is stored before it.';
    case 'read':
      return 'It would store what is loaded after this barrier, then smp_wmb() or a release, then what is loaded before it.';
    case 'release':
    case 'rmw-release':
      return 'It would load the same object with smp_load_acquire(), or with READ_ONCE() if all it needs is reached through the loaded pointer.';
    case 'publish':
      return 'It would load the pointer with rcu_dereference(), READ_ONCE() or smp_load_acquire().';
    case 'acquire':
    case 'rmw-acquire':
    case 'dependency-load':
      return 'It would store the same object with smp_store_release() or rcu_assign_pointer().';
    case 'control-acquire':
      return 'It would store what is tested before this barrier with smp_store_release(), or after smp_wmb().';
    default:
      return undefined;
  }
}

/** Kinds whose other side is told in the same words. */
type Group = 'fence' | 'writer' | 'reader' | 'dependency' | 'access' | 'lock' | 'seqcount' | 'rcu' | 'sleep' | 'none';

const GROUPS: Readonly<Record<Kind, Group>> = {
  full: 'fence',
  'before-atomic': 'fence',
  'after-atomic': 'fence',
  'rmw-full': 'fence',
  'rmw-conditional-full': 'fence',
  write: 'writer',
  release: 'writer',
  publish: 'writer',
  'rmw-release': 'writer',
  read: 'reader',
  acquire: 'reader',
  'control-acquire': 'reader',
  'rmw-acquire': 'reader',
  'dependency-load': 'dependency',
  'load-relaxed': 'dependency',
  'store-relaxed': 'access',
  'rmw-relaxed': 'access',
  lock: 'lock',
  unlock: 'lock',
  'seq-read-begin': 'seqcount',
  'seq-read-retry': 'seqcount',
  'seq-write-begin': 'seqcount',
  'seq-write-end': 'seqcount',
  'rcu-read-lock': 'rcu',
  'rcu-read-unlock': 'rcu',
  'rcu-gp': 'rcu',
  sleep: 'sleep',
  wake: 'sleep',
  'io-read': 'none',
  'io-write': 'none',
  compiler: 'none',
  other: 'none',
};

const PARTNERS: Readonly<Record<Group, readonly string[]>> = {
  fence: [
    'Where each side stores and then loads what the other one stores (store buffering): another full barrier, smp_store_mb() or a fully ordered, successful read-modify-write. Release and acquire are not enough there.',
    'Where one side writes data and then a flag (message passing): it serves on either side, against a release or smp_wmb() as well as against an acquire, smp_rmb() or an address dependency.',
  ],
  writer: [
    'The reader of what is stored last: an acquire load of that same object, or a marked load of it followed by smp_rmb() or smp_mb().',
    'Where the reader only goes on through the loaded pointer or index: READ_ONCE() or rcu_dereference(), by the address dependency.',
    'A plain load, or a mere test of the loaded value, is not enough for loads that follow.',
  ],
  reader: [
    'The writer: a release store or rcu_assign_pointer() of the object that is loaded first, or smp_wmb() or smp_mb() before a marked store of it.',
    'A plain or merely marked store on the other side is not enough.',
  ],
  dependency: [
    'A release store, rcu_assign_pointer(), or smp_wmb() before the store, provided that what must be ordered is reached through the loaded value (address dependency).',
    'A later store inside a branch on the value is ordered too (control dependency); a later load is not.',
  ],
  access: ['It orders nothing by itself: a fence beside it, or a release or acquire form of it, makes the pair.'],
  lock: [
    'The same lock, taken by the other side: what came before the unlock is seen after the lock.',
    'Code that does not take the lock is not ordered against the section, except through a full barrier.',
  ],
  seqcount: [
    'The other end of the same sequence counter: the write section against read_seqbegin() and read_seqretry().',
  ],
  rcu: [
    'A read-side section against a grace period: the section as a whole is before it or after it.',
    'The section orders nothing by itself; what readers load needs rcu_dereference().',
  ],
  sleep: [
    'A sleeper against its waker: set_current_state() or prepare_to_wait() before the condition is tested, and the condition written before wake_up(), which is a full barrier if it wakes somebody.',
  ],
  none: [],
};
