import { describe, expect, it } from 'vitest';
import { anchorLines, labelLines } from '../support/facts.ts';

/** The anchors of the statements of a function's body, whose first line is 3. */
const inBody = (body: string) => anchorLines(`void f(struct ring *ring)\n{\n${body}\n}\n`);
const labelsInBody = (body: string) => labelLines(`void f(struct ring *ring)\n{\n${body}\n}\n`);

describe('where the documented operation stands', () => {
  it.each([
    ['in the statement below', '/* Pairs with smp_rmb() in pop(). */\nsmp_wmb();', '3 pair -> smp_wmb@4 in f'],
    [
      'on the same line',
      'smp_wmb();\nsmp_mb(); /* Pairs with smp_mb() in pop(). */\nsmp_rmb();',
      '4 pair -> smp_mb@4 in f',
    ],
    [
      'on the same line, of which it is no part by its name',
      'smp_store_release(&ring->a, 1); // Pairs with smp_load_acquire() in pop().\nsmp_store_release(&ring->b, 1);',
      '3 pair -> smp_store_release@3 in f',
    ],
    [
      'in the condition below',
      '/* Pairs with smp_store_release() in push(). */\nif (ring->on &&\n    smp_load_acquire(&ring->head))\n\tsmp_mb();',
      '3 pair -> smp_load_acquire@5 in f',
    ],
    [
      'some statements below',
      '/* Publish the slot; pairs with smp_rmb() in pop(). */\nring->slot = 1;\nring->count++;\nsmp_wmb();\nring->head = 2;',
      '3 pair -> smp_wmb@6 in f',
    ],
    [
      'above, as the words say',
      'smp_mb();\n/* The barrier above pairs with the one in pop(). */\nif (ring->head)\n\tsmp_rmb();',
      '4 pair -> smp_mb@3 in f',
    ],
    [
      'at the end of a call over several lines',
      'smp_store_release(&ring->head,\n\t\t  ring->next); /* Pairs with pop(). */\nsmp_mb();',
      '4 pair -> smp_store_release@3 in f',
    ],
    [
      'in the code below, where the verb is split over lines',
      '/*\n * This pairs\n * with smp_rmb() in pop().\n */\nsmp_wmb();',
      '4 pair -> smp_wmb@7 in f',
    ],
  ])('%s', async (_, body, expected) => {
    expect(await inBody(body)).toEqual([expected]);
  });

  it('is the operation that the words name, not the nearest one', async () => {
    expect(
      await inBody(`
	/* The smp_mb() here pairs with the one in pop(). */
	WRITE_ONCE(ring->on, 1);
	smp_mb();
	if (READ_ONCE(ring->waiting))
		wake_up(&ring->queue);
`),
    ).toEqual(['4 pair -> smp_mb@6 in f']);
  });

  it('is the opposite of the named one, rather than a neighbour of the same side', async () => {
    expect(
      await inBody(`
	/* Pairs with WRITE_ONCE() in push(). */
	WRITE_ONCE(ring->seen, READ_ONCE(ring->head));
`),
    ).toEqual(['4 pair -> READ_ONCE@5 in f']);
  });

  it('is every one of "both"', async () => {
    expect(
      await inBody(`
	/* Both WRITE_ONCE() are paired with READ_ONCE() in pop(). */
	WRITE_ONCE(ring->head, 1);
	WRITE_ONCE(ring->tail, 2);
`),
    ).toEqual(['4 pair -> WRITE_ONCE@5, WRITE_ONCE@6 in f']);
  });

  it('is one, where several of the name follow and the words speak of one', async () => {
    expect(
      await inBody(`
	/* The WRITE_ONCE() is paired with READ_ONCE() in pop(). */
	WRITE_ONCE(ring->head, 1);
	WRITE_ONCE(ring->tail, 2);
`),
    ).toEqual(['4 pair -> WRITE_ONCE@5 in f']);
  });

  it('is in the function that the comment heads', async () => {
    expect(
      await anchorLines(`
/*
 * Looks at the ring without its lock.
 * The smp_load_acquire() pairs with smp_store_release() in push().
 */
static int pop(struct ring *ring)
{
	return smp_load_acquire(&ring->head);
}
`),
    ).toEqual(['3 pair -> smp_load_acquire@7 in pop']);
  });

  it('is nowhere when the head of a function names no primitive', async () => {
    expect(
      await anchorLines(`
/* Must be paired with push(). */
static int pop(struct ring *ring)
{
	return smp_load_acquire(&ring->head);
}
`),
    ).toEqual(['1 pair -> nothing in pop']);
  });

  it('is nowhere when the comment stands between other things at file scope', async () => {
    expect(
      await anchorLines(`
/* ring_lock pairs with smp_mb() in pop(). */
static int ring_lock;

static int pop(struct ring *ring)
{
	smp_mb();
}
`),
    ).toEqual(['1 pair -> nothing in -']);
  });

  it('is in the macro around the comment', async () => {
    expect(
      await anchorLines(`
#define ring_wait(ring)					\\
do {							\\
	ring_prepare(ring);				\\
	/* Pairs with smp_mb() in ring_wake(). */	\\
	smp_mb();					\\
	ring_sleep(ring);				\\
} while (0)
`),
    ).toEqual(['4 pair -> smp_mb@5 in ring_wait']);
  });

  it('is never in another function', async () => {
    expect(
      await anchorLines(`
void first(void)
{
	/* Pairs with smp_mb() in second(). */
}

void second(void)
{
	smp_mb();
}
`),
    ).toEqual(['3 pair -> nothing in first']);
  });

  it('may be hidden in the call below', async () => {
    expect(await inBody('/* Pairs with smp_rmb() in pop(). */\nring_publish(ring);')).toEqual([
      '3 pair -> call of ring_publish@4 in f',
    ]);
  });

  it('is for each of several claims its own', async () => {
    expect(
      await inBody(`
	/*
	 * The smp_load_acquire() of head pairs with smp_store_release() in push().
	 * The smp_store_release() pairs with smp_load_acquire() in take().
	 */
	if (smp_load_acquire(&ring->head))
		smp_store_release(&ring->tail, 1);
`),
    ).toEqual(['5 pair -> smp_load_acquire@8 in f', '6 pair -> smp_store_release@9 in f']);
  });
});

