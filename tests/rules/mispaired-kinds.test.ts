import { describe, it } from 'vitest';
import { mispairedKinds } from '../../server/src/rules/mispaired-kinds.ts';
import { checkFindings } from '../support/analyse.ts';

const check = (source: string) => checkFindings([mispairedKinds], source);

const BOX = 'struct box { int data; int ready; int seen; int asleep; };\n';

describe('mispaired-kinds, documented', () => {
  it('reports two write barriers: neither side keeps its loads apart', async () => {
    await check(`${BOX}
static void fill(struct box *box)
{
	box->data = 1;
	/* Pairs with smp_wmb() in take(). */
	// ^^^^^^^^^^ mispaired-kinds: smp_wmb() in fill() is said to pair with smp_wmb() in take() … both order only stores
	smp_wmb();
	WRITE_ONCE(box->ready, 1);
}

static void take(struct box *box)
{
	box->seen = 1;
	/* Pairs with smp_wmb() in fill(). */
	// ^^^^^^^^^^ mispaired-kinds: smp_wmb() in take() … fill()
	smp_wmb();
	box->asleep = 1;
}
`);
  });

  it('reports barrier() that is said to pair with a barrier between CPUs', async () => {
    const taker = (words: string, barrier: string, note = '') => `${BOX}
static void fill(struct box *box)
{
	box->data = 1;
	smp_wmb();
	WRITE_ONCE(box->ready, 1);
}

static void take(struct box *box)
{
	if (!READ_ONCE(box->ready))
		return;
	/* ${words} */
	${barrier}();${note}
	use(box->data);
}
`;
    await check(
      taker(
        'Pairs with smp_wmb() in fill().',
        'barrier',
        '\n\t//<^^^^^^^ mispaired-kinds: barrier() is said to pair with smp_wmb() in fill() … for the compiler alone',
      ),
    );
    await check(taker('Pairs with smp_wmb() in fill().', 'smp_rmb'));
    await check(taker('Pairs with smp_wmb() in fill(), which an interrupt on this CPU may run.', 'barrier'));
    await check(taker('See fill() for what is stored.', 'barrier'));
  });

  it('reports a read barrier with an acquire', async () => {
    await check(`${BOX}
static int look(struct box *box)
{
	int ready = READ_ONCE(box->ready);

	/* Pairs with smp_load_acquire() in take(). */
	// ^^^^^^^^^^ mispaired-kinds: … neither orders stores
	smp_rmb();
	return ready + box->data;
}

static int take(struct box *box)
{
	return smp_load_acquire(&box->ready);
}
`);
  });

  it('reports store buffering with less than two full barriers, and names both objects', async () => {
    await check(`${BOX}
static void sleeper(struct box *box)
{
	WRITE_ONCE(box->asleep, 1);
	/* Pairs with smp_wmb() in waker(). */
	// ^^^^^^^^^^ mispaired-kinds: smp_mb() in sleeper() is said to pair with smp_wmb() in waker() … asleep is stored and ready loaded, there ready stored and asleep loaded
	smp_mb();
	if (!READ_ONCE(box->ready))
		schedule();
}

static void waker(struct box *box)
{
	WRITE_ONCE(box->ready, 1);
	smp_wmb();
	if (READ_ONCE(box->asleep))
		poke(box);
}
`);
  });

  it('accepts store buffering with full barriers, and message passing through one', async () => {
    await check(`${BOX}
static void sleeper(struct box *box)
{
	WRITE_ONCE(box->asleep, 1);
	/* Pairs with smp_mb__after_atomic() in waker(). */
	smp_mb();
	if (!READ_ONCE(box->ready))
		schedule();
}

static void waker(struct box *box, atomic_t *count)
{
	WRITE_ONCE(box->ready, 1);
	atomic_inc(count);
	/* Pairs with smp_mb() in sleeper(). */
	smp_mb__after_atomic();
	if (READ_ONCE(box->asleep))
		poke(box);
}

static void fill(struct box *box)
{
	box->data = 1;
	/* Pairs with smp_mb() in drain(). */
	smp_wmb();
	WRITE_ONCE(box->seen, 1);
}

static int drain(struct box *box)
{
	int seen = READ_ONCE(box->seen);

	/* Pairs with smp_wmb() in fill(). */
	smp_mb();
	return seen ? box->data : 0;
}
`);
  });

  it('is silent where a comment leads to the same barrier only to read more', async () => {
    await check(`${BOX}
static void fill(struct box *box)
{
	box->data = 1;
	/* The other side follows the pointer. */
	smp_wmb();
	WRITE_ONCE(box->ready, 1);
}

static void refill(struct box *box)
{
	box->data = 2;
	/* See comment in fill(). */
	smp_wmb();
	WRITE_ONCE(box->ready, 2);
}
`);
  });

  it('is silent where one of several other sides fits', async () => {
    await check(`${BOX}
static void fill(struct box *box)
{
	box->data = 1;
	/* Pairs with the barriers in refill() and take(). */
	smp_wmb();
	WRITE_ONCE(box->ready, 1);
}

static void refill(struct box *box)
{
	box->data = 2;
	smp_wmb();
	WRITE_ONCE(box->ready, 2);
}

static int take(struct box *box)
{
	int ready = READ_ONCE(box->ready);

	smp_rmb();
	return ready ? box->data : 0;
}
`);
  });
});

