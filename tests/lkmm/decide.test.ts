/** Verdicts that follow from tools/memory-model/Documentation (explanation.txt, litmus-tests.txt), construct by construct. */
import { describe, expect, it } from 'vitest';
import { type DecideOptions, decide, type Verdict } from '../../server/src/lkmm/decide.ts';
import { parseLitmus } from '../../server/src/lkmm/syntax/parse.ts';
import { EXAMPLES } from './examples.ts';

describe('values', () => {
  it.each([
    ['arithmetic', 'r0 = 7 / 2 + 7 % 4 - 2 * 3 + (1 << 4);', '0:r0=16'],
    ['comparison', 'r0 = (1 < 2) + (2 <= 1) + (3 > 2) + (2 >= 2) + (1 != 1) + (1 == 1);', '0:r0=4'],
    ['bits', 'r0 = (6 & 3) | (8 ^ 12) | ~0 & 16;', '0:r0=22'],
    ['logic', 'r0 = (1 && 0) + (0 || 5) + !7 + !0 - -1;', '0:r0=3'],
    ['a register that nobody wrote', 'r1 = r0;', '0:r1=0'],
    ['an address is no zero', 'r0 = (x == 0) + 2 * (x == x) + 4 * (x != y);', '0:r0=6'],
    ['else', 'r0 = 1; if (r0 == 2) { r1 = 5; } else if (r0) r1 = 6; else r1 = 7;', '0:r1=6'],
    ['plain accesses', '*x = 3; r0 = *x + 1;', '0:r0=4 /\\ x=3'],
    ['a pointer to a pointer', 'WRITE_ONCE(*p, x); r0 = READ_ONCE(*p); *r0 = 4;', 'x=4 /\\ 0:r0=x'],
    ['an initial pointer', 'r0 = *q; r1 = *r0;', '0:r0=y /\\ 0:r1=2'],
    ['an initial register', 'r0 = r9;', '0:r0=4'],
    ['an element of an array', 'r0 = a + 1; r1 = READ_ONCE(*r0); a[0] = r1 + a[0];', '0:r1=8 /\\ a[0]=15'],
    ['casts', 'r0 = (int)1 + (unsigned long)2; (void)xchg(x, 1);', '0:r0=3 /\\ x=1'],
  ])('%s', (_, code, outcome) => {
    const init = 'int y = 2; int *q = &y; 0:r9 = 4; int a[2] = {7, 8};';
    const text = `C t\n{ ${init} }\nP0(int *x, int *y, int **p, int **q, int *a)\n{\n${code}\n}\nforall (${outcome})\n`;
    expect(verdict(text).observation).toBe('Always');
  });

  it('a division by zero happens in no execution', () => {
    const { positive, negative } = verdict(single('r1 = READ_ONCE(*x); r0 = 4 / r1;', 'x=0'));
    expect([positive, negative]).toEqual([0, 0]);
  });
});

describe('briefly', () => {
  const brief = (text: string): Verdict => verdict(text, { brief: true });

  it.each(Object.entries(EXAMPLES))('says the same of %s', (_, text) => {
    const [full, short] = [verdict(text), brief(text)];
    expect(short.observation === 'Never').toBe(full.observation === 'Never');
    expect(short.flags.includes('data-race')).toBe(full.flags.includes('data-race'));
  });

  it('finds the data race of a test whose outcome it has found before', () => {
    const text = 'C t\n{}\nP0(int *x, int *y) { WRITE_ONCE(*y, 1); *x = 1; }\nP1(int *x) { *x = 2; }\nexists (y=1)\n';
    expect(brief(text)).toMatchObject({ positive: 1, flags: ['data-race'] });
  });

  it('ends with the first witness, and looks at nothing that can be none', () => {
    const stores = Array.from({ length: 4 }, (_, i) => `P${i}(int *x, int *y) { WRITE_ONCE(*x, ${i + 1}); }\n`).join(
      '',
    );
    const text = `C t\n{}\n${stores}P4(int *x, int *y) { r0 = READ_ONCE(*x); WRITE_ONCE(*y, r0); }\n`;
    const [witness, none] = ['4:r0=2', '4:r0=9'].map((outcome) => brief(`${text}exists (${outcome})\n`));
    expect([witness!.positive, witness!.negative]).toEqual([1, 0]);
    expect([none!.positive, none!.negative]).toEqual([0, 0]);
    expect(verdict(`${text}exists (4:r0=2)\n`).positive).toBe(24);
  });

  it('keeps to what is filtered', () => {
    const text =
      'C t\n{}\nP0(int *x) { r0 = READ_ONCE(*x); }\nP1(int *x) { WRITE_ONCE(*x, 1); }\nfilter (0:r0=0)\nexists (0:r0=1)\n';
    expect(brief(text).observation).toBe('Never');
  });
});

