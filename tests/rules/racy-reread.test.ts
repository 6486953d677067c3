import { describe, it } from 'vitest';
import { racyReread } from '../../server/src/rules/racy-reread.ts';
import { checkFindings } from '../support/analyse.ts';

const check = (source: string) =>
  checkFindings(
    [racyReread],
    `
struct shelf { int count; struct book *books[8]; struct book *open; };
struct book { int pages; };
${source}`,
  );

describe('racy-reread', () => {
  it('reports a bound that is loaded again in the loop', async () => {
    await check(`
int pages(struct shelf *s)
{
	int i, n, sum = 0;

	n = READ_ONCE(s->count);
	if (!n)
		return 0;
	smp_rmb();
	for (i = 0; i < s->count; i++)
	//              ^^^^^^^^ racy-reread: s->count was loaded with READ_ONCE() … loaded again plainly
		sum += s->books[i]->pages;
	return sum;
}
`);
  });

  it('reports a pointer that is checked and then loaded again to be followed', async () => {
    await check(`
int opened(struct shelf *s)
{
	if (rcu_dereference(s->open))
		return s->open->pages;
		//     ^^^^^^^ racy-reread: s->open was loaded with rcu_dereference()
	return 0;
}
`);
  });

  it('reports an index that is loaded again after it was checked', async () => {
    await check(`
struct book *last(struct shelf *s)
{
	if (smp_load_acquire(&s->count) >= 8)
		return NULL;
	return s->books[s->count];
	//              ^^^^^^^^ racy-reread: s->count was loaded with smp_load_acquire()
}
`);
  });

  it('accepts the value of the first load', async () => {
    await check(`
int opened(struct shelf *s)
{
	struct book *b = rcu_dereference(s->open);

	return b ? b->pages : 0;
}
`);
  });

  it('is silent when the second load is marked as well', async () => {
    await check(`
int opened(struct shelf *s)
{
	if (READ_ONCE(s->open))
		return READ_ONCE(s->open)->pages;
	return 0;
}
`);
  });

  it('is silent when a lock is taken in between, whatever its name', async () => {
    await check(`
int opened(struct shelf *s)
{
	int pages = 0;

	if (!READ_ONCE(s->open))
		return 0;
	shelf_lock_slow(s);
	if (s->open)
		pages = s->open->pages;
	shelf_unlock(s);
	return pages;
}
`);
  });

  it('is silent under a lock', async () => {
    await check(`
int opened(struct shelf *s)
{
	int pages = 0;

	mutex_lock(&shelf_mutex);
	if (READ_ONCE(s->open))
		pages = s->open->pages;
	mutex_unlock(&shelf_mutex);
	return pages;
}
`);
  });

  it('is silent when the function stores to the object', async () => {
    await check(`
void put(struct shelf *s, struct book *b)
{
	if (READ_ONCE(s->count) < 8) {
		s->books[s->count] = b;
		smp_store_release(&s->count, s->count + 1);
	}
}
`);
  });

  it('is silent when it is another shelf by then', async () => {
    await check(`
int opened(struct shelf *s)
{
	if (!READ_ONCE(s->open))
		return 0;
	s = other_shelf(s);
	return s->open->pages;
}
`);
  });

  it('is silent after a wait that may have been given up', async () => {
    await check(`
int wait(struct shelf *s)
{
	int tries = 10;

	while (READ_ONCE(s->count) > 3 && tries--)
		cpu_relax();
	return s->count > 3 ? -1 : 0;
}
`);
  });

  it('is silent where the check has found nothing and the pointer has been set since', async () => {
    await check(`
int opened(struct shelf *s)
{
	struct book *b = smp_load_acquire(&s->open);

	if (!b) {
		open_one(s);
		return s->open->pages;
	}
	return b->pages;
}
`);
  });

  it('is silent when the second load is only checked, copied, passed on or printed', async () => {
    await check(`
void show(struct shelf *s, struct shelf *copy)
{
	if (READ_ONCE(s->count) > 7) {
		pr_err("%d is too many", s->count);
		copy->count = s->count;
		turn(s, s->count);
	}
	if (READ_ONCE(s->open) && s->open)
		turn(s, 0);
}
`);
  });

  it('is silent in data_race()', async () => {
    await check(`
int late(struct shelf *s)
{
	if (!READ_ONCE(s->count))
		return 0;
	return data_race(s->count) > 4;
}
`);
  });
});
