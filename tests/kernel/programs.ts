/** Small litmus tests made at random, the same ones for the same seed, of all that the memory model has rules for. */

/**
 * One test of each kind: processes in a ring, each of which accesses its own variable and the next one's, with
 * something in between. So there is always an execution that is a cycle, which the rules allow or forbid.
 */
export function programs(seed: number): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(KINDS).map(([kind, parts]) => [kind, new Maker(seed, parts).test(kind)]));
}

interface Parts {
  /** `V` is a variable, `K` a value, `#` tells the two accesses of a process apart. */
  readonly loads: readonly string[];
  readonly stores: readonly string[];
  /** `A` and `B` are the two accesses, of the own variable and of the next. */
  readonly orders: readonly string[];
}

const MARKED = { loads: ['r# = READ_ONCE(*V);'], stores: ['WRITE_ONCE(*V, K);'] };
const PLAIN = { loads: ['r# = *V;'], stores: ['*V = K;'] };
const ORDERED = { loads: ['r# = smp_load_acquire(V);'], stores: ['smp_store_release(V, K);'] };
const FENCES = ['A smp_mb(); B', 'A smp_wmb(); B', 'A smp_rmb(); B'];

/** Where only few programs would be forbidden otherwise. */
const STRONG = Array<string>(4).fill('A smp_mb(); B');

const KINDS: Readonly<Record<string, Parts>> = {
  marked: { ...mixed(MARKED, ORDERED), orders: [...FENCES, ...STRONG, 'A B', 'A if (r1) { B }', 'A barrier(); B'] },
  // A value is passed on through a variable of the process's own, marked or plain.
  chains: {
    ...mixed(MARKED, MARKED, PLAIN),
    orders: [
      'A WRITE_ONCE(*c, r1 + 1); r3 = READ_ONCE(*c); if (r3) { B }',
      'A WRITE_ONCE(*V2, r1 ^ r1); B',
      'A r4 = V2 + (r1 ^ r1); r2 = READ_ONCE(*r4);',
      'A r4 = V2 + (r1 ^ r1); r2 = *r4; smp_wmb();',
      'A r4 = V2 + (r1 ^ r1); *r4 = 1; smp_wmb(); WRITE_ONCE(*V2, 2);',
      'A r4 = V2 + (r1 ^ r1); *r4 = 1;',
      'A WRITE_ONCE(*c, r1 ^ r1); r3 = READ_ONCE(*c); r4 = V2 + r3; r2 = READ_ONCE(*r4);',
      ...FENCES,
      ...STRONG,
    ],
  },
  plain: {
    ...mixed(MARKED, PLAIN, PLAIN, ORDERED),
    orders: [
      ...FENCES,
      ...STRONG,
      'A B',
      'A if (r1) { B }',
      'A smp_mb(); WRITE_ONCE(*c, 1); smp_wmb(); B',
      'B smp_rmb(); A',
    ],
  },
  atomics: {
    loads: ['r# = READ_ONCE(*V);', 'r# = xchg(V, 3);', 'r# = xchg_acquire(V, 3);', 'r# = cmpxchg(V, 1, 3);'],
    stores: ['WRITE_ONCE(*V, K);', 'atomic_inc(V);', 'r9 = xchg_release(V, K);', 'r9 = cmpxchg_relaxed(V, 0, K);'],
    orders: [
      ...['A smp_mb__before_atomic(); B', 'A smp_mb__after_atomic(); B', 'A atomic_inc(c); smp_mb__after_atomic(); B'],
      ...['A r8 = atomic_fetch_inc(c); B', 'A r8 = atomic_add_unless(c, 1, 0); B', ...FENCES, ...STRONG, 'A B'],
    ],
  },
  locks: {
    ...mixed(MARKED, MARKED, PLAIN),
    orders: [
      'spin_lock(l); A B spin_unlock(l);',
      'spin_lock(l); A spin_unlock(l); spin_lock(m); B spin_unlock(m);',
      'spin_lock(l); A spin_unlock(l); spin_lock(m); smp_mb__after_unlock_lock(); B spin_unlock(m);',
      'A spin_lock(l); smp_mb__after_spinlock(); B spin_unlock(l);',
      'A spin_lock(l); smp_mb__after_unlock_lock(); B spin_unlock(l);',
      'spin_lock(l); A spin_unlock(l); B',
      'A r7 = spin_is_locked(l); B',
      'A r7 = spin_trylock(m); if (r7) { B spin_unlock(m); }',
      ...FENCES,
    ],
  },
  rcu: {
    ...mixed(MARKED, MARKED, MARKED, PLAIN),
    orders: [
      ...[
        'rcu_read_lock(); A B rcu_read_unlock();',
        'rcu_read_lock(); A B rcu_read_unlock();',
        'A synchronize_rcu(); B',
      ],
      ...['A synchronize_rcu(); B', 'rcu_read_lock(); A rcu_read_unlock(); B', 'smp_mb(); A smp_wmb(); B'],
    ],
  },
  srcu: {
    ...mixed(MARKED, MARKED, ORDERED),
    orders: [
      ...['i = srcu_read_lock(s); A B srcu_read_unlock(s, i);', 'A synchronize_srcu(s); B', 'A synchronize_srcu(t); B'],
      'i = srcu_read_lock(s); A j = srcu_read_lock(t); B srcu_read_unlock(t, j); srcu_read_unlock(s, i);',
      'i = srcu_read_lock(s); j = srcu_read_lock(s); A srcu_read_unlock(s, i); B srcu_read_unlock(s, j);',
      ...['rcu_read_lock(); A B rcu_read_unlock();', 'A synchronize_rcu(); B'],
    ],
  },
};

function mixed(...accesses: readonly Pick<Parts, 'loads' | 'stores'>[]): Pick<Parts, 'loads' | 'stores'> {
  return { loads: accesses.flatMap(({ loads }) => loads), stores: accesses.flatMap(({ stores }) => stores) };
}

class Maker {
  constructor(
    private state: number,
    private readonly parts: Parts,
  ) {}

  test(name: string): string {
    const count = [2, 2, 2, 3][this.below(4)]!;
    const processes = Array.from({ length: count }, (_, number) => this.process(number, (number + 1) % count));
    return `C ${name}\n{}\n\n${processes.join('\n')}\nexists (v0=1)\n`;
  }

  private process(number: number, next: number): string {
    const order = this.one(this.parts.orders);
    const [first, second] = order.startsWith('B') ? [next, number] : [number, next];
    const body = order
      .replace(/\bV2\b/g, `v${second}`)
      .replace(/\b[AB]\b/g, (which) => (which === 'A' ? this.access('1', first) : this.access('2', second)));
    const variables = [...new Set([number, next])].map((variable) => `int *v${variable}`).join(', ');
    const others = `int *c${number}, spinlock_t *l, spinlock_t *m, struct srcu_struct *s, struct srcu_struct *t`;
    return `P${number}(${variables}, ${others})\n{\n\t${body.replace(/\bc\b/g, `c${number}`)}\n}\n`;
  }

  private access(which: string, variable: number): string {
    const kind = this.below(2) === 0 ? this.parts.loads : this.parts.stores;
    return this.one(kind).replace('#', which).replace('V', `v${variable}`).replace('K', which);
  }

  private one(choices: readonly string[]): string {
    return choices[this.below(choices.length)]!;
  }

  /** A linear congruence: what it gives has no pattern that matters here. */
  private below(limit: number): number {
    this.state = (Math.imul(this.state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (this.state >>> 8) % limit;
  }
}
