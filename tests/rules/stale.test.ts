import { describe, it } from 'vitest';
import { misspeltPrimitive } from '../../server/src/rules/misspelt-primitive.ts';
import { staleBarrier } from '../../server/src/rules/stale-barrier.ts';
import { staleFunction } from '../../server/src/rules/stale-function.ts';
import { checkFindings } from '../support/analyse.ts';

describe('stale-function', () => {
  const check = (source: string) => checkFindings([staleFunction], source);

  it('reports a function that is nowhere, at its name', async () => {
    await check(`
static void reader(struct ring *ring)
{
	/* Pairs with smp_wmb() in ring_push_one(). */
	//                         ^^^^^^^^^^^^^ stale-function: The comment at smp_rmb() names ring_push_one(), which exists nowhere
	smp_rmb();
}
`);
  });

  it('is silent about a function of another file', async () => {
    await check(`
//- reader.c
static void reader(struct ring *ring)
{
	/* Pairs with smp_wmb() in ring_push(). */
	smp_rmb();
}
//- writer.c
void ring_push(struct ring *ring)
{
	ring->slot = 1;
	smp_wmb();
	ring->head = 2;
}
`);
  });

  it('reports a name in a comment at a barrier, without any verb', async () => {
    await check(`
static void waiter(struct wait *wait)
{
	/* We raced with old_wake_up() handing over the token. */
	//               ^^^^^^^^^^^ stale-function: The comment at smp_rmb() names old_wake_up()
	smp_rmb();
}
`);
  });

  it('is silent about what pairs no barriers', async () => {
    await check(`
static void reader(struct ring *ring)
{
	/* This is paired with ring_put_gone(). */
	ring_get(ring);
}
`);
  });
});

describe('stale-barrier', () => {
  const check = (source: string) => checkFindings([staleBarrier], source);

  it('reports a function that exists without the barrier', async () => {
    await check(`
static void writer(struct ring *ring)
{
	ring->head = 2;
}

static void reader(struct ring *ring)
{
	/* Pairs with smp_wmb() in writer(). */
	//                         ^^^^^^ stale-barrier: … smp_wmb() in writer()
	smp_rmb();
}
`);
  });

  it('hints at the callee that holds the barrier', async () => {
    await check(`
static void publish(struct ring *ring)
{
	ring->slot = 1;
	smp_wmb();
	ring->head = 2;
}

static void writer(struct ring *ring)
{
	publish(ring);
}

static void reader(struct ring *ring)
{
	/* Pairs with smp_wmb() in writer(). */
	// ^^^^^^^^^^ stale-barrier: writer() holds no barrier itself: smp_wmb() stands in publish()
	smp_rmb();
}
`);
  });

  it('accepts a release in the place of a write barrier', async () => {
    await check(`
static void writer(struct ring *ring)
{
	smp_store_release(&ring->head, 2);
}

static void reader(struct ring *ring)
{
	/* Pairs with smp_wmb() in writer(). */
	smp_rmb();
}
`);
  });
});

describe('misspelt-primitive', () => {
  it('gives the right spelling', async () => {
    await checkFindings(
      [misspeltPrimitive],
      `
static void writer(struct ring *ring)
{
	ring->slot = 1;
	smp_wmb();
	ring->head = 2;
}

static void reader(struct ring *ring)
{
	/* Pairs with smb_wmb() in writer(). */
	//            ^^^^^^^ misspelt-primitive: There is no primitive smb_wmb; the comment means smp_wmb(), as in smp_wmb() in writer()
	smp_rmb();
}
`,
    );
  });
});
