/**
 * A marked store with a look at something else right behind it, where another function of the file stores that and then
 * looks at this: store buffering, which only full barriers on both sides forbid. From the text of the file: most of these
 * functions have nothing else to say, and are not read in full.
 */
import type { Call, LookFact } from '../model/facts.ts';
import type { Lexed } from '../syntax/lexed.ts';
import type { Span } from '../text/span.ts';
import { eachCall } from './calls.ts';
import { beforeSpace, pastBracket, pastSpace } from './cursor.ts';
import { enclosing, type Region, regionsOf } from './functions.ts';
import { readLocks } from './locks.ts';
import { findOpposite, type Named } from './opposites.ts';

/** Matches in files that may have a look behind a store with nothing else in them that orders. For raw file text. */
export const lookNeedle =
  /(?:_bit|_set|_add|_sub|_inc|_dec)\([^;{}]{1,100}\);\s{1,40}if \([^;{}]{0,100}\b(?:test_bit|atomic_read)\(/;

/** In order of position. `functions` are the file's, by their bodies. */
export function extractLooks(lexed: Lexed, functions: readonly { readonly body: Span }[]): LookFact[] {
  const { code } = lexed;
  const found: LookFact[] = [];
  for (const match of code.matchAll(STORE)) {
    const open = match.index + match[0].length - 1;
    const fn = enclosing(functions, match.index);
    if (fn < 0) continue;
    const stored = namedIn(match[1]!, code.slice(open + 1, pastBracket(code, open, functions[fn]!.body.end) - 1));
    const check = stored && checkBehind(code, open, functions[fn]!.body.end);
    if (!check) continue;
    const regions = regionsOf(lexed);
    const region = regions[enclosing(regions, match.index)];
    const looks = region && looksIn(code, regions, check.check);
    if (!looks) continue;
    // What is compared with what has just been stored is a sum of both.
    if (looks?.some(({ member, bit }) => member === stored.member && bit === stored.bit)) continue;
    const asked = looks.filter((look) => look.member !== stored.member && look.root === stored.root);
    if (asked.length === 0 || isAskedAgain(code.slice(check.check.end, region.body.end), asked)) continue;
    if (readLocks(code, region).isHeld(match.index)) continue;
    const opposite = findOpposite(code, regions, region, stored, asked);
    // Two flags without a barrier on either side are as likely to be hints.
    if (!opposite || (opposite.order === 'none' && /_ONCE$/.test(match[1]!))) continue;
    const other = enclosing(functions, opposite.store.start);
    found.push({ fn, at: match.index, primitive: match[1]!, ...check, other: { fn: other, ...opposite } });
  }
  return found;
}

/** Who looks again later has taken the first look for no more than a hint. */
function isAskedAgain(code: string, asked: readonly Named[]): boolean {
  return asked.some(({ member, bit, by }) => new RegExp(`\\b${by ?? bit ?? member}\\b`).test(code));
}

const STORE =
  /\b((?:set|clear|change)_bit|clear_bit_unlock|WRITE_ONCE|smp_store_release|atomic\w*_(?:set|add|sub|inc|dec|or|and)(?:_release)?)\s*\(/g;
const LOAD = /^(?:test_bit(?:_acquire)?|READ_ONCE|smp_load_acquire|atomic\w*_read(?:_acquire)?)$/;

/** Barriers that don't hold a store before a load. */
const WEAK = /^(?:(?:smp_)?[rw]mb|barrier)$/;

/** What may stand around a load in a condition. */
const HARMLESS = /^(?:un)?likely$|^(?:min|max)(?:_t)?$/;

/** The object of an operation with these arguments, if it is a member: the bit, the last member, and what it is reached through. */
function namedIn(primitive: string, text: string): Named | undefined {
  const comma = text.indexOf(',');
  const isBit = /_bit/.test(primitive);
  const object = isBit
    ? text.slice(comma + 1)
    : comma < 0 || /^atomic\w*_(?:add|sub|or|and)/.test(primitive)
      ? text.slice(comma + 1)
      : text.slice(0, comma);
  const member = /(?:->|\.)\s*(\w+)\s*(?:\[[^\]]*\]\s*)?\)?\s*$/.exec(object)?.[1];
  const root = /[A-Za-z_]\w*/.exec(object)?.[0];
  if (!member || !root || (isBit && comma < 0)) return undefined;
  const bit = isBit ? text.slice(0, comma).trim() : undefined;
  // A bit that is worked out may be any.
  return { member, root, ...(bit && /^[A-Z]\w*$/.test(bit) && { bit }) };
}

/** The condition of the `if` behind the call whose parenthesis opens at `open`, with nothing but weak barriers in between. */
function checkBehind(code: string, open: number, end: number): Pick<LookFact, 'check' | 'weak'> | undefined {
  let at = pastSpace(code, pastBracket(code, open, end), end);
  let weak: Call | undefined;
  for (let statements = 0; code[at] === ';' && statements <= 2; statements++) {
    at = pastSpace(code, at + 1, end);
    const condition = /^if\s*\(/.exec(code.slice(at, at + 20));
    if (condition) {
      const first = at + condition[0].length;
      const past = pastBracket(code, first - 1, end);
      return { check: { start: first, end: Math.max(first, beforeSpace(code, past, first)) }, ...(weak && { weak }) };
    }
    const name = /^(\w+)\s*\(\s*\)/.exec(code.slice(at, at + 40));
    if (!name || !WEAK.test(name[1]!)) return undefined;
    weak ??= { name: name[1]!, at };
    at = pastSpace(code, at + name[0].length, end);
  }
  return undefined;
}

/** What a condition loads with a mark, itself or in a short function of the file; undefined where something else is called. */
function looksIn(code: string, regions: readonly Region[], span: Span, depth = 1): Named[] | undefined {
  const looks: Named[] = [];
  let isKnown = true;
  eachCall(code, span, ({ name, open }) => {
    const text = code.slice(open + 1, pastBracket(code, open, span.end) - 1);
    if (LOAD.test(name)) {
      const named = namedIn(name, text);
      if (named) looks.push(named);
    } else if (!HARMLESS.test(name)) {
      const body = depth > 0 ? regions.find((region) => region.name === name)?.body : undefined;
      const inside = body && body.end - body.start <= LONGEST ? looksIn(code, regions, body, depth - 1) : undefined;
      const root = /[A-Za-z_]\w*/.exec(text)?.[0];
      if (inside && root) looks.push(...inside.map((one) => ({ ...one, root, by: name })));
      else isKnown = false;
    }
  });
  return isKnown ? looks : undefined;
}

/** Longer functions do more than tell something. */
const LONGEST = 400;