it('gives up on a test that can end in more ways than are kept', () => {
  const text = `C t\n{}\n${[1, 2, 3, 4].map((n) => `P${n - 1}(int *x) { WRITE_ONCE(*x, ${n}); }`).join('\n')}\nexists (x=1)\n`;
  expect(decide(read(text), { states: 4 })).toHaveProperty('verdict');
  expect(decide(read(text), { states: 3 })).toEqual({
    gaveUp: { reason: 'events', message: 'the test is too large: it can end in more than 3 ways' },
  });
});

describe('read-modify-writes', () => {
  it.each([
    ['atomic_add(2, v);', 'v=5'],
    ['atomic_sub(2, v);', 'v=1'],
    ['atomic_inc(v); atomic_dec(v); atomic_inc(v);', 'v=4'],
    ['atomic_or(4, v); atomic_and(6, v); atomic_xor(1, v); atomic_andnot(2, v);', 'v=5'],
    ['r0 = atomic_add_return(2, v);', '0:r0=5 /\\ v=5'],
    ['r0 = atomic_sub_return_relaxed(2, v);', '0:r0=1 /\\ v=1'],
    ['r0 = atomic_fetch_add_acquire(2, v);', '0:r0=3 /\\ v=5'],
    ['r0 = atomic_fetch_dec_release(v);', '0:r0=3 /\\ v=2'],
    ['r0 = atomic_inc_return(v);', '0:r0=4 /\\ v=4'],
    ['r0 = atomic_long_fetch_or(4, v);', '0:r0=3 /\\ v=7'],
    ['r0 = xchg(v, 9);', '0:r0=3 /\\ v=9'],
    ['r0 = atomic_xchg_relaxed(v, 9);', '0:r0=3 /\\ v=9'],
    ['r0 = cmpxchg(v, 3, 9);', '0:r0=3 /\\ v=9'],
    ['r0 = atomic_cmpxchg_acquire(v, 4, 9);', '0:r0=3 /\\ v=3'],
    ['r0 = atomic_add_unless(v, 1, 3);', '0:r0=0 /\\ v=3'],
    ['r0 = atomic_add_unless(v, 1, 4);', '0:r0=1 /\\ v=4'],
    ['r0 = atomic_sub_and_test(3, v);', '0:r0=1 /\\ v=0'],
    ['r0 = atomic_dec_and_test(v);', '0:r0=0 /\\ v=2'],
    ['r0 = atomic_inc_and_test(v);', '0:r0=0 /\\ v=4'],
    ['r0 = atomic_add_negative(-4, v);', '0:r0=1 /\\ v=-1'],
    ['r0 = atomic_add_negative_relaxed(-3, v);', '0:r0=0 /\\ v=0'],
    ['atomic_set(v, 8); r0 = atomic_read(v);', '0:r0=8'],
    ['atomic_set_release(v, 8); r0 = atomic_read_acquire(v);', '0:r0=8'],
  ])('%s', (code, outcome) => {
    const text = `C t\n{ v = 3; }\nP0(atomic_t *v) { ${code} }\nforall (${outcome})\n`;
    expect(verdict(text).observation).toBe('Always');
  });

  it('none is lost', () => {
    const process = (n: number) => `P${n}(atomic_t *v) { r0 = atomic_fetch_inc_relaxed(v); }`;
    const text = `C t\n{}\n${[0, 1, 2].map(process).join('\n')}\nforall (v=3 /\\ ~0:r0=1:r0)\n`;
    // Three processes, one after the other in any order.
    expect(verdict(text)).toMatchObject({ observation: 'Always', positive: 6, negative: 0 });
  });

  it('is one with the store that it reads: nothing comes in between', () => {
    const text =
      'C t\n{}\nP0(int *x) { r0 = xchg_relaxed(x, 1); }\nP1(int *x) { WRITE_ONCE(*x, 2); }\nexists (0:r0=0 /\\ x=1)\n';
    expect(verdict(text).observation).toBe('Never');
  });
});

