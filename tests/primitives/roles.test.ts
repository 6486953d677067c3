import { describe, expect, it } from 'vitest';
import type { GenericBarrier } from '../../server/src/model/claim.ts';
import { genericMembers } from '../../server/src/primitives/generic.ts';
import { linux } from '../../server/src/primitives/linux.ts';
import { roleOf } from '../../server/src/primitives/roles.ts';

const role = (name: string) => roleOf(linux.lookup(name)!.kind);

describe('roleOf', () => {
  it('tells the sides of message passing', () => {
    expect(role('smp_wmb')).toMatchObject({ release: true, acquire: false });
    expect(role('smp_store_release')).toMatchObject({ release: true, acquire: false, access: 'store' });
    expect(role('smp_rmb')).toMatchObject({ release: false, acquire: true });
    expect(role('smp_load_acquire')).toMatchObject({ release: false, acquire: true, access: 'load' });
    expect(role('rcu_dereference')).toMatchObject({ release: false, acquire: true });
    expect(role('rcu_assign_pointer')).toMatchObject({ release: true, acquire: false });
    expect(role('WRITE_ONCE')).toMatchObject({ release: false, acquire: false, access: 'store' });
  });

  it('gives a store before a load to full barriers, successful atomics, grace periods, sleep and wake-up only', () => {
    for (const name of ['smp_mb', 'smp_mb__after_atomic', 'xchg', 'cmpxchg', 'synchronize_rcu', 'wake_up']) {
      expect(role(name).full).toBe(true);
    }
    for (const name of [
      'smp_wmb',
      'smp_rmb',
      'smp_store_release',
      'spin_lock',
      'spin_unlock',
      'atomic_inc',
      'barrier',
    ]) {
      expect(role(name).full).toBe(false);
    }
  });

  it('gives fences no access of their own', () => {
    for (const { kind } of linux.primitives) if (roleOf(kind).fence) expect(roleOf(kind).access).toBeNull();
  });

  it('lets nothing relaxed, of the compiler or of a device order CPUs', () => {
    for (const name of ['READ_ONCE', 'atomic_inc', 'barrier', 'readl', 'writel', 'rcu_read_lock', 'mutex_release']) {
      expect(role(name)).toMatchObject({ release: false, acquire: false, full: false });
    }
  });
});

describe('genericMembers', () => {
  const fulfils = (generic: GenericBarrier, name: string) => genericMembers(generic)(linux.lookup(name)!.kind);

  it.each([
    [
      'read',
      ['smp_rmb', 'rmb', 'dma_rmb', 'smp_load_acquire', 'smp_acquire__after_ctrl_dep', 'smp_mb'],
      ['smp_wmb', 'READ_ONCE'],
    ],
    [
      'write',
      ['smp_wmb', 'wmb', 'smp_store_release', 'rcu_assign_pointer', 'write_sequnlock'],
      ['smp_rmb', 'WRITE_ONCE'],
    ],
    [
      'full',
      ['smp_mb', 'smp_mb__before_atomic', 'test_and_set_bit', 'cmpxchg'],
      ['smp_rmb', 'smp_store_release', 'set_bit'],
    ],
    ['acquire', ['smp_load_acquire', 'test_and_set_bit_lock', 'spin_lock'], ['smp_rmb', 'spin_unlock', 'READ_ONCE']],
    [
      'release',
      ['smp_store_release', 'clear_bit_unlock', 'rcu_assign_pointer', 'spin_unlock'],
      ['smp_wmb', 'WRITE_ONCE'],
    ],
    ['load', ['READ_ONCE', 'smp_load_acquire', 'rcu_dereference'], ['WRITE_ONCE', 'smp_rmb']],
    ['store', ['WRITE_ONCE', 'smp_store_release'], ['READ_ONCE', 'smp_wmb']],
    ['dependency', ['rcu_dereference', 'READ_ONCE'], ['smp_rmb']],
    ['atomic', ['atomic_inc', 'xchg', 'cmpxchg_acquire'], ['atomic_read', 'smp_mb']],
    [
      'any',
      ['smp_mb', 'wmb', 'smp_load_acquire', 'wake_up', 'mutex_lock'],
      ['barrier', 'READ_ONCE', 'set_bit', 'readl'],
    ],
  ] as const)('%s', (generic, members, others) => {
    for (const name of members) expect([name, fulfils(generic, name)]).toEqual([name, true]);
    for (const name of others) expect([name, fulfils(generic, name)]).toEqual([name, false]);
  });
});
