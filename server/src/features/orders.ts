/**
 * The `orders` notation of a primitive in words: what it orders, and what it lets pass.
 * The notation is that of Primitive.orders: clauses `LEFT -> RIGHT [condition]`, joined by `; `.
 */
import type { Kind, Primitive } from '../model/primitive.ts';

/** Sentences for people. */
export interface OrderingWords {
  /** One per clause: "It orders earlier stores before later stores." Empty when it orders nothing. */
  readonly orders: readonly string[];
  /** What may still be reordered, as far as the notation tells. */
  readonly leaves: readonly string[];
}

/** What `primitive` orders and what it doesn't, in words. Never fails: unknown notation is shown as it is written. */
export function orderingInWords(primitive: Primitive): OrderingWords {
  const notes = clauses(primitive.orders);
  const isOperation = primitive.kind.startsWith('rmw') || primitive.kind === 'lock';
  return {
    orders: notes.filter((note) => !note.none).map((note) => clauseSentence(note, isOperation)),
    leaves: whatPasses(notes, primitive.kind),
  };
}

interface Clause {
  readonly text: string;
  /** `compiler`, `same lock`, `disable`: what stands before the first colon. */
  readonly prefix: string;
  readonly chain: readonly string[];
  readonly condition: string;
  readonly none: boolean;
}

/** Splits at `;` outside of brackets, then each clause into its parts. */
function clauses(orders: string): Clause[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < orders.length; i++) {
    const c = orders[i]!;
    if ('[({'.includes(c)) depth++;
    else if ('])}'.includes(c)) depth--;
    else if (c === ';' && depth <= 0) {
      parts.push(orders.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(orders.slice(start));
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(clause);
}

function clause(text: string): Clause {
  const conditions: string[] = [];
  const bare = text.replace(/\s*\[([^\]]*)\]/g, (_, words: string) => {
    conditions.push(words);
    return '';
  });
  const colon = /^([^:{]+): (.*)$/.exec(bare);
  const body = colon ? colon[2]! : bare;
  const chain = body.split(' -> ').map((end) => end.trim());
  // `prior{W to pmem} reach durability -> ...` is no plain set of accesses: such a clause is shown as written.
  const plain = chain.length > 1 && !chain.some((end) => /\}\s+[a-z]/.test(end) && !/\}\s+(and|under)\b/.test(end));
  return {
    text,
    prefix: colon ? colon[1]! : '',
    chain: plain ? chain : [],
    condition: conditions.join('; '),
    none: /^none\b/.test(body),
  };
}

function clauseSentence(note: Clause, isOperation: boolean): string {
  if (note.chain.length === 0) return sentence(inProse(note.text));
  const ends = note.chain.map((end) => accesses(end, isOperation)).join(' before ');
  const words = `orders ${ends}${conditionWords(inProse(note.condition))}`;
  if (note.prefix === '') return `It ${words}.`;
  if (note.prefix === 'compiler') return `It ${words}, for the compiler only.`;
  return sentence(`${note.prefix}: it ${words}`);
}

function conditionWords(condition: string): string {
  if (condition === '') return '';
  if (/^(on|once|if|when|around|past|with|for|towards) /.test(condition)) return `, ${condition}`;
  if (/^returns /.test(condition)) return `, when it ${condition}`;
  return ` (${condition})`;
}

/** `prior{R,W}` is "earlier loads and stores", `this W` "its own store". */
function accesses(end: string, isOperation: boolean): string {
  const set = /^(.*?)\{([^}]*)\}(.*)$/.exec(end);
  if (!set) return lone(end, isOperation);
  const [, who = '', which = '', rest = ''] = set;
  const what = accessWords(which);
  if (who === 'prior') return `earlier ${what}${rest}`;
  if (who === 'later') return `later ${what}${rest}`;
  if (who === 'address-dependent') return `later ${what} whose address comes from the loaded value${rest}`;
  if (who === 'dependent') {
    const how = which.includes('R')
      ? 'that use the loaded value as address or data'
      : 'that depend on the loaded value';
    return `later ${what} ${how}${rest}`;
  }
  const prior = /^(.*) prior$/.exec(who);
  return prior ? `earlier ${what} of ${theNoun(prior[1]!)}${rest}` : `${what} of ${theNoun(who.trim())}${rest}`;
}

