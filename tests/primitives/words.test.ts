import { describe, expect, it } from 'vitest';
import { aliases, correct } from '../../server/src/primitives/words.ts';

describe('aliases', () => {
  it.each([
    ['wmb', ['wmb', 'smp_wmb', 'dma_wmb'], ['smp_rmb', 'smp_mb']],
    ['RMB', ['rmb', 'smp_rmb', 'dma_rmb'], ['smp_wmb']],
    ['smp_mb', ['smp_mb', 'mb', 'smp_mb__after_atomic', 'smp_store_mb'], ['smp_wmb']],
    ['load_acquire', ['smp_load_acquire', 'atomic_read_acquire'], ['smp_store_release']],
    ['store-release', ['smp_store_release', 'atomic_set_release'], ['smp_load_acquire']],
    ['cmpxchg', ['cmpxchg', 'try_cmpxchg', 'atomic_cmpxchg', 'atomic_long_try_cmpxchg', 'cmpxchg_release'], ['xchg']],
    ['xchg_acquire', ['atomic_xchg_acquire'], ['xchg', 'xchg_release']],
    ['atomic_dec_and_test', ['atomic_long_dec_and_test', 'refcount_dec_and_test'], ['atomic_inc_and_test']],
    ['refcount_dec_and_test', ['atomic_dec_and_test'], []],
    ['spin_unlock', ['spin_unlock_irqrestore', 'raw_spin_unlock'], ['spin_lock']],
    ['test_and_set_bit', ['test_and_set_bit'], ['test_and_clear_bit']],
    ['rcu_dereference', ['rcu_dereference_check'], ['rcu_dereference_protected']],
    ['wake_up', ['wake_up_interruptible', 'wake_up_all'], ['wake_up_process']],
  ])('%s', (word, meant, others) => {
    for (const name of meant) expect(aliases(word)).toContain(name);
    for (const name of others) expect(aliases(word)).not.toContain(name);
  });

  it('have the word itself first, and nothing else for a word that is no primitive', () => {
    expect(aliases('dma_rmb')[0]).toBe('dma_rmb');
    expect(aliases('frobnicate')).toEqual(['frobnicate']);
  });
});

describe('correct', () => {
  it.each([
    ['smb_mb', 'smp_mb'],
    ['smb_rmb', 'smp_rmb'],
    ['smp_wbm', 'smp_wmb'],
    ['smp mb', 'smp_mb'],
    ['smp_load_aquire', 'smp_load_acquire'],
    ['smp_store_relase', 'smp_store_release'],
    ['smp_mb_before_atomic', 'smp_mb__before_atomic'],
    ['smp_mb__after_spin_lock', 'smp_mb__after_spinlock'],
    ['REAE_ONCE', 'READ_ONCE'],
    ['read_once', 'READ_ONCE'],
    ['WRTIE_ONCE', 'WRITE_ONCE'],
    ['rcu_assing_pointer', 'rcu_assign_pointer'],
    ['rcu_derefernce', 'rcu_dereference'],
    ['cmpxcgh', 'cmpxchg'],
  ])('%s is %s', (word, meant) => {
    expect(correct(word)).toBe(meant);
  });

  it.each([
    // Spelt right.
    ...['smp_mb', 'smp_wmb', 'READ_ONCE', 'set_mb', 'wmb', 'load_acquire', 'smp-mb', 'atomic_dec_and_test'],
    // Real names of other things.
    ...['smp_call', 'read_one', 'rht_dereference', 'mc_dereference', 'ch_release', 'prepare_to_write', 'uatomic_xchg'],
    ...['test_and_set_bits', 'clear_bits_unlock', '__xchg_release', '_test_and_set_bit', 'smp_send_stop', 'smp_ops'],
    // As near to smp_mb as to smp_wmb.
    'smp_mwb',
    // No words at all.
    ...['', 'smp_mb*', 'the', '()', 'a'.repeat(10_000)],
  ])('%s is left alone', (word) => {
    expect(correct(word)).toBeUndefined();
  });
});
