import { describe, expect, it } from 'vitest';
import { missingComment } from '../../server/src/rules/missing-comment.ts';
import { uninformativeComment } from '../../server/src/rules/uninformative-comment.ts';
import { analyse } from '../support/analyse.ts';

/** Which of the two rules speaks of each operation in the body of a function, as `rule primitive`. */
async function remarks(body: string, file = 'main.c'): Promise<string[]> {
  const text = `void before(void)\n{\n}\n\nvoid f(struct x *x, atomic_t *v, spinlock_t *l)\n{\n${body}\n}\n`;
  const analysis = await analyse(new Map([[file, text]]));
  return [missingComment, uninformativeComment].flatMap((rule) =>
    rule.check(analysis).map((finding) => `${rule.meta.code} ${text.slice(finding.span.start, finding.span.end)}`),
  );
}

/** By scripts/checkpatch.pl of 6.1: what its MEMORY_BARRIER says of these, this rule says too. */
const LIKE_CHECKPATCH: readonly (readonly [string, string, readonly string[]])[] = [
  ['no comment', '\tx->a = 1;\n\tsmp_wmb();', ['smp_wmb']],
  ['on the line above', '\t/* a before b */\n\tsmp_wmb();', []],
  ['behind', '\tsmp_wmb(); /* a before b */', []],
  ['behind, with //', '\tsmp_wmb(); // a before b', []],
  ['several lines above', '\t/*\n\t * a before b,\n\t * b before c\n\t */\n\tsmp_wmb();', []],
  ['// above', '\t// a before b\n\tsmp_wmb();', []],
  ['// below', '\tsmp_wmb();\n\t// a before b', []],
  ['/* */ below', '\tsmp_wmb();\n\t/* b is next */\n\tx->b = 1;', ['smp_wmb']],
  ['behind the statement above', '\tx->a = 1; /* the data */\n\tsmp_wmb();', []],
  ['a statement between', '\t/* a before b */\n\tx->a = 1;\n\tsmp_wmb();', ['smp_wmb']],
  ['mandatory barriers', '\tmb();\n\trmb();\n\twmb();', ['mb', 'rmb', 'wmb']],
  ['virt_', '\tvirt_mb();', ['virt_mb']],
  [
    'around atomics',
    '\tsmp_mb__before_atomic();\n\tatomic_inc(v);\n\tsmp_mb__after_atomic();',
    ['smp_mb__before_atomic', 'smp_mb__after_atomic'],
  ],
  [
    'accesses',
    '\tsmp_store_release(&x->a, 1);\n\tx->b = smp_load_acquire(&x->a);\n\tsmp_store_mb(x->b, 2);',
    ['smp_store_release', 'smp_load_acquire', 'smp_store_mb'],
  ],
];

/** What that script has no name for. */
const BEYOND: readonly (readonly [string, string, readonly string[]])[] = [
  ['dma_', '\tdma_wmb();\n\tdma_rmb();', ['dma_wmb', 'dma_rmb']],
  ['after a lock', '\tspin_lock(l);\n\tsmp_mb__after_spinlock();', ['smp_mb__after_spinlock']],
  ['after a control dependency', '\tif (x->a)\n\t\tsmp_acquire__after_ctrl_dep();', ['smp_acquire__after_ctrl_dep']],
  [
    'ordered atomics',
    '\tatomic_set_release(v, 1);\n\tatomic_fetch_add_acquire(1, v);',
    ['atomic_set_release', 'atomic_fetch_add_acquire'],
  ],
  [
    'above a statement that began earlier',
    '\t/* a says whether b is there */\n\tif (x->c &&\n\t    smp_load_acquire(&x->a))\n\t\tuse(x->b);',
    [],
  ],
  ['behind the brace of a block above', '\tif (x->a) {\n\t\tx->b = 1;\n\t} /* a was set */\n\tsmp_wmb();', ['smp_wmb']],
  [
    'behind the while of a loop above',
    '\tdo {\n\t\tx->b--;\n\t} while (x->b); /* until 0 */\n\tsmp_wmb();',
    ['smp_wmb'],
  ],
  ['behind a brace that opens a block', '\tif (x->a) {\n\t} else { /* a before b */\n\t\tsmp_wmb();\n\t}', []],
  ['behind the brace of its own line', '\tif (x->a) {\n\t\tx->b = 1;\n\tsmp_wmb(); } /* a before b */', []],
  ['above, begun behind a brace', '\t{\n\t\tx->b = 1;\n\t} /* a\n\t * before b\n\t */\n\tsmp_wmb();', []],
  [
    'locks, marked accesses, plain atomics',
    '\tspin_lock(l);\n\tx->b = READ_ONCE(x->a);\n\tatomic_inc(v);\n\tspin_unlock(l);',
    [],
  ],
];