function lone(end: string, isOperation: boolean): string {
  if (end === 'this R') return isOperation ? 'its own load half' : 'its own load';
  if (end === 'this W') return isOperation ? 'its own store half' : 'its own store';
  if (end === 'this RMW') return 'the operation itself';
  if (end === 'next RMW') return 'the atomic operation that follows';
  if (end === 'previous RMW') return 'the atomic operation before it';
  return theNoun(inProse(end.replace(/^this ([RW])\b/, 'its own $1')));
}

function accessWords(which: string): string {
  return which
    .split(',')
    .map((letters) => inProse(letters.trim()).replace(/\b(load|store|read-modify-write)\b/, '$1s'))
    .join(' and ');
}

/** The letters of the notation, wherever they are left in a text, as words. */
function inProse(text: string): string {
  return text
    .replace(/\bsame-device\{([RW,]+)\}/g, (_, which: string) => `${accessWords(which)} of the same device`)
    .replace(/\b(prior\/later|prior|later)\{([^}]*)\}/g, (_, who: string, which: string) => {
      return `${who.replace('/', ' and ').replace('prior', 'earlier')} ${accessWords(which)}`;
    })
    .replace(/ -> /g, ' before ')
    .replace(/([\w-]+)\{([RW,]+)\}/g, (_, who: string, which: string) => `${accessWords(which)} of the ${who}`)
    .replace(/\bRMW\b/g, 'read-modify-write')
    .replace(/\bR\b/g, 'load')
    .replace(/\bW\b/g, 'store')
    .replace(/^none\b/, 'nothing');
}

function theNoun(who: string): string {
  if (/^(the|a|an|every|each|its|this|loads|later|pre-existing|earlier (loads|stores))\b|\(\)/.test(who)) return who;
  return `the ${who.replace(/ before$/, ' earlier')}`;
}

/** Which of earlier and later loads and stores no clause holds back. */
function whatPasses(notes: readonly Clause[], kind: Kind): string[] {
  const none = notes.find((note) => note.none);
  if (none && notes.length === 1) {
    return none.text === 'none'
      ? ['Accesses to other variables: they may move past it in both directions.']
      : [sentence(inProse(none.text))];
  }
  const ordering = notes.filter((note) => note.chain.length > 0);
  if (ordering.length > 0 && ordering.every((note) => note.prefix === 'compiler')) {
    return ['The CPU may still reorder all of it.'];
  }
  const cpu = ordering.filter((note) => note.prefix === '');
  const plainEnd = /^(prior\{[RW,]+\}|later\{[RW,]+\}|(address-)?dependent\{[RW,]+\}|(this|next|previous) \w+)$/;
  // Sleep, wake-up and the like order things of their own: silence is better than half the truth.
  if (cpu.length === 0 || !cpu.every((note) => note.chain.every((end) => plainEnd.test(end)))) return [];
  return passesOf(cpu, kind);
}

function passesOf(cpu: readonly Clause[], kind: Kind): string[] {
  const left = cpu.map((note) => note.chain[0]!);
  const right = cpu.map((note) => note.chain.at(-1)!);
  const earlier = unheld(left, 'prior');
  const later = unheld(right, 'later');
  const passes: string[] = [];
  const dependent = right.some((end) => end.includes('dependent{')) && !right.some((end) => end.startsWith('later{'));
  if (earlier !== '' && earlier === later && !dependent) {
    const both = earlier.includes('and');
    if (!both) return [`${capital(earlier)}, on either side of it.`];
  }
  if (earlier !== '') passes.push(`Earlier ${earlier}: they may be delayed past it.`);
  if (dependent) passes.push('Later accesses that do not use the loaded value: they may be done before it.');
  else if (later !== '') passes.push(`Later ${later}: they may be done before it.`);
  if (kind === 'rmw-acquire') passes.push('Its own store half: it may become visible after later accesses.');
  if (kind === 'rmw-release') passes.push('Its own load half: it may be done before earlier accesses.');
  if (kind === 'full' && left.includes('this W') && !right.includes('this W')) {
    passes.push('Its own store against earlier accesses: that one may be seen before them.');
  }
  return passes;
}

/** The accesses that no set of the given side names. */
function unheld(ends: readonly string[], side: 'prior' | 'later'): string {
  const held = ends.filter((end) => end.startsWith(`${side}{`)).join('');
  return [held.includes('R') ? '' : 'loads', held.includes('W') ? '' : 'stores']
    .filter((word) => word !== '')
    .join(' and ');
}

function sentence(words: string): string {
  // Identifiers such as smp_wmb() or readX() keep their case.
  const start = /^[a-z][a-z-]*(?:[\s:,]|$)/.test(words) ? capital(words) : words;
  return /[.!?]$/.test(start) ? start : `${start}.`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
