/**
 * The other side of a store with a look behind it: who stores what is looked at there, and then looks at what is stored
 * there. Both by their last members, within one file.
 */
import type { OppositeFact } from '../model/facts.ts';
import type { Span } from '../text/span.ts';
import { eachCall } from './calls.ts';
import type { Region } from './functions.ts';

/** An object as the text names it: `&acm->flags` with `acm`, the bit where it has a name. */
export interface Named {
  readonly member: string;
  readonly root: string;
  readonly bit?: string;
  /** The function that is called for it. */
  readonly by?: string;
}

/** `regions` are the file's; `own` has stored `stored` and then looks at one of `asked`. */
export function findOpposite(
  code: string,
  regions: readonly Region[],
  own: Region,
  stored: Named,
  asked: readonly Named[],
): Omit<OppositeFact, 'fn'> | undefined {
  const others = regions.filter((region) => region !== own);
  const looks = reaching(code, others, LOOKS(stored));
  for (const [region, found] of looks) {
    for (const one of asked) {
      for (const store of matchesIn(code, region.body, STORES(one))) {
        const look = found.find(({ span }) => span.start > store.span.end);
        if (!look) continue;
        const between = code.slice(store.span.end, look.span.start);
        const isFenced = /\b(?:smp_)?mb(?:__\w+)?\s*\(\s*\)/.test(between);
        return {
          store: store.span,
          look: look.span,
          order: isFenced ? 'fence' : store.full || look.full ? 'implied' : 'none',
        };
      }
    }
  }
  return undefined;
}

interface Place {
  readonly span: Span;
  /** It is a full barrier itself. */
  readonly full: boolean;
}

function LOOKS({ member, bit }: Named): RegExp {
  const object = objectPattern(member);
  return bit !== undefined
    ? new RegExp(String.raw`\btest_(?:and_\w+_)?bit\w*\s*\(\s*${bit}\s*,[^;{}]*?${object}`, 'g')
    : new RegExp(
        String.raw`\b(?:test_(?:and_\w+_)?bit\w*|READ_ONCE|smp_load_acquire|atomic\w*_(?:read|\w*return|\w*and_test|\w*xchg)\w*|xchg|cmpxchg)\s*\([^;{}]*?${object}`,
        'g',
      );
}

function STORES({ member, bit }: Named): RegExp {
  const object = objectPattern(member);
  if (bit !== undefined) {
    return new RegExp(String.raw`\b(?:test_and_)?(?:set|clear|change)_bit\w*\s*\(\s*${bit}\s*,[^;{}]*?${object}`, 'g');
  }
  return new RegExp(
    String.raw`\b(?:WRITE_ONCE|smp_store_release|atomic\w*_(?:set|add|sub|inc|dec|or|and|xchg|cmpxchg)\w*|xchg|cmpxchg|(?:test_and_)?(?:set|clear)_bit)\s*\([^;{}]*?${object}`,
    'g',
  );
}

function objectPattern(member: string): string {
  return String.raw`(?:->|\.)\s*${member}\b(?!\s*(?:->|\.|\())`;
}

const FULL = /^(?:test_and_|xchg|cmpxchg|atomic\w*(?:_return|_and_test|xchg)$)/;

function matchesIn(code: string, body: Span, pattern: RegExp): Place[] {
  return [...code.slice(body.start, body.end).matchAll(pattern)].map(({ 0: text, index }) => {
    const name = /^\w+/.exec(text)![0];
    const start = body.start + index;
    return { span: { start, end: start + name.length }, full: FULL.test(name) };
  });
}

/** Calls are followed so many deep. */
const DEPTH = 2;

/** Where functions do what a pattern matches, in order: themselves, or by calling what does. */
function reaching(code: string, regions: readonly Region[], pattern: RegExp): Map<Region, Place[]> {
  const found = new Map<Region, Place[]>();
  for (const region of regions) {
    const places = matchesIn(code, region.body, pattern);
    if (places.length > 0) found.set(region, places);
  }
  for (let depth = 0; depth < DEPTH && found.size > 0; depth++) {
    const doers = new Map([...found].map(([{ name }, places]) => [name, places[0]!.full]));
    for (const region of regions) {
      if (found.has(region)) continue;
      const places: Place[] = [];
      eachCall(code, region.body, ({ name, at }) => {
        const full = doers.get(name);
        if (full !== undefined) places.push({ span: { start: at, end: at + name.length }, full });
      });
      if (places.length > 0) found.set(region, places);
    }
  }
  return found;
}
