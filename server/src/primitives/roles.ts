/**
 * What each kind of primitive can do as one side of a pair. Sources: memory-barriers.txt ("VARIETIES OF MEMORY
 * BARRIER", "SMP BARRIER PAIRING", "IMPLICIT KERNEL MEMORY BARRIERS"), atomic_t.txt ("ORDERING") and
 * tools/memory-model/Documentation/ordering.txt. Whether two given sides forbid an outcome is decided elsewhere.
 */
import type { Kind } from '../model/primitive.ts';

export interface Role {
  /** Can publish: holds earlier stores before a later one (its own, or the next in the code). */
  readonly release: boolean;
  /** Can observe: holds later loads after an earlier one (its own, or the last in the code). */
  readonly acquire: boolean;
  /** Holds an earlier store before a later load, which store buffering needs; where conditional, when the condition is met. */
  readonly full: boolean;
  /** Makes no access of its own: it orders the accesses around it. */
  readonly fence: boolean;
  /** The access it makes itself to the object that it names. */
  readonly access: 'load' | 'store' | 'rmw' | null;
}

/** The role of a kind; a conditional one has the role of its success. */
export function roleOf(kind: Kind): Role {
  return ROLES[kind];
}

const nothing: Role = { release: false, acquire: false, full: false, fence: false, access: null };
const fullFence: Role = { release: true, acquire: true, full: true, fence: true, access: null };

const ROLES: Readonly<Record<Kind, Role>> = {
  full: fullFence,
  write: { ...nothing, release: true, fence: true },
  read: { ...nothing, acquire: true, fence: true },
  acquire: { ...nothing, acquire: true, access: 'load' },
  release: { ...nothing, release: true, access: 'store' },
  publish: { ...nothing, release: true, access: 'store' },
  'dependency-load': { ...nothing, acquire: true, access: 'load' },
  'control-acquire': { ...nothing, acquire: true, fence: true },
  // An address dependency can make one an observing side; that is seen in the code around it, not in its kind.
  'load-relaxed': { ...nothing, access: 'load' },
  'store-relaxed': { ...nothing, access: 'store' },
  'before-atomic': fullFence,
  'after-atomic': fullFence,
  'rmw-full': { release: true, acquire: true, full: true, fence: false, access: 'rmw' },
  'rmw-conditional-full': { release: true, acquire: true, full: true, fence: false, access: 'rmw' },
  'rmw-acquire': { ...nothing, acquire: true, access: 'rmw' },
  'rmw-release': { ...nothing, release: true, access: 'rmw' },
  'rmw-relaxed': { ...nothing, access: 'rmw' },
  lock: { ...nothing, acquire: true, access: 'rmw' },
  unlock: { ...nothing, release: true, access: 'store' },
  'seq-read-begin': { ...nothing, acquire: true, access: 'load' },
  'seq-read-retry': { ...nothing, acquire: true, access: 'load' },
  'seq-write-begin': { ...nothing, release: true, access: 'store' },
  'seq-write-end': { ...nothing, release: true, access: 'store' },
  // Read sections order nothing by themselves; only a grace period sees them as a whole.
  'rcu-read-lock': nothing,
  'rcu-read-unlock': nothing,
  'rcu-gp': fullFence,
  // Both store a state and then look at what the other one stores; "SLEEP AND WAKE-UP FUNCTIONS" gives the
  // full barrier between. The sleeper is who observes, the waker who publishes.
  sleep: { ...nothing, acquire: true, full: true },
  wake: { ...nothing, release: true, full: true },
  // Ordered against a device, not against another CPU.
  'io-read': { ...nothing, access: 'load' },
  'io-write': { ...nothing, access: 'store' },
  compiler: { ...nothing, fence: true },
  other: nothing,
};
