import { describe, it } from 'vitest';
import { misusedAtomicBarrier } from '../../server/src/rules/misused-atomic-barrier.ts';
import { checkFindings } from '../support/analyse.ts';

const check = (source: string) =>
  checkFindings(
    [misusedAtomicBarrier],
    `
struct lamp { atomic_t state; unsigned long bits; int level; int colour; };
${source}`,
  );

describe('misused-atomic-barrier', () => {
  it('reports one before atomic_set(), which is a store', async () => {
    await check(`
void light(struct lamp *l)
{
	l->level = 3;
	smp_mb__before_atomic();
	//<^^^^^^^^^^^^^^^^^^^^^ misused-atomic-barrier: smp_mb__before_atomic() only … following … atomic_set()
	atomic_set(&l->state, 1);
}
`);
  });

  it('reports one after WRITE_ONCE() and after atomic_read()', async () => {
    await check(`
int dim(struct lamp *l)
{
	int state = atomic_read(&l->state);

	smp_mb__after_atomic();
	//<^^^^^^^^^^^^^^^^^^^^ misused-atomic-barrier: … preceding … atomic_read()
	WRITE_ONCE(l->level, 0);
	smp_mb__after_atomic();
	//<^^^^^^^^^^^^^^^^^^^^ misused-atomic-barrier: … preceding … WRITE_ONCE()
	return state + l->colour;
}
`);
  });

  it('reports one before a loop of stores, though the loop may be run no time at all', async () => {
    await check(`
void light_all(struct lamp *lamps, int n, int level)
{
	int i;

	lamps->level = level;
	smp_mb__before_atomic();
	//<^^^^^^^^^^^^^^^^^^^^^ misused-atomic-barrier: … following … atomic_set()
	for (i = 0; i < n; i++)
		atomic_set(&lamps[i].state, 1);
}
`);
  });

  it('is silent before a loop of read-modify-writes, and before a store on one of two ways', async () => {
    await check(`
void light_all(struct lamp *lamps, int n, bool now)
{
	int i;

	lamps->level = 3;
	smp_mb__before_atomic();
	for (i = 0; i < n; i++)
		atomic_inc(&lamps[i].state);
}

void light_some(struct lamp *l, bool now)
{
	smp_mb__before_atomic();
	if (now)
		atomic_set(&l->state, 1);
}
`);
  });

  it('looks into functions of the file that have nothing else to say, and knows list operations', async () => {
    await check(`
static void mark(struct lamp *l)
{
	atomic_set(&l->state, 1);
}

static void count(struct lamp *l)
{
	atomic_inc(&l->state);
}

void light(struct lamp *l)
{
	l->level = 3;
	smp_mb__before_atomic();
	//<^^^^^^^^^^^^^^^^^^^^^ misused-atomic-barrier: … mark(), which holds none
	mark(l);
	mark(l);
	smp_mb__after_atomic();
	//<^^^^^^^^^^^^^^^^^^^^ misused-atomic-barrier: … mark(), which holds none
	l->level = 4;
	smp_mb__before_atomic();
	count(l);
	smp_mb__after_atomic();
}

void hang(struct lamp *l, struct list_head *lamps, struct list_head *node)
{
	l->level = 3;
	smp_mb__before_atomic();
	//<^^^^^^^^^^^^^^^^^^^^^ misused-atomic-barrier: … list_add()
	list_add(node, lamps);
}
`);
  });

  it('reports one beside a plain store', async () => {
    await check(`
void paint(struct lamp *l)
{
	l->colour = 2;
	smp_mb__before_atomic();
	//<^^^^^^^^^^^^^^^^^^^^^ misused-atomic-barrier: … a plain store to l->level
	l->level = 3;
}
`);
  });

  it('reports one before a function that only has atomic_set()', async () => {
    await check(`
static void set_state(struct lamp *l, int state)
{
	smp_rmb();
	atomic_set(&l->state, state);
}

void light(struct lamp *l)
{
	l->level = 3;
	smp_mb__before_atomic();
	//<^^^^^^^^^^^^^^^^^^^^^ misused-atomic-barrier: … set_state(), which holds none
	set_state(l, 1);
}
`);
  });

  it('accepts read-modify-writes, of bits too, and ordered ones', async () => {
    await check(`
void light(struct lamp *l)
{
	l->level = 3;
	smp_mb__before_atomic();
	set_bit(0, &l->bits);
	smp_mb__after_atomic();
	l->colour = 1;
	smp_mb__before_atomic();
	atomic_inc(&l->state);
	smp_mb__after_atomic();
	l->colour = 2;
	smp_mb__before_atomic();
	clear_bit_unlock(1, &l->bits);
}
`);
  });

  it('accepts a function that has one, itself or a call deeper', async () => {
    await check(`
static void count(struct lamp *l)
{
	smp_rmb();
	atomic_inc(&l->state);
}

static void count_twice(struct lamp *l)
{
	smp_rmb();
	count(l);
	count(l);
}

void light(struct lamp *l)
{
	smp_mb__before_atomic();
	count_twice(l);
	smp_mb__after_atomic();
}
`);
  });

  it('is silent beside a function that it knows nothing of', async () => {
    await check(`
void light(struct lamp *l)
{
	smp_mb__before_atomic();
	set_lamp_flag(l);
	smp_mb__after_atomic();
	l->ops->count(l);
	smp_mb__after_atomic();
}
`);
  });

  it('is silent where the caller may have it', async () => {
    await check(`
static inline void before_lighting(void)
{
	smp_mb__before_atomic();
}

static inline void after_lighting(void)
{
	smp_mb__after_atomic();
}
`);
  });

  it('looks past what the operation is given and plain loads', async () => {
    await check(`
void light(struct lamp *l, struct lamp **others)
{
	smp_mb__before_atomic();
	if (l->level)
		set_bit(l->colour, &lamp_of(others[0])->bits);
	else
		clear_bit(l->colour, &l->bits);
}
`);
  });

  it('is silent where one of several ways has the operation', async () => {
    await check(`
void light(struct lamp *l, bool on)
{
	if (on)
		atomic_inc(&l->state);
	else
		atomic_set(&l->state, 0);
	smp_mb__after_atomic();
}
`);
  });

  it('reports where no way has it', async () => {
    await check(`
void light(struct lamp *l, bool on)
{
	if (on)
		atomic_set(&l->state, 1);
	else
		atomic_set(&l->state, 0);
	smp_mb__after_atomic();
	//<^^^^^^^^^^^^^^^^^^^^ misused-atomic-barrier: … atomic_set()
}
`);
  });

  it('says that a store between is not ordered, for what it is worth', async () => {
    await check(`
void light(struct lamp *l)
{
	smp_mb__before_atomic();
	//<^^^^^^^^^^^^^^^^^^^^^ misused-atomic-barrier: … a plain store to l->level stands between it and atomic_inc()
	l->level = 3;
	atomic_inc(&l->state);
}
`);
  });

  it('is silent where what stands between is a release or a full barrier itself', async () => {
    for (const between of ['smp_store_release(&l->level, 3);', 'rcu_assign_pointer(l->next, l);', 'smp_mb();'])
      await check(`
void light(struct lamp *l)
{
	smp_mb__before_atomic();
	${between}
	atomic_inc(&l->state);
}
`);
  });

  it('leaves barriers alone that say what they belong to', async () => {
    await check(`
void light(struct lamp *l)
{
	l->level = 1;
	smp_mb__after_spinlock();
	l->colour = 1;
	smp_mb__after_mmgrab();
}
`);
  });
});
