import { describe, it } from 'vitest';
import { misplacedAccess } from '../../server/src/rules/misplaced-access.ts';
import { checkFindings } from '../support/analyse.ts';

const check = (source: string) =>
  checkFindings(
    [misplacedAccess],
    `
struct order { int done; int result; int cost; struct order *next; };
${source}`,
  );

const WRITER = `
void finish(struct order *o, int result)
{
	o->result = result;
	smp_wmb();
	o->done = 1;
}
`;

describe('misplaced-access: a flag that is tested too late', () => {
  it('reports a barrier before both loads', async () => {
    await check(`${WRITER}
int take(struct order *o)
{
	smp_rmb();
	//<^^^^^^^ misplaced-access: smp_wmb() in finish() keeps the store of result before that of done … done is tested only after smp_rmb()
	if (!o->done)
		return -1;
	return o->result;
}
`);
  });

  it('accepts the barrier between the two', async () => {
    await check(`${WRITER}
int take(struct order *o)
{
	if (!READ_ONCE(o->done))
		return -1;
	smp_rmb();
	return o->result;
}
`);
  });

  it('accepts a second look at the flag', async () => {
    await check(`${WRITER}
int take(struct order *o)
{
	if (!READ_ONCE(o->done))
		return -1;
	smp_rmb();
	if (o->done > 1)
		return -2;
	return o->result;
}
`);
  });

  it('is silent when another barrier stands between', async () => {
    await check(`${WRITER}
int take(struct order *o)
{
	smp_rmb();
	if (!o->done)
		return -1;
	smp_rmb();
	return o->result;
}
`);
  });

  it('is silent when another writer explains the barrier', async () => {
    await check(`${WRITER}
void charge(struct order *o, struct order *last)
{
	o->result = 3;
	smp_wmb();
	last->cost = 2;
}

int take(struct order *o)
{
	int cost = READ_ONCE(o->cost);

	smp_rmb();
	if (!o->done)
		return cost;
	return o->result;
}
`);
  });

  it('is silent when the function stores the data itself', async () => {
    await check(`${WRITER}
int redo(struct order *o)
{
	smp_rmb();
	if (o->done)
		return -1;
	o->result = 0;
	return o->result;
}
`);
  });
});

describe('misplaced-access: a barrier on the wrong branch', () => {
  it('reports one where the flag was found not to be set', async () => {
    await check(`${WRITER}
int take(struct order *o)
{
	if (READ_ONCE(o->done))
		goto out;
	smp_rmb();
	//<^^^^^^^ misplaced-access: smp_wmb() in finish() stores done last … on the branch where done was found not to be set
	wait_for(o);
out:
	return o->result;
}
`);
  });

  it('accepts it there when the writer clears the flag last', async () => {
    await check(`
void finish(struct order *o, int result)
{
	o->result = result;
	smp_wmb();
	o->done = 0;
}

int take(struct order *o)
{
	if (READ_ONCE(o->done))
		return -1;
	smp_rmb();
	return o->result;
}
`);
  });

  it('accepts one on each branch', async () => {
    await check(`${WRITER}
int take(struct order *o)
{
	if (READ_ONCE(o->done)) {
		smp_rmb();
		return o->result;
	}
	smp_rmb();
	return -1;
}
`);
  });

  it('is silent in a loop that waits for the flag', async () => {
    await check(`${WRITER}
int take(struct order *o)
{
	while (!READ_ONCE(o->done)) {
		smp_rmb();
		poke(o);
	}
	return o->result;
}
`);
  });
});

