import { describe, expect, it } from 'vitest';
import { explicit, needles } from '../../server/src/primitives/explicit.ts';
import { linux } from '../../server/src/primitives/linux.ts';
import { namesOf } from '../../server/src/primitives/vocabulary.ts';

const isExplicit = (name: string) => explicit(linux.lookup(name)!);

describe('explicit', () => {
  it.each([
    ...['mb', 'smp_mb', 'smp_rmb', 'dma_wmb', 'virt_store_mb', 'smp_mb__before_atomic', 'smp_mb__after_spinlock'],
    ...['smp_load_acquire', 'smp_store_release', 'atomic_read_acquire', 'atomic_set_release', 'smp_cond_load_acquire'],
    ...['cmpxchg_acquire', 'atomic_long_fetch_andnot_release', 'atomic_dec_return_release', 'xchg_acquire'],
    ...['smp_acquire__after_ctrl_dep', 'READ_ONCE', 'WRITE_ONCE', 'rcu_assign_pointer', 'rcu_replace_pointer'],
    ...['rcu_assign_sk_user_data'],
    ...['rcu_dereference', 'rcu_dereference_check', 'srcu_dereference', 'test_and_set_bit_lock', 'clear_bit_unlock'],
    ...['list_empty_careful', 'list_del_init_careful', 'refcount_inc_not_zero_acquire', 'lockless_dereference'],
  ])('%s is', (name) => {
    expect(isExplicit(name)).toBe(true);
  });

  it.each([
    ...['set_current_state', 'wake_up', 'spin_lock', 'mutex_unlock', 'atomic_inc', 'atomic_dec_and_test', 'xchg'],
    ...['cmpxchg', 'set_bit', 'test_and_set_bit', 'refcount_dec_and_test', 'read_seqcount_begin', 'synchronize_rcu'],
    ...['rcu_read_lock', 'rcu_dereference_protected', 'atomic_read', 'list_add_rcu', 'queue_work', 'writel', 'barrier'],
    ...['wq_has_sleeper', 'i_size_read', 'atomic_xchg_relaxed', 'mutex_release'],
  ])('%s is not', (name) => {
    expect(isExplicit(name)).toBe(false);
  });
});

describe('needles', () => {
  it('are in every call of an explicit primitive', () => {
    const missed = linux.primitives
      .filter(explicit)
      .flatMap(namesOf)
      .filter((name) => !needles.some((needle) => `${name}(`.includes(needle)));
    expect(missed).toEqual([]);
  });

  it('are all needed: none contains another, each is in some explicit call', () => {
    const calls = linux.primitives
      .filter(explicit)
      .flatMap(namesOf)
      .map((name) => `${name}(`);
    for (const needle of needles) {
      expect(needles.filter((other) => needle.includes(other))).toEqual([needle]);
      expect(calls.some((call) => call.includes(needle))).toBe(true);
    }
  });
});
