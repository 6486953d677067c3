import { describe, expect, it } from 'vitest';
import { orderingInWords } from '../../server/src/features/orders.ts';
import { linux } from '../../server/src/primitives/linux.ts';

function words(name: string) {
  return orderingInWords(linux.lookup(name)!);
}

describe('orderingInWords', () => {
  it('says of a one-sided primitive which side is open', () => {
    expect(words('smp_load_acquire')).toEqual({
      orders: ['It orders its own load before later loads and stores.'],
      leaves: ['Earlier loads and stores: they may be delayed past it.'],
    });
    expect(words('smp_store_release')).toEqual({
      orders: ['It orders earlier loads and stores before its own store.'],
      leaves: ['Later loads and stores: they may be done before it.'],
    });
  });

  it('says of a fence which accesses it does not hold', () => {
    expect(words('smp_wmb')).toEqual({
      orders: ['It orders earlier stores before later stores.'],
      leaves: ['Loads, on either side of it.'],
    });
    expect(words('smp_rmb').leaves).toEqual(['Stores, on either side of it.']);
    expect(words('smp_mb').leaves).toEqual([]);
  });

  it('tells a dependency from an order of everything later', () => {
    const { orders, leaves } = words('rcu_dereference');
    expect(orders.join(' ')).toContain('that use the loaded value as address or data');
    expect(leaves).toContain('Later accesses that do not use the loaded value: they may be done before it.');
  });

  it('says that a relaxed access orders nothing', () => {
    expect(words('WRITE_ONCE')).toEqual({
      orders: [],
      leaves: ['Accesses to other variables: they may move past it in both directions.'],
    });
  });

  it('keeps the compiler apart from the CPU', () => {
    expect(words('barrier')).toEqual({
      orders: ['It orders earlier loads and stores before later loads and stores, for the compiler only.'],
      leaves: ['The CPU may still reorder all of it.'],
    });
  });

  it('notes that the store of smp_store_mb() is open towards earlier accesses', () => {
    expect(words('smp_store_mb').leaves).toEqual([
      'Its own store against earlier accesses: that one may be seen before them.',
    ]);
  });

  it('keeps the condition of an operation that may fail', () => {
    expect(words('refcount_dec_and_test').orders).toContain(
      'It orders its own load half before later loads and stores, when it returns true.',
    );
  });

  it('leaves no letter of the notation behind, for any primitive', () => {
    for (const primitive of linux.primitives) {
      const { orders, leaves } = orderingInWords(primitive);
      for (const sentence of [...orders, ...leaves]) {
        expect(sentence).not.toMatch(/->|\{[RW,]+\}|\b(prior|RMW)\b|\bthe the\b|before before/);
        expect(sentence).toMatch(/^[\w(].*[.!?]$/s);
      }
    }
  });
});
