import { describe, expect, it } from 'vitest';
import { runRules } from '../../server/src/rules/index.ts';
import { weakStoreBuffering } from '../../server/src/rules/weak-store-buffering.ts';
import { analyse, checkFindings } from '../support/analyse.ts';

const check = (source: string) => checkFindings([weakStoreBuffering], source);

/** The side that makes space: index first, then whether the queue is stopped. */
const CLEANER = `
struct ring { struct net_device *dev; u32 head; u32 tail; spinlock_t lock; };

static u32 ring_space(struct ring *ring)
{
	return READ_ONCE(ring->tail) - ring->head;
}

static void ring_clean(struct ring *ring, u32 done)
{
	WRITE_ONCE(ring->tail, ring->tail + done);
	smp_mb();
	if (netif_queue_stopped(ring->dev) && ring_space(ring) > 4)
		netif_wake_queue(ring->dev);
}
`;

describe('weak-store-buffering, of queues that are stopped', () => {
  it('reports a queue that is stopped and looked at again without a barrier, and names the other side', async () => {
    await check(`${CLEANER}
static int ring_xmit(struct ring *ring)
{
	if (ring_space(ring) < 4) {
		netif_stop_queue(ring->dev);
//^^^^^^^^^^^^^^^^ weak-store-buffering: ring_xmit() stops the queue … no full barrier in between … ring_clean() misses that the queue is stopped
		if (ring_space(ring) > 4)
			netif_start_queue(ring->dev);
	}
	return 0;
}
`);
  });

  it('reports a weak barrier in between', async () => {
    await check(`${CLEANER}
static int ring_xmit(struct ring *ring)
{
	bool stopped = false;

	if (ring_space(ring) < 4) {
		netif_tx_stop_queue(ring->dev);
		stopped = true;
		/* We may have raced with ring_clean(). */
		smp_rmb();
//^^^^^^^ weak-store-buffering: … only smp_rmb() in between … the queue stays stopped
		if (unlikely(ring_space(ring) > 4)) {
			netif_tx_wake_queue(ring->dev);
			stopped = false;
		}
	}
	return stopped;
}
`);
  });

  it('accepts a full barrier, in between or in what the condition calls', async () => {
    await check(`${CLEANER}
static int ring_xmit(struct ring *ring)
{
	netif_stop_queue(ring->dev);
	smp_mb();
	if (ring_space(ring) > 4)
		netif_start_queue(ring->dev);
	return 0;
}

static bool has_space_now(struct ring *ring)
{
	smp_mb();
	return ring_space(ring) > 4;
}

static int ring_xmit_again(struct ring *ring)
{
	netif_stop_queue(ring->dev);
	if (has_space_now(ring))
		netif_start_queue(ring->dev);
	return 0;
}

static int ring_xmit_atomic(struct ring *ring, atomic_t *space)
{
	netif_stop_queue(ring->dev);
	if (atomic_add_return(0, space) > 4)
		netif_start_queue(ring->dev);
	return 0;
}
`);
  });

  it('is silent under a lock, where something else happens first, and where the packet is examined', async () => {
    await check(`${CLEANER}
static int ring_xmit(struct ring *ring)
{
	spin_lock(&ring->lock);
	netif_stop_queue(ring->dev);
	if (ring_space(ring) > 4)
		netif_start_queue(ring->dev);
	spin_unlock(&ring->lock);
	return 0;
}

static void ring_reset(struct ring *ring)
{
	netif_stop_queue(ring->dev);
	reset_hardware(ring);
	if (ring_space(ring) > 4)
		netif_start_queue(ring->dev);
}

static void ring_send(struct ring *ring, struct sk_buff *skb)
{
	netif_stop_queue(ring->dev);
	if (skb->len > ring->dev->mtu)
		netif_start_queue(ring->dev);
}
`);
  });
});