describe('dependencies', () => {
  const mp = (reader: string) =>
    `C t\n{ p = y; }\nP0(int *x, int **p) { WRITE_ONCE(*x, 1); smp_store_release(p, x); }\nP1(int **p, int *x) { ${reader} }\nexists (1:r0=x /\\ 1:r1=0)\n`;
  const lb = (first: string) =>
    `C t\n{}\nP0(int *x, int *y) { ${first} }\nP1(int *x, int *y) { r0 = READ_ONCE(*y); smp_mb(); WRITE_ONCE(*x, 1); }\nexists (0:r0=1 /\\ 1:r0=1)\n`;

  it.each([
    ['an address', mp('r0 = READ_ONCE(*p); r1 = READ_ONCE(*r0);'), 'Never'],
    [
      'an address through arithmetic',
      mp('r0 = READ_ONCE(*p); r2 = r0 ^ r0; r3 = x + r2; r1 = READ_ONCE(*r3);'),
      'Never',
    ],
    ['none, the address is another', mp('r0 = READ_ONCE(*p); r1 = READ_ONCE(*x);'), 'Sometimes'],
    ['control does not order loads', mp('r0 = READ_ONCE(*p); if (r0 == x) { r1 = READ_ONCE(*x); }'), 'Sometimes'],
    ['data', lb('r0 = READ_ONCE(*x); WRITE_ONCE(*y, r0);'), 'Never'],
    ['data that comes to nothing', lb('r0 = READ_ONCE(*x); r1 = r0 ^ r0; WRITE_ONCE(*y, 1 + r1);'), 'Never'],
    ['control orders stores in the arms', lb('r0 = READ_ONCE(*x); if (r0) WRITE_ONCE(*y, 1);'), 'Never'],
    ['control of both arms', lb('r0 = READ_ONCE(*x); if (r0) WRITE_ONCE(*y, 1); else WRITE_ONCE(*y, 1);'), 'Never'],
    ['control within the condition', lb('if (READ_ONCE(*x) == 1) { r0 = 1; WRITE_ONCE(*y, 1); }'), 'Never'],
    ['but none behind it', lb('r0 = READ_ONCE(*x); if (r0) r1 = 1; WRITE_ONCE(*y, 1);'), 'Sometimes'],
    ['a constant in between', lb('r0 = READ_ONCE(*x); r1 = 1; WRITE_ONCE(*y, r1);'), 'Sometimes'],
  ])('%s', (_, text, observation) => {
    expect(verdict(text).observation).toBe(observation);
  });

  describe('values out of thin air', () => {
    const process = (n: number, from: string, to: string) => `P${n}(int *x, int *y) { ${from} ${to} }`;
    const ring = (first: string, second: string, outcome: string) =>
      `C t\n{}\n${process(0, first, '*y = r0;')}\n${process(1, second, '*x = r0;')}\nexists (${outcome})\n`;

    // What plain accesses pass on in a circle is no value in particular: herd shows it as S and a number.
    it.each([
      ['is equal to itself', '~0:r0=0 /\\ 0:r0=1:r0', 'Sometimes'],
      ['to what else is there it is not', '0:r0=42', 'Never'],
      ['all places that hold it hold the same', '~x=0 /\\ x=*y /\\ 0:r0=*x', 'Sometimes'],
    ])('%s', (_, outcome, observation) => {
      const text = ring('r0 = *x;', 'r0 = *y;', outcome);
      expect(verdict(text)).toMatchObject({ observation, flags: ['data-race'] });
    });

    it.each([
      ['nothing is computed from it', 'r0 = *x; r0 = r0 + 1;', 'r0 = *y;'],
      ['no branch is taken by it', 'r0 = *x; if (r0 == 0) r1 = 1;', 'r0 = *y;'],
      ['marked accesses do not pass it on', 'r0 = READ_ONCE(*x);', 'r0 = READ_ONCE(*y);'],
    ])('%s', (_, first, second) => {
      const isMarked = first.includes('ONCE');
      const text = ring(first, second, '~1:r0=0 /\\ ~1:r0=1');
      expect(verdict(isMarked ? text.replace(/\*(\w) = r0/g, 'WRITE_ONCE(*$1, r0)') : text).observation).toBe('Never');
    });

    it('is shown as what it is', () => {
      const { states } = verdict(ring('r0 = *x;', 'r0 = *y;', '~0:r0=0'));
      expect(states.map(({ text }) => text.replace(/S\d+/, 'S'))).toEqual(['0:r0=0;', '0:r0=S;']);
    });
  });
});

