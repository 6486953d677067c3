import { describe, expect, it } from 'vitest';
import { type Rule, runRules } from '../../server/src/rules/index.ts';
import { misspeltPrimitive } from '../../server/src/rules/misspelt-primitive.ts';
import { staleBarrier } from '../../server/src/rules/stale-barrier.ts';
import { staleFunction } from '../../server/src/rules/stale-function.ts';
import { analyse, checkFindings } from '../support/analyse.ts';

/** The findings in order, each with its severity. */
async function severities(rules: readonly Rule[], source: string): Promise<string[]> {
  const found = runRules(await analyse(new Map([['ring.c', source]])), rules);
  return found.map(({ severity, message }) => `${severity}: ${message}`);
}

describe('stale-function', () => {
  const check = (source: string) => checkFindings([staleFunction], source);

  it('reports a function that is nowhere, at its name', async () => {
    await check(`
static void reader(struct ring *ring)
{
	/* Pairs with smp_wmb() in ring_push_one(). */
	//                         ^^^^^^^^^^^^^ stale-function: The comment at smp_rmb() names ring_push_one(), which exists nowhere
	smp_rmb();
}
`);
  });

  it('is silent about a function of another file', async () => {
    await check(`
//- reader.c
static void reader(struct ring *ring)
{
	/* Pairs with smp_wmb() in ring_push(). */
	smp_rmb();
}
//- writer.c
void ring_push(struct ring *ring)
{
	ring->slot = 1;
	smp_wmb();
	ring->head = 2;
}
`);
  });

  it('reports a name in a comment at a barrier, without any verb', async () => {
    await check(`
static void waiter(struct wait *wait)
{
	/* We raced with old_wake_up() handing over the token. */
	//               ^^^^^^^^^^^ stale-function: The comment at smp_rmb() names old_wake_up()
	smp_rmb();
}
`);
  });

  it('hints at a name of which a function has more, or all but a letter', async () => {
    const found = await severities(
      [staleFunction],
      `
static void ring_push_all(struct ring *ring)
{
	ring->slot = 1;
	smp_wmb();
	ring->head = 2;
}

static void reader(struct ring *ring)
{
	/* Pairs with smp_wmb() in push_all(). */
	smp_rmb();
}

static void other_reader(struct ring *ring)
{
	/* Pairs with smp_wmb() in ring_push_al(). */
	smp_rmb();
}
`,
    );
    expect(found).toEqual([
      'hint: The comment at smp_rmb() names push_all(), which exists nowhere in the tree. ring_push_all() is meant, as it seems.',
      'hint: The comment at smp_rmb() names ring_push_al(), which exists nowhere in the tree. ring_push_all() is meant, as it seems.',
    ]);
  });

  it('is silent about a method, a name without underscores before it, and a name that something else has', async () => {
    await check(`
static void ring_release(struct ring *ring)
{
	ring->slot = 1;
	smp_wmb();
	ring->head = 2;
}

static void __ring_drop(struct ring *ring)
{
	ring->slot = 0;
	smp_wmb();
	ring->head = 1;
	drop_all(ring);
}

static void reader(struct ring *ring)
{
	/* Pairs with smp_wmb() in ->release(). */
	smp_rmb();
	/* Pairs with smp_wmb() in ring_drop(). */
	smp_rmb();
}
`);
  });

  it('is no more than a hint in a tree of one file for what a comment only mentions', async () => {
    const [name, reader] = [
      'ring.c',
      'static void f(struct ring *r)\n{\n\t/* Wait for old_wake_up() first. */\n\tsmp_rmb();\n}\n',
    ];
    const other = 'void g(struct ring *r)\n{\n\tsmp_wmb();\n}\n';
    const levels = async (files: Map<string, string>) =>
      runRules(await analyse(files), [staleFunction]).map(({ severity }) => severity);
    expect(await levels(new Map([[name, reader]]))).toEqual(['hint']);
    expect(
      await levels(
        new Map([
          [name, reader],
          ['other.c', other],
        ]),
      ),
    ).toEqual(['warning']);
  });

  it('is silent about what pairs no barriers', async () => {
    await check(`
static void reader(struct ring *ring)
{
	/* This is paired with ring_put_gone(). */
	ring_get(ring);
}
`);
  });
});

