import { describe, expect, it } from 'vitest';
import { bare, brief, onlyTest, sourceOf, testsOf } from '../../support/litmus.ts';

const WRAPPED = `
struct box { int ready; int value; };

static int is_ready(struct box *b)
{
	/* pairs with put() */
	return $0smp_load_acquire(&b->ready);
}

int get(struct box *box)
{
	if (!is_ready(box))
		return 0;
	return box->value;
}

static void fill(struct box *one)
{
	one->value = 1;
}

void put(struct box *b)
{
	fill(b);
	smp_store_release(&b->ready, 1); /* pairs with is_ready() */
}
`;

const ACCESSORS = `
struct worker { unsigned long state; int work; };

static void set_asleep(struct worker *w)
{
	set_bit(ASLEEP, &w->state);
}

static int is_asleep(struct worker *w)
{
	return test_bit(ASLEEP, &w->state);
}

int rest(struct worker *w)
{
	set_asleep(w);
	$0smp_mb(); /* pairs with smp_mb() in give() */
	return READ_ONCE(w->work);
}

void give(struct worker *w)
{
	WRITE_ONCE(w->work, 1);
	smp_mb(); /* pairs with smp_mb() in rest() */
	if (is_asleep(w))
		rouse(w);
}
`;

describe('what is done in other functions', () => {
  it('is found in what calls the one with the barrier, and in what it calls', async () => {
    const test = await onlyTest(WRAPPED);
    expect(bare(test)).toEqual([
      '{}',
      ...['P0(int *value, int *ready)', '{', '*value = 1;', 'smp_store_release(ready, 1);', '}'],
      ...['P1(int *ready, int *value)', '{', 'r0 = smp_load_acquire(ready);', 'if (r0) {', 'r1 = *value;', '}', '}'],
      'exists (1:r0=1 /\\ 1:r1=0)',
    ]);
    expect(test.name).toBe('MP+put+is_ready');
  });

  it('has the function beside its line', async () => {
    const test = await onlyTest(WRAPPED);
    expect(sourceOf(test, '*value = 1')).toBe('18 in fill(): one->value = 1;');
    expect(sourceOf(test, 'r1 = *value')).toBe('13 in get(): return box->value;');
    expect(sourceOf(test, 'smp_store_release')).toMatch(/^24: /);
  });

  it('is found behind functions that do no more than access something', async () => {
    expect(await brief(ACCESSORS)).toEqual(['SB · forbidden by the LKMM']);
  });

  it('is ordered by the fences in there, too', async () => {
    const fenced = WRAPPED.replace('smp_load_acquire(&b->ready)', 'READ_ONCE(b->ready)')
      .replace('return box->value', 'smp_rmb();\n\treturn box->value')
      .replace(
        'smp_store_release(&b->ready, 1); /* pairs with is_ready',
        'smp_wmb(); WRITE_ONCE(b->ready, 1); /* pairs with is_ready',
      );
    expect(bare(await onlyTest(fenced))).toEqual(
      expect.arrayContaining(['r0 = READ_ONCE(*ready);', 'smp_rmb();', 'r1 = *value;']),
    );
  });

  it('is found in a file that includes the header', async () => {
    const [header, rest] = WRAPPED.split('int get(');
    const source = `//- box.h\n${header}\n//- user.c\n#include "box.h"\nint get(${rest}`;
    const test = await onlyTest(source.replace('return box->value;', 'smp_rmb();\n\treturn box->value;'));
    expect(sourceOf(test, 'r1 = *value')).toMatch(/^user\.c:\d+ in get\(\): /);
  });
});

describe('silence', () => {
  it('where the called function does it to another structure', async () => {
    const other = WRAPPED.replace('one->value = 1', 'struct box *spare = find_spare();\n\tspare->value = 1');
    expect(await brief(other)).toEqual([]);
  });

  it('where the caller hands on one structure and reads another', async () => {
    expect(await brief(WRAPPED.replace('return box->value', 'return box[1].value + spare()->value'))).toEqual([]);
  });

  it('where what is looked at first is only seen in callers, on both sides', async () => {
    const far = `
struct box { int ready; int value; };

static void order_stores(struct box *b)
{
	b->value = 1;
	$0smp_wmb(); /* pairs with order_loads() */
}

void put(struct box *b)
{
	order_stores(b);
	b->ready = 1;
}

static int order_loads(struct box *b)
{
	smp_rmb(); /* pairs with order_stores() */
	return b->value;
}

int get(struct box *b)
{
	return b->ready ? order_loads(b) : 0;
}
`;
    expect(await brief(far)).toEqual([]);
  });

  it('where functions call each other for ever', async () => {
    const round = WRAPPED.replace('one->value = 1;', 'fill(one);\n\tput(one);');
    expect(await testsOf(round)).toEqual([]);
  });
});

