/**
 * Which two sides forbid which outcome, by the Linux-kernel memory model: one row for each way to order two accesses,
 * and for each shape what it asks of its sides. The one place that knows; rules ask `forbids` and `canPair`.
 *
 * Sources: tools/memory-model/linux-kernel.cat (cumul-fence, ppo, strong-fence) and explanation.txt; every combination
 * was run with herd7 on the models of 6.1 and 6.12 (1,803 verdicts, which a test compares).
 */

/** The shapes of the litmus-test literature that this file can judge. */
export type Shape = 'MP' | 'S' | 'LB' | 'SB' | 'R' | '2+2W' | 'WRC' | 'RWC' | 'IRIW' | 'ISA2' | 'Z6.0';

/** What stands between two accesses of one CPU, or which of them is ordered; see `ORDERS`. */
export type Order = keyof typeof ORDERS;

/**
 * Whether the outcome that the shape is named for can't happen. `left` and `right` are the first and the last CPU's
 * order; the middle CPU of three-CPU shapes has `middle`. Where the first CPU has a single access (WRC, RWC), `left`
 * is not looked at; in IRIW the two reading CPUs are `left` and `right`.
 */
export function forbids(shape: Shape, left: Order, right: Order, middle: Order = 'none'): boolean {
  return SHAPES[shape](ORDERS[left], ORDERS[right], ORDERS[middle]);
}

/** Whether there is any shape of two CPUs that these two forbid together, whichever is on which side. */
export function canPair(one: Order, other: Order): boolean {
  return TWO_SIDED.some((shape) => forbids(shape, one, other) || forbids(shape, other, one));
}

const TWO_SIDED = ['MP', 'S', 'LB', 'SB', 'R', '2+2W'] as const;

/** What an order holds apart. The two letters are the earlier and the later access: W a store, R a load. */
interface Holds {
  readonly WW: boolean;
  readonly RR: boolean;
  readonly RW: boolean;
  readonly WR: boolean;
  /** A strong fence: it also holds where two sides meet without reading from each other. */
  readonly strong: boolean;
  /** A-cumulative: it carries along stores of others that this CPU has seen. */
  readonly cumulative: boolean;
  /** A read-modify-write: what overwrites a store with it has read that store. */
  readonly rmw: boolean;
}

function holds(pairs: string, more: Partial<Pick<Holds, 'strong' | 'cumulative' | 'rmw'>> = {}): Holds {
  const has = (pair: string) => pairs.split(' ').includes(pair);
  const kept = { WW: has('WW'), RR: has('RR'), RW: has('RW'), WR: has('WR') };
  return { ...kept, strong: false, cumulative: false, rmw: false, ...more };
}

const STRONG = { strong: true, cumulative: true };
const nothing = holds('');
const everything = holds('WW RR RW WR', STRONG);
const aloneForStoreLoad = holds('WR', { strong: true });

/**
 * A fence between the two accesses, or the one of them that orders: a release is the later, an acquire the earlier,
 * `xchg*` takes the place of the flag's access. Dependencies start at the earlier load.
 */
const ORDERS = {
  none: nothing,
  barrier: nothing,
  smp_rmb: holds('RR'),
  smp_wmb: holds('WW'),
  smp_mb: everything,
  store_release: holds('WW RW', { cumulative: true }),
  load_acquire: holds('RR RW'),
  'acquire+release': holds('RR RW WW', { cumulative: true }),
  // Its fence comes after its own store: what stood before that is not held.
  smp_store_mb: aloneForStoreLoad,
  xchg_relaxed: { ...nothing, rmw: true },
  xchg_acquire: holds('RR', { rmw: true }),
  xchg_release: holds('WW', { cumulative: true, rmw: true }),
  xchg: holds('WW RR RW WR', { ...STRONG, rmw: true }),
  'xchg (store)': holds('WW RW', { cumulative: true, rmw: true }),
  'xchg_acquire (load)': holds('RR RW', { rmw: true }),
  'xchg_release (load)': { ...nothing, rmw: true },
  'addr dep': holds('RR RW'),
  'data dep': holds('RW'),
  ctrl: holds('RW'),
  'ctrl, store after the if': nothing,
  'ctrl+smp_rmb': holds('RR RW'),
  'lock only': nothing,
  'lock;unlock between': nothing,
  'unlock+lock': holds('WW RR RW'),
  'unlock+lock+smp_mb__after_unlock_lock': everything,
  'spin_lock+smp_mb__after_spinlock': everything,
  // The names of what was tried for a store before a load: a weak fence for each half does not add up to a strong one.
  'smp_wmb+smp_rmb': nothing,
  'store_release, load_acquire': nothing,
  'failed cmpxchg': nothing,
  'failed cmpxchg+smp_mb__after_atomic': aloneForStoreLoad,
  synchronize_rcu: everything,
} as const satisfies Record<string, Holds>;

type Judge = (left: Holds, right: Holds, middle: Holds) => boolean;

/**
 * One link that is no reads-from needs any order on each side; two of them need a strong fence in between. A store
 * that is a read-modify-write reads what it overwrites, which makes a coherence link one of reads-from.
 */
const SHAPES: Readonly<Record<Shape, Judge>> = {
  MP: (left, right) => left.WW && right.RR,
  S: (left, right) => left.WW && right.RW,
  LB: (left, right) => left.RW && right.RW,
  SB: (left, right) => isStrong(left, 'WR') && isStrong(right, 'WR'),
  R: (left, right) => (isStrong(left, 'WW') && isStrong(right, 'WR')) || (left.WW && right.RR && right.rmw),
  '2+2W': (left, right) => isStrong(left, 'WW') && isStrong(right, 'WW'),
  WRC: (_, right, middle) => middle.RW && middle.cumulative && right.RR,
  RWC: (_, right, middle) => isStrong(middle, 'RR') && isStrong(right, 'WR'),
  IRIW: (left, right) => isStrong(left, 'RR') && isStrong(right, 'RR'),
  ISA2: (left, right, middle) => reaches(left, middle) && right.RR,
  'Z6.0': (left, right, middle) =>
    (reaches(left, middle) && right.RR && right.rmw) ||
    (left.WW && middle.RW && (left.strong || middle.strong) && isStrong(right, 'WR')),
};

function isStrong(order: Holds, pair: 'WW' | 'RR' | 'WR'): boolean {
  return order.strong && order[pair];
}

/** Whether the middle CPU passes on what the first one has stored. */
function reaches(left: Holds, middle: Holds): boolean {
  return left.WW && middle.RW && (left.strong || middle.cumulative);
}
