import { describe, expect, it } from 'vitest';
import { linux } from '../../server/src/primitives/linux.ts';
import { roleOf } from '../../server/src/primitives/roles.ts';
import { namesOf } from '../../server/src/primitives/vocabulary.ts';

describe('the tables', () => {
  it('give every name to one primitive', () => {
    const owner = new Map<string, string>();
    const twice: string[] = [];
    for (const primitive of linux.primitives) {
      for (const name of namesOf(primitive)) {
        if (owner.has(name)) twice.push(`${name}: ${owner.get(name)} and ${primitive.name}`);
        owner.set(name, primitive.name);
      }
    }
    expect(twice).toEqual([]);
  });

  it('hold identifiers that their patterns match', () => {
    const wrong = linux.primitives.flatMap((primitive) =>
      namesOf(primitive).filter(
        (name) =>
          !/^[A-Za-z_]\w*$/.test(name) ||
          (primitive.pattern !== undefined && !new RegExp(primitive.pattern).test(name)),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it.each(linux.primitives.map((primitive) => [primitive.name, primitive] as const))('describe %s', (_, primitive) => {
    expect(roleOf(primitive.kind)).toBeDefined();
    expect(primitive.summary).toMatch(/^\S.*\.$/);
    expect(primitive.summary).not.toMatch(/[^.]\. [A-Z]/);
    expect(primitive.source).not.toBe('');
    expect(primitive.orders).not.toBe('');
    expect(primitive.addressForm === undefined).toBe(primitive.addressArg === null);
    if (primitive.gotcha !== undefined) expect(primitive.gotcha).toMatch(/\.$/);
  });
});

describe('lookup', () => {
  it.each([
    ['smp_mb', 'full'],
    ['smp_rmb', 'read'],
    ['dma_wmb', 'write'],
    ['smp_load_acquire', 'acquire'],
    ['smp_store_release', 'release'],
    ['smp_mb__before_atomic', 'before-atomic'],
    ['smp_mb__after_atomic', 'after-atomic'],
    ['smp_acquire__after_ctrl_dep', 'control-acquire'],
    ['READ_ONCE', 'load-relaxed'],
    ['WRITE_ONCE', 'store-relaxed'],
    ['rcu_assign_pointer', 'publish'],
    ['rcu_dereference_raw', 'dependency-load'],
    ['atomic_inc', 'rmw-relaxed'],
    ['atomic_long_inc_return', 'rmw-full'],
    ['atomic64_fetch_andnot_acquire', 'rmw-acquire'],
    ['atomic_fetch_xor_release', 'rmw-release'],
    ['arch_atomic_try_cmpxchg', 'rmw-conditional-full'],
    ['cmpxchg64_relaxed', 'rmw-relaxed'],
    ['set_bit', 'rmw-relaxed'],
    ['test_and_clear_bit', 'rmw-full'],
    ['test_and_set_bit_lock', 'rmw-acquire'],
    ['__clear_bit_unlock', 'release'],
    ['refcount_dec_and_test', 'rmw-release'],
    ['raw_spin_lock_irqsave', 'lock'],
    ['mutex_unlock', 'unlock'],
    ['write_seqlock_irqsave', 'seq-write-begin'],
    ['read_seqcount_retry', 'seq-read-retry'],
    ['rcu_read_lock_bh', 'rcu-read-lock'],
    ['synchronize_rcu_expedited', 'rcu-gp'],
    ['set_current_state', 'sleep'],
    ['wait_event_interruptible_lock_irq_timeout', 'sleep'],
    ['wake_up_interruptible_poll', 'wake'],
    ['readl_relaxed', 'io-read'],
    ['iowrite32be', 'io-write'],
    ['barrier', 'compiler'],
    ['array_index_nospec', 'other'],
  ])('finds %s: %s', (name, kind) => {
    expect(linux.lookup(name)?.kind).toBe(kind);
  });

  it('knows where the operands stand', () => {
    expect(linux.lookup('atomic_add_return')).toMatchObject({ addressArg: 1, valueArg: 0 });
    expect(linux.lookup('cmpxchg_acquire')).toMatchObject({ addressArg: 0, valueArg: 2, addressForm: 'pointer' });
    expect(linux.lookup('WRITE_ONCE')).toMatchObject({ addressArg: 0, valueArg: 1, addressForm: 'lvalue' });
    expect(linux.lookup('set_bit')).toMatchObject({ addressArg: 1, valueArg: null });
    expect(linux.lookup('smp_mb')).toMatchObject({ addressArg: null, valueArg: null });
  });

  it.each([
    'cgroup_rstat_flush_release',
    'lock_map_acquire_tryread_nothing',
    'i915_vma_release',
    'framebuffer_release',
    'raise_barrier',
    'add_active_barriers',
    'wait_event_barrier',
    'hisi_qm_mb',
    'smp_call',
    'smp_processor_id',
    'atomic_commit',
    'read',
    'READ_ONCE_FOO',
    'constructor',
    '__proto__',
    '',
  ])('does not know %j', (name) => {
    expect(linux.lookup(name)).toBeUndefined();
  });

  it('knows the lockdep annotations for what they are: no ordering', () => {
    expect(linux.lookup('lock_map_acquire_read')?.kind).toBe('other');
    expect(linux.lookup('mutex_release')?.kind).toBe('other');
  });
});
