/** Whatever a file holds: it is decided, refused with a place, or given up within the budget. Nothing is thrown. */
import { describe, expect, it } from 'vitest';
import { decide } from '../../server/src/lkmm/decide.ts';
import { parseLitmus } from '../../server/src/lkmm/syntax/parse.ts';
import { printLitmus } from '../../server/src/lkmm/syntax/print.ts';
import { EXAMPLES } from './examples.ts';
import { shapeTest } from './shapes.ts';

const SEEDS = [
  ...Object.values(EXAMPLES),
  shapeTest('MP', 'smp_wmb', 'addr').text,
  shapeTest('R', 'xchg_release', 'spin_lock+smp_mb__after_spinlock').text,
  shapeTest('IRIW', 'smp_mb', 'xchg_acquire').text,
];

const FILES = 10_000;

describe('mutated litmus files', () => {
  it(`${FILES} of them`, { timeout: 300_000 }, () => {
    const random = generator(20250113);
    const seen = { refused: 0, decided: 0, gaveUp: 0 };
    for (let file = 0; file < FILES; file++) {
      let text = SEEDS[file % SEEDS.length]!;
      for (let i = random(4); i >= 0; i--) text = mutate(text, random);
      const kind = look(text);
      seen[kind]++;
    }
    // The mutations are worth something only if they reach all three.
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(10);
  });
});

function look(text: string): 'refused' | 'decided' | 'gaveUp' {
  const parsed = parseLitmus(text);
  if ('problems' in parsed) {
    for (const { span } of parsed.problems) {
      if (!(span.start >= 0 && span.end >= span.start && span.end <= text.length + 1))
        throw new Error(`a place outside of:\n${text}`);
    }
    return 'refused';
  }
  const again = parseLitmus(printLitmus(parsed.test));
  if ('problems' in again) throw new Error(`does not read back:\n${text}\n${printLitmus(parsed.test)}`);
  const decision = decide(parsed.test, { steps: 5_000, explain: true });
  return 'gaveUp' in decision ? 'gaveUp' : 'decided';
}

/** One change: letters, words or lines deleted, doubled, swapped or put in from elsewhere. */
function mutate(text: string, random: (below: number) => number): string {
  const at = random(text.length);
  const lines = text.split('\n');
  const line = random(lines.length);
  switch (random(8)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1 + random(4));
    case 1:
      return text.slice(0, at) + INSERTS[random(INSERTS.length)] + text.slice(at);
    case 2:
      lines.splice(line, 1);
      return lines.join('\n');
    case 3:
      lines.splice(random(lines.length), 0, ...Array(1 + random(3)).fill(lines[line]));
      return lines.join('\n');
    case 4:
      lines.splice(line, 1, lines[random(lines.length)]!);
      return lines.join('\n');
    case 5:
      return replaceWord(text, at, WORDS[random(WORDS.length)]!);
    case 6: {
      const words = text.match(/\w+/g) ?? ['x'];
      return replaceWord(text, at, words[random(words.length)]!);
    }
    default:
      return text.slice(0, at);
  }
}

/** Puts another word in the place of the one at or behind an offset. */
function replaceWord(text: string, at: number, word: string): string {
  const found = /\w+/.exec(text.slice(at));
  if (!found) return text;
  const start = at + found.index;
  return text.slice(0, start) + word + text.slice(start + found[0].length);
}

const INSERTS = [
  '(',
  ')',
  '{',
  '}',
  ';',
  '*',
  '&',
  '=',
  '/*',
  '*/',
  '(*',
  '*)',
  '"',
  '0:r0',
  ' /\\ ',
  '~',
  '-',
  '\u0000',
  '\ud800',
  '9'.repeat(30),
];

const WORDS = [
  'smp_mb',
  'spin_lock',
  'spin_trylock',
  'xchg',
  'cmpxchg',
  'READ_ONCE',
  'x',
  'r0',
  '0',
  '1',
  'if',
  'else',
  'int',
  'exists',
  'P0',
  'srcu_read_unlock',
  'synchronize_rcu',
  'atomic_inc',
  '99999999999',
  'forall',
];

/** Numbers below a bound, the same in every run (mulberry32). */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
