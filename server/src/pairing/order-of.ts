/** What a site is in the terms of the memory model's table (legality.ts). */
import type { Site } from '../model/facts.ts';
import type { Kind } from '../model/primitive.ts';
import type { Order } from './legality.ts';

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
  acquire: 'load_acquire',
  'dependency-load': 'addr dep',
  release: 'store_release',
  publish: 'store_release',
  'rmw-full': 'xchg',
  'rmw-conditional-full': 'xchg',
  'rmw-acquire': 'load_acquire',
  'rmw-release': 'store_release',
};
