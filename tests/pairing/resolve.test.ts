import { describe, expect, it } from 'vitest';
import { pairLines } from '../support/analyse.ts';

describe('where a claim leads', () => {
  it('goes to the named primitive in the named function, and knows that it is named back', async () => {
    expect(
      await pairLines(`
void writer(struct ring *ring)
{
	ring->slot = 1;
	/* Pairs with smp_load_acquire() in reader(). */
	smp_store_release(&ring->head, 1);
}

int reader(struct ring *ring)
{
	/* Pairs with smp_store_release() in writer(). */
	if (smp_load_acquire(&ring->head))
		return ring->slot;
	return 0;
}
`),
    ).toEqual([
      'main.c:4 smp_store_release@5 -> smp_load_acquire@11 in reader [resolved] <->',
      'main.c:10 smp_load_acquire@11 -> smp_store_release@5 in writer [resolved] <->',
    ]);
  });

  it('takes the operation on the same object among several', async () => {
    expect(
      await pairLines(`
void set(struct sock *sk, int a, int b)
{
	/* Pairs with READ_ONCE() in get(). */
	WRITE_ONCE(sk->limit, a);
}

int get(struct sock *sk)
{
	int a = READ_ONCE(sk->mark);
	int b = READ_ONCE(sk->limit);

	return a + b;
}
`),
    ).toEqual(['main.c:3 WRITE_ONCE@4 -> READ_ONCE@10 in get [resolved]']);
  });

  it('prefers the definition that holds the operation to a stub of the same name', async () => {
    expect(
      await pairLines(`
#ifdef CONFIG_REVOKE
static void revoke(struct res *res)
{
	use(smp_load_acquire(&shared));
}
#else
static void revoke(struct res *res) { }
#endif

void publish(struct thing *thing)
{
	/* pairs with smp_load_acquire() in revoke() */
	smp_store_release(&shared, thing);
}
`),
    ).toEqual(['main.c:12 smp_store_release@13 -> smp_load_acquire@4 in revoke [resolved]']);
  });

  it('follows calls, and says that the barrier is wrapped', async () => {
    expect(
      await pairLines(`
static void inner(struct ring *ring)
{
	smp_mb();
}

void outer(struct ring *ring)
{
	inner(ring);
}

void other(struct ring *ring)
{
	/* The pair of this smp_mb() is the one in outer(). */
	smp_mb();
}
`),
    ).toEqual(['main.c:13 smp_mb@14 -> smp_mb@3 in inner [resolved-wrapper]']);
  });

  it('takes a read-modify-write for the barrier that it implies', async () => {
    expect(
      await pairLines(`
bool finish(struct req *req)
{
	return test_and_set_bit(DONE, &req->flags);
}

void start(struct req *req)
{
	/* Pairs with smp_mb() implied by test_and_set_bit() from finish(). */
	smp_mb();
}
`),
    ).toEqual(['main.c:8 smp_mb@9 -> test_and_set_bit@3 in finish [resolved]']);
  });

  it('keeps to the own architecture and prefers the own file', async () => {
    expect(
      await pairLines(`
//- arch/one/mm.c
void switch_to(void) { smp_mb(); }
//- arch/two/mm.c
void switch_to(void) { smp_mb(); }

void flush(void)
{
	/* Pairs with smp_mb() in switch_to(). */
	smp_mb();
}
`),
    ).toEqual(['arch/two/mm.c:5 smp_mb@6 -> smp_mb@1 in switch_to [resolved]']);
  });

  it('finds what stands above and below in the same function', async () => {
    expect(
      await pairLines(`
int get(struct thing *thing)
{
	/* pairs with smp_store_release() below */
	if (smp_load_acquire(&thing->ready))
		return 0;
	/* pairs with smp_load_acquire() above */
	smp_store_release(&thing->ready, 1);
	return 1;
}
`),
    ).toEqual([
      'main.c:3 smp_load_acquire@4 -> smp_store_release@7 in get [resolved] <->',
      'main.c:6 smp_store_release@7 -> smp_load_acquire@4 in get [resolved] <->',
    ]);
  });

  it('follows labels', async () => {
    expect(
      await pairLines(`
void push(struct ring *ring)
{
	smp_mb(); /* LMM(push:A) */
}

void pull(struct ring *ring)
{
	/* This pairs with push:A. */
	smp_mb(); /* LMM(pull:A) */
}
`),
    ).toEqual(['main.c:8 smp_mb@9 -> smp_mb@3 in push [resolved]']);
  });

  it('completes a name in the same file', async () => {
    expect(
      await pairLines(`
static void acm_tty_unthrottle(struct acm *acm)
{
	smp_mb();
}

static void complete_urb(struct acm *acm)
{
	/* Matches the smp_mb() in unthrottle(). */
	smp_mb__after_atomic();
}
`),
    ).toEqual(['main.c:8 smp_mb__after_atomic@9 -> smp_mb@3 in acm_tty_unthrottle [resolved]']);
  });
});

describe('what a claim is called', () => {
  it('is stale when the function is nowhere', async () => {
    expect(
      await pairLines(`
void reader(void)
{
	/* Pairs with smp_wmb() in gone(). */
	smp_rmb();
}
`),
    ).toEqual(['main.c:3 smp_rmb@4 -> nothing [stale-function]']);
  });

  it('is stale when the function holds no barrier', async () => {
    expect(
      await pairLines(`
void writer(struct ring *ring) { ring->head = 1; }

void reader(void)
{
	/* Pairs with smp_wmb() in writer(). */
	smp_rmb();
}
`),
    ).toEqual(['main.c:5 smp_rmb@6 -> nothing [stale-barrier]']);
  });

  it('is no barrier when get is paired with put', async () => {
    expect(
      await pairLines(`
void open_thing(struct thing *thing)
{
	/* Paired with thing_put() in close_thing(). */
	thing_get(thing);
}
`),
    ).toEqual(['main.c:3 none -> nothing [not-barrier]']);
  });

  it('is vague when the other side is a device', async () => {
    expect(
      await pairLines(`
void ring_doorbell(struct dev *dev)
{
	/* Pairs with the read barrier in the device firmware. */
	dma_wmb();
}
`),
    ).toEqual(['main.c:3 dma_wmb@4 -> nothing [vague]']);
  });
});