/** Another driver: who makes space is `cleaner`, with `early` before and `late` after the look at the queue. */
describe('weak-store-buffering, by the side that makes space,', () => {
  const driver = (early: string, late: string, more = '') => `
struct ring { struct net_device *dev; u32 head; u32 tail; u32 size; };
${more}
static void cleaner(struct ring *ring, u32 done)
{
	${early}
	if (netif_queue_stopped(ring->dev))
		netif_wake_queue(ring->dev);
	${late}
}

static int xmit(struct ring *ring)
{
	netif_stop_queue(ring->dev);
	if (ring->head - ring->tail < ring->size)
		netif_wake_queue(ring->dev);
	return 0;
}
`;
  const found = async (source: string) =>
    runRules(await analyse(new Map([['ring.c', source]])), [weakStoreBuffering]).map(({ severity, related }) => ({
      severity,
      related: related.map(({ span, message }) => `${source.slice(span.start, span.end)}: ${message}`),
    }));

  it('reports one that stores and then looks, and shows both', async () => {
    expect(await found(driver('ring->tail = done;', ''))).toEqual([
      {
        severity: 'warning',
        related: [
          'tail: cleaner() makes space',
          'netif_queue_stopped: cleaner() then looks whether the queue is stopped',
        ],
      },
    ]);
  });

  it('is silent where it looks and then stores', async () => {
    expect(await found(driver('', 'ring->tail = done;'))).toEqual([]);
  });

  it('is silent where it calls what stores only after the look', async () => {
    const advance = 'static void advance(struct ring *ring, u32 done)\n{\n\tring->tail += done;\n}\n';
    expect(await found(driver('', 'advance(ring, done);', advance))).toEqual([]);
    const [early] = await found(driver('advance(ring, done);', '', advance));
    expect(early!.related[0]).toBe('advance: cleaner() makes space');
  });

  it('reports one that stores on both sides of the look', async () => {
    expect(await found(driver('ring->tail = done;', 'ring->tail = done + 1;'))).toHaveLength(1);
  });

  it('only hints where what it does is not seen: a store to something else, or a comparison', async () => {
    const unseen = await found(driver('ring->dev = find(done);', 'if (ring->tail == done)\n\t\treturn;'));
    expect(unseen.map(({ severity }) => severity)).toEqual(['hint']);
  });

  it('is silent where it stores or looks under the lock that the stack sends under', async () => {
    for (const [lock, unlock] of [
      ['netif_tx_lock(ring->dev);', 'netif_tx_unlock(ring->dev);'],
      ['__netif_tx_lock_bh(ring->txq);', '__netif_tx_unlock_bh(ring->txq);'],
      ['HARD_TX_LOCK(ring->dev, ring->txq, cpu);', 'HARD_TX_UNLOCK(ring->dev, ring->txq);'],
    ]) {
      expect(await found(driver(`${lock}\n\tring->tail = done;\n\t${unlock}`, ''))).toEqual([]);
      expect(await found(driver(`ring->tail = done;\n\t${lock}`, unlock!))).toEqual([]);
      expect(await found(driver(`${lock}\n\tprepare(ring);\n\t${unlock}\n\tring->tail = done;`, ''))).toHaveLength(1);
    }
    expect(
      await found(driver('spin_lock(&ring->lock);\n\tring->tail = done;\n\tspin_unlock(&ring->lock);', '')),
    ).toHaveLength(1);
  });

  it('is silent under that lock where a function of another file looks for space, and for those who call it', async () => {
    const elsewhere = (lock: string, unlock: string) =>
      driver(`${lock}\n\tif (!done) {\n\t\t${unlock}\n\t\treturn;\n\t}\n\tring->tail = done;\n\t${unlock}`, '').replace(
        'ring->head - ring->tail < ring->size',
        'ring_has_space(ring)',
      ) +
      `
static void poll(struct ring *ring)
{
	cleaner(ring, 1);
	if (netif_queue_stopped(ring->dev))
		netif_wake_queue(ring->dev);
}
`;
    expect(await found(elsewhere('netif_tx_lock(ring->dev);', 'netif_tx_unlock(ring->dev);'))).toEqual([]);
    expect(await found(elsewhere('spin_lock(&ring->lock);', 'spin_unlock(&ring->lock);'))).toHaveLength(1);
  });

  it('does not take the one who sends for the one who makes space', async () => {
    const sender = `
static int send(struct ring *ring)
{
	if (netif_queue_stopped(ring->dev))
		return -1;
	ring->head++;
	return xmit(ring);
}
`;
    expect((await found(driver('ring->tail = done;', '', sender))).map(({ severity }) => severity)).toEqual([
      'warning',
    ]);
    expect((await found(driver('', '', sender))).map(({ severity }) => severity)).toEqual(['hint']);
  });
});

describe('weak-store-buffering, of fences', () => {
  const WAKER = `
struct box { int ready; int asleep; int data; };

static void waker(struct box *box)
{
	WRITE_ONCE(box->ready, 1);
	smp_mb();
	if (READ_ONCE(box->asleep))
		poke(box);
}
`;

  it('reports a weak fence between a store and a load where the other side does the opposite', async () => {
    await check(`${WAKER}
static void sleeper(struct box *box)
{
	WRITE_ONCE(box->asleep, 1);
		smp_wmb();
//^^^^^^^ weak-store-buffering: asleep is stored before this smp_wmb() and ready loaded after it; around smp_mb() in waker()
	if (!READ_ONCE(box->ready))
		schedule();
}
`);
  });

  it('accepts full barriers on both sides', async () => {
    await check(`${WAKER}
static void sleeper(struct box *box)
{
	WRITE_ONCE(box->asleep, 1);
	smp_mb();
	if (!READ_ONCE(box->ready))
		schedule();
}
`);
  });

  it('is silent where the two sides pass a message', async () => {
    await check(`${WAKER}
static void reader(struct box *box)
{
	if (READ_ONCE(box->asleep))
		return;
	smp_rmb();
	use(READ_ONCE(box->ready));
}
`);
  });
});