describe('plain accesses', () => {
  const mp = (writer: string, reader: string) =>
    `C t\n{}\nP0(int *x, int *y) { *x = 1; ${writer} }\nP1(int *x, int *y) { ${reader} if (r0) { r1 = *x; } }\nexists (1:r0=1 /\\ 1:r1=0)\n`;

  it.each([
    ['release and acquire', mp('smp_store_release(y, 1);', 'r0 = smp_load_acquire(y);'), 'Never', []],
    ['barriers', mp('smp_wmb(); WRITE_ONCE(*y, 1);', 'r0 = READ_ONCE(*y); smp_rmb();'), 'Never', []],
    ['nothing', mp('WRITE_ONCE(*y, 1);', 'r0 = READ_ONCE(*y);'), 'Sometimes', ['data-race']],
    ['only the writer', mp('smp_store_release(y, 1);', 'r0 = READ_ONCE(*y);'), 'Sometimes', ['data-race']],
  ])('%s', (_, text, observation, flags) => {
    expect(verdict(text)).toMatchObject({ observation, flags });
  });

  it('two stores race', () => {
    const text = 'C t\n{}\nP0(int *x) { *x = 1; }\nP1(int *x) { WRITE_ONCE(*x, 2); }\nexists (x=2)\n';
    const { flags, race } = verdict(text);
    expect(flags).toEqual(['data-race']);
    expect(race!.map(({ span }) => text.slice(span!.start, span!.end))).toEqual(['*x = 1;', 'WRITE_ONCE(*x, 2)']);
  });

  it('a lock keeps them apart', () => {
    const process = (n: number) =>
      `P${n}(int *x, spinlock_t *l) { spin_lock(l); r0 = *x; *x = r0 + 1; spin_unlock(l); }`;
    const text = `C t\n{}\n${process(0)}\n${process(1)}\nforall (x=2)\n`;
    expect(verdict(text)).toMatchObject({ observation: 'Always', positive: 2, flags: [] });
  });

  it('a plain store beside a marked access is worth a warning', () => {
    const text = 'C t\n{}\nP0(int *x) { *x = 1; r0 = READ_ONCE(*x); }\nexists (0:r0=1)\n';
    expect(verdict(text).flags).toEqual(['mixed-accesses']);
  });
});

describe('locks', () => {
  const section = (body: string) => `spin_lock(l); ${body} spin_unlock(l);`;

  it('taken twice, it deadlocks', () => {
    expect(verdict(single(`spin_lock(l); ${section('')} spin_unlock(l);`, 'true'))).toMatchObject({
      positive: 0,
      negative: 0,
    });
  });

  it('never released, it is the last', () => {
    const text = `C t\n{}\nP0(int *x, spinlock_t *l) { spin_lock(l); WRITE_ONCE(*x, 1); }\nP1(int *x, spinlock_t *l) { ${section('r0 = READ_ONCE(*x);')} }\nexists (1:r0=1)\n`;
    expect(verdict(text)).toMatchObject({ observation: 'Never', positive: 0, negative: 1 });
  });

  it('a trylock fails only while it is held', () => {
    expect(verdict(single('r0 = spin_trylock(l); r1 = spin_trylock(l);', '0:r0=1 /\\ 0:r1=0'))).toMatchObject({
      observation: 'Always',
      positive: 1,
    });
  });

  it('spin_is_locked() knows the lock of its own process', () => {
    const code = `r0 = spin_is_locked(l); spin_lock(l); r1 = spin_is_locked(l); spin_unlock(l); r2 = spin_is_locked(l);`;
    expect(verdict(single(code, '0:r0=0 /\\ 0:r1=1 /\\ 0:r2=0')).observation).toBe('Always');
  });

  it('warns of what is released but never taken, and of a lock used as a variable', () => {
    expect(verdict(single('spin_unlock(l);', 'true')).flags).toEqual(['unmatched-unlock']);
    const misspelt = verdict(single('spin_lock(l); spin_unlock(k);', 'true'));
    expect(misspelt).toMatchObject({ positive: 1, flags: ['unmatched-unlock'] });
    expect(verdict(single(`r0 = READ_ONCE(*l); ${section('')}`, 'true')).flags).toContain('mixed-lock-accesses');
  });
});

