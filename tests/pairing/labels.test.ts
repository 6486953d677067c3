import { describe, expect, it } from 'vitest';
import { pairLines } from '../support/analyse.ts';

describe('labels with their function', () => {
  it('lead to the call at whose end they stand', async () => {
    expect(
      await pairLines(`
void reserve(struct ring *ring)
{
	if (!atomic_long_try_cmpxchg(&ring->head, &old,
				     next)) /* LMM(reserve:A) */
		retry();
}

void read(struct ring *ring)
{
	/* This pairs with reserve:A. */
	smp_rmb(); /* LMM(read:A) */
}
`),
    ).toEqual(['main.c:10 smp_rmb@11 -> atomic_long_try_cmpxchg@3 in reserve [resolved]']);
  });

  it('are told apart by the function, and by the letter', async () => {
    expect(
      await pairLines(`
void push(void)
{
	smp_mb(); /* LMM(push:A) */
	smp_wmb(); /* LMM(push:B) */
}

void other(void)
{
	smp_mb(); /* LMM(other:B) */
}

void pop(void)
{
	/* Pairs with push:B. */
	smp_rmb();
}
`),
    ).toEqual(['main.c:14 smp_rmb@15 -> smp_wmb@4 in push [resolved]']);
  });

  it('may name a plain statement: that is the other side then', async () => {
    expect(
      await pairLines(`
void push(struct ring *ring)
{
	ring->slot = 1; /* LMM(push:A) */
	smp_wmb();
}

void pop(struct ring *ring)
{
	/* Pairs with push:A. */
	smp_rmb();
}
`),
    ).toEqual(['main.c:9 smp_rmb@10 -> push:A@3 in push [resolved-wrapper]']);
  });

  it('are looked for in the file of the function', async () => {
    expect(
      await pairLines(`
//- push.c
void push(void)
{
	smp_mb(); /* LMM(push:A) */
}
//- pop.c
void pop(void)
{
	/* Pairs with push:A. */
	smp_mb(); /* LMM(pop:A) */
}
`),
    ).toEqual(['pop.c:3 smp_mb@4 -> smp_mb@push.c:3 in push [resolved]']);
  });
});

describe('lone letters', () => {
  it('lead to each other in one file', async () => {
    expect(
      await pairLines(`
void lock(void)
{
	smp_mb(); /* A matches D */
}

void unlock(void)
{
	smp_mb(); /* D matches A */
}
`),
    ).toEqual([
      'main.c:3 smp_mb@3 -> smp_mb@8 in unlock [resolved] <->',
      'main.c:8 smp_mb@8 -> smp_mb@3 in lock [resolved] <->',
    ]);
  });

  it('lead to the header of the same name, and no further', async () => {
    const source = (header: string) => `
//- include/linux/gate.h
static inline void gate_enter(void)
{
	smp_mb(); /* B matches C */
}
//- lib/gate.c
#include <${header}>
void gate_close(void)
{
	smp_mb(); /* C matches B */
}
`;
    expect(await pairLines(source('linux/gate.h'))).toEqual([
      'include/linux/gate.h:3 smp_mb@3 -> smp_mb@lib/gate.c:4 in gate_close [resolved]',
      'lib/gate.c:4 smp_mb@4 -> smp_mb@include/linux/gate.h:3 in gate_enter [resolved]',
    ]);
    expect(await pairLines(source('linux/door.h'))).toEqual([
      'include/linux/gate.h:3 smp_mb@3 -> nothing [vague]',
      'lib/gate.c:4 smp_mb@4 -> nothing [vague]',
    ]);
  });

  it('may stand in a drawing only: nothing is missing then', async () => {
    expect(
      await pairLines(`
void lock(void)
{
	smp_mb(); /* A matches D */
}
`),
    ).toEqual(['main.c:3 smp_mb@3 -> nothing [vague]']);
  });
});

describe('tags', () => {
  it('pair the two sides that cite them', async () => {
    expect(
      await pairLines(`
/*
 * RING_BARRIER_1: the consumer looks at the ring without its lock.
 */
void push(struct ring *ring)
{
	/* see RING_BARRIER_1 for purpose/pairing */
	smp_store_release(&ring->head, 1);
}

void push_more(struct ring *ring)
{
	/* see RING_BARRIER_1 for purpose/pairing */
	smp_store_release(&ring->head, 2);
}

int pop(struct ring *ring)
{
	/* see RING_BARRIER_1 for purpose/pairing */
	return smp_load_acquire(&ring->head);
}
`),
    ).toEqual([
      'main.c:6 smp_store_release@7 -> smp_load_acquire@19 in pop [resolved] <->',
      'main.c:12 smp_store_release@13 -> smp_load_acquire@19 in pop [resolved] <->',
      'main.c:18 smp_load_acquire@19 -> smp_store_release@7 in push, smp_store_release@13 in push_more [resolved] <->',
    ]);
  });
});
