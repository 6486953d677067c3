import { describe, expect, it } from 'vitest';
import { DirectoryNames, EDITS, nameOf } from '../../server/src/pairing/names.ts';
import { levenshtein } from '../../server/src/text/levenshtein.ts';
import { analyse } from '../support/analyse.ts';
import { factsOf } from '../support/facts.ts';

const define = (name: string, body = '') => `static void ${name}(void)\n{\n${body}}\n`;

async function namesOf(functions: readonly string[]): Promise<DirectoryNames> {
  return new DirectoryNames([await factsOf(functions.map((name) => define(name)).join(''))]);
}

/** Words over two letters, so that many of them are near each other. */
function* wordsOver(letters: string, length: number): Iterable<string> {
  if (length === 0) yield '';
  else for (const word of wordsOver(letters, length - 1)) for (const letter of letters) yield word + letter;
}

describe('names that resemble one', () => {
  it('are all those within two edits, wherever these are', async () => {
    const base = 'ring_write_buffer';
    const other = [...base].flatMap((_, i) => [
      base.slice(0, i) + base.slice(i + 1),
      `${base.slice(0, i)}x${base.slice(i)}`,
      `${base.slice(0, i)}xy${base.slice(i + 2)}`,
      `${base.slice(0, i)}x${base.slice(i + 1)}_`,
    ]);
    const names = await namesOf([...new Set(other)].filter((name) => /^[a-z]/.test(name)));
    const near = names.all.map(nameOf).filter((name) => name[0] === 'r' && levenshtein(name, base, EDITS) <= EDITS);
    expect(names.resembling(base).map(nameOf)).toEqual(expect.arrayContaining(near));
    expect(near.length).toBeGreaterThan(40);
  });

  it('are found among all short words, too', async () => {
    const words = [...wordsOver('ab', 6)];
    const names = await namesOf(words);
    for (const word of ['aaaaaa', 'ababab', 'bbabba']) {
      const near = words.filter((one) => one[0] === word[0] && levenshtein(one, word, EDITS) <= EDITS);
      expect(names.resembling(word).map(nameOf)).toEqual(expect.arrayContaining(near));
    }
  });

  it('are few among thousands', async () => {
    const names = await namesOf(Array.from({ length: 3000 }, (_, i) => `do_${(i * 7919).toString(36)}_work_${i}`));
    expect(names.resembling('forget_everything').length).toBe(0);
    expect(names.resembling('to_zzzz_work_12').length).toBe(0);
    expect(names.resembling(nameOf(names.all[1234]!)).length).toBeLessThan(300);
  });
});

describe('names with the words of a part', () => {
  it('are looked for by the rarest of the words', async () => {
    const names = await namesOf([...Array.from({ length: 500 }, (_, i) => `ring_${i}_fill`), 'ring_rare_fill_all']);
    expect(names.withWords('rare_fill').map(nameOf)).toEqual(['ring_rare_fill_all']);
    expect(names.withWords('ring_absent')).toEqual([]);
  });

  it('leave out words with a star, and are all where nothing else is given', async () => {
    const names = await namesOf(['ring_write', 'ring_read', 'slot_write']);
    expect(names.withWords('ring_*').map(nameOf)).toEqual(['ring_write', 'ring_read']);
    expect(names.withWords('rin*').map(nameOf)).toEqual(['ring_write', 'ring_read', 'slot_write']);
  });
});

describe('a file of one name many times over', () => {
  it('leads to few of them', async () => {
    const { claims } = await analyse(
      new Map([
        [
          'many.c',
          `${define('push_one', '\tsmp_wmb();\n').repeat(300)}void reader(void)\n{\n\t/* Pairs with smp_wmb() in push_one(). */\n\tsmp_rmb();\n}\n`,
        ],
      ]),
    );
    const targets = claims.flatMap((claim) => claim.targets);
    expect(targets.length).toBeGreaterThan(1);
    expect(targets.length).toBeLessThan(100);
  });
});
