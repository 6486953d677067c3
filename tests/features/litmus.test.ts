import { describe, expect, it } from 'vitest';
import { hover } from '../../server/src/features/hover.ts';
import { verdictInBrief } from '../../server/src/features/litmus.ts';
import { pagePlaintext } from '../../server/src/features/page-plaintext.ts';
import { bare, brief, onlyTest } from '../support/litmus.ts';
import { story } from '../support/story.ts';
import { viewOf } from '../support/view.ts';

const FENCES = `
struct box { int ready; int value; };

void put(struct box *b)
{
	b->value = 1;
	$0smp_wmb(); /* pairs with smp_rmb() in get() */
	WRITE_ONCE(b->ready, 1);
}

int get(struct box *b)
{
	if (!READ_ONCE(b->ready))
		return 0;
	smp_rmb(); /* pairs with smp_wmb() in put() */
	return b->value;
}
`;

const RELEASE = `
struct box { int ready; int value; };

void put(struct box *b)
{
	b->value = 1;
	$0smp_store_release(&b->ready, 1); /* pairs with get() */
}

int get(struct box *b)
{
	if (smp_load_acquire(&b->ready)) /* pairs with put() */
		return b->value;
	return 0;
}
`;

const POINTER = `
struct box { int value; };
static struct box *current_box;

void publish(struct box *b)
{
	b->value = 1;
	$0smp_store_release(&current_box, b);
}

int look(void)
{
	struct box *p = READ_ONCE(current_box);

	return p ? p->value : 0;
}
`;

const SLEEPER = `
struct worker { int asleep; int work; };

int rest(struct worker *w)
{
	WRITE_ONCE(w->asleep, 1);
	$0smp_mb(); /* pairs with smp_mb() in give() */
	return READ_ONCE(w->work);
}

void give(struct worker *w)
{
	WRITE_ONCE(w->work, 1);
	smp_mb(); /* pairs with smp_mb() in rest() */
	if (READ_ONCE(w->asleep))
		rouse(w);
}
`;

const TOO_WEAK = SLEEPER.replace(
  'smp_mb(); /* pairs with smp_mb() in rest',
  'smp_wmb(); /* pairs with smp_mb() in rest',
);

const ATOMIC = `
struct box { atomic_t users; int dead; };

void put(struct box *b)
{
	WRITE_ONCE(b->dead, 1);
	$0smp_mb__before_atomic(); /* pairs with smp_rmb() in get() */
	atomic_dec(&b->users);
}

int get(struct box *b)
{
	if (atomic_read(&b->users))
		return 0;
	smp_rmb(); /* pairs with smp_mb__before_atomic() in put() */
	return READ_ONCE(b->dead);
}
`;

