import { describe, expect, it } from 'vitest';
import { waitqueueActive } from '../../server/src/rules/waitqueue-active.ts';
import { analyse, checkFindings } from '../support/analyse.ts';

const check = (source: string) =>
  checkFindings(
    [waitqueueActive],
    `
struct gate { wait_queue_head_t wait; int open; unsigned long flags; atomic_t cars; spinlock_t lock; };
${source}`,
  );

describe('waitqueue-active', () => {
  it('reports a look right after the store', async () => {
    await check(`
void open_gate(struct gate *g)
{
	g->open = 1;
	if (waitqueue_active(&g->wait))
	//  ^^^^^^^^^^^^^^^^ waitqueue-active: waitqueue_active() looks for sleepers after a plain store to g->open … wq_has_sleeper()
		wake_up(&g->wait);
}
`);
  });

  it('reports wake_up_bit() after clear_bit(), and wake_up_var() after smp_store_release()', async () => {
    await check(`
void done(struct gate *g)
{
	clear_bit(0, &g->flags);
	wake_up_bit(&g->flags, 0);
	//<^^^^^^^^^^^ waitqueue-active: wake_up_bit() looks for sleepers after clear_bit() to g->flags … smp_mb__after_atomic()
	smp_store_release(&g->open, 1);
	wake_up_var(&g->open);
	//<^^^^^^^^^^^ waitqueue-active: wake_up_var() looks for sleepers after smp_store_release() to g->open … smp_mb()
}
`);
  });

  it('takes a list operation for a store to the list, under a lock that is given back or without one', async () => {
    await check(`
struct car { struct list_head node; struct gate *gate; };
struct gates { struct list_head queue; wait_queue_head_t wait; spinlock_t lock; };

void join(struct gates *g, struct car *car)
{
	spin_lock(&g->lock);
	list_add_tail(&car->node, &g->queue);
	car->gate = NULL;
	spin_unlock(&g->lock);
	if (!waitqueue_active(&g->wait))
	//   ^^^^^^^^^^^^^^^^ waitqueue-active: waitqueue_active() looks for sleepers after list_add_tail() to g->queue, and no full barrier
		return;
	wake_up(&g->wait);
}

void join_well(struct gates *g, struct car *car)
{
	list_add_tail(&car->node, &g->queue);
	smp_mb();
	if (waitqueue_active(&g->wait))
		wake_up(&g->wait);
}

void join_other(struct gates *g, struct gates *other, struct car *car)
{
	list_add_tail(&car->node, &other->queue);
	if (waitqueue_active(&g->wait))
		wake_up(&g->wait);
}
`);
  });

  it('takes what is tested before the sleeper is woken for what it waits for', async () => {
    await check(`
void leave(struct gate *g)
{
	atomic_dec(&g->cars);
	if (waitqueue_active(&g->wait)) {
	//  ^^^^^^^^^^^^^^^^ waitqueue-active: waitqueue_active() looks for sleepers after atomic_dec() to g->cars
		if (atomic_read(&g->cars) == 0)
			wake_up(&g->wait);
	}
}

void note(struct gate *g)
{
	clear_bit(0, &g->flags);
	if (waitqueue_active(&g->wait)) {
		if (atomic_read(&g->cars) == 0)
			wake_up(&g->wait);
	} else if (test_bit(0, &g->flags)) {
		turn(g);
	}
}
`);
  });

  it('is silent where the comment above the function says that the callers hold a lock', async () => {
    const opening = (words: string, note = '') => `
struct gate { wait_queue_head_t wait; int open; };
/**
 * open_gate - let the cars through
 * ${words}
 */
void open_gate(struct gate *g)
{
	g->open = 1;
	if (waitqueue_active(&g->wait))${note}
		wake_up(&g->wait);
}
`;
    await checkFindings(
      [waitqueueActive],
      opening('Usually called by the guard. The caller needs the gate->lock spinlock before calling this.'),
    );
    await checkFindings([waitqueueActive], opening('Must be called with g->lock held.'));
    for (const words of ['Takes g->lock when a car is held up.', 'Callers must not hold g->lock.']) {
      await checkFindings(
        [waitqueueActive],
        opening(words, '\n\t//  ^^^^^^^^^^^^^^^^ waitqueue-active: waitqueue_active() … g->open'),
      );
    }
  });

  it('knows that to release a lock is no full barrier', async () => {
    await check(`
void done(struct gate *g)
{
	spin_lock(&g->lock);
	g->open = 1;
	spin_unlock(&g->lock);
	wake_up_var(&g->open);
	//<^^^^^^^^^^^ waitqueue-active: wake_up_var() … a plain store to g->open
}
`);
  });

  it('reports what is done before a lock that is taken only to wake', async () => {
    await check(`
void done(struct gate *g)
{
	unlink_gate(g);
	spin_lock(&g->lock);
	wake_up_bit(&g->flags, 0);
	//<^^^^^^^^^^^ waitqueue-active: wake_up_bit() … after unlink_gate(), and only a lock was taken
	spin_unlock(&g->lock);
}
`);
  });

  it('accepts smp_mb(), smp_mb__after_atomic(), a value-returning read-modify-write, and wq_has_sleeper()', async () => {
    await check(`
void done(struct gate *g)
{
	g->open = 1;
	smp_mb();
	if (waitqueue_active(&g->wait))
		wake_up(&g->wait);
	clear_bit(0, &g->flags);
	smp_mb__after_atomic();
	wake_up_bit(&g->flags, 0);
	if (test_and_clear_bit(1, &g->flags))
		wake_up_bit(&g->flags, 1);
	if (atomic_dec_and_test(&g->cars))
		wake_up_var(&g->cars);
	g->open = 2;
	if (wq_has_sleeper(&g->wait))
		wake_up(&g->wait);
}
`);
  });

  it('accepts a barrier behind a lock', async () => {
    await check(`
void done(struct gate *g)
{
	unlink_gate(g);
	spin_lock(&g->lock);
	smp_mb();
	wake_up_bit(&g->flags, 0);
	spin_unlock(&g->lock);
}
`);
  });

  it('is silent when store and look are under one lock', async () => {
    await check(`
void done(struct gate *g)
{
	spin_lock(&g->lock);
	g->open = 1;
	wake_up_var(&g->open);
	if (waitqueue_active(&g->wait))
		wake_up(&g->wait);
	spin_unlock(&g->lock);
}
`);
  });

  it('is silent when a function may have the barrier in it', async () => {
    await check(`
void done(struct gate *g)
{
	g->open = 1;
	publish_gate(g);
	wake_up_var(&g->open);
}
`);
  });

  it('looks into functions for the barrier', async () => {
    await check(`
static void count(struct gate *g)
{
	smp_rmb();
}

static void settle(struct gate *g)
{
	smp_mb();
}

void done(struct gate *g)
{
	g->open = 1;
	settle(g);
	wake_up_var(&g->open);
	g->open = 2;
	count(g);
	wake_up_var(&g->open);
	//<^^^^^^^^^^^ waitqueue-active: wake_up_var() … a plain store to g->open
}
`);
  });

  it("is silent when the store is the caller's, of something else, or not on every way", async () => {
    await check(`
void wake(struct gate *g)
{
	wake_up_var(&g->open);
}

void note(struct gate *g, struct gate *other)
{
	other->open = 1;
	wake_up_var(&g->open);
	if (waitqueue_active(&g->wait))
		wake_up(&g->wait);
}

void maybe(struct gate *g, int how)
{
	if (how > g->open)
		g->open = how;
	if (waitqueue_active(&g->wait))
		wake_up(&g->wait);
}
`);
  });

  it('is silent when it is not asked whether to wake', async () => {
    await check(`
void remove(struct gate *g)
{
	g->open = 0;
	WARN_ON(waitqueue_active(&g->wait));
	if (waitqueue_active(&g->wait))
		pr_err("somebody waits");
}
`);
  });

  const sleeper = (condition: string, more = '') => `
void pass(struct gate *g)
{
	int open;
	${more}
	wait_var_event(&g->open, ${condition});
}

void set_open(struct gate *g)
{
	smp_store_release(&g->open, HALF_OPEN);
	wake_up_var(&g->open);`;
  const FOUND = '\n\t//<^^^^^^^^^^^ waitqueue-active: wake_up_var() … smp_store_release() to g->open\n}\n';

  it('is silent where all sleepers are seen and wait for other constants than is stored', async () => {
    for (const condition of [
      'READ_ONCE(g->open) == WIDE_OPEN',
      'g->open == WIDE_OPEN || g->open == CLOSED',
      '({ open = smp_load_acquire(&g->open); open == WIDE_OPEN || open == CLOSED; })',
      'g->open != HALF_OPEN',
    ])
      await check(`${sleeper(condition)}\n}\n`);
  });

  it('reports it where one may wait for what is stored: that constant, a number, a variable, something else as well', async () => {
    for (const condition of [
      'READ_ONCE(g->open) == HALF_OPEN',
      'g->open == WIDE_OPEN || g->open == HALF_OPEN',
      'g->open != CLOSED',
      'g->open == 2',
      'g->open == open',
      'g->open == WIDE_OPEN && g->flags',
      'is_open(g)',
    ])
      await check(`${sleeper(condition)}${FOUND}`);
    const second = 'wait_var_event(&g->open, is_open(g));';
    await check(`${sleeper('g->open == WIDE_OPEN', second)}${FOUND}`);
  });

  it('shows the store of the bit that is waited for, not the last one', async () => {
    await check(`
void pass(struct gate *g)
{
	wait_var_event(&g->flags, test_bit(GATE_RUN, &g->flags));
}

void run(struct gate *g)
{
	set_bit(GATE_RUN, &g->flags);
	clear_bit(GATE_IDLE, &g->flags);
	wake_up_var(&g->flags);
	//<^^^^^^^^^^^ waitqueue-active: wake_up_var() looks for sleepers after set_bit() to g->flags
}

void idle(struct gate *g)
{
	clear_bit(GATE_IDLE, &g->flags);
	wake_up_var(&g->flags);
}

void pause(struct gate *g)
{
	clear_bit(GATE_WAIT, &g->flags);
	clear_bit_unlock(GATE_BUSY, &g->flags);
	wake_up_bit(&g->flags, GATE_WAIT);
	//<^^^^^^^^^^^ waitqueue-active: wake_up_bit() looks for sleepers after clear_bit() to g->flags
	clear_bit(GATE_BUSY, &g->flags);
	smp_mb__after_atomic();
	clear_bit_unlock(GATE_IDLE, &g->flags);
	wake_up_bit(&g->flags, GATE_BUSY);
}
`);
  });

  it('is a hint, which says so, where nobody is seen to sleep on the bit', async () => {
    const gate = (slept: string) => `
struct gate { unsigned long flags; };
void leave(struct gate *g)
{
	clear_bit_unlock(GATE_BUSY, &g->flags);
	wake_up_bit(&g->flags, GATE_BUSY);
}
void enter(struct gate *g)
{
	wait_on_bit(&g->flags, ${slept}, TASK_UNINTERRUPTIBLE);
}
`;
    const found = async (slept: string) => {
      const { files, pairs } = await analyse(new Map([['gate.c', gate(slept)]]));
      return waitqueueActive
        .check({ pairs, files })
        .map(({ severity, message }) => [severity, /No wait_.*/.exec(message)?.[0]]);
    };
    expect(await found('GATE_BUSY')).toEqual([['warning', undefined]]);
    expect(await found('bit')).toEqual([['warning', undefined]]);
    const nobody = 'No wait_on_bit() for GATE_BUSY was found, though: it may be that nobody sleeps there.';
    expect(await found('GATE_IDLE')).toEqual([['hint', nobody]]);
  });

  it('promises that the barrier would do only where the sleeper looks again once it has queued up', async () => {
    const gate = (sleep: string, verdict: string) => `
void pass(struct gate *g)
{
	${sleep}
	smp_rmb();
}

void leave(struct gate *g)
{
	atomic_dec(&g->cars);
	if (waitqueue_active(&g->wait))
	//  ^^^^^^^^^^^^^^^^ waitqueue-active: … smp_mb__after_atomic() ${verdict}
		wake_up(&g->wait);
}
`;
    await check(gate('wait_event(g->wait, !atomic_read(&g->cars));', 'between them would do.'));
    await check(gate('prepare_to_wait(&g->wait, &wait, TASK_IDLE);\n\tschedule();', 'is needed between them.'));
  });
});
