/**
 * Explicit primitives: those that people type because they want ordering, and whose presence alone makes a file
 * worth reading. Locks, wake-ups, atomics and grace periods order too, but stand in most files for other reasons.
 */
import type { Kind, Primitive } from '../model/primitive.ts';
import { linux } from './linux.ts';
import { namesOf } from './vocabulary.ts';

/**
 * Literals, one of which is in every file that calls an explicit primitive. They are for a scan of raw bytes, so
 * each is as long as keeps it common to its family: on Linux 6.1 they select 3.8 thousand of 55 thousand files.
 */
export const needles: readonly string[] = [
  // All of [smp_|dma_|virt_|__]{mb,rmb,wmb}(), smp_store_mb() and dmb().
  'mb(',
  // smp_mb__before_atomic() and the like.
  'mb__',
  'dsb(',
  'eieio(',
  'load_acquire(',
  'store_release(',
  'read_acquire(',
  'set_release(',
  'ctrl_dep(',
  ...['acquire(', 'release('].flatMap((ordering) => [
    ...['add', 'sub', 'and', 'or', 'xor', 'andnot', 'inc', 'dec'].map((operation) => `fetch_${operation}_${ordering}`),
    ...['chg', 'chg64', 'chg128', 'return', 'negative'].map((operation) => `${operation}_${ordering}`),
  ]),
  'not_zero_acquire(',
  'test_bit_acquire(',
  'set_bit_lock(',
  'clear_bit_unlock',
  'xor_unlock_is_negative_byte(',
  '_careful(',
  'rcu_assign_',
  'rcu_replace_pointer',
  'rcu_swap_protected(',
  'rcu_dereference',
  // The parenthesis matters: register headers of several megabytes have names with these words in them.
  'READ_ONCE(',
  'WRITE_ONCE(',
  'ACCESS_ONCE(',
  'lockless_dereference(',
  'barrier_depends(',
  'smp_cond_acquire(',
];

/**
 * Looks for sleepers that order nothing by themselves: whoever calls them has to have a full barrier before. They make a
 * function worth reading as explicit primitives do, though they are none.
 */
export const sleeperChecks: readonly string[] = ['waitqueue_active', 'wake_up_bit', 'wake_up_var'];

/**
 * Sleeps on a bit or a variable, which tell what wake_up_bit() and wake_up_var() are for. They make a function worth reading
 * in a file that is read anyway.
 */
export const keyedSleeps: readonly string[] = [
  'wait_on_bit',
  ...['io', 'timeout', 'action', 'lock', 'lock_io', 'lock_action'].map((form) => `wait_on_bit_${form}`),
  'wait_var_event',
  ...['timeout', 'killable', 'interruptible', 'io', 'any_lock', 'spinlock', 'mutex'].map(
    (form) => `wait_var_event_${form}`,
  ),
];

/** Whether a kind orders on its own account, rather than being a lock, a wake-up or a relaxed access. */
export function isExplicitKind(kind: Kind): boolean {
  return EXPLICIT_KINDS.has(kind);
}

/** Whether this name is a primitive that is written for its ordering: smp_mb(), smp_store_release(), rcu_dereference(). */
export function isExplicit(name: string): boolean {
  const known = linux.lookup(name);
  return known !== undefined && EXPLICIT.has(known) && isExplicitKind(known.kind);
}

/** Whether a kind is explicit or a marked access: what people write because other CPUs look on. */
export function isMarkedKind(kind: Kind): boolean {
  return isExplicitKind(kind) || kind === 'load-relaxed' || kind === 'store-relaxed';
}

/** Whether this Linux primitive is explicit: its kind is, or it is a marked access, and its name says so. */
export function explicit(primitive: Primitive): boolean {
  return EXPLICIT.has(primitive);
}

const EXPLICIT_KINDS: ReadonlySet<Kind> = new Set<Kind>([
  'full',
  'write',
  'read',
  'acquire',
  'release',
  'publish',
  'dependency-load',
  'control-acquire',
  'before-atomic',
  'after-atomic',
  'rmw-acquire',
  'rmw-release',
]);

const MARKED: ReadonlySet<string> = new Set(['READ_ONCE', 'WRITE_ONCE', '__READ_ONCE', '__WRITE_ONCE', 'ACCESS_ONCE']);

// A refcount_dec_and_test() is a release too, but its name does not say so, and no needle is in it.
const EXPLICIT: ReadonlySet<Primitive> = new Set(
  linux.primitives.filter(
    (primitive) => (isExplicitKind(primitive.kind) || MARKED.has(primitive.name)) && isNamedForOrdering(primitive),
  ),
);

function isNamedForOrdering(primitive: Primitive): boolean {
  const call = `${namesOf(primitive)[0]}(`;
  return needles.some((needle) => call.includes(needle));
}
