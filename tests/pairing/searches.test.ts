import { describe, expect, it } from 'vitest';
import type { Site } from '../../server/src/model/facts.ts';
import { lastName } from '../../server/src/model/objects.ts';
import { canFace, facesSquarely, isBeside, isMarked } from '../../server/src/pairing/searches.ts';
import { pairLines } from '../support/analyse.ts';

describe('kinds that can be two sides of one pair', () => {
  it.each([
    ['release', 'acquire'],
    ['release', 'load-relaxed'],
    ['write', 'read'],
    ['write', 'acquire'],
    ['publish', 'dependency-load'],
    ['full', 'full'],
    ['full', 'read'],
    ['full', 'rmw-full'],
    ['acquire', 'store-relaxed'],
    ['load-relaxed', 'store-relaxed'],
    ['sleep', 'wake'],
    ['lock', 'unlock'],
  ] as const)('%s and %s', (a, b) => {
    expect([canFace(a, b), canFace(b, a)]).toEqual([true, true]);
  });

  it.each([
    ['release', 'release'],
    ['acquire', 'acquire'],
    ['write', 'write'],
    ['read', 'read'],
    ['load-relaxed', 'load-relaxed'],
    ['compiler', 'full'],
    ['rcu-read-lock', 'full'],
  ] as const)('not %s and %s', (a, b) => {
    expect([canFace(a, b), canFace(b, a)]).toEqual([false, false]);
  });

  it('are square when one only publishes and the other only observes', () => {
    expect(facesSquarely('release', 'acquire')).toBe(true);
    expect(facesSquarely('read', 'write')).toBe(true);
    expect(facesSquarely('full', 'read')).toBe(false);
    expect(facesSquarely('load-relaxed', 'release')).toBe(false);
  });
});

describe('what a site is about', () => {
  const object = (base: string, ...members: string[]) => ({ base, members, text: '' });
  const site = (primitive: string, rest: Partial<Site> = {}): Site => ({
    at: 0,
    end: 1,
    primitive,
    kind: 'full',
    fn: 0,
    ...rest,
  });

  it('is its last member, or its global', () => {
    expect(lastName(object('struct a', 'b', 'c'))).toBe('c');
    expect(lastName(object('::ready'))).toBe('ready');
    expect(lastName(object('struct a'))).toBe('');
    expect(lastName(site('smp_mb').object)).toBe('');
  });

  it('is for a fence what it stands beside', () => {
    const fence = site('smp_mb', {
      before: [{ at: 0, write: true, object: object('struct a', 'flag') }],
      after: [{ at: 0, write: false, object: object('::ready') }],
    });
    expect([isBeside(fence, ['flag']), isBeside(fence, ['ready']), isBeside(fence, ['other'])]).toEqual([
      true,
      true,
      false,
    ]);
    expect(isBeside(fence, [])).toBe(false);
  });

  it('is marked when it is written because others look on', () => {
    const names = ['smp_mb', 'READ_ONCE', 'rcu_dereference', 'spin_lock', 'test_and_set_bit', 'atomic_read'];
    expect(names.map((name) => isMarked(site(name)))).toEqual([true, true, true, false, false, false]);
  });
});

