import { describe, it } from 'vitest';
import { redundantBarrier } from '../../server/src/rules/redundant-barrier.ts';
import { checkFindings } from '../support/analyse.ts';

const check = (source: string) =>
  checkFindings(
    [redundantBarrier],
    `
struct room { atomic_t guests; unsigned long flags; int open; int lit; };
${source}`,
  );

describe('redundant-barrier', () => {
  it('reports smp_mb() behind a value-returning read-modify-write', async () => {
    await check(`
int enter(struct room *r)
{
	int guests = atomic_inc_return(&r->guests);

	smp_mb();
	//<^^^^^^ redundant-barrier: smp_mb() adds nothing to atomic_inc_return() right before it
	return r->open ? guests : -1;
}
`);
  });

  it('reports barriers for atomics beside ordered ones', async () => {
    await check(`
void leave(struct room *r)
{
	r->lit = 0;
	smp_mb__before_atomic();
	//<^^^^^^^^^^^^^^^^^^^^^ redundant-barrier: … atomic_dec_and_test() right after it
	if (atomic_dec_and_test(&r->guests))
		wake_up_var(&r->guests);
	if (test_and_clear_bit(0, &r->flags)) {
		smp_mb__after_atomic();
		//<^^^^^^^^^^^^^^^^^^^^ redundant-barrier: … test_and_clear_bit() right before it
		wake_up_bit(&r->flags, 0);
	}
}
`);
  });

  it('reports a barrier beside a stronger one', async () => {
    await check(`
int look(struct room *r)
{
	r->lit = 1;
	smp_wmb();
	//<^^^^^^^ redundant-barrier: smp_wmb() adds nothing to smp_mb() right after it, which orders as much
	smp_mb();
	smp_rmb();
	//<^^^^^^^ redundant-barrier: smp_rmb() adds nothing to smp_mb() right before it
	return r->open;
}
`);
  });

  it('reports one behind smp_store_mb()', async () => {
    await check(`
int close_room(struct room *r)
{
	smp_store_mb(r->open, 0);
	smp_mb();
	//<^^^^^^ redundant-barrier: … smp_store_mb()
	return r->lit;
}
`);
  });

  it('reports one where a conditional read-modify-write has succeeded, itself or in a function around it', async () => {
    await check(`
static inline int take_key(struct room *r)
{
	return atomic_inc_unless_negative(&r->guests) ? 0 : -1;
}

int enter(struct room *r, int how)
{
	int error;

	if (!atomic_inc_not_zero(&r->guests))
		return -1;
	smp_mb();
	//<^^^^^^ redundant-barrier: … atomic_inc_not_zero()
	if (r->open)
		return 0;
	if (r->lit & 4) {
		error = take_key(r);
		if (unlikely(error))
			return error;
	}
	if (r->lit & 4) {
		smp_mb();
		//<^^^^^^ redundant-barrier: … take_key(), which is atomic_inc_unless_negative(), right before it
		if (r->open)
			return 1;
	}
	return 0;
}
`);
  });

  it('accepts a barrier where it may have failed', async () => {
    await check(`
int enter(struct room *r)
{
	atomic_inc_not_zero(&r->guests);
	smp_mb();
	return r->open;
}

int try_enter(struct room *r)
{
	if (atomic_inc_not_zero(&r->guests))
		return 1;
	smp_mb();
	return r->open;
}

int swap(struct room *r)
{
	if (cmpxchg(&r->open, 0, 1))
		return 1;
	smp_mb__after_atomic();
	return r->lit;
}
`);
  });

  it('accepts a barrier that has an access of its own', async () => {
    await check(`
int enter(struct room *r)
{
	int guests = atomic_inc_return(&r->guests);

	r->lit = 1;
	smp_mb();
	if (r->open)
		return guests;
	smp_rmb();
	if (READ_ONCE(r->lit))
		return 0;
	smp_rmb();
	return r->flags;
}
`);
  });

  it('accepts it behind what orders nothing, or less', async () => {
    await check(
      `
int enter(struct room *r)
{
	atomic_inc(&r->guests);
	smp_mb__after_atomic();
	if (atomic_fetch_inc_acquire(&r->guests))
		smp_mb();
	smp_store_release(&r->lit, 1);
	smp_mb();
	return r->open;
}
`,
    );
  });

  it('accepts it when some way comes without the other one, or a function is called in between', async () => {
    await check(`
int enter(struct room *r, int quietly)
{
	if (!quietly)
		atomic_inc_return(&r->guests);
	smp_mb();
	if (r->open)
		return 1;
	atomic_inc_return(&r->guests);
	greet(r);
	smp_mb();
	return r->lit;
}
`);
  });

  it('leaves architecture code and barriers against devices alone', async () => {
    await check(`
void kick(struct room *r)
{
	wmb();
	mb();
	dma_wmb();
}
//- arch/x86/lib/a.c
void twice(void)
{
	smp_mb();
	smp_mb();
}
`);
  });

  it('keeps the barrier before what queues work, whatever that is made of', async () => {
    await check(`
void later(struct room *r, struct tasklet_struct *work)
{
	r->lit = 1;
	smp_wmb();
	tasklet_schedule(work);
}

void sooner(struct room *r)
{
	r->lit = 1;
	smp_wmb();
	//<^^^^^^^ redundant-barrier: smp_wmb() adds nothing to atomic_inc_return()
	atomic_inc_return(&r->guests);
}
`);
  });

  it('knows what is there for more than order', async () => {
    await check(`
int poll_room(struct room *r, struct file *file, struct poll_table_struct *wait, wait_queue_head_t *queue)
{
	if (smp_load_acquire(&r->open))
		return 1;
	if (test_and_set_bit(WANTED, &r->flags))
		poll_wait(file, queue, wait);
	return 0;
}
`);
  });

  it('keeps the barrier behind a helper that orders only by how it is made', async () => {
    await check(`
void call(struct room *r, struct llist_node *guest, struct llist_head *waiting)
{
	llist_add(guest, waiting);
	smp_mb();
	if (r->open)
		wake_up_var(&r->open);
}

void count(struct room *r)
{
	atomic_inc_return(&r->guests);
	smp_mb();
	//<^^^^^^ redundant-barrier: smp_mb() adds nothing to atomic_inc_return()
	if (r->open)
		wake_up_var(&r->open);
}
`);
  });

  it('keeps a read barrier whose comment says where its other side is, before a read-modify-write for something else', async () => {
    await check(`
int look(struct room *r)
{
	if (!READ_ONCE(r->open))
		return 0;
	/* Sees what came before the room was opened; pairs with smp_wmb() in open_room(). */
	smp_rmb();
	return test_and_set_bit(WANTED, &r->flags);
}

int look_again(struct room *r)
{
	if (!READ_ONCE(r->open))
		return 0;
	/* Sees what came before the room was opened. */
	smp_rmb();
	//<^^^^^^^ redundant-barrier: smp_rmb() adds nothing to test_and_set_bit() right after it
	return test_and_set_bit(WANTED, &r->flags);
}

int count_and_look(struct room *r)
{
	int guests = atomic_inc_return(&r->guests);

	/* Sees what came before the room was opened; pairs with smp_wmb() in open_room(). */
	smp_rmb();
	//<^^^^^^^ redundant-barrier: smp_rmb() adds nothing to atomic_inc_return() right before it
	return r->open ? guests : -1;
}

int close_and_count(struct room *r)
{
	WRITE_ONCE(r->open, 0);
	/* Closed before they are counted; pairs with smp_rmb() in look(). */
	smp_mb();
	//<^^^^^^ redundant-barrier: smp_mb() adds nothing to atomic_inc_return() right after it
	return atomic_inc_return(&r->guests);
}

void open_room(struct room *r)
{
	r->lit = 1;
	smp_wmb();
	WRITE_ONCE(r->open, 1);
}
`);
  });

  it('knows a function that is another name for a read-modify-write, after the barrier as before it', async () => {
    await check(`
static int enter(struct room *r)
{
	return atomic_inc_return(&r->guests);
}

int first(struct room *r)
{
	WRITE_ONCE(r->lit, 1);
	smp_mb();
	//<^^^^^^ redundant-barrier: smp_mb() adds nothing to enter(), which is atomic_inc_return(), right after it
	return enter(r) == 1;
}

static void wave(struct room *r)
{
	atomic_inc(&r->guests);
}

void pass(struct room *r)
{
	WRITE_ONCE(r->lit, 1);
	smp_mb();
	wave(r);
}
`);
  });
});
