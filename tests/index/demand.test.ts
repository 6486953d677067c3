import { describe, expect, it } from 'vitest';
import { Index } from '../../server/src/index/index.ts';
import { factsOfAll } from '../support/facts.ts';
import { parseFixture } from '../support/fixture.ts';

/** What is asked after the first look at these files. */
async function demand(source: string) {
  const index = new Index();
  index.apply(await factsOfAll(parseFixture(source).files));
  const { names, structs, detail } = index.demand();
  return { names, structs, detail: Object.fromEntries(detail) };
}

const NOTHING = { names: [], structs: [], detail: {} };

const comment = (words: string) => `void f(void)\n{\n\t/* ${words} */\n\tsmp_mb();\n}\n`;

describe('names that are asked for', () => {
  it.each([
    ['Pairs with smp_mb() in far_away().', ['far_away']],
    ['Pairs with smp_mb() in {far,wide}_away().', ['far_away', 'wide_away']],
    ['Pairs with the barriers in far_away() and near_by().', ['far_away', 'near_by']],
    ['This pairs with far_away:C.', ['far_away']],
    ['We raced with far_away() here.', ['far_away']],
  ])('%s', async (words, names) => {
    expect(await demand(comment(words))).toEqual({ ...NOTHING, names });
  });

  it.each([
    ['the function is here', 'Pairs with smp_mb() in f().'],
    ['a pattern is matched against what is near', 'Pairs with smp_mb() in *_away().'],
    ['this file is meant', 'Pairs with the smp_mb() below.'],
  ])('none: %s', async (_, words) => {
    expect(await demand(comment(words))).toEqual(NOTHING);
  });

  it('is none for other business', async () => {
    const text = 'void f(void)\n{\n\t/* Must be paired with thing_put(). */\n\tthing_get(thing);\n}\n';
    expect(await demand(text)).toEqual(NOTHING);
  });

  it('is a function of the own architecture: another one has it to no avail', async () => {
    const { names } = await demand(`
//- arch/one/a.c
void far_away(void) { smp_mb(); }
//- arch/two/b.c
void f(void)
{
	/* Pairs with smp_mb() in far_away(). */
	smp_mb();
}
`);
    expect(names).toEqual(['far_away']);
  });

  it('is the call that a comment with a primitive stands above, in case it wraps one', async () => {
    const { names } = await demand(`
void f(void)
{
	/* Pairs with smp_rmb() in g(). */
	publish_it();
}

void g(void) { smp_rmb(); }
`);
    expect(names).toEqual(['publish_it']);
  });
});

describe('functions that are to be read in full', () => {
  it('are the named ones of other files that were not', async () => {
    const { names, detail } = await demand(`
//- a.c
void f(void)
{
	/* Pairs with the barrier in wake(). */
	smp_mb();
}
//- b.c
void wake(void) { wake_up(&queue); }
void other(void) { wake_up(&queue); }
`);
    expect({ names, detail }).toEqual({ names: [], detail: { 'b.c': ['wake'] } });
  });

  it('are the callees of one that orders nothing itself', async () => {
    const { detail } = await demand(`
static void inner(void) { wake_up(&queue); }
static void wake(void) { inner(); }

void f(void)
{
	/* Pairs with the barrier in wake(). */
	smp_mb();
}
`);
    expect(detail).toEqual({ 'main.c': ['inner'] });
  });

  it('are not the callees of one that holds a barrier', async () => {
    const { detail } = await demand(`
static void inner(void) { wake_up(&queue); }
static void wake(void) { smp_mb(); inner(); }

void f(void)
{
	/* Pairs with the barrier in wake(). */
	smp_mb();
}
`);
    expect(detail).toEqual({});
  });
});

describe('structures that are asked for', () => {
  it('lead from an ordered access to its object', async () => {
    const { structs } = await demand(`
void f(struct ring *ring)
{
	smp_store_release(&ring->slots->page->flags, 1);
	smp_store_release(&ring->head, 1);
}
`);
    expect(structs).toEqual(['struct ring']);
  });

  it('are the next on the way once the first is known', async () => {
    const { structs } = await demand(`
struct ring { struct slot *slots; };

void f(struct ring *ring)
{
	smp_store_release(&ring->slots->page->flags, 1);
}
`);
    expect(structs).toEqual(['struct slot']);
  });
});