describe('weak-store-buffering, of looks right behind a marked store', () => {
  const POOL =
    'struct pool { unsigned long flags; unsigned long free; int left; atomic_t users; atomic_t closing; };\n';
  const maker = (between: string) => `
static void put_back(struct pool *p, int n)
{
	WRITE_ONCE(p->left, n);
	${between}
	if (test_and_clear_bit(EMPTY, &p->flags))
		restart(p);
}
`;
  const taker = (between: string, note = '') => `
static bool is_empty(struct pool *p)
{
	return READ_ONCE(p->left) == 0;
}

static void take(struct pool *p)
{
	set_bit(EMPTY, &p->flags);${note}
	${between}
	if (!is_empty(p))
		clear_bit(EMPTY, &p->flags);
}
`;
  const BAD =
    '\n\t//<^^^^^^^ weak-store-buffering: take() stores with set_bit() and then looks at what put_back() stores';

  it('reports a flag that is set before another look, where the other side looks at the flag last', async () => {
    await check(`${POOL}${maker('smp_mb();')}${taker('', BAD)}`);
    await check(`${POOL}${maker('')}${taker('', BAD)}`);
  });

  it('reports a weak barrier in between at the barrier', async () => {
    await check(
      `${POOL}${maker('smp_mb();')}${taker('smp_wmb();\n\t//<^^^^^^^ weak-store-buffering: … only smp_wmb() in between')}`,
    );
  });

  it('accepts a full barrier, a lock, and a second look later', async () => {
    await check(`${POOL}${maker('smp_mb();')}${taker('smp_mb__after_atomic();')}`);
    await check(`${POOL}${maker('smp_mb();')}
static void take(struct pool *p)
{
	spin_lock(&p->lock);
	set_bit(EMPTY, &p->flags);
	if (READ_ONCE(p->left))
		clear_bit(EMPTY, &p->flags);
	spin_unlock(&p->lock);
}

static void take_twice(struct pool *p)
{
	set_bit(EMPTY, &p->flags);
	if (READ_ONCE(p->left))
		return;
	smp_mb();
	if (READ_ONCE(p->left))
		clear_bit(EMPTY, &p->flags);
}
`);
  });

  it('is silent where the other side looks before it stores, at another bit, or at nothing', async () => {
    for (const other of [
      'if (test_bit(EMPTY, &p->flags))\n\t\tnote(p);\n\tWRITE_ONCE(p->left, 1);',
      'WRITE_ONCE(p->left, 1);\n\tif (test_bit(FULL, &p->flags))\n\t\tnote(p);',
      'WRITE_ONCE(p->left, 1);',
    ]) {
      await check(`${POOL}\nstatic void put_back(struct pool *p)\n{\n\t${other}\n}\n${taker('')}`);
    }
  });

  it('is silent where what was stored is reckoned with, and for flags without a barrier on either side', async () => {
    await check(`${POOL}
static void leave(struct pool *p)
{
	atomic_dec(&p->users);
	if (atomic_read(&p->users) < atomic_read(&p->closing))
		restart(p);
}

static void close(struct pool *p)
{
	atomic_inc(&p->closing);
	smp_mb();
	if (atomic_read(&p->users))
		restart(p);
}

static void rise(struct pool *p)
{
	WRITE_ONCE(p->left, 1);
	if (READ_ONCE(p->free))
		restart(p);
}

static void fall(struct pool *p)
{
	WRITE_ONCE(p->free, 1);
	if (READ_ONCE(p->left) && is_late(p))
		restart(p);
}
`);
  });

  it('follows the calls of the other side, and takes two counters for what they are', async () => {
    await check(`${POOL}
static int take_one(struct pool *p, int i)
{
	return test_and_clear_bit(i, &p->free);
}

static void take_all(struct pool *p)
{
	take_one(p, 0);
	take_one(p, 1);
}

static void go_on(struct pool *p)
{
	clear_bit(PAUSED, &p->flags);
	take_all(p);
}

static void done(struct pool *p, int i)
{
	set_bit(i, &p->free);
	//<^^^^^^^ weak-store-buffering: done() stores with set_bit() and then looks at what go_on() stores
	if (test_bit(PAUSED, &p->flags))
		return;
	take_one(p, i);
}

static void close(struct pool *p)
{
	atomic_inc(&p->closing);
	wait_event(p->wait, atomic_read(&p->users) == 0);
}

static void leave(struct pool *p)
{
	atomic_dec(&p->users);
	//<^^^^^^^^^^ weak-store-buffering: leave() stores with atomic_dec() and then looks at what close() stores … and in the other function as well
	if (atomic_read(&p->closing))
		wake_up(&p->wait);
	WRITE_ONCE(p->left, 0);
}
`);
  });
});