describe('what is meant in the place', () => {
  /** Where "Pairs with WORDS in writer()" at an operation of reader() leads. */
  async function meant(words: string, writer: string, reader = 'smp_rmb();', others = ''): Promise<string> {
    const lines = await pairLines(
      `void reader(struct ring *ring)\n{\n\t/* Pairs with ${words} in writer(). */\n\t${reader}\n}\n` +
        `void writer(struct ring *ring)\n{\n\t${writer}\n}\n${others}`,
    );
    return lines[0]!.replace(/^.* -> /, '');
  }

  it.each([
    ['the name', 'smp_mb()', 'smp_wmb();\n\tsmp_mb();', 'smp_mb@9 in writer [resolved]'],
    ['an alias of it', 'wmb', 'smp_mb();\n\tsmp_wmb();', 'smp_wmb@9 in writer [resolved]'],
    [
      'another of its role',
      'smp_wmb()',
      'smp_mb();\n\tsmp_store_release(&ring->head, 1);',
      'smp_store_release@9 in writer [resolved]',
    ],
    ['a read-modify-write for another', 'cmpxchg()', 'xchg(&ring->head, 1);', 'xchg@8 in writer [resolved-wrapper]'],
    ['the class', 'the write barrier', 'smp_rmb();\n\tsmp_wmb();', 'smp_wmb@9 in writer [resolved]'],
    ['the opposite side', 'the barrier', 'smp_rmb();\n\tsmp_wmb();', 'smp_wmb@9 in writer [resolved]'],
    [
      'every one that fits as well',
      'smp_wmb()',
      'smp_wmb();\n\tsmp_wmb();',
      'smp_wmb@8 in writer, smp_wmb@9 in writer [resolved]',
    ],
    [
      'each of two names',
      'smp_wmb() and smp_mb()',
      'smp_wmb();\n\tsmp_mb();',
      'smp_wmb@8 in writer, smp_mb@9 in writer [resolved]',
    ],
  ])('%s', async (_, words, writer, expected) => {
    expect(await meant(words, writer)).toBe(expected);
  });

  it.each([
    ['full barriers are met by full ones', 'the barrier', 'smp_wmb();\n\tsmp_mb();', 'smp_mb@9 in writer [resolved]'],
    [
      'or by what implies one',
      'the barrier',
      'test_and_set_bit(1, &ring->on);',
      'test_and_set_bit@8 in writer [resolved-wrapper]',
    ],
    ['a bit that is only set implies none', 'smp_mb()', 'set_bit(1, &ring->on);', 'nothing [stale-barrier]'],
    ['a lock may be the barrier', 'the barrier', 'spin_lock(&ring->lock);', 'spin_lock@8 in writer [resolved-wrapper]'],
    ['but is no smp_mb()', 'smp_mb()', 'spin_lock(&ring->lock);', 'nothing [stale-barrier]'],
  ])('%s', async (_, words, writer, expected) => {
    expect(await meant(words, writer, 'smp_mb();')).toBe(expected);
  });

  it('is the operation on the same object, or the one that the words name', async () => {
    const writer = 'WRITE_ONCE(ring->tail, 1);\n\tWRITE_ONCE(ring->head, 1);';
    expect(await meant('WRITE_ONCE()', writer, 'use(READ_ONCE(ring->head));')).toBe(
      'WRITE_ONCE@9 in writer [resolved]',
    );
    expect(await meant('WRITE_ONCE(ring->tail)', writer)).toBe('WRITE_ONCE@8 in writer [resolved]');
  });

  it('is a named barrier up to three calls away, in order', async () => {
    const chain = (n: number) =>
      Array.from(
        { length: n },
        (_, i) => `void w${i + 1}(void) { ${i + 1 === n ? 'smp_wmb();' : `w${i + 2}();`} }\n`,
      ).join('');
    expect(await meant('smp_wmb()', 'w1();', 'smp_rmb();', chain(1))).toBe('smp_wmb@10 in w1 [resolved-wrapper]');
    expect(await meant('smp_wmb()', 'w1();', 'smp_rmb();', chain(3))).toBe('smp_wmb@12 in w3 [resolved-wrapper]');
    expect(await meant('smp_wmb()', 'w1();', 'smp_rmb();', chain(4))).toBe('nothing [stale-barrier]');
  });

  it('is one without a name only one call away: any function calls some barrier', async () => {
    const w2 = 'void w1(void) { w2(); }\nvoid w2(void) { smp_wmb(); }\n';
    expect(await meant('the barrier', 'w1();', 'smp_rmb();', 'void w1(void) { smp_wmb(); }\n')).toBe(
      'smp_wmb@10 in w1 [resolved-wrapper]',
    );
    expect(await meant('the barrier', 'w1();', 'smp_rmb();', w2)).toBe('nothing [stale-barrier]');
  });

  it('ends for functions that call each other', async () => {
    const loop = 'void w1(void) { writer(); w2(); }\nvoid w2(void) { w1(); }\n';
    expect(await meant('smp_wmb()', 'w1();', 'smp_rmb();', loop)).toBe('nothing [stale-barrier]');
  });
});

describe('a comment above a wrapper', () => {
  it('documents its call', async () => {
    expect(
      await pairLines(`
static void publish_it(struct ring *ring)
{
	smp_wmb();
}

void writer(struct ring *ring)
{
	/* Pairs with smp_rmb() in reader(). */
	publish_it(ring);
}

void reader(struct ring *ring)
{
	smp_rmb();
}
`),
    ).toEqual(['main.c:8 publish_it@9 -> smp_rmb@14 in reader [resolved]']);
  });
});
