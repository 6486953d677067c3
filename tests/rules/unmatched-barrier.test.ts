import { describe, it } from 'vitest';
import { unmatchedReadBarrier } from '../../server/src/rules/unmatched-read-barrier.ts';
import { unmatchedWriteBarrier } from '../../server/src/rules/unmatched-write-barrier.ts';
import { checkFindings } from '../support/analyse.ts';

const check = (source: string) => checkFindings([unmatchedReadBarrier, unmatchedWriteBarrier], source);

const WRITER = `
struct box { int data; int ready; };

static void fill(struct box *box)
{
	box->data = 1;
	smp_wmb();
	box->ready = 1;
}
`;

describe('barriers without another side', () => {
  it('reports a write barrier whose objects nobody loads in order', async () => {
    await check(`
struct box { int data; int ready; };

static void fill(struct box *box)
{
	box->data = 1;
		smp_wmb();
//^^^^^^^ unmatched-write-barrier: No comment says what this smp_wmb() pairs with … beside data and ready
	box->ready = 1;
}

static int take(struct box *box)
{
	return box->ready ? box->data : 0;
}
`);
  });

  it('reports a read barrier whose objects nobody stores in order', async () => {
    await check(`
struct box { int data; int ready; };

static int take(struct box *box)
{
	if (!box->ready)
		return 0;
		smp_rmb();
//^^^^^^^ unmatched-read-barrier: No comment says what this smp_rmb() pairs with … beside ready and data
	return box->data;
}
`);
  });

  it('accepts two that may face each other, be it in other structures', async () => {
    await check(`${WRITER}
static int take(struct view *view)
{
	if (!view->ready)
		return 0;
	smp_rmb();
	return view->data;
}
`);
  });

  it('accepts a marked load, or an acquire, of what is stored', async () => {
    await check(`${WRITER}
static int take(struct box *box)
{
	return READ_ONCE(box->ready);
}
`);
  });

  it('is silent where a comment says something, or leads there', async () => {
    await check(`
static void fill(struct box *box)
{
	box->data = 1;
	/* The firmware looks at ready. */
	smp_wmb();
	box->ready = 1;
}

static void refill(struct box *box)
{
	box->old_data = 1;
	smp_wmb();
	box->old_ready = 1;
}

static void take(struct box *box)
{
	/* Pairs with smp_wmb() in refill(). */
	smp_mb();
}
`);
  });

  it('is silent about devices, and where addresses are passed on', async () => {
    await check(`
static void ring(struct box *box)
{
	box->data = 1;
	wmb();
	box->ready = 1;
	dma_wmb();
	box->data = 2;
}

static void hand_over(struct box *box)
{
	box->data = 1;
	smp_wmb();
	publish(&box->ready);
}
`);
  });
});
