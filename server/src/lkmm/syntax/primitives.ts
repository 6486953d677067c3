/**
 * What may be called in a litmus test, and what it does: the same names as tools/memory-model/linux-kernel.def, and
 * families of them (atomic64_*, atomic_long_*, bitwise atomics) that later versions of that file have.
 */

/** Ordering of an access: `once` is relaxed, `mb` has a full barrier on both sides when it succeeds. */
export type Order = 'once' | 'acquire' | 'release' | 'mb' | 'noreturn';

export type FenceKind =
  | 'mb'
  | 'rmb'
  | 'wmb'
  | 'barrier'
  | 'rcu-lock'
  | 'rcu-unlock'
  | 'sync-rcu'
  | 'before-atomic'
  | 'after-atomic'
  | 'after-spinlock'
  | 'after-unlock-lock'
  | 'after-srcu-read-unlock';

export type Arithmetic = '+' | '-' | '&' | '|' | '^' | '&~';

/** What a read-modify-write gives: nothing, the value before or after, or a test of the value after. */
export type Gives = 'nothing' | 'old' | 'new' | 'is-zero' | 'is-negative';

export type Primitive =
  /** `isPlace`: the argument is written `*x` (READ_ONCE), else it is a pointer (smp_load_acquire). */
  | { readonly op: 'load'; readonly order: Order; readonly isPlace: boolean; readonly arity: 1 }
  | {
      readonly op: 'store';
      readonly order: Order;
      readonly isPlace: boolean;
      readonly thenMb: boolean;
      readonly arity: 2;
    }
  | { readonly op: 'fence'; readonly fence: FenceKind | 'none'; readonly arity: 0 }
  | { readonly op: 'exchange'; readonly order: Order; readonly arity: 2 }
  | { readonly op: 'compare-exchange'; readonly order: Order; readonly arity: 3 }
  | { readonly op: 'add-unless'; readonly gives: 'old' | 'is-done'; readonly arity: 3 }
  /** `operand`: the number that inc and dec take, else the first argument is it. */
  | {
      readonly op: 'atomic';
      readonly arithmetic: Arithmetic;
      readonly order: Order;
      readonly gives: Gives;
      readonly operand?: number;
      readonly arity: 1 | 2;
    }
  | { readonly op: 'lock' | 'unlock' | 'trylock' | 'is-locked'; readonly arity: 1 }
  | { readonly op: 'srcu-lock' | 'srcu-down' | 'sync-srcu'; readonly arity: 1 }
  | { readonly op: 'srcu-unlock' | 'srcu-up'; readonly arity: 2 };

/** The primitive of a name, or undefined when the memory model has none of that name. */
export function primitiveNamed(name: string): Primitive | undefined {
  return TABLE.get(name) ?? atomicNamed(name);
}

/** Names to suggest for a misspelt one. */
export function primitiveNames(): readonly string[] {
  return [...TABLE.keys(), ...ATOMIC_NAMES];
}

function load(order: Order, isPlace: boolean): Primitive {
  return { op: 'load', order, isPlace, arity: 1 };
}

function store(order: Order, isPlace: boolean, thenMb = false): Primitive {
  return { op: 'store', order, isPlace, thenMb, arity: 2 };
}

function fence(kind: FenceKind | 'none'): Primitive {
  return { op: 'fence', fence: kind, arity: 0 };
}

const TABLE: ReadonlyMap<string, Primitive> = new Map<string, Primitive>([
  ['READ_ONCE', load('once', true)],
  ['WRITE_ONCE', store('once', true)],
  ['smp_load_acquire', load('acquire', false)],
  ['smp_store_release', store('release', false)],
  ['smp_store_mb', store('once', true, true)],
  ['rcu_dereference', load('once', true)],
  ['rcu_dereference_raw', load('once', true)],
  ['lockless_dereference', load('once', true)],
  ['rcu_assign_pointer', store('release', true)],
  ['smp_mb', fence('mb')],
  ['smp_rmb', fence('rmb')],
  ['smp_wmb', fence('wmb')],
  ['barrier', fence('barrier')],
  ['smp_mb__before_atomic', fence('before-atomic')],
  ['smp_mb__after_atomic', fence('after-atomic')],
  ['smp_mb__after_spinlock', fence('after-spinlock')],
  ['smp_mb__after_unlock_lock', fence('after-unlock-lock')],
  // The model has it since Linux 6.4.
  ['smp_mb__after_srcu_read_unlock', fence('after-srcu-read-unlock')],
  // Since Linux 4.15 READ_ONCE() brings it along, and the model knows address dependencies without it.
  ['smp_read_barrier_depends', fence('none')],
  ['rcu_read_lock', fence('rcu-lock')],
  ['rcu_read_unlock', fence('rcu-unlock')],
  ['synchronize_rcu', fence('sync-rcu')],
  ['synchronize_rcu_expedited', fence('sync-rcu')],
  ['srcu_read_lock', { op: 'srcu-lock', arity: 1 }],
  ['srcu_read_unlock', { op: 'srcu-unlock', arity: 2 }],
  // These two since Linux 6.4: a section that another process may end.
  ['srcu_down_read', { op: 'srcu-down', arity: 1 }],
  ['srcu_up_read', { op: 'srcu-up', arity: 2 }],
  ['synchronize_srcu', { op: 'sync-srcu', arity: 1 }],
  ['synchronize_srcu_expedited', { op: 'sync-srcu', arity: 1 }],
  ['spin_lock', { op: 'lock', arity: 1 }],
  ['spin_unlock', { op: 'unlock', arity: 1 }],
  ['spin_trylock', { op: 'trylock', arity: 1 }],
  ['spin_is_locked', { op: 'is-locked', arity: 1 }],
]);

