/**
 * Calls that take or give back a lock, recognised by name: the kernel's own (include/linux/spinlock.h, mutex.h,
 * rwsem.h, semaphore.h, seqlock.h, cleanup.h) and the many that subsystems name after them. Read-side sections of RCU
 * and of sequence counters exclude nobody, so they are no locks.
 */
import type { Span } from '../text/span.ts';
import { eachCall } from './calls.ts';
import { argumentsIn, pastBracket, pastSpace } from './cursor.ts';

export interface LockCall extends Span {
  /** `try` takes the lock where the call is true, `try-not` where it is false; `assert` says that it is held. */
  readonly effect: 'take' | 'drop' | 'try' | 'try-not' | 'guard' | 'assert';
  /** The lock as written, by which an unlock finds its lock; the family when the call names none. */
  readonly key: string;
  readonly args: readonly string[];
  /** The name without what tells locking from unlocking: `spin_lock_irq` and `spin_unlock` are both `spin`. */
  readonly family: string;
}

/** The lock calls in a piece of blanked code, in order of position. */
export function lockCalls(code: string, within: Span): LockCall[] {
  const found: LockCall[] = [];
  eachCall(code, within, ({ name, at, open }) => {
    const effect = name.length <= LONGEST_NAME ? effectOf(name) : undefined;
    if (!effect) return;
    const limit = Math.min(within.end, open + LONGEST_CALL);
    const end = pastBracket(code, open, limit);
    const args = argumentsIn(code, open + 1, end - 1).map((arg) => code.slice(arg.start, arg.end).replace(/\s+/g, ''));
    if (effect === 'guard') {
      if (/^(?:s?rcu|preempt|irq|migrate)/.test(args[0] ?? '')) return;
      // guard(mutex)(&x->lock): the class first, then the lock.
      const second = pastSpace(code, end, limit);
      const past = code[second] === '(' ? pastBracket(code, second, limit) : end;
      found.push({ start: at, end: past, effect, key: 'guard', args, family: 'guard' });
    } else {
      const family = familyOf(name);
      found.push({ start: at, end, effect, key: args[keyArgument(name)] ?? family, args, family });
    }
  });
  return found;
}

/** Longer names and calls than these are not written by people; they would only make the search slow. */
const LONGEST_NAME = 80;
const LONGEST_CALL = 1_000;

/** Whether callers hold a lock around the whole function, as its declaration or its name says. */
export function isEnteredLocked(name: string, declaration: string): boolean {
  return /_locked$/.test(name) || /\b(?:__must_hold|__releases)\s*\(/.test(declaration);
}

function effectOf(name: string): LockCall['effect'] | undefined {
  // A macro that is called like the functions around it: include/linux/netdevice.h.
  if (/^HARD_TX_(?:UN|TRY)?LOCK$/.test(name)) return effectOf(name.toLowerCase());
  if (!/lock|down|up|guard|sock|held/.test(name)) return undefined;
  if (/^(?:scoped_)?guard$/.test(name)) return 'guard';
  if (/^(?:lockdep_assert_held\w*|assert_(?:raw_)?spin_locked)$/.test(name)) return 'assert';
  if (/^_*test_and_set_bit_lock$|^down_trylock$/.test(name)) return 'try-not';
  if (/_and_(?:\w+_)?lock(?:_irqsave)?$|(?:^|_)trylock(?:_\w+)?$/.test(name)) return 'try';
  if (/^(?:percpu_)?up(?:_(?:read|write))?(?:_non_owner)?$|^release_sock$/.test(name)) return 'drop';
  if (DOWN.test(name)) return 'take';
  if (NO_LOCK.test(name)) return undefined;
  if (UNLOCK.test(name)) return 'drop';
  return LOCK.test(name) ? 'take' : undefined;
}

const DOWN =
  /^(?:percpu_)?down(?:_(?:read|write))?(?:_(?:interruptible|killable|timeout|nested|nest_lock|non_owner))*$/;

/** What may follow `lock` in a name that begins with something else: the flavour of the lock, not its subject. */
const FLAVOUR =
  '(?:_(?:irq|irqsave|irqrestore|bh|nested|nest|lock|interruptible|killable|io|fast|slow|shared|excl|sock|rq|page|ptl|all))*';
const LOCK = new RegExp(`^_*lock_\\w+$|(?:^|_)(?:i|seq)?lock${FLAVOUR}$`);
const UNLOCK = new RegExp(`^_*unlock_\\w+$|(?:^|_)(?:i|seq)?unlock${FLAVOUR}$|(?:^|_)bit_unlock\\w*$`);

/** Read-side sections, checks, set-up, and lockdep's bookkeeping. */
const NO_LOCK =
  /rcu|lockdep|_is_|_or_(?:un)?lock|(?:^|_)init|cond_resched|^lock_(?:acquire|release|contended|class|map|stat|set|downgrade|pin|is)|^(?:might|would|need|should|can|has|get|set|print|dump)_/;

/** Which argument is the lock. */
function keyArgument(name: string): number {
  return /_and_(?:\w+_)?lock|^bit_spin|^_*(?:test_and_set|clear)_bit/.test(name) ? 1 : 0;
}

function familyOf(name: string): string {
  if (/^(?:percpu_)?(?:down|up)(?:_|$)/.test(name)) return name.replace(/(?:down|up).*/, 'sem');
  if (/^(?:lock|release)_sock/.test(name)) return 'sock';
  return name.replace(/(?:try|un)?lock/, 'lock').replace(new RegExp(`lock${FLAVOUR}$`), '');
}