describe('what a function tells its caller', () => {
  const BOUND = `
struct sock { int state; int queue; };

static bool is_bound(struct sock *s)
{
	if (READ_ONCE(s->state) == BOUND) {
		smp_rmb(); /* pairs with bind() */
		return true;
	}
	return false;
}

int send(struct sock *s)
{
	if (!is_bound(s))
		return -ENXIO;
	return s->queue;
}

void bind(struct sock *s)
{
	s->queue = 1;
	$0smp_wmb(); /* pairs with is_bound() */
	WRITE_ONCE(s->state, BOUND);
}
`;

  it('is that it came by the barrier, where the caller goes on only then', async () => {
    const test = await onlyTest(BOUND);
    expect(bare(test)).toEqual(
      expect.arrayContaining(['r0 = READ_ONCE(*state);', 'if (r0) {', 'smp_rmb();', 'r1 = *queue;']),
    );
    expect(await brief(BOUND)).toEqual(['MP · forbidden by the LKMM']);
  });

  it('is nothing, where the caller does not ask', async () => {
    expect(await brief(BOUND.replace('if (!is_bound(s))\n\t\treturn -ENXIO', 'is_bound(s)'))).toEqual([]);
  });
});

describe('one structure by two names', () => {
  const NAMED = `
struct guest { int running; int ready; };
struct cpu { struct guest *guest; };

static int look(struct cpu *cpu)
{
	struct guest *g = cpu->guest;

	return READ_ONCE(g->ready);
}

void run(struct cpu *cpu)
{
	struct guest *mine = cpu->guest;

	WRITE_ONCE(mine->running, 1);
	$0smp_mb(); /* pairs with stop() */
	look(cpu);
}

void stop(struct guest *g)
{
	WRITE_ONCE(g->ready, 1);
	smp_mb(); /* pairs with run() */
	if (READ_ONCE(g->running))
		wait(g);
}
`;

  it('is one, where both names are set to the same once', async () => {
    expect(await brief(NAMED)).toEqual(['SB · forbidden by the LKMM']);
  });

  it('is one, where the parameter is called as the variable that is handed on', async () => {
    const handed = NAMED.replace(
      'static int look(struct cpu *cpu)\n{\n\tstruct guest *g = cpu->guest;\n',
      'static int look(struct guest *mine)\n{',
    )
      .replace('g->ready);\n}', 'mine->ready);\n}')
      .replace('look(cpu)', 'look(mine)');
    expect(await brief(handed)).toEqual(['SB · forbidden by the LKMM']);
  });

  it('may be two, where one of them is set again', async () => {
    expect(
      await brief(NAMED.replace('return READ_ONCE(g->ready)', 'g = other(g);\n\treturn READ_ONCE(g->ready)')),
    ).toEqual([]);
  });
});

describe('a copy', () => {
  const COPIED = `
struct box { int ready; int value; };

static void read_box(struct box *from, struct box *copy)
{
	copy->value = from->value;
}

void put(struct box *b, struct box *other)
{
	read_box(other, TARGET);
	$0smp_store_release(&b->ready, 1); /* pairs with get() */
}

int get(struct box *b)
{
	if (smp_load_acquire(&b->ready)) /* pairs with put() */
		return b->value;
	return 0;
}
`;

  it('in a local variable, which a called function fills, is not what others read', async () => {
    const local = COPIED.replace('read_box(other, TARGET)', 'struct box own;\n\n\tread_box(other, &own)');
    expect(await brief(local)).toEqual([]);
    expect(await brief(COPIED.replace('TARGET', 'b'))).toEqual(['MP · forbidden by the LKMM']);
  });
});
