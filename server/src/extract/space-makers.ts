/**
 * Who makes space in a transmit queue that another function stops for want of it: what it stores of what the stopper
 * looks at, and where it looks whether the queue is stopped. Only in that order do the two face each other crosswise;
 * a driver may as well look first.
 */
import type { RecheckFact, SpaceMaker } from '../model/facts.ts';
import type { Span } from '../text/span.ts';
import { eachCall } from './calls.ts';
import type { Region } from './functions.ts';
import { readLocks } from './locks.ts';

/**
 * The one that stores before it looks, if there is one; `excluded` where it does either under the lock that the stack
 * sends under (include/linux/netdevice.h, HARD_TX_LOCK()), which keeps it from the stopper. `regions` are the file's;
 * `stopper` is the one that stops the queue.
 */
export function findSpaceMaker(
  code: string,
  regions: readonly Region[],
  stopper: Region,
  check: Pick<RecheckFact, 'check' | 'calls'>,
): Omit<SpaceMaker, 'fn'> | 'excluded' | undefined {
  const asked = regions.filter(({ name }) => check.calls.includes(name));
  const names = membersIn(code, [check.check, ...asked.map(({ body }) => body)]);
  const store = names.size > 0 ? storeOf(names) : storeThrough(code.slice(check.check.start, check.check.end));
  // Who sends looks as well, so as not to be sending while the queue is stopped.
  const others = regions.filter((one) => one !== stopper && !asked.includes(one) && !calls(code, one, stopper.name));
  const stores = reaching(code, others, store);
  const tests = reaching(code, others, TEST);
  const looks = tests.size > 0 ? tests : reaching(code, others, WAKE);
  const makers = others.flatMap((region) => {
    const [storesHere, looksHere] = [stores.get(region), looks.get(region)];
    if (!storesHere || !looksHere) return [];
    const store = storesHere.findLast(({ start }) => start < looksHere.at(-1)!.start) ?? storesHere[0]!;
    return [{ region, store, look: looksHere.find(({ start }) => start > store.start) ?? looksHere[0]! }];
  });
  // What is called does both: it is a maker itself.
  const own = makers.filter(({ store, look }) => store.start !== look.start);
  const sending = own.filter(({ region, store, look }) => {
    const locks = readLocks(code, region, true, isTransmitLock);
    return locks.isHeld(store.start) || locks.isHeld(look.start);
  });
  // Whoever calls one of these has the store, and a look behind it, from there.
  const isCalled = ({ store }: { store: Span }) =>
    sending.some(({ region }) => region.name === code.slice(store.start, store.end));
  const free = own.filter((maker) => !sending.includes(maker) && !isCalled(maker));
  if (free.length === 0) return own.length > 0 ? 'excluded' : undefined;
  // Which members are looked at is not seen.
  if (names.size === 0) return undefined;
  const best = free.find((maker) => maker.store.start < maker.look.start) ?? free[0]!;
  return { store: best.store, look: best.look };
}

/** netif_tx_lock() takes the lock of every queue. By the name without what tells locking from unlocking. */
const isTransmitLock = (family: string) => /^(?:__netif_tx|netif_tx|HARD_TX)/.test(family);

const TEST = /\b(?:__)?netif_\w*stopped\s*\(/g;
const WAKE = /\bnetif_(?:tx_)?wake_(?:sub)?queue\s*\(/g;

/** The members that are accessed in some stretches of code. */
function membersIn(code: string, spans: readonly Span[]): Set<string> {
  const text = spans.map(({ start, end }) => code.slice(start, end)).join(' ');
  return new Set([...text.matchAll(/(?:->|\.)\s*([A-Za-z_]\w*)(?!\s*(?:\(|->|\.))\b/g)].map((match) => match[1]!));
}

/** An assignment to one of these members, or an operation on it that stores. */
function storeOf(names: ReadonlySet<string>): RegExp {
  const member = String.raw`(?:->|\.)\s*(?:${[...names].join('|')})\b`;
  const assigned = String.raw`${member}(?=\s*(?:\[[^\]\n]*\]\s*)?(?:=(?!=)|[-+|&^]=|\+\+|--))`;
  const called = String.raw`\b(?:WRITE_ONCE|smp_store_release|atomic\w*_(?:set|add|sub|inc|dec)\w*)\s*\([^;{}]*?${member}`;
  return new RegExp(`${assigned}|${called}|(?:\\+\\+|--)\\s*[\\w>.-]*?${member}`, 'g');
}

/** An assignment to any member of what a condition passes on, for functions of other files that look at it. */
function storeThrough(condition: string): RegExp {
  const passed = [...condition.matchAll(/\b[a-z_]\w*\b(?!\s*\()/g)].map(([word]) => word);
  const assigned = String.raw`\s*(?:->|\.)\s*\w+(?=\s*(?:=(?!=)|[-+|&^]=|\+\+|--))`;
  return new RegExp(String.raw`(?<![\w>.])(?:${passed.join('|') || '(?!)'})${assigned}`, 'g');
}

/**
 * Where functions do what a pattern matches, in order: themselves, or by calling one of the others that does. Of a match
 * its last word counts.
 */
function reaching(code: string, regions: readonly Region[], pattern: RegExp): Map<Region, Span[]> {
  const found = new Map<Region, Span[]>();
  for (const region of regions) {
    const matches = [...code.slice(region.body.start, region.body.end).matchAll(pattern)];
    if (matches.length > 0)
      found.set(
        region,
        matches.map((match) => lastWord(match, region.body.start)),
      );
  }
  const doers = new Set([...found.keys()].map(({ name }) => name));
  for (const region of regions) {
    if (found.has(region)) continue;
    const places: Span[] = [];
    eachCall(code, region.body, ({ name, at }) => {
      if (doers.has(name)) places.push({ start: at, end: at + name.length });
    });
    if (places.length > 0) found.set(region, places);
  }
  return found;
}

function lastWord({ 0: text, index }: RegExpExecArray, from: number): Span {
  const word = /\w+(?=\W*$)/.exec(text)!;
  const start = from + index + word.index;
  return { start, end: start + word[0].length };
}

function calls(code: string, { body }: Region, wanted: string): boolean {
  let found = false;
  eachCall(code, body, ({ name }) => (found ||= name === wanted));
  return found;
}
