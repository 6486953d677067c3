/**
 * What the lock calls of a function, taken together, say about its locks: which of them its callers hold, and which
 * unlock belongs to which lock when the two are not written alike.
 */
import type { LockCall } from './lock-calls.ts';

/** A lock that is held. */
export interface Lock {
  /** As written at the call, or the function's family when it has no argument. */
  readonly key: string;
  readonly family: string;
  /** For guards: where the block ends that holds it. */
  readonly until?: number;
}

export interface Inventory {
  /** Locks that are given back before they are taken, or asserted to be held: the callers hold them. */
  readonly atEntry: readonly Lock[];
  /** Keys that are taken and never given back; an unlock of a key that is never taken is for one of these. */
  readonly unmatched: ReadonlySet<string>;
}

/** The inventory of a function's lock calls, which are in order of position. */
export function takeInventory(calls: readonly LockCall[]): Inventory {
  const takes = calls.filter((call) => call.effect === 'take' || call.effect.startsWith('try'));
  const dropped = new Set(calls.filter((call) => call.effect === 'drop').map((call) => call.key));
  const unmatched = takes.filter((call) => !dropped.has(call.key));
  const families = new Set(unmatched.map((call) => call.family));
  const atEntry = new Map<string, Lock>();
  // double_lock(a, b) takes both.
  const mentioned = new Set<string>();
  for (const { effect, key, family, args } of calls) {
    if (effect === 'assert' && !mentioned.has(key)) atEntry.set(key, { key, family });
    if (effect === 'drop' && !mentioned.has(key) && !families.has(family) && WELL_KNOWN.test(family)) {
      atEntry.set(key, { key, family });
    }
    for (const name of [key, ...args]) mentioned.add(name);
  }
  return { atEntry: [...atEntry.values()], unmatched: new Set(unmatched.map((call) => call.key)) };
}

/**
 * Families whose taking functions are all known by name. What a subsystem's foo_unlock() undoes may well be called
 * foo_begin(), so that no lock before it doesn't mean that the callers hold one.
 */
const WELL_KNOWN = /^_*(?:(?:raw_)?(?:spin|read|write)_|mutex_|rt_mutex_|sem|percpu_sem|write_seq|rtnl_|sock)$/;
