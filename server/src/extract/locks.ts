/**
 * Where a function holds a lock, as far as its text tells: locks and unlocks are followed in the order
 * in which they are written; an unlock on a way out (followed by return, goto, break) is left behind with it.
 */
import type { Vocabulary } from '../model/primitive.ts';
import type { Span } from '../text/span.ts';
import { type CallSpan, callEnd, eachCall } from './calls.ts';
import { argumentsIn } from './cursor.ts';
import type { Region } from './functions.ts';
import { isMacro } from './functions.ts';
import { folded } from './objects.ts';

/** Tells whether a lock is held at an offset. */
export interface LockMap {
  isHeld(offset: number): boolean;
}

/** Follows the locks of one function or macro. Read-side critical sections of RCU and seqcounts are no locks. */
export function readLocks(code: string, region: Region, vocabulary: Vocabulary): LockMap {
  if (isHeldThroughout(code, region)) return ALWAYS;
  const events: Event[] = [];
  eachCall(code, region.body, (call) => {
    const acquires = effect(call.name, vocabulary);
    if (acquires === null) return;
    const end = callEnd(code, call, region.body.end);
    if (isGuard(call.name)) readGuard(code, call, end, region.body, events);
    else events.push({ at: call.at, end, acquires, key: lockKey(code, call, end) });
  });
  if (!events.some((event) => event.acquires)) return NEVER;
  const held = heldSpans(code, region.body, events);
  return { isHeld: (offset) => held.some((span) => span.start <= offset && offset < span.end) };
}

interface Event {
  readonly at: number;
  readonly end: number;
  readonly acquires: boolean;
  /** The lock as written. */
  readonly key: string;
  /** For guards: where the block ends. */
  readonly until?: number;
}

const ALWAYS: LockMap = { isHeld: () => true };
const NEVER: LockMap = { isHeld: () => false };

/** The function's contract says that its callers hold a lock. */
function isHeldThroughout(code: string, region: Region): boolean {
  if (/_locked$/.test(region.name)) return true;
  const start = isMacro(region) ? region.body.start : region.start;
  return HELD_BY_CALLER.test(code.slice(start, region.body.end));
}

// lockdep_assert_not_held() says the opposite, lockdep_assert_held_once() the same.
const HELD_BY_CALLER =
  /\b(?:lockdep_assert_held\w*|assert_spin_locked|assert_raw_spin_locked|__must_hold|lockdep_sock_is_held)\s*\(/;

/** Whether a call takes a lock (true), gives one back (false), or does neither (null). */
function effect(name: string, vocabulary: Vocabulary): boolean | null {
  const primitive = vocabulary.lookup(name);
  if (primitive) {
    if (primitive.kind === 'lock') return true;
    if (primitive.kind === 'unlock') return false;
    // The sequence lock has a spinlock inside; the sequence counter doesn't.
    if (primitive.kind === 'seq-write-begin') return /seqlock/.test(name) ? true : null;
    if (primitive.kind === 'seq-write-end') return /sequnlock/.test(name) ? false : null;
    return null;
  }
  if (/rcu|lockdep|_is_|lock_init/.test(name)) return null;
  if (UNLOCK_NAME.test(name)) return false;
  return LOCK_NAME.test(name) ? true : null;
}

// Subsystems wrap their locks in functions named after them: lock_sock(), tree_lock(), foo_lock_irqsave().
const LOCK_NAME = /(?:^|_)(?:try)?lock(?:_sock|_(?:irq|irqsave|bh|nested|killable|interruptible))?$|^lock_\w+$/;
const UNLOCK_NAME = /(?:^|_)unlock(?:_sock|_(?:irq|irqrestore|bh))?$|^unlock_\w+$|^release_sock$/;

function isGuard(name: string): boolean {
  return name === 'guard' || name === 'scoped_guard';
}

/** `guard(mutex)(&x->lock);` holds to the end of the block, `scoped_guard(mutex, &x->lock) { }` through its own. */
function readGuard(code: string, call: CallSpan, end: number, body: Span, events: Event[]): void {
  const [lockClass] = argumentsIn(code, call.open + 1, end - 1);
  if (!lockClass || /rcu/.test(code.slice(lockClass.start, lockClass.end))) return;
  const scoped = call.name === 'scoped_guard';
  const block = scoped && /^\s*\{/.test(code.slice(end, end + 80)) ? code.indexOf('{', end) + 1 : end;
  events.push({ at: call.at, end, acquires: true, key: '', until: blockEnd(code, block, body.end) });
}

/** A lock is told from others by its argument, or by its name when it has none: rtnl_lock(). */
function lockKey(code: string, call: CallSpan, end: number): string {
  const args = argumentsIn(code, call.open + 1, end - 1);
  const bit = /^bit_spin/.test(call.name) ? args[1] : args[0];
  return bit ? folded(code, bit) : call.name.replace(/un(?=lock)|try(?=lock)/, '');
}

function heldSpans(code: string, body: Span, events: readonly Event[]): Span[] {
  const spans: Span[] = [];
  const open: { key: string; from: number }[] = [];
  for (const event of events) {
    if (event.until !== undefined) {
      spans.push({ start: event.end, end: event.until });
    } else if (event.acquires) {
      open.push({ key: event.key, from: event.end });
    } else {
      let index = open.findLastIndex((lock) => lock.key === event.key);
      if (index < 0) index = open.length - 1;
      const lock = open[index];
      if (!lock) continue;
      spans.push({ start: lock.from, end: event.at });
      const resumes = wayOutEnd(code, lock.from, event.end, body.end);
      if (resumes === null) open.splice(index, 1);
      else open[index] = { key: lock.key, from: resumes };
    }
  }
  return [...spans, ...open.map((lock) => ({ start: lock.from, end: body.end }))];
}

/**
 * Where the code goes on with the lock held after an unlock at `at` in an inner block that leaves:
 * `if (err) { unlock(); return; }`. Null when the unlock is for good.
 */
function wayOutEnd(code: string, lockedAt: number, at: number, end: number): number | null {
  const close = blockEnd(code, at, end);
  if (close >= end || !LEAVES.test(code.slice(at, close))) return null;
  // The block was opened after the lock was taken.
  let depth = 0;
  for (let position = lockedAt; position < at; position++) {
    const char = code.charCodeAt(position);
    if (char === 0x7b) depth++;
    else if (char === 0x7d) depth--;
  }
  return depth > 0 ? close : null;
}

const LEAVES = /\b(?:return|goto|break|continue)\b[^;{}]*;\s*$/;

/** The offset of the `}` that ends the block around `at`, or `end`. */
function blockEnd(code: string, at: number, end: number): number {
  let depth = 0;
  for (let position = at; position < end; position++) {
    const char = code.charCodeAt(position);
    if (char === 0x7b) depth++;
    else if (char === 0x7d && --depth < 0) return position;
  }
  return end;
}