describe('RCU and SRCU', () => {
  const against = (reader: string, writer: string, outcome = '0:r0=1 /\\ 1:r0=1') =>
    `C t\n{}\nP0(int *x, int *y, struct srcu_struct *s, struct srcu_struct *t) { ${reader} }\nP1(int *x, int *y, struct srcu_struct *s, struct srcu_struct *t) { ${writer} }\nexists (${outcome})\n`;
  const accesses = 'r0 = READ_ONCE(*x); WRITE_ONCE(*y, 1);';
  const waits = (wait: string) => `r0 = READ_ONCE(*y); ${wait} WRITE_ONCE(*x, 1);`;

  it.each([
    ['a section', `rcu_read_lock(); ${accesses} rcu_read_unlock();`, 'synchronize_rcu();', 'Never'],
    ['expedited', `rcu_read_lock(); ${accesses} rcu_read_unlock();`, 'synchronize_rcu_expedited();', 'Never'],
    [
      'nested sections',
      `rcu_read_lock(); r0 = READ_ONCE(*x); rcu_read_lock(); rcu_read_unlock(); WRITE_ONCE(*y, 1); rcu_read_unlock();`,
      'synchronize_rcu();',
      'Never',
    ],
    ['no section', accesses, 'synchronize_rcu();', 'Sometimes'],
    ['its own domain', `r3 = srcu_read_lock(s); ${accesses} srcu_read_unlock(s, r3);`, 'synchronize_srcu(s);', 'Never'],
    [
      'another domain',
      `r3 = srcu_read_lock(s); ${accesses} srcu_read_unlock(s, r3);`,
      'synchronize_srcu(t);',
      'Sometimes',
    ],
    ['another kind', `rcu_read_lock(); ${accesses} rcu_read_unlock();`, 'synchronize_srcu(s);', 'Sometimes'],
    ['down and up', `r3 = srcu_down_read(s); ${accesses} srcu_up_read(s, r3);`, 'synchronize_srcu(s);', 'Never'],
    [
      'down, another up',
      `r3 = srcu_down_read(s); ${accesses} srcu_up_read(s, r3);`,
      'synchronize_srcu(t);',
      'Sometimes',
    ],
  ])('%s', (_, reader, wait, observation) => {
    expect(verdict(against(reader, waits(wait)))).toMatchObject({ observation, flags: [] });
  });

  it('warns of sections that do not match', () => {
    expect(verdict(against('rcu_read_lock();', '')).flags).toEqual(['unbalanced-rcu-locking']);
    expect(verdict(against('srcu_read_unlock(s, 1);', '')).flags).toEqual(['unbalanced-srcu-locking']);
    expect(verdict(against('r3 = srcu_read_lock(s); srcu_read_unlock(s, 1);', '')).flags).toEqual(['srcu-bad-nesting']);
    expect(verdict(against('rcu_read_lock(); synchronize_srcu(s); rcu_read_unlock();', '')).flags).toContain(
      'invalid-sleep',
    );
  });

  /** Each process reads from the one before: as many grace periods as sections are enough, fewer are not. */
  it.each(['RG', 'RRG', 'RGRG', 'RRGG', 'RRRGG', 'GRBRG', 'RRGGGR'])('a ring of %s', (kinds) => {
    const of = {
      R: ['rcu_read_lock();', '', 'rcu_read_unlock();'],
      G: ['', 'synchronize_rcu();', ''],
      B: ['', 'smp_mb();', ''],
    };
    const processes = [...kinds].map((kind, n) => {
      const [before, between, after] = of[kind as 'R'];
      const next = (n + 1) % kinds.length;
      return `P${n}(int *x${n}, int *x${next}) { ${before} r0 = READ_ONCE(*x${n}); ${between} WRITE_ONCE(*x${next}, 1); ${after} }`;
    });
    const outcome = processes.map((_, n) => `${n}:r0=1`).join(' /\\ ');
    const count = (kind: string) => kinds.split(kind).length - 1;
    const expected = count('G') >= count('R') ? 'Never' : 'Sometimes';
    expect(verdict(`C t\n{}\n${processes.join('\n')}\nexists (${outcome})\n`).observation).toBe(expected);
  });

  describe('a section that another process ends', () => {
    const handed = (up: string) =>
      `C t\n{}\nP0(int *x, int *y, int *i, struct srcu_struct *s) { r3 = srcu_down_read(s); r0 = READ_ONCE(*y); smp_store_release(i, r3); }\n` +
      `P1(int *x, int *i, struct srcu_struct *s) { r3 = smp_load_acquire(i); r1 = READ_ONCE(*x); ${up} }\n` +
      'P2(int *x, int *y, struct srcu_struct *s) { WRITE_ONCE(*y, 1); synchronize_srcu(s); WRITE_ONCE(*x, 1); }\n' +
      'filter (~1:r3=0)\nexists (0:r0=0 /\\ 1:r1=1)\n';

    it('is one: the grace period is before it or after it', () => {
      expect(verdict(handed('srcu_up_read(s, r3);'))).toMatchObject({ observation: 'Never', flags: [] });
    });

    it('is none where nobody ends it, or somebody with another index', () => {
      const lost = verdict(handed(''));
      expect(lost).toMatchObject({ observation: 'Sometimes', flags: ['unmatched-srcu-lock'] });
      const other = verdict(handed('srcu_up_read(s, r3 + 1);'));
      expect(other.observation).toBe('Sometimes');
      expect(other.flags).toEqual(['unmatched-srcu-lock', 'unmatched-srcu-unlock']);
    });

    it('ends once', () => {
      const { flags } = verdict(handed('srcu_up_read(s, r3); srcu_up_read(s, r3);'));
      expect(flags).toContain('multiple-srcu-matches');
    });
  });

  it('smp_mb__after_srcu_read_unlock() is a full barrier behind the end of a section, and nothing elsewhere', () => {
    const sb = (section: string) =>
      verdict(
        `C t\n{}\nP0(int *x, int *y, struct srcu_struct *s) { WRITE_ONCE(*x, 1); ${section} smp_mb__after_srcu_read_unlock(); r0 = READ_ONCE(*y); }\n` +
          'P1(int *x, int *y) { WRITE_ONCE(*y, 1); smp_mb(); r0 = READ_ONCE(*x); }\nexists (0:r0=0 /\\ 1:r0=0)\n',
      ).observation;
    expect(sb('r3 = srcu_read_lock(s); srcu_read_unlock(s, r3);')).toBe('Never');
    expect(sb('')).toBe('Sometimes');
  });
});