describe('missing-comment', () => {
  it.each(LIKE_CHECKPATCH)('agrees with checkpatch: %s', async (_, body, missing) => {
    expect(await remarks(body)).toEqual(missing.map((name) => `missing-comment ${name}`));
  });

  it.each(BEYOND)('goes further: %s', async (_, body, missing) => {
    expect(await remarks(body)).toEqual(missing.map((name) => `missing-comment ${name}`));
  });

  it('is silent where a pairing comment speaks of the barrier from further away', async () => {
    expect(
      await remarks('\t/* The smp_wmb() below pairs with smp_rmb() in g(). */\n\tx->a = 1;\n\tsmp_wmb();'),
    ).toEqual([]);
  });

  it('is silent in the headers that make the primitives', async () => {
    expect(await remarks('\tsmp_wmb();', 'include/asm-generic/barrier.h')).toEqual([]);
  });

  it('is opt-in', () => {
    expect(missingComment.meta.default).toBe(false);
  });
});

describe('uninformative-comment', () => {
  it('takes no comment on the end of a loop for one at the barrier below', async () => {
    const loop = (note: string) => `\tfor (;;) {\n\t\tif (x->a)\n\t\t\tbreak;\n\t}${note}\n\n`;
    expect(await remarks(`${loop(' /* for */')}\tsmp_mb();`)).toEqual(['missing-comment smp_mb']);
    expect(await remarks(`${loop('')}\t/* for */\n\tsmp_mb();`)).toEqual(['uninformative-comment smp_mb']);
  });

  it.each([
    '/* memory barrier */',
    '/* Memory barrier. */',
    '// barrier',
    '/* sync */',
    '/* write memory barrier needed */',
    '/*\n\t * A full barrier\n\t */',
  ])('reports %s', async (comment) => {
    expect(await remarks(`\t${comment}\n\tsmp_mb();`)).toEqual(['uninformative-comment smp_mb']);
  });

  it.each([
    '/* a before b */',
    '/* memory barrier for the doorbell */',
    '/* see g() */',
    '/* paired with smp_mb() in g() */',
    '/* barrier-ls-ignore missing-comment: the whole file is about it */',
  ])('accepts %s', async (comment) => {
    expect(await remarks(`\t${comment}\n\tsmp_mb();`)).toEqual([]);
  });

  it('is silent where another comment says more', async () => {
    expect(await remarks('\t/* a before b */\n\tsmp_wmb(); /* barrier */')).toEqual([]);
  });

  const pair = (above: string, header: string) =>
    `\t/* ${above} */\n\t${header} {\n\t\tmb(); /* sync */\n\t\tflush(x);\n\t\tmb(); /* sync */\n\t\tdrop(x);\n\t}`;
  const both = ['uninformative-comment mb', 'uninformative-comment mb'];

  it('is silent where the comment above the if around speaks of order', async () => {
    expect(await remarks(pair('A barrier keeps the stores to a before the flush.', 'if (x->a)'))).toEqual([]);
    expect(await remarks(pair('Flush in order to get rid of a.', 'if (x->a)'))).toEqual(both);
    expect(
      await remarks(pair('A barrier keeps the stores to a before the flush. */\n\tx->b = 1;\n\t/* b', 'if (x->a)')),
    ).toEqual(both);
  });

  it('is silent where the comment above the statements around speaks of order', async () => {
    const sequence = (above: string, between = '') =>
      `\t/* ${above} */\n\tx->a = 1;\n${between}\tx->b = 2;\n\t/* barrier */\n\twmb();`;
    expect(await remarks(sequence('a and b have to be visible to the device'))).toEqual([]);
    expect(await remarks(sequence('a and b are known to the device'))).toEqual(['uninformative-comment wmb']);
    expect(await remarks(sequence('a has to be visible to the device', '\n'))).toEqual(['uninformative-comment wmb']);
  });

  it('is silent where the comment above the function names the primitive', async () => {
    const body =
      '\tx->a = 1;\n\n\t/* memory barrier */\n\twmb();\n}\n\nvoid g(struct x *x)\n{\n\tx->a = 1;\n\n\t/* memory barrier */\n\twmb();';
    expect(await remarks(body)).toEqual(['uninformative-comment wmb', 'uninformative-comment wmb']);
    const told = body.replace('void g', '/* Takes x, lest a caller forget the wmb() behind the store. */\nvoid g');
    expect(await remarks(told)).toEqual(['uninformative-comment wmb']);
    expect(await remarks(told.replace('the wmb()', 'the smp_wmb()'))).toHaveLength(2);
  });
});