describe('the test of a pair', () => {
  it('message passing by two fences: names, primitives and lines of the code, and plain data', async () => {
    const { text, shape } = await onlyTest(FENCES);
    expect(shape).toBe('MP');
    expect(text).toBe(`C MP+put+get

(*
 * P0 is put() at main.c:6, P1 is get() at main.c:14.
 * Everything but the accesses to value (b->value) and ready (b->ready), and what orders them, is left
 * out.
 *)

{}

P0(int *value, int *ready)
{
	// put(), main.c
	*value = 1; // 5: b->value = 1;
	smp_wmb(); // 6: smp_wmb(); /* pairs with smp_rmb() in get() */
	WRITE_ONCE(*ready, 1); // 7: WRITE_ONCE(b->ready, 1);
}

P1(int *ready, int *value)
{
	// get(), main.c
	int r0;
	int r1;
	r0 = READ_ONCE(*ready); // 12: if (!READ_ONCE(b->ready))
	if (r0) {
		smp_rmb(); // 14: smp_rmb(); /* pairs with smp_wmb() in put() */
		r1 = *value; // 15: return b->value;
	}
}

exists (1:r0=1 /\\ 1:r1=0)
`);
  });

  it('release and acquire', async () => {
    expect(bare(await onlyTest(RELEASE))).toEqual([
      '{}',
      ...['P0(int *value, int *ready)', '{', '*value = 1;', 'smp_store_release(ready, 1);', '}'],
      ...['P1(int *ready, int *value)', '{', 'r0 = smp_load_acquire(ready);', 'if (r0) {', 'r1 = *value;', '}', '}'],
      'exists (1:r0=1 /\\ 1:r1=0)',
    ]);
  });

  it('a pointer that is published and followed', async () => {
    expect(bare(await onlyTest(POINTER))).toEqual([
      '{}',
      ...['P0(int *value, int **current_box)', '{', '*value = 1;', 'smp_store_release(current_box, value);', '}'],
      ...['P1(int **current_box, int *value)', '{', 'r0 = READ_ONCE(*current_box);'],
      ...['if (r0) {', 'r1 = *r0;', '}', '}'],
      'exists (1:r0=value /\\ 1:r1=0)',
    ]);
  });

  it('store buffering by two full barriers', async () => {
    const test = await onlyTest(SLEEPER);
    expect(test.shape).toBe('SB');
    expect(bare(test)).toEqual([
      '{}',
      ...['P0(int *asleep, int *work)', '{', 'WRITE_ONCE(*asleep, 1);', 'smp_mb();', 'r0 = READ_ONCE(*work);', '}'],
      ...['P1(int *work, int *asleep)', '{', 'WRITE_ONCE(*work, 1);', 'smp_mb();', 'r0 = READ_ONCE(*asleep);', '}'],
      'exists (0:r0=0 /\\ 1:r0=0)',
    ]);
  });

  it('an atomic operation with its barrier, which counts down from 1', async () => {
    expect(bare(await onlyTest(ATOMIC))).toEqual([
      ...['{', 'int users = 1;', '}'],
      ...['P0(int *dead, int *users)', '{', 'WRITE_ONCE(*dead, 1);'],
      ...['smp_mb__before_atomic();', 'atomic_dec(users);', '}'],
      ...['P1(int *users, int *dead)', '{', 'r0 = atomic_read(users);'],
      ...['if (!r0) {', 'smp_rmb();', 'r1 = READ_ONCE(*dead);', '}', '}'],
      'exists (1:r0=0 /\\ 1:r1=0)',
    ]);
  });

  it('a counter that goes down leaves 0, as the reader tests it', async () => {
    const down = FENCES.replace('WRITE_ONCE(b->ready, 1)', 'b->ready--').replace('!READ_ONCE(b->ready)', 'b->ready');
    const statements = bare(await onlyTest(down));
    expect(statements).toContain('int ready = 1;');
    expect(statements).toContain('if (!r0) {');
    expect(statements.at(-1)).toBe('exists (1:r0=0 /\\ 1:r1=0)');
  });

  it('names that a test can not have give way to longer ones', async () => {
    const { text } = await onlyTest(FENCES.replaceAll('value', 'filter').replaceAll('ready', 'exists'));
    expect(text).toContain('P0(int *box_filter, int *box_exists)');
  });
});