describe('what is asked', () => {
  const sb = (question: string) =>
    `C t\n{}\nP0(int *x, int *y) { WRITE_ONCE(*x, 1); r0 = READ_ONCE(*y); }\nP1(int *x, int *y) { WRITE_ONCE(*y, 1); r0 = READ_ONCE(*x); }\n${question}\n`;

  it('counts executions that satisfy the proposition, and those that do not', () => {
    for (const quantifier of ['exists', '~exists', 'forall']) {
      expect(verdict(sb(`${quantifier} (0:r0=0 /\\ 1:r0=0)`))).toMatchObject({
        observation: 'Sometimes',
        positive: 1,
        negative: 3,
      });
    }
  });

  it('leaves out what the filter does not let through', () => {
    expect(verdict(sb('filter (0:r0=1)\nexists (1:r0=0)'))).toMatchObject({ positive: 1, negative: 1 });
  });

  it('lists the states of all places that are named', () => {
    const { states } = verdict(sb('locations [y; 0:r0]\nexists (1:r0=0)'));
    expect(states.map(({ text, count }) => `${count} ${text}`)).toEqual([
      '1 0:r0=0; 1:r0=0; [y]=1;',
      '1 0:r0=0; 1:r0=1; [y]=1;',
      '1 0:r0=1; 1:r0=0; [y]=1;',
      '1 0:r0=1; 1:r0=1; [y]=1;',
    ]);
  });
});

