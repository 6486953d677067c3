import { describe, it } from 'vitest';
import { plainAccess } from '../../server/src/rules/plain-access.ts';
import { checkFindings } from '../support/analyse.ts';

const check = (source: string) => checkFindings([plainAccess], source);

/** The writer of the founding story: it publishes a pointer to something that it has filled. */
const WRITER = `
static struct table *live_table;

static int publish_table(struct table *fresh)
{
	fresh->size = 4;
	/* Pairs with smp_load_acquire() in walk_table(). */
	smp_store_release(&live_table, fresh);
	return 0;
}

static void walk_table(void)
{
	/* Pairs with smp_store_release() in publish_table(). */
	struct table *table = smp_load_acquire(&live_table);

	if (table)
		visit(table->size);
}
`;

describe('plain-access', () => {
  it('reports a published pointer that is followed plainly, and names both other sides', async () => {
    await check(`${WRITER}
int table_size(void)
{
	return live_table->size;
	//     ^^^^^^^^^^ plain-access: … smp_store_release() in publish_table() … smp_load_acquire() in walk_table()
}
`);
  });

  it('does not count the look of who publishes, whether somebody else has, among the plain readers', async () => {
    await check(`
static struct table *live_table;

static int publish_table(void)
{
	struct table *fresh;

	if (live_table)
		return 0;
	fresh = kzalloc(sizeof(*fresh), GFP_KERNEL);
	fresh->size = 4;
	smp_store_release(&live_table, fresh);
	return 0;
}

static void walk_table(void)
{
	struct table *table = smp_load_acquire(&live_table);

	if (table)
		visit(table->size);
}

int table_size(void)
{
	return live_table->size;
	//     ^^^^^^^^^^ plain-access: … smp_store_release() in publish_table() … smp_load_acquire() in walk_table()
}
`);
  });

  it('accepts an acquire', async () => {
    await check(`${WRITER}
int table_size(void)
{
	return smp_load_acquire(&live_table)->size;
}
`);
  });

  it('accepts READ_ONCE() with the address dependency', async () => {
    await check(`${WRITER}
int table_size(void)
{
	struct table *table = READ_ONCE(live_table);

	return table->size;
}
`);
  });

  it('is silent where the pointer is only tested', async () => {
    await check(`${WRITER}
bool have_table(void)
{
	return live_table != NULL;
}
`);
  });

  it('is silent under a lock', async () => {
    await check(`${WRITER}
int table_size(void)
{
	int size;

	mutex_lock(&table_lock);
	size = live_table->size;
	mutex_unlock(&table_lock);
	return size;
}
`);
  });

  it('is silent where only NULL or a constant is published', async () => {
    await check(`
static struct table *live_table;

static void retract_table(void)
{
	smp_store_release(&live_table, NULL);
}

int table_size(void)
{
	return live_table->size;
}
`);
  });

  it('reports a pointer that cmpxchg() puts in place and others follow plainly', async () => {
    await check(`
static struct pool **node_pool;

static void fill_pools(struct pool **fresh)
{
	mb();
	if (cmpxchg(&node_pool, NULL, fresh))
		drop_pools(fresh);
}

static struct pool *pick_pool(int node)
{
	if (node_pool)
		return node_pool[node];
	//      ^^^^^^^^^ plain-access: … cmpxchg() in fill_pools()
	return NULL;
}
`);
  });
});
