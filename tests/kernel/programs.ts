/** Small litmus tests made at random, the same ones for the same seed, of all that the memory model has rules for. */

/** One test of each kind. */
export function programs(seed: number): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(KINDS).map(([kind, menu]) => [kind, new Maker(seed, menu).test(kind)]));
}

const MARKED = ['r# = READ_ONCE(*V);', 'WRITE_ONCE(*V, K);'];
const PLAIN = ['r# = *V;', '*V = K;'];
const ORDERED = ['r# = smp_load_acquire(V);', 'smp_store_release(V, K);'];
const BARRIERS = ['smp_mb();', 'smp_wmb();', 'smp_rmb();', 'barrier();'];

/** `V` is a variable, `K` a value, `#` a number of its own, `S` something else, `R` a register that was set. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  marked: [...MARKED, ...MARKED, ...ORDERED, ...BARRIERS, 'if (R) { S }', 'if (R == 1) { S } else { S }'],
  plain: [...MARKED, ...PLAIN, ...PLAIN, ...ORDERED, ...ORDERED, ...BARRIERS, 'if (R) { S }'],
  atomics: [
    ...MARKED,
    ...['', '_relaxed', '_acquire', '_release'].map((order) => `r# = xchg${order}(V, K);`),
    ...['r# = cmpxchg(V, 0, K);', 'r# = atomic_add_unless(V, 1, 1);', 'r# = atomic_fetch_inc_acquire(V);'],
    ...['atomic_inc(V);', 'smp_mb__before_atomic(); atomic_inc(V);', 'atomic_inc(V); smp_mb__after_atomic();'],
    ...BARRIERS,
  ],
  locks: [
    ...MARKED,
    ...PLAIN,
    'spin_lock(l); S spin_unlock(l);',
    'spin_lock(m); S spin_unlock(m);',
    'spin_lock(l); smp_mb__after_spinlock(); S spin_unlock(l);',
    'spin_lock(l); smp_mb__after_unlock_lock(); S spin_unlock(l);',
    'r# = spin_is_locked(l);',
    'r# = spin_trylock(l); if (R) { S spin_unlock(l); }',
  ],
  rcu: [...MARKED, ...ORDERED, ...PLAIN, 'rcu_read_lock(); S S rcu_read_unlock();', 'synchronize_rcu();'],
  srcu: [
    ...MARKED,
    ...MARKED,
    'r# = srcu_read_lock(s); S S srcu_read_unlock(s, R);',
    'r# = srcu_read_lock(t); S srcu_read_unlock(t, R);',
    ...['synchronize_srcu(s);', 'synchronize_srcu(t);', 'rcu_read_lock(); S rcu_read_unlock();', 'synchronize_rcu();'],
  ],
  pointers: [
    ...MARKED,
    ...ORDERED,
    'rcu_assign_pointer(*p, V);',
    '*p = V;',
    'r# = rcu_dereference(*p); r# = READ_ONCE(*R);',
    'r# = READ_ONCE(*p); *R = 2;',
    'r# = *p; r# = *R;',
    'smp_wmb();',
  ],
};

class Maker {
  private registers = 0;

  constructor(
    private state: number,
    private readonly menu: readonly string[],
  ) {}

  test(name: string): string {
    const processes = Array.from({ length: this.below(2) + 2 }, (_, number) => this.process(number));
    return `C ${name}\n{ p = z; }\n\n${processes.join('\n')}\nexists (x=1)\n`;
  }

  private process(number: number): string {
    this.registers = 0;
    const body = Array.from({ length: number === 0 ? 3 : 2 }, () => `\t${this.statement(0)}\n`).join('');
    return `P${number}(int *x, int *y, int *z, int **p, spinlock_t *l, spinlock_t *m, struct srcu_struct *s, struct srcu_struct *t)\n{\n${body}}\n`;
  }

  private statement(depth: number): string {
    const simple = this.menu.filter((one) => depth === 0 || !/\bS\b|lock|synchronize/.test(one));
    const chosen = simple[this.below(simple.length)]!;
    let last = this.registers;
    return chosen.replace(/[rR]#|\b[VKSR]\b/g, (word) => {
      if (word === 'r#') {
        last = ++this.registers;
        return `r${last}`;
      }
      if (word === 'R') return `r${last}`;
      if (word === 'S') return this.statement(depth + 1);
      if (word === 'V') return 'xyx'[this.below(3)]!;
      return last > 0 && this.below(3) === 0 ? `(r${last} ^ r${last}) + 1` : String(1 + this.below(2));
    });
  }

  /** A linear congruence: what it gives has no pattern that matters here. */
  private below(limit: number): number {
    this.state = (Math.imul(this.state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (this.state >>> 8) % limit;
  }
}