describe('mispaired-kinds, by what stands around', () => {
  it('reports a write barrier between the loads of what another function stores in order', async () => {
    await check(`${BOX}
static void fill(struct box *box)
{
	box->data = 1;
	smp_wmb();
	WRITE_ONCE(box->ready, 1);
}

static int take(struct box *box)
{
	if (!READ_ONCE(box->ready))
		return -1;
		smp_wmb();
//^^^^^^^ mispaired-kinds: smp_wmb() orders stores, but here ready is loaded before it and data after it, which smp_wmb() in fill()
	return box->data;
}
`);
  });

  it('reports a read barrier between the stores that another function loads in order', async () => {
    await check(`${BOX}
static void fill(struct box *box)
{
	box->data = 1;
		smp_rmb();
//^^^^^^^ mispaired-kinds: smp_rmb() orders loads, but here data is stored before it and ready after it, which smp_rmb() in take()
	WRITE_ONCE(box->ready, 1);
}

static int take(struct box *box)
{
	if (!READ_ONCE(box->ready))
		return -1;
	smp_rmb();
	return box->data;
}
`);
  });

  it('reports a write barrier in a handler that has stored nothing and goes on to read', async () => {
    await check(`
struct mbox_dev { void *base; int count; };
struct mbox { struct mbox_dev *dev; struct work_struct work; int start; };
struct header { int messages; };

void mbox_handler(struct work_struct *work)
{
	struct mbox *mbox = container_of(work, struct mbox, work);
	struct mbox_dev *dev = &mbox->dev[0];
	struct header *header;

		smp_wmb();
//^^^^^^^ mispaired-kinds: smp_wmb() orders stores, but mbox_handler() stores nothing before it, and after it only loads dev->base, mbox->start
	header = (struct header *)(dev->base + mbox->start);
	while (header->messages)
		handle(header);
}
`);
  });

  it('is silent where a helper orders its caller’s stores, or a call stores', async () => {
    await check(`${BOX}
static void order_and_ring(struct box *box)
{
	smp_wmb();
	if (box->asleep)
		poke(box);
}

static void store_and_ring(struct box *box)
{
	struct box *next = &box[1];

	set_data(next);
	smp_wmb();
	if (next->asleep)
		poke(box);
}
`);
  });

  it('is silent where the barrier orders something as well', async () => {
    await check(`${BOX}
static void fill(struct box *box)
{
	box->data = 1;
	smp_wmb();
	WRITE_ONCE(box->ready, 1);
}

static int pass_on(struct box *box)
{
	int ready = READ_ONCE(box->ready);

	box->seen = ready;
	smp_wmb();
	box->asleep = 0;
	return box->data;
}
`);
  });
});
