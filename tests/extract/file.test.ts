import { describe, expect, it } from 'vitest';
import { factsOf } from '../support/facts.ts';

describe('the facts of a file', () => {
  it('hold in full what a comment names in the same file', async () => {
    const { functions, sites } = await factsOf(`
static void unnamed(void) { spin_lock(&lock); }
static void named(void) { helper(); spin_lock(&lock); }

void f(void)
{
	/* Pairs with the lock in named(). */
	smp_mb();
}
`);
    expect(functions.map((fn) => [fn.name, fn.calls?.map((call) => call.name)])).toEqual([
      ['unnamed', undefined],
      ['named', ['helper']],
      ['f', []],
    ]);
    expect(sites.map((site) => site.primitive)).toEqual(['spin_lock', 'smp_mb']);
  });

  it('hold in full, and as tables, what others name', async () => {
    const text = 'static void run(void) { spin_lock(&lock); }\nstruct ops ops = { .run = run };\n';
    expect((await factsOf(text)).functions.map((fn) => fn.calls)).toEqual([undefined]);
    const { functions, sites } = await factsOf(text, 'main.c', ['run', 'ops']);
    expect(functions.map((fn) => [fn.name, fn.table, fn.calls?.map((call) => call.name)])).toEqual([
      ['run', undefined, []],
      ['ops', true, ['run']],
    ]);
    expect(sites.map((site) => site.primitive)).toEqual(['spin_lock']);
  });

  it('list comments with claims and with mentions together, in order', async () => {
    const { comments } = await factsOf(`
void f(void)
{
	/* For push_one(). */
	smp_wmb();
	/* Pairs with smp_mb() in push_two(). */
	smp_mb();
	/* For push_three(). */
	smp_rmb();
}
`);
    expect(comments.map((comment) => comment.claims[0]!.verb)).toEqual(['mention', 'pair', 'mention']);
  });

  it('tell which globals belong to the file', async () => {
    const { statics } = await factsOf(`
static int own;
static struct table *pointer, unused;
static DEFINE_PER_CPU(int, counter);
extern int shared;

void f(void)
{
	static int local;

	smp_store_release(&own, 1);
	smp_store_release(&pointer, x);
	smp_store_release(&shared, 1);
}
`);
    expect(statics).toEqual(['own', 'pointer']);
  });

  it.each([
    ['', 'nothing'],
    ['}}}} ) /* pairs with', 'an open comment'],
    ['void f(void) { /* Pairs with smp_mb() in g(). */ smp_mb(', 'an open call'],
    ['#define f(', 'an open directive'],
    ['"\\', 'an open string'],
  ])('can be made of «%s»: %s', async (text) => {
    expect((await factsOf(text)).file).toBe('main.c');
  });
});
