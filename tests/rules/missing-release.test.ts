import { describe, expect, it } from 'vitest';
import { runRules } from '../../server/src/rules/index.ts';
import { missingRelease } from '../../server/src/rules/missing-release.ts';
import { analyse, checkFindings } from '../support/analyse.ts';

const check = (source: string) => checkFindings([missingRelease], source);

const READER = `
static struct table *live_table;

static int table_size(void)
{
	struct table *table = READ_ONCE(live_table);

	return table ? table->size : 0;
}
`;

describe('missing-release', () => {
  it('reports a new object that WRITE_ONCE() publishes, and who follows the pointer', async () => {
    await check(`${READER}
static int set_up(void)
{
	struct table *table = kzalloc(sizeof(*table), GFP_KERNEL);

	table->size = 4;
	{ WRITE_ONCE(live_table, table); }
	//^^^^^^^^^^ missing-release: WRITE_ONCE() in set_up() publishes what table points to … ::live_table … READ_ONCE() in table_size()
	return 0;
}
`);
  });

  it('only hints, as it is not seen whether anybody can look that early', async () => {
    const source = `${READER}
static void set_up(void)
{
	struct table *table = kzalloc(sizeof(*table), GFP_KERNEL);

	table->size = 4;
	WRITE_ONCE(live_table, table);
}
`;
    const findings = runRules(await analyse(new Map([['table.c', source]])), [missingRelease]);
    expect(findings.map(({ severity }) => severity)).toEqual(['hint']);
  });

  it('reports it where the reader follows the pointer plainly', async () => {
    await check(`
static struct table *live_table;

static int table_size(void)
{
	return READ_ONCE(live_table)->size;
}

static void set_up(void)
{
	struct table *table;

	table = alloc_table(4);
	if (!table)
		return;
	{ WRITE_ONCE(live_table, table); }
	//^^^^^^^^^^ missing-release: … table_size()
}
`);
  });

  it('accepts a release, and a write barrier before', async () => {
    await check(`${READER}
static void set_up(void)
{
	struct table *table = kzalloc(sizeof(*table), GFP_KERNEL);

	smp_store_release(&live_table, table);
}

static void set_up_again(void)
{
	struct table *table = kzalloc(sizeof(*table), GFP_KERNEL);

	table->size = 4;
	smp_wmb();
	WRITE_ONCE(live_table, table);
}
`);
  });

  it('is silent about what was there before, and NULL', async () => {
    await check(`${READER}
static void select_table(struct table *table)
{
	WRITE_ONCE(live_table, table);
}

static void drop_table(void)
{
	WRITE_ONCE(live_table, NULL);
}
`);
  });

  it('is silent under a lock, and where nobody follows the pointer', async () => {
    await check(`${READER}
static struct table *spare_table;

static bool has_spare(void)
{
	return READ_ONCE(spare_table) != NULL;
}

static void keep_spare(void)
{
	struct table *table = kzalloc(sizeof(*table), GFP_KERNEL);

	WRITE_ONCE(spare_table, table);
}

static void set_up(void)
{
	struct table *table = kzalloc(sizeof(*table), GFP_KERNEL);

	spin_lock(&table_lock);
	WRITE_ONCE(live_table, table);
	spin_unlock(&table_lock);
}
`);
  });
});