/** `atomic_fetch_add_acquire`, `atomic_long_inc_return`, `xchg_release`, `atomic_dec_and_test` … */
function atomicNamed(name: string): Primitive | undefined {
  const [, base, suffix] = /^(.*?)(_relaxed|_acquire|_release)?$/.exec(name)!;
  const order = (suffix ? suffix.slice(1).replace('relaxed', 'once') : 'mb') as Order;
  const bare = base!.replace(/^atomic(64|_long)_/, 'atomic_');
  if (bare === 'xchg' || bare === 'atomic_xchg') return { op: 'exchange', order, arity: 2 };
  if (bare === 'cmpxchg' || bare === 'atomic_cmpxchg') return { op: 'compare-exchange', order, arity: 3 };
  if (!bare.startsWith('atomic_')) return undefined;
  if (/^_(acquire|release)$/.test(suffix ?? '')) {
    if (bare === 'atomic_read' && order === 'acquire') return load('acquire', false);
    if (bare === 'atomic_set' && order === 'release') return store('release', false);
  }
  if (suffix === undefined) {
    const plain = plainAtomic(bare.slice('atomic_'.length));
    if (plain) return plain;
  }
  if (bare === 'atomic_add_negative') return { op: 'atomic', arithmetic: '+', order, gives: 'is-negative', arity: 2 };
  return arithmeticAtomic(bare.slice('atomic_'.length), suffix === undefined, order);
}

/** Those of which there are no relaxed, acquire or release kinds. */
function plainAtomic(name: string): Primitive | undefined {
  switch (name) {
    case 'read':
      return load('once', false);
    case 'set':
      return store('once', false);
    case 'add_unless':
      return { op: 'add-unless', gives: 'is-done', arity: 3 };
    case 'fetch_add_unless':
      return { op: 'add-unless', gives: 'old', arity: 3 };
    case 'sub_and_test':
      return { op: 'atomic', arithmetic: '-', order: 'mb', gives: 'is-zero', arity: 2 };
    case 'dec_and_test':
      return { op: 'atomic', arithmetic: '-', order: 'mb', gives: 'is-zero', operand: 1, arity: 1 };
    case 'inc_and_test':
      return { op: 'atomic', arithmetic: '+', order: 'mb', gives: 'is-zero', operand: 1, arity: 1 };
    default:
      return undefined;
  }
}

function arithmeticAtomic(name: string, isBare: boolean, order: Order): Primitive | undefined {
  const [, fetch, operation, returns] = /^(fetch_)?(add|sub|inc|dec|and|or|xor|andnot)(_return)?$/.exec(name) ?? [];
  if (operation === undefined || (fetch && returns)) return undefined;
  const gives = fetch ? 'old' : returns ? 'new' : 'nothing';
  // Those that give nothing are relaxed, and have no other kinds.
  if (gives === 'nothing' && !isBare) return undefined;
  if (returns && !/^(add|sub|inc|dec)$/.test(operation)) return undefined;
  const common = {
    op: 'atomic',
    arithmetic: ARITHMETIC[operation]!,
    order: gives === 'nothing' ? 'noreturn' : order,
    gives,
  } as const;
  return /^(inc|dec)$/.test(operation) ? { ...common, operand: 1, arity: 1 } : { ...common, arity: 2 };
}

const ARITHMETIC: Readonly<Record<string, Arithmetic>> = {
  add: '+',
  inc: '+',
  sub: '-',
  dec: '-',
  and: '&',
  or: '|',
  xor: '^',
  andnot: '&~',
};

const ORDERS = ['', '_relaxed', '_acquire', '_release'];

const ATOMIC_NAMES: readonly string[] = [
  ...['atomic_read', 'atomic_read_acquire', 'atomic_set', 'atomic_set_release'],
  ...['atomic_add', 'atomic_sub', 'atomic_inc', 'atomic_dec'],
  ...['atomic_add_unless', 'atomic_sub_and_test', 'atomic_dec_and_test', 'atomic_inc_and_test', 'atomic_add_negative'],
  ...['xchg', 'cmpxchg', 'atomic_xchg', 'atomic_cmpxchg', 'atomic_add_return', 'atomic_sub_return']
    .concat(['atomic_inc_return', 'atomic_dec_return', 'atomic_fetch_add', 'atomic_fetch_sub'])
    .concat(['atomic_fetch_inc', 'atomic_fetch_dec'])
    .flatMap((name) => ORDERS.map((order) => name + order)),
];
