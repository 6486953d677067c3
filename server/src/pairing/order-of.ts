/** What a site is in the words in which the memory model is asked (lkmm/orders.ts). */
import type { Site } from '../model/facts.ts';
import type { Kind } from '../model/primitive.ts';

export type Order =
  | 'none'
  | 'smp_mb'
  | 'synchronize_rcu'
  | 'smp_wmb'
  | 'smp_rmb'
  | 'ctrl+smp_rmb'
  | 'smp_load_acquire'
  | 'addr'
  | 'smp_store_release'
  | 'xchg';

/** The order that a site gives to the accesses around it, at its best; null for what can't be judged by its kind alone. */
export function orderOf({ kind }: Pick<Site, 'kind'>): Order | null {
  return BY_KIND[kind] ?? null;
}

/**
 * Marked accesses are left out, for what they order depends on the code around them; locks, sleeping and sequence
 * counters are, for they come in pairs of their own.
 */
const BY_KIND: Partial<Readonly<Record<Kind, Order>>> = {
  full: 'smp_mb',
  'before-atomic': 'smp_mb',
  'after-atomic': 'smp_mb',
  'rcu-gp': 'synchronize_rcu',
  write: 'smp_wmb',
  read: 'smp_rmb',
  'control-acquire': 'ctrl+smp_rmb',
  acquire: 'smp_load_acquire',
  'dependency-load': 'addr',
  release: 'smp_store_release',
  publish: 'smp_store_release',
  'rmw-full': 'xchg',
  'rmw-conditional-full': 'xchg',
  'rmw-acquire': 'smp_load_acquire',
  'rmw-release': 'smp_store_release',
};
