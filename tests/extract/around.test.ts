import { describe, expect, it } from 'vitest';
import { packFacts, unpackFacts } from '../../server/src/project/packed.ts';
import { factsOf } from '../support/facts.ts';

/** The functions whose flows are known for the sake of others. */
async function around(text: string): Promise<string[]> {
  const facts = await factsOf(text);
  expect(unpackFacts(packFacts(facts)).around).toEqual(facts.around);
  return facts.around?.map(({ fn }) => facts.functions[fn]!.name) ?? [];
}

const WRAPPED = `
struct box { int ready; int value; };

static int value_of(struct box *b)
{
	return READ_ONCE(b->value);
}

static int is_ready(struct box *b)
{
	/* pairs with put() */
	return smp_load_acquire(&b->ready);
}

int get(struct box *b)
{
	return is_ready(b) ? value_of(b) : 0;
}

static void fill(struct box *b)
{
	b->value = 1;
}

void put(struct box *b)
{
	fill(b);
	smp_store_release(&b->ready, 1); /* pairs with is_ready() */
}

void unrelated(struct box *b)
{
	b->value = 2;
}
`;

describe('the flows around what comments speak of', () => {
  it('are those of callers, of called functions, and of what callers read with', async () => {
    expect(await around(WRAPPED)).toEqual(['value_of', 'get', 'fill']);
  });

  it('are not there where no comment speaks of anything', async () => {
    expect(await around(WRAPPED.replace(/\/\*.*\*\//g, ''))).toEqual([]);
  });

  it('have sites of their own where the facts have none', async () => {
    const text = WRAPPED.replace('b->value = 1', 'atomic_set(&b->value, 1)');
    const facts = await factsOf(text);
    const fill = facts.around!.find(({ fn }) => facts.functions[fn]!.name === 'fill')!;
    expect(facts.sites.map(({ fn }) => fn)).not.toContain(fill.fn);
    expect(fill.sites?.map(({ primitive }) => primitive)).toEqual(['atomic_set']);
    const [event] = fill.blocks[0]!.events;
    expect(event).toMatchObject({ kind: 'site', site: 0 });
    expect(unpackFacts(packFacts(facts)).around).toEqual(facts.around);
  });

  it('are those of the functions themselves, where nothing in them is ordered', async () => {
    const marked = `
struct box { int ready; };
void put(struct box *b)
{
	/* pairs with READ_ONCE() in get() */
	WRITE_ONCE(b->ready, 1);
}

int get(struct box *b)
{
	return READ_ONCE(b->ready);
}

int caller(struct box *b)
{
	return get(b);
}
`;
    expect(await around(marked)).toEqual(['put', 'get']);
  });

  it('are those of functions that are named and hold no operation at all', async () => {
    const plain = `
struct box { int ready; int value; };
void put(struct box *b)
{
	b->value = 1;
	/* pairs with smp_rmb() in get() */
	smp_wmb();
	b->ready = 1;
}

int get(struct box *b)
{
	return b->ready ? b->value : 0;
}
`;
    expect(await around(plain)).toEqual(['get']);
  });
});
