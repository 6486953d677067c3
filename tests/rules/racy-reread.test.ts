import { describe, expect, it } from 'vitest';
import { runRules } from '../../server/src/rules/index.ts';
import { racyReread } from '../../server/src/rules/racy-reread.ts';
import { analyse, checkFindings } from '../support/analyse.ts';

const check = (source: string) =>
  checkFindings(
    [racyReread],
    `
struct shelf { int count; struct book *books[8]; struct book *open; };
struct book { int pages; };
void add(struct shelf *s, struct book *b)
{
	s->books[s->count] = b;
	smp_wmb();
	s->count++;
}
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

  it('is silent when the second load is only checked, copied or printed', async () => {
    await check(`
void show(struct shelf *s, struct shelf *copy)
{
	if (READ_ONCE(s->count) > 7) {
		pr_err("%d is too many", s->count);
		copy->count = s->count;
	}
	if (READ_ONCE(s->open) && s->open)
		turn(s, 0);
}
`);
  });

  it('reports one that a function gets, though the first value was found small enough, or not to be zero', async () => {
    await check(`
void fill(struct shelf *s, int room)
{
	if (READ_ONCE(s->count) > room)
		return;
	turn(s, s->count);
	//      ^^^^^^^^ racy-reread: s->count was loaded with READ_ONCE()
}

int share(struct shelf *s, int total)
{
	int n = READ_ONCE(s->count);

	if (!n)
		return 0;
	return scale(total, s->count);
	//                  ^^^^^^^^ racy-reread: s->count was loaded with READ_ONCE()
}

void take_one(struct shelf *s)
{
	spin_lock(&s->lock);
	s->count--;
	spin_unlock(&s->lock);
}
`);
  });

  it('is silent when a function gets a pointer that is never taken back', async () => {
    await check(`
struct owner { struct shelf *shelf; };

void tell(struct owner *o)
{
	if (READ_ONCE(o->shelf))
		turn(o->shelf, 0);
}

void give(struct owner *o, struct shelf *s)
{
	if (!o->shelf)
		cmpxchg(&o->shelf, NULL, s);
	else
		WRITE_ONCE(o->shelf, s);
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

  it('names the load, and a store that may come between the two', async () => {
    const { files, ...rest } = await analyse(
      new Map([
        [
          'shelf.c',
          `struct shelf { int *open; };
int opened(struct shelf *s)
{
	if (READ_ONCE(s->open))
		return *s->open + s->open->pages;
	return 0;
}
void shut(struct shelf *s)
{
	WRITE_ONCE(s->open, NULL);
}
`,
        ],
      ]),
    );
    const related = runRules({ files, ...rest }, [racyReread]).flatMap((finding) => finding.related);
    expect(related.map(({ message }) => message)).toEqual([
      expect.stringContaining('READ_ONCE() in opened()'),
      expect.stringContaining('WRITE_ONCE() in shut()'),
    ]);
  });
});

/** One reader that relies on a check, and what the tree does to the object besides. */
describe('racy-reread, by who stores to the object,', () => {
  const opened = (stores: string) => `
struct door { struct room *room; int *latch; int mode; };
int opened(struct door *d)
{
	if (READ_ONCE(d->room))
		return d->room->seats;${stores}`;
  const found = '\n\t\t//     ^^^^^^^ racy-reread: d->room was loaded with READ_ONCE()';

  it('is silent about a pointer that is set once and never taken back', async () => {
    await checkFindings(
      [racyReread],
      `${opened('')}
	return 0;
}
void open(struct door *d, struct room *r)
{
	if (!READ_ONCE(d->room))
		WRITE_ONCE(d->room, r);
}
`,
    );
  });

  it('is silent about a pointer that becomes another one, which needs no check', async () => {
    await checkFindings(
      [racyReread],
      `${opened('')}
	return 0;
}
void move(struct door *d, struct room *r)
{
	WRITE_ONCE(d->room, r);
}
`,
    );
  });

  it('is silent about such a pointer where what it points to is loaded with a primitive', async () => {
    await checkFindings(
      [racyReread],
      `
struct door { struct room *room; };
int is_full(struct door *d)
{
	if (READ_ONCE(d->room)) {
		if (atomic_read(&d->room->guests) > 4)
			return 1;
	}
	return 0;
}
void open(struct door *d, struct room *r)
{
	if (!READ_ONCE(d->room))
		WRITE_ONCE(d->room, r);
}
`,
    );
  });

  it('reports a pointer that some other file takes back', async () => {
    await checkFindings(
      [racyReread],
      `//- door.c
${opened(found)}
	return 0;
}
//- wall.c
struct door { struct room *room; int *latch; int mode; };
void wall_up(struct door *d)
{
	WRITE_ONCE(d->room, NULL);
}
`,
    );
  });

  it('reports a pointer that a plain store takes back beside a barrier', async () => {
    await checkFindings(
      [racyReread],
      `${opened(found)}
	return 0;
}
void wall_up(struct door *d)
{
	d->room = NULL;
	smp_wmb();
	d->mode = 1;
}
`,
    );
  });

  const moded = (condition: string, note = '') => `
struct door { int mode; int want; };
int is_wanted(struct door *d)
{
	if (READ_ONCE(d->mode) == MODE_NONE)
		return 0;
	if (${condition})${note}
		return 1;
	return 0;
}
void set_mode(struct door *d, int mode)
{
	WRITE_ONCE(d->mode, mode);
}
`;

  it('is silent when the second value is compared with a constant', async () => {
    await checkFindings([racyReread], moded('d->mode == MODE_WIDE'));
  });

  it('reports the second value where it is compared with a variable, be it called like the member', async () => {
    await checkFindings(
      [racyReread],
      `
struct door { int mode; };
int is_mode(struct door *d, atomic_t *now)
{
	int mode = atomic_read(now);
	int first = READ_ONCE(d->mode);

	if (first == 0 || d->mode == mode)
	//                ^^^^^^^ racy-reread: d->mode was loaded with READ_ONCE()
		return 1;
	return 0;
}
void set_mode(struct door *d, int mode)
{
	WRITE_ONCE(d->mode, mode);
}
`,
    );
  });

  it('reports the second value where it is compared with something else that is loaded', async () => {
    await checkFindings(
      [racyReread],
      moded('d->mode == d->want', '\n\t//  ^^^^^^^ racy-reread: d->mode was loaded with READ_ONCE()'),
    );
  });
});
