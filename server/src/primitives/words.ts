/**
 * From the words of a comment to primitives: the short forms that people write (`wmb`, `load-acquire`, `cmpxchg`
 * for any of its forms), and the typos they make.
 */
import { editDistance } from './distance.ts';
import { linux } from './linux.ts';
import { namesOf } from './vocabulary.ts';

/**
 * Names of all primitives that may stand in the code where a comment says `word`, the word itself first. It is
 * not exact on purpose: comments outlive a switch from wmb() to smp_wmb(), or from an atomic_t to a refcount_t,
 * and such a comment is still no stale one.
 */
export function aliases(word: string): readonly string[] {
  const known = memo.get(word);
  if (known) return known;
  const found = [...new Set([word, ...shorthand(word), ...sameFamily(word), ...sameOperation(word)])];
  // Only words of the vocabulary are kept, which are finite; others are one-element lists, cheap to make again.
  if (found.length > 1) memo.set(word, found);
  return found;
}

/**
 * The primitive that a word was most likely meant to be, or undefined: when it is spelt right (as a primitive or
 * a short form), when it resembles none, or two equally well. Words with a wildcard are not looked at.
 */
export function correct(word: string): string | undefined {
  if (word.length > LONGEST || !/^[A-Za-z][\w -]*$/.test(word)) return undefined;
  if (isPrimitive(word) || SHORTHAND.has(plain(word))) return undefined;
  const written = word.replaceAll(/[ -]/g, '_');
  const recased = CORE.find((name) => name.toLowerCase() === written.toLowerCase());
  if (recased !== undefined) return recased;
  let best: string[] = [];
  let least = written.length >= TWO_TYPOS_FROM ? 2 : 1;
  for (const name of CORE) {
    const distance = typos(written, name, least);
    if (distance < least) best = [];
    if (distance <= least) {
      best.push(name);
      least = distance;
    }
  }
  return best.length === 1 ? best[0] : undefined;
}

const memo = new Map<string, readonly string[]>();

const FULL = ['smp_mb', 'mb', 'dma_mb', 'virt_mb', 'virtio_mb', '__smp_mb', '__mb'];
const READ = ['smp_rmb', 'rmb', 'dma_rmb', 'virt_rmb', 'virtio_rmb', '__smp_rmb', '__rmb'];
const WRITE = ['smp_wmb', 'wmb', 'dma_wmb', 'virt_wmb', 'virtio_wmb', '__smp_wmb', '__wmb'];
/** Each is a full barrier at its place; authors leave the tail off. */
const FULL_AT_A_PLACE = linux.primitives
  .map((primitive) => primitive.name)
  .filter((name) => /^smp_mb__\w+$/.test(name));
const LOAD_ACQUIRE = ['smp_load_acquire', '__smp_load_acquire', 'virt_load_acquire', 'smp_cond_load_acquire'];
const STORE_RELEASE = ['smp_store_release', '__smp_store_release', 'virt_store_release'];
const STORE_MB = ['smp_store_mb', '__smp_store_mb', 'virt_store_mb', 'virtio_store_mb'];

/** Keys are in lower case, with `_` between the words. */
const SHORTHAND: ReadonlyMap<string, readonly string[]> = new Map([
  ...['mb', 'smp_mb'].map((word) => [word, [...FULL, ...FULL_AT_A_PLACE, ...STORE_MB]] as const),
  ...READ.map((word) => [word, READ] as const),
  ...WRITE.map((word) => [word, WRITE] as const),
  ['load_acquire', [...LOAD_ACQUIRE, 'atomic_read_acquire', 'atomic64_read_acquire', 'atomic_long_read_acquire']],
  ['smp_load_acquire', LOAD_ACQUIRE],
  ['store_release', [...STORE_RELEASE, 'atomic_set_release', 'atomic64_set_release', 'atomic_long_set_release']],
  ['smp_store_release', STORE_RELEASE],
  ['store_mb', STORE_MB],
  ['set_mb', STORE_MB],
  ['access_once', ['READ_ONCE', 'WRITE_ONCE']],
  ['rcu_assign_pointer', ['rcu_replace_pointer']],
  [
    'dec_and_test',
    ['atomic_dec_and_test', 'atomic64_dec_and_test', 'atomic_long_dec_and_test', 'refcount_dec_and_test'],
  ],
  ['test_and_set', ['test_and_set_bit', 'test_and_set_bit_lock']],
  ['test_and_clear', ['test_and_clear_bit']],
  ['smp_mb__before_clear_bit', ['smp_mb__before_atomic']],
  ['smp_mb__before_atomic_inc', ['smp_mb__before_atomic']],
  ['smp_mb__before_atomic_dec', ['smp_mb__before_atomic']],
  ['smp_mb__after_clear_bit', ['smp_mb__after_atomic']],
  ['smp_mb__after_atomic_inc', ['smp_mb__after_atomic']],
  ['smp_mb__after_atomic_dec', ['smp_mb__after_atomic']],
]);

