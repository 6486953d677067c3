/**
 * Where a function holds a lock, as far as its text tells: locks and unlocks are followed in the order
 * in which they are written; an unlock on a way out (followed by return, goto, break) is left behind with it.
 */
import type { Span } from '../text/span.ts';
import { isMacro, type Region } from './functions.ts';
import { isEnteredLocked, type LockCall, lockCalls } from './lock-calls.ts';

/** Tells whether a lock is held at an offset. */
export interface LockMap {
  isHeld(offset: number): boolean;
}

/**
 * Follows the locks of one function or macro. `locking` is false when it is known to call nothing that `mayLock`. With
 * `isMeant`, which is given a `LockCall.family`, it is only about the locks of these families that it takes itself.
 */
export function readLocks(
  code: string,
  region: Region,
  locking = true,
  isMeant?: (family: string) => boolean,
): LockMap {
  const { body, name } = region;
  if (!isMeant && isEnteredLocked(name, isMacro(region) ? '' : code.slice(region.start, body.start))) return ALWAYS;
  const all = locking ? lockCalls(code, body) : [];
  const calls = isMeant ? all.filter(({ family }) => isMeant(family)) : all;
  if (calls.length === 0) return NEVER;
  // An assertion speaks for the whole function: its callers hold the lock.
  if (calls.some((call) => call.effect === 'assert')) return ALWAYS;
  const held = heldSpans(code, body, calls);
  return { isHeld: (offset) => held.some((span) => span.start <= offset && offset < span.end) };
}

/** Whether a callee's name may have to do with locks: a cheap test that spares most functions the dear one. */
export function mayLock(name: string): boolean {
  return LOCK_WORDS.test(name) && !name.includes('rcu');
}

const LOCK_WORDS = /lock|LOCK|guard|_sock|_held|^(?:percpu_)?(?:down|up)(?:_|$)/;

const ALWAYS: LockMap = { isHeld: () => true };
const NEVER: LockMap = { isHeld: () => false };

function heldSpans(code: string, body: Span, calls: readonly LockCall[]): Span[] {
  const spans: Span[] = [];
  const open: { key: string; from: number }[] = [];
  for (const call of calls) {
    if (call.effect === 'guard') {
      spans.push({ start: call.end, end: guardEnd(code, call, body.end) });
    } else if (call.effect !== 'drop') {
      open.push({ key: call.key, from: call.end });
    } else {
      // An unlock that is not written like its lock is for the last one taken.
      let index = open.findLastIndex((lock) => lock.key === call.key);
      if (index < 0) index = open.length - 1;
      const lock = open[index];
      if (!lock) continue;
      spans.push({ start: lock.from, end: call.start });
      const resumes = wayOutEnd(code, lock.from, call.end, body.end);
      if (resumes === null) open.splice(index, 1);
      else open[index] = { key: lock.key, from: resumes };
    }
  }
  return [...spans, ...open.map((lock) => ({ start: lock.from, end: body.end }))];
}

/** `guard(mutex)(&x->lock);` holds to the end of the block, `scoped_guard(mutex, &x->lock) { }` through its own. */
function guardEnd(code: string, call: LockCall, end: number): number {
  const own = code.startsWith('scoped_guard', call.start) ? /^\s*\{/.exec(code.slice(call.end, call.end + 80)) : null;
  return blockEnd(code, call.end + (own?.[0].length ?? 0), end);
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