describe('why', () => {
  const mp = (fence: string) =>
    `C t\n{}\nP0(int *x, int *y) { WRITE_ONCE(*x, 1); smp_wmb(); WRITE_ONCE(*y, 1); }\nP1(int *x, int *y) { r0 = READ_ONCE(*y); ${fence} r1 = READ_ONCE(*x); }\nexists (1:r0=1 /\\ 1:r1=0)\n`;

  it('the cycle that rules the outcome out, and ends where it begins', () => {
    const { refusal } = verdict(mp('smp_rmb();'), { explain: true });
    expect(refusal).toMatchObject({ broken: 'happens-before' });
    expect(refusal!.cycle.map(({ relation }) => relation).sort()).toEqual(['fre', 'rfe', 'rmb', 'wmb']);
    refusal!.cycle.forEach(({ to }, i) => {
      expect(refusal!.cycle[(i + 1) % refusal!.cycle.length]!.from).toBe(to);
    });
  });

  it('the execution that has it', () => {
    const { witness } = verdict(mp(''), { explain: true });
    const load = witness!.events.findIndex(
      ({ process, variable, kind }) => process === 1 && variable === 'x' && kind === 'R',
    );
    expect(witness!.events[load]).toMatchObject({ value: '0', order: 'once' });
    const source = witness!.rf.find(([, to]) => to === load)![0];
    expect(witness!.events[source]).toMatchObject({ kind: 'IW', variable: 'x' });
  });

  it('coherence and atomicity are reasons, too', () => {
    const corr =
      'C t\n{}\nP0(int *x) { WRITE_ONCE(*x, 1); }\nP1(int *x) { r0 = READ_ONCE(*x); r1 = READ_ONCE(*x); }\nexists (1:r0=1 /\\ 1:r1=0)\n';
    expect(verdict(corr, { explain: true }).refusal?.broken).toBe('coherence');
    const lost =
      'C t\n{}\nP0(int *x) { r0 = xchg_relaxed(x, 1); }\nP1(int *x) { WRITE_ONCE(*x, 2); }\nexists (0:r0=0 /\\ x=1)\n';
    expect(verdict(lost, { explain: true }).refusal?.broken).toBe('atomic');
  });

  it('there is none where no such value is ever stored', () => {
    expect(verdict(mp('smp_rmb();').replace('1:r1=0', '1:r1=9'), { explain: true }).refusal).toBeUndefined();
  });
});

describe('bounds', () => {
  const monster = `C t\n{}\n${[0, 1, 2, 3, 4]
    .map(
      (n) => `P${n}(int *x, int *y) { ${'r0 = READ_ONCE(*x); WRITE_ONCE(*y, 1); WRITE_ONCE(*x, r0 + 1);'.repeat(2)} }`,
    )
    .join('\n')}\nexists (x=1)\n`;

  it('gives up after so many steps', () => {
    expect(decide(read(monster), { steps: 10_000 })).toMatchObject({ gaveUp: { reason: 'steps' } });
  });

  it('gives up on too many events, and on too many ways through a process', () => {
    expect(decide(read(single('smp_mb();'.repeat(300), 'true')))).toMatchObject({ gaveUp: { reason: 'events' } });
    const tries = `r0 = ${Array(30).fill('spin_trylock(l)').join(' + ')};`;
    expect(decide(read(single(tries, 'true')))).toMatchObject({ gaveUp: { reason: 'events' } });
  });

  it('gives up on values that grow with every line', () => {
    const doubled = single(`r0 = READ_ONCE(*x); ${'r0 = r0 + r0;'.repeat(60)} WRITE_ONCE(*x, r0);`, 'true');
    expect(decide(read(doubled))).toMatchObject({ gaveUp: { reason: 'events' } });
  });

  it('stops when it is called off', () => {
    let asked = 0;
    const decision = decide(read(monster), { isCancelled: () => ++asked > 3 });
    expect(decision).toMatchObject({ gaveUp: { reason: 'cancelled' } });
    expect(asked).toBe(4);
  });
});

it.each([
  ['pointers', 'Never'],
  ['srcu', 'Never'],
  ['locks', 'Always'],
])('the example %s', (name, observation) => {
  expect(verdict(EXAMPLES[name]!).observation).toBe(observation);
});

function single(code: string, outcome: string): string {
  return `C t\n{}\nP0(int *x, spinlock_t *l) { ${code} }\nexists (${outcome})\n`;
}

function verdict(text: string, options: DecideOptions = {}): Verdict {
  const decision = decide(read(text), options);
  if ('gaveUp' in decision) throw new Error(decision.gaveUp.message);
  return decision.verdict;
}

function read(text: string) {
  const parsed = parseLitmus(text);
  if ('problems' in parsed) throw new Error(`${parsed.problems[0]!.message} in\n${text}`);
  return parsed.test;
}