function shorthand(word: string): readonly string[] {
  return SHORTHAND.get(plain(word)) ?? [];
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll('-', '_');
}

/** `spin_unlock` also means spin_unlock_irqrestore(): names of its family which have the word in them, part by part. */
function sameFamily(word: string): readonly string[] {
  const primitive = linux.lookup(word);
  if (primitive?.pattern === undefined) return [];
  return namesOf(primitive).filter((name) => `_${name}_`.includes(`_${word}_`));
}

/**
 * An operation on a counter by any type: `atomic_dec_and_test`, `atomic_long_dec_and_test` and
 * `refcount_dec_and_test`; of an exchange also the forms that return a bool, or have an ordering.
 */
function sameOperation(word: string): readonly string[] {
  if (!linux.lookup(word)) return [];
  const [, operation = ''] = COUNTER.exec(word) ?? [];
  const [, exchange, ordering] = EXCHANGE.exec(operation || word) ?? [];
  if (exchange !== undefined) {
    const orderings = ordering ? [ordering] : ['', '_relaxed', '_acquire', '_release'];
    const tries = exchange === 'cmpxchg' ? ['', 'try_'] : [''];
    return tries
      .flatMap((attempt) => orderings.map((suffix) => attempt + exchange + suffix))
      .flatMap((form) => [form, form.replace('cmpxchg', 'cmpxchg64'), ...counters(form)])
      .filter(isPrimitive);
  }
  return operation === '' ? [] : [...counters(operation), `refcount_${operation}`].filter(isPrimitive);
}

const COUNTER = /^(?:raw_|arch_)?(?:atomic|atomic64|atomic_long|refcount)_(\w+)$/;
const EXCHANGE = /^(?:raw_|arch_)?(?:try_)?(cmpxchg|xchg)(?:64|128)?(_relaxed|_acquire|_release)?$/;

function counters(operation: string): readonly string[] {
  return ['atomic', 'atomic64', 'atomic_long'].map((type) => `${type}_${operation}`);
}

function isPrimitive(name: string): boolean {
  return linux.lookup(name) !== undefined;
}

/** Words at least this long may have two typos. */
const TWO_TYPOS_FROM = 9;
/** A part at least this long may have both of them. */
const LONG_PART = 6;
/** No primitive is longer, so neither is a misspelling of one. */
const LONGEST = 48;

/** What comments name when they speak of pairing, hence what a near miss was meant to be. */
const CORE: readonly string[] = [
  ...['smp_mb', 'smp_rmb', 'smp_wmb', 'dma_rmb', 'dma_wmb', 'virt_mb', 'virt_rmb', 'virt_wmb'],
  ...['smp_load_acquire', 'smp_store_release', 'smp_store_mb', 'smp_cond_load_acquire', 'smp_cond_load_relaxed'],
  ...FULL_AT_A_PLACE,
  ...['smp_acquire__after_ctrl_dep', 'smp_read_barrier_depends'],
  ...['READ_ONCE', 'WRITE_ONCE', 'ACCESS_ONCE'],
  ...['rcu_assign_pointer', 'rcu_replace_pointer', 'rcu_dereference', 'rcu_access_pointer', 'synchronize_rcu'],
  ...['atomic_read_acquire', 'atomic_set_release', 'atomic_dec_and_test', 'refcount_dec_and_test'],
  ...['atomic_inc_not_zero', 'refcount_inc_not_zero', 'atomic_inc_return', 'atomic_dec_return', 'atomic_add_return'],
  ...['cmpxchg', 'try_cmpxchg', 'atomic_cmpxchg', 'atomic_try_cmpxchg', 'atomic_xchg'],
  ...['cmpxchg_acquire', 'cmpxchg_release', 'xchg_acquire', 'xchg_release'],
  ...['test_and_set_bit', 'test_and_clear_bit', 'test_and_set_bit_lock', 'clear_bit_unlock'],
  ...['set_current_state', 'prepare_to_wait', 'wake_up_process', 'list_empty_careful', 'list_del_init_careful'],
];

/**
 * How many typos make `name` into `word`, counted part by part: `rht_dereference` shares most letters with
 * `rcu_dereference`, yet is another word. So is a plural, and a word with another beginning (`uatomic_xchg`).
 * Above `limit` the number only says that it is.
 */
function typos(word: string, name: string, limit: number): number {
  if (word[0] !== name[0] || Math.abs(word.length - name.length) > limit) return limit + 1;
  const parts = word.split('_');
  const meant = name.split('_');
  if (parts.length !== meant.length) return editDistance(word, name, 1) === 1 ? 1 : limit + 1;
  let sum = 0;
  for (const [i, part] of parts.entries()) {
    const right = meant[i]!;
    const bound = right.length >= LONG_PART ? 2 : 1;
    const distance = editDistance(part, right, bound);
    if (distance > bound || part === right + 's') return limit + 1;
    sum += distance;
  }
  return sum;
}
