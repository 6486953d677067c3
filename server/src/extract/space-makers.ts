/**
 * Who makes space in a transmit queue that another function stops for want of it: what it stores of what the stopper
 * looks at, and where it looks whether the queue is stopped. Only in that order do the two face each other crosswise;
 * a driver may as well look first.
 */
import type { RecheckFact, SpaceMaker } from '../model/facts.ts';
import type { Span } from '../text/span.ts';
import { eachCall } from './calls.ts';
import type { Region } from './functions.ts';

/** The one that stores before it looks, if there is one. `regions` are the file's; `stopper` is the one that stops the queue. */
export function findSpaceMaker(
  code: string,
  regions: readonly Region[],
  stopper: Region,
  check: Pick<RecheckFact, 'check' | 'calls'>,
): Omit<SpaceMaker, 'fn'> | undefined {
  const asked = regions.filter(({ name }) => check.calls.includes(name));
  const names = membersIn(code, [check.check, ...asked.map(({ body }) => body)]);
  if (names.size === 0) return undefined;
  // Who sends looks as well, so as not to be sending while the queue is stopped.
  const others = regions.filter((one) => one !== stopper && !asked.includes(one) && !calls(code, one, stopper.name));
  const stores = reaching(code, others, storeOf(names));
  const tests = reaching(code, others, TEST);
  const looks = tests.size > 0 ? tests : reaching(code, others, WAKE);
  const makers = others.flatMap((region) => {
    const [storesHere, looksHere] = [stores.get(region), looks.get(region)];
    if (!storesHere || !looksHere) return [];
    const store = storesHere.findLast(({ start }) => start < looksHere.at(-1)!.start) ?? storesHere[0]!;
    return [{ store, look: looksHere.find(({ start }) => start > store.start) ?? looksHere[0]! }];
  });
  // What is called does both: it is a maker itself.
  const own = makers.filter(({ store, look }) => store.start !== look.start);
  return own.find(({ store, look }) => store.start < look.start) ?? own[0];
}

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