describe('misplaced-access: what is stored too late', () => {
  const READER = `
int take(struct order *o)
{
	if (!smp_load_acquire(&o->done))
		return -1;
	return o->result;
}
`;

  it('reports a store after the release of the flag that its reader looks at', async () => {
    await check(`${READER}
void finish(struct order *o, int result)
{
	smp_store_release(&o->done, 1);
	o->result = result;
	//<^^^^^^^^^ misplaced-access: result is stored only after smp_store_release() has released done, but smp_load_acquire() in take()
}
`);
  });

  it('accepts a store before it, and another one after', async () => {
    await check(`${READER}
void finish(struct order *o, int result)
{
	o->result = result;
	smp_store_release(&o->done, 1);
	o->cost = 5;
}
`);
  });

  it('accepts it in a loop, where it is stored for the next round', async () => {
    await check(`${READER}
void finish_all(struct order *o, int n)
{
	while (n--) {
		smp_store_release(&o->done, n);
		o->result = n;
	}
}
`);
  });

  it('reports a member that is stored after publication and loaded by who has the pointer', async () => {
    await check(`
static struct order *current_order;

int cost(void)
{
	struct order *o = smp_load_acquire(&current_order);
	return o->cost;
}

void start(struct order *o)
{
	smp_store_release(&current_order, o);
	o->cost = 5;
	//<^^^^^^^ misplaced-access: o->cost is stored here after smp_store_release() has published o: smp_load_acquire() in cost()
}
`);
  });

  it('accepts a member that nobody looks at who finds the structure by this pointer', async () => {
    await check(`
static struct order *current_order;

int result(void)
{
	struct order *o = smp_load_acquire(&current_order);
	return o->result;
}

void start(struct order *o)
{
	smp_store_release(&current_order, o);
	o->cost = 5;
}
`);
  });

  it('accepts a change before, of another one, or of what is not for readers', async () => {
    await check(`
static struct order *current_order;

void start(struct order *o, struct order *other)
{
	o->cost = 5;
	rcu_assign_pointer(current_order, o);
	o->next = NULL;
	o = other;
	o->cost = 6;
}
`);
  });

  it('accepts a change after nobody can have the pointer any more, or on some ways only', async () => {
    await check(`
static struct order *current_order;

void start(struct order *o, int error)
{
	rcu_assign_pointer(current_order, o);
	if (error) {
		o->done = error;
		return;
	}
	synchronize_rcu();
	o->cost = 5;
}
`);
  });
});

describe('misplaced-access: both sides of a pair in the same order', () => {
  const ORDERED = `
void finish(struct order *o, int result)
{
	WRITE_ONCE(o->result, result);
	/* Pairs with smp_rmb() in take(). */
	smp_wmb();
	WRITE_ONCE(o->done, 1);
}
`;

  it('reports a reader that loads first what is stored first', async () => {
    await check(`${ORDERED}
int take(struct order *o)
{
	int result = READ_ONCE(o->result);

	/* Pairs with smp_wmb() in finish(). */
	smp_rmb();
	//<^^^^^^^ misplaced-access: result is loaded before this smp_rmb() and done after it … smp_wmb() in finish() … in the same order
	return READ_ONCE(o->done) ? result : -1;
}
`);
  });

  it('reports the writer where the reader tests the flag first', async () => {
    await check(`
void finish(struct order *o, int result)
{
	WRITE_ONCE(o->done, 1);
	/* Pairs with smp_rmb() in take(). */
	smp_wmb();
	//<^^^^^^^ misplaced-access: done is stored before this smp_wmb() and result after it … Who tests done first needs result to be stored before it.
	WRITE_ONCE(o->result, result);
}

int take(struct order *o)
{
	if (!READ_ONCE(o->done))
		return -1;
	/* Pairs with smp_wmb() in finish(). */
	smp_rmb();
	return READ_ONCE(o->result);
}
`);
  });

  it('accepts the two crosswise', async () => {
    await check(`${ORDERED}
int take(struct order *o)
{
	if (!READ_ONCE(o->done))
		return -1;
	/* Pairs with smp_wmb() in finish(). */
	smp_rmb();
	return READ_ONCE(o->result);
}
`);
  });

  it('says nothing of two that no comment makes a pair', async () => {
    await check(`
void finish(struct order *o, int result)
{
	WRITE_ONCE(o->result, result);
	smp_wmb();
	WRITE_ONCE(o->done, 1);
}

int watch(struct order *o)
{
	int result = READ_ONCE(o->result);

	smp_rmb();
	return result + READ_ONCE(o->done);
}
`);
  });

  it('says nothing where a third object goes crosswise', async () => {
    await check(`
void finish(struct order *o, int result)
{
	WRITE_ONCE(o->result, result);
	/* Pairs with smp_rmb() in take(). */
	smp_wmb();
	WRITE_ONCE(o->done, 1);
	WRITE_ONCE(o->cost, 3);
}

int take(struct order *o)
{
	int result = READ_ONCE(o->result);
	int cost = READ_ONCE(o->cost);

	/* Pairs with smp_wmb() in finish(). */
	smp_rmb();
	return READ_ONCE(o->done) ? result : cost;
}
`);
  });
});

describe('misplaced-access: a late test of what is kept in a variable', () => {
  it('is reported', async () => {
    await check(`${WRITER}
int take(struct order *o, int wanted)
{
	int done;

	smp_rmb();
	//<^^^^^^^ misplaced-access: smp_wmb() in finish() keeps the store of result before that of done
	done = READ_ONCE(o->done);
	if (done < wanted)
		return -1;
	return o->result;
}
`);
  });
});
