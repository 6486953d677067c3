import { describe, expect, it } from 'vitest';
import { references } from '../../server/src/features/references.ts';
import { story } from '../support/story.ts';
import { viewOf } from '../support/view.ts';

/** What is listed at `$0`, beside what it is on itself. */
async function check(source: string, expected: string[]): Promise<void> {
  expect(await placesAt(source, false)).toEqual(expected);
}

async function placesAt(source: string, includeSubject: boolean): Promise<string[]> {
  const { view, file, offset, place } = await viewOf(source);
  return references(view, file, offset, { includeSubject }).map(place);
}

describe('references', () => {
  it('lists the sides and their comments for a primitive', () =>
    check(story('smp_store_release(&'), ['Pairs with in revoke_iomem', 'smp_load_acquire in revoke_iomem']));

  it('lists them for a comment', async () => {
    const sides = ['smp_load_acquire in revoke_iomem', 'smp_store_release in iomem_init_inode'];
    await check(story('Pairs'), sides);
    await check(story('iomem_init_inode().'), sides);
  });

  it('lists everyone who touches an object, plain accesses, too', async () => {
    const others = ['Pairs with in revoke_iomem', 'smp_load_acquire in revoke_iomem'];
    await check(story('iomem_inode->'), [...others, 'smp_store_release in iomem_init_inode']);
    await check(story('iomem_inode, inode'), [...others, 'iomem_inode in iomem_get_mapping']);
  });

  it('lists the subject itself when asked to', async () => {
    expect(await placesAt(story('smp_store_release(&'), true)).toEqual([
      'Pairs with in revoke_iomem',
      'smp_load_acquire in revoke_iomem',
      'smp_store_release in iomem_init_inode',
    ]);
    expect(await placesAt(story('Pairs'), true)).toContain('Pairs with in revoke_iomem');
    expect(await placesAt(story('iomem_inode->'), true)).toContain('iomem_inode in iomem_get_mapping');
  });

  it('goes on from comment to comment through several files', async () => {
    const text = (at: string) =>
      `
//- a.c
void a(void)
{
	/* Pairs with smp_mb() in b(). */
	smp_mb();
}
//- b.c
void b(void)
{
	smp_mb();
}
//- c.c
void c(void)
{
	/* Pairs with smp_mb() in b(). */
	smp_mb();
}
`.replace(at, `${at}$0`);
    await check(text('/* Pairs with smp_mb() in b(). */\n\tsmp'), [
      'a.c: Pairs with in a',
      'b.c: smp_mb in b',
      'c.c: Pairs with in c',
      'c.c: smp_mb in c',
    ]);
  });

  it('keeps to the object: a static variable of another file is another one', () =>
    check(
      `
//- a.c
static int *x;
void a(int *p) { smp_store_release($0&x, p); }
int ra(void) { return *smp_load_acquire(&x); }
//- b.c
static int *x;
int b(void) { return *smp_load_acquire(&x); }
`,
      ['a.c: smp_load_acquire in ra'],
    ));

  it('lists a label with the comments that cite it and what these belong to', () =>
    check(
      `
void reserve(struct d *d)
{
	d->id = 1;
	smp_wmb(); /* LMM(reserve:$0A) */
	WRITE_ONCE(d->state, 1);
}

int read_it(struct d *d)
{
	int state = READ_ONCE(d->state);

	/*
	 * Pairs with reserve:A.
	 */
	smp_rmb(); /* LMM(read_it:B) */
	return state + d->id;
}
`,
      ['smp_wmb in reserve', 'Pairs with in read_it', 'reserve:A in read_it', 'smp_rmb in read_it'],
    ));

  it('has nothing to say where nothing belongs together', async () => {
    expect(await placesAt('void f(void)\n{\n\tsmp_$0mb();\n}\n', true)).toEqual([]);
    expect(await placesAt('int f(int *p)\n{\n\treturn READ_$0ONCE(*p);\n}\n', true)).toEqual([]);
    expect(await placesAt(story('unmap_mapping_range'), true)).toEqual([]);
    expect(await placesAt(story('return 0'), true)).toEqual([]);
  });

  it('does not connect by a common lock', () =>
    check(
      `
struct s { spinlock_t lock; int a; };

void f(struct s *s)
{
	spin_$0lock(&s->lock);
	smp_mb();
	spin_unlock(&s->lock);
}

void g(struct s *s)
{
	spin_lock(&s->lock);
	smp_mb();
	spin_unlock(&s->lock);
}
`,
      [],
    ));
});