describe('stale-barrier', () => {
  const check = (source: string) => checkFindings([staleBarrier], source);
  const findingsOf = async (source: string) => runRules(await analyse(new Map([['ring.c', source]])), [staleBarrier]);
  const onlyMessage = async (source: string) => {
    const [found, ...others] = await findingsOf(source);
    expect(others).toEqual([]);
    return found!.message;
  };

  it('reports a function that exists without the barrier', async () => {
    await check(`
static void writer(struct ring *ring)
{
	ring->head = 2;
}

static void reader(struct ring *ring)
{
	/* Pairs with smp_wmb() in writer(). */
	//                         ^^^^^^ stale-barrier: … smp_wmb() in writer()
	smp_rmb();
}
`);
  });

  it('hints at the callee that holds the barrier', async () => {
    await check(`
static void publish(struct ring *ring)
{
	ring->slot = 1;
	smp_wmb();
	ring->head = 2;
}

static void writer(struct ring *ring)
{
	publish(ring);
}

static void reader(struct ring *ring)
{
	/* Pairs with smp_wmb() in writer(). */
	// ^^^^^^^^^^ stale-barrier: writer() holds no smp_wmb() itself: the nearest stands in publish(), which it calls.
	smp_rmb();
}
`);
  });

  /** A barrier that stands in `inner`, which `outer` calls, and a comment that names `cited`. */
  const calling = (inner: string, outer: string, cited: string, note = '') => `
static void ${inner}(struct ring *ring)
{
	ring->slot = 1;
	smp_wmb();
	ring->head = 2;
}

static void ${outer}(struct ring *ring)
{
	${inner}(ring);
}

static void reader(struct ring *ring)
{
	/* Pairs with smp_wmb() in ${cited}. */${note}
	smp_rmb();
}
`;

  const mentioning = (caller: string, words: string, note = '') => `
static void push_slow(struct ring *ring)
{
	/* See comment in push_fast() above. */
	smp_wmb();
	ring->head = 2;
}

static void push_fast(struct ring *ring)
{
	/* ${words} */${note}
	smp_wmb();
	ring->head = 2;
}

static void ${caller}(struct ring *ring)
{
	push_slow(ring);
	push_fast(ring);
}

static void push(struct ring *ring)
{
	push_slow(ring);
}
`;

  it('hints at the callee of a function that is only mentioned', async () => {
    const note =
      '\n\t//                                                ^^^^ stale-barrier: push() holds no barrier itself';
    await check(mentioning('push_both', 'The slot has to be written before we race with push().', note));
  });

  it('is silent about a caller that is only mentioned, and about what a function allows', async () => {
    await check(mentioning('push_any', 'The slot has to be written before push_any() goes on.'));
    await check(mentioning('push_both', 'Slots first: push() allows the other end to look at them.'));
  });

  it('is silent about foo() for the barrier in the __foo() that it calls', async () => {
    await check(calling('__push', 'push', 'push()'));
  });

  it('hints at another function with underscores before its name', async () => {
    await check(
      calling('__push_slot', 'push', 'push()', '\n\t// ^^^^^^^^^^ stale-barrier: push() holds no smp_wmb() itself'),
    );
  });

  it('is silent when the comment names the callee as well', async () => {
    await check(calling('publish', 'push', 'push(), and publish()'));
    await check(calling('publish', 'push', 'push() for shared rings, and publish()'));
  });

  it('says which barrier it is where that is another one', async () => {
    const message = await onlyMessage(
      calling('publish', 'push', 'push()')
        .replaceAll('smp_wmb()', 'smp_mb()')
        .replace('smp_mb();', '/* Pairs with smp_rmb() in reader(). */\n\tsmp_mb__after_atomic();'),
    );
    expect(message).toContain(
      'push() holds no smp_mb() itself: the nearest, smp_mb__after_atomic(), stands in publish()',
    );
  });

  it('says through whom the barrier is come to', async () => {
    await check(`
static void fill(struct ring *ring)
{
	ring->slot = 1;
	smp_wmb();
	ring->head = 2;
}

static void publish(struct ring *ring)
{
	fill(ring);
}

static void push(struct ring *ring)
{
	publish(ring);
}

static void reader(struct ring *ring)
{
	/* Pairs with smp_wmb() in push(). */
	// ^^^^^^^^^^ stale-barrier: push() holds no smp_wmb() … stands in fill(), which it comes to through publish().
	smp_rmb();
}
`);
  });

  it('says where the named barrier stands at the same object', async () => {
    await check(`
struct ring { int slot, head; };

static void clear(struct ring *ring)
{
	ring->slot = 0;
}

static void push(struct ring *ring)
{
	ring->slot = 1;
	smp_wmb();
	ring->head = 2;
}

static int reader(struct ring *ring)
{
	int head = ring->head;

	/* Pairs with smp_wmb() in clear(). */
	//                         ^^^^^ stale-barrier: … smp_wmb() in clear() … The nearest at head is smp_wmb() in push().
	smp_rmb();
	return head ? ring->slot : 0;
}
`);
  });

  it('does not take a barrier at other objects for the nearest', async () => {
    const message = await onlyMessage(`
struct ring { int slot, head, size, mask; };

static void clear(struct ring *ring)
{
	ring->slot = 0;
}

static void resize(struct ring *ring)
{
	ring->size = 8;
	smp_wmb();
	ring->mask = 7;
}

static int reader(struct ring *ring)
{
	int head = ring->head;

	/* Pairs with smp_wmb() in clear(). */
	smp_rmb();
	return head ? ring->slot : 0;
}
`);
    expect(message).not.toContain('resize');
  });

  it('is a hint where a function with a longer name stands beside the barrier', async () => {
    const callback = (name: string) => `
struct ring { int slot, head; };

void range_end(struct ring *ring)
{
	run_callbacks(ring);
}

static void publish(struct ring *ring)
{
	ring->slot = 1;
	smp_wmb();
	ring->head = 2;
}

static void ${name}(struct ring *ring)
{
	under_lock(ring, publish);
}

static int reader(struct ring *ring)
{
	int head = ring->head;

	/* Pairs with smp_wmb() in range_end(). */
	smp_rmb();
	return head ? ring->slot : 0;
}
`;
    const [near, far] = [await findingsOf(callback('ring_range_end')), await findingsOf(callback('ring_turn'))];
    expect([near.map(({ severity }) => severity), far.map(({ severity }) => severity)]).toEqual([
      ['hint'],
      ['warning'],
    ]);
    expect(near[0]!.message).toContain(
      'Perhaps ring_range_end() is meant. The nearest at head is smp_wmb() in publish().',
    );
  });

  it('is silent about a barrier that something named brings along', async () => {
    await check(`
static void writer(struct ring *ring)
{
	ring->head = 2;
}

static void reader(struct ring *ring)
{
	/* Pairs with the barrier from the wq_has_sleeper() call in writer(). */
	smp_rmb();
}
`);
  });

  it('hints at a release in the place of a write barrier', async () => {
    await check(`
static void writer(struct ring *ring)
{
	smp_store_release(&ring->head, 2);
}

static void reader(struct ring *ring)
{
	/* Pairs with smp_wmb() in writer(). */
	//            ^^^^^^^ stale-barrier: writer() holds no smp_wmb(): the barrier there is smp_store_release().
	smp_rmb();
}
`);
  });

  it('accepts a barrier by what it is and not by its name, and another one beside the named one', async () => {
    await check(`
static void writer(struct ring *ring)
{
	smp_wmb();
	smp_store_release(&ring->head, 2);
}

static void reader(struct ring *ring)
{
	/* Pairs with smp_wmb() in writer(). */
	smp_rmb();
	/* Pairs with the write barrier in writer(). */
	smp_rmb();
	/* Pairs with the smp_mb() implied by smp_store_release() in writer(). */
	smp_rmb();
}
`);
  });
});

describe('misspelt-primitive', () => {
  it('gives the right spelling', async () => {
    await checkFindings(
      [misspeltPrimitive],
      `
static void writer(struct ring *ring)
{
	ring->slot = 1;
	smp_wmb();
	ring->head = 2;
}

static void reader(struct ring *ring)
{
	/* Pairs with smb_wmb() in writer(). */
	//            ^^^^^^^ misspelt-primitive: There is no primitive smb_wmb; the comment means smp_wmb(), as in smp_wmb() in writer()
	smp_rmb();
}
`,
    );
  });
});