describe('carets', () => {
  it('say of their line what the comment above says', async () => {
    expect(
      await inBody(`
	/* Pairs with smp_store_release() in push(). */
	head = smp_load_acquire(&ring->head); /* ^^^ */
	tail = READ_ONCE(ring->tail);
	other = smp_load_acquire(&ring->other); /* ^^^ */
`),
    ).toEqual([
      '4 pair -> smp_load_acquire@5 in f',
      '5 caret -> smp_load_acquire@5 in f',
      '7 caret -> smp_load_acquire@7 in f',
    ]);
  });
});

describe('verbs that mean other things as well', () => {
  it.each([
    ['match', '/* This matches the smp_wmb() in push(). */\nsmp_rmb();'],
    ['order', '/* Order against push(). */\nsmp_mb();'],
    ['see', '/* See push(). */\nsmp_mb();'],
    ['synchronize', '/* Synchronizes with push(). */\nif (smp_load_acquire(&ring->head))\n\treturn;'],
  ])('are claims beside a barrier: %s', async (verb, body) => {
    expect(await inBody(body)).toEqual([expect.stringMatching(`^3 ${verb} -> \\w+@4 in f$`)]);
  });

  it.each([
    '/* This matches the name in push(). */\nring->name = name;',
    '/* Order against push(). */\nring->order = 1;',
    '/* See push(). */\nring->slot = 1;',
    '/* Synchronizes with the clock of push(). */\nring->clock = clock;',
  ])('are none beside other code: %s', async (body) => {
    expect(await inBody(body)).toEqual([]);
  });
});

describe('labels', () => {
  it.each([
    ['trailing their operation', 'smp_mb(); /* B */', '3 :B -> smp_mb@3 in f'],
    ['above it, alone', '/* (B) */\nsmp_mb();', '3 :B -> smp_mb@4 in f'],
    [
      'on the last line of a call over several lines',
      'if (!try_cmpxchg(&ring->head, &old,\n\t\t next)) /* LMM(f:A) */\n\tsmp_mb();',
      '4 f:A -> try_cmpxchg@3 in f',
    ],
    ['on a plain statement', 'ring->slot = 1; /* LMM(f:A) */\nsmp_mb();', '3 f:A -> nothing in f'],
    [
      'with two operations on the line: the one that orders more',
      'WRITE_ONCE(ring->head, 1); smp_wmb(); /* C */',
      '3 :C -> smp_wmb@3 in f',
    ],
  ])('%s', async (_, body, expected) => {
    expect(await labelsInBody(body)).toEqual([expected]);
  });

  it('outside of functions name no operation', async () => {
    expect(
      await labelLines(`
/*
 * RING_BARRIER: the consumer looks at the ring without its lock.
 */
static int depth;

void f(void)
{
	smp_mb();
}
`),
    ).toEqual(['2 :RING_BARRIER -> nothing in -']);
  });
});