describe('the verdict', () => {
  it.each([
    ['fences', FENCES, 'MP · forbidden by the LKMM'],
    ['release and acquire', RELEASE, 'MP · forbidden by the LKMM'],
    ['publication', POINTER, 'MP · forbidden by the LKMM'],
    ['full barriers', SLEEPER, 'SB · forbidden by the LKMM'],
    ['atomic operation', ATOMIC, 'MP · forbidden by the LKMM'],
    ['full barriers, one too weak', TOO_WEAK, 'SB · allowed by the LKMM'],
    [
      'a plain flag',
      FENCES.replace('WRITE_ONCE(b->ready, 1)', 'b->ready = 1'),
      'MP · allowed by the LKMM (data race); forbidden once b->ready is marked',
    ],
  ])('%s', async (_, source, verdict) => {
    expect((await brief(source))?.[0]).toBe(verdict);
  });

  it('the founding story: plain is a race, a marked load that is followed will do, an acquire will do', async () => {
    expect(await brief(story('iomem_inode->i_mapping'))).toEqual([
      'MP · allowed by the LKMM (data race); forbidden once iomem_inode is marked',
    ]);
    expect(await brief(story('READ_ONCE(iomem_inode)', 'READ_ONCE(iomem_inode)'))).toEqual([
      'MP · forbidden by the LKMM',
    ]);
    expect(await brief(story('smp_load_acquire(&iomem_inode);'))).toEqual(['MP · forbidden by the LKMM']);
  });

  it('what is allowed comes with the order in which it happens', async () => {
    const test = await onlyTest(TOO_WEAK);
    expect(verdictInBrief(test)).toBe('SB · allowed by the LKMM');
    expect(test.verdict.picture?.map((line) => line.trim().replace(/ {2,}/g, '  '))).toEqual([
      'rest()  give()',
      'r0 = READ_ONCE(*asleep) → 0',
      'WRITE_ONCE(*asleep, 1)',
      'r0 = READ_ONCE(*work) → 0',
      'WRITE_ONCE(*work, 1)',
    ]);
  });
});

describe('silence', () => {
  it('where the two sides share one object alone', async () => {
    expect(await brief(FENCES.replace('return b->value', 'return b->ready'))).toEqual([]);
  });

  it('where an object is not known', async () => {
    expect(await brief(FENCES.replaceAll('struct box *b', 'void *b'))).toEqual([]);
  });

  it('where a fence is not on every way', async () => {
    expect(await brief(FENCES.replace('\tsmp_rmb();', '\tif (rarely())\n\t\tsmp_rmb();'))).toEqual([]);
  });

  it('where a lock stands between, on every way', async () => {
    const locked = SLEEPER.replace('return READ_ONCE', 'spin_lock(&w->lock);\n\treturn READ_ONCE');
    expect(await brief(locked.replace('int work;', 'int work; spinlock_t lock;'))).toEqual([]);
  });

  it('where two accesses are to different bits of one word', async () => {
    const bits = (set: string, test: string) => `
struct worker { unsigned long state; int work; };

int rest(struct worker *w)
{
	set_bit(${set}, &w->state);
	$0smp_mb__after_atomic(); /* pairs with smp_mb() in give() */
	return READ_ONCE(w->work);
}

void give(struct worker *w)
{
	WRITE_ONCE(w->work, 1);
	smp_mb(); /* pairs with smp_mb__after_atomic() in rest() */
	if (test_bit(${test}, &w->state))
		rouse(w);
}
`;
    expect(await brief(bits('ASLEEP', 'ASLEEP'))).toEqual(['SB · forbidden by the LKMM']);
    expect(await brief(bits('ASLEEP', 'BROKEN'))).toEqual([]);
  });

  it('where one side loads what it has itself stored', async () => {
    const own = SLEEPER.replace('WRITE_ONCE(w->asleep, 1);', 'w->work = 0;\n\tWRITE_ONCE(w->asleep, 1);');
    expect(await brief(own)).toEqual([]);
  });

  it('where neither side orders anything', async () => {
    const marked = FENCES.replace(/smp_wmb\(\); .*\n\t/, '').replace(/\tsmp_rmb\(\);.*\n/, '');
    expect(await brief(marked.replace('WRITE_ONCE(b->ready', '$0WRITE_ONCE(b->ready').replace('$0$0', '$0'))).toEqual(
      [],
    );
  });

  it('where nothing is a side of a pair', async () => {
    expect(await brief(FENCES.replace('$0', '').replace('struct box {', '$0struct box {'))).toBeUndefined();
  });
});

describe('hover', () => {
  it('has the verdict in a line', async () => {
    const { view, file, offset } = await viewOf(FENCES);
    const lines = pagePlaintext(hover(view, file, offset)!.page).split('\n');
    expect(lines).toContain('MP · forbidden by the LKMM');
  });
});
