import { describe, expect, it } from 'vitest';
import { bare, brief, onlyTest, testsOf } from '../../support/litmus.ts';

const RING = `
struct ring { int data; int tail; };

int consume(struct ring *r)
{
	int value = r->data;

	$0smp_store_release(&r->tail, 1); /* pairs with produce() */
	return value;
}

void produce(struct ring *r)
{
	if (smp_load_acquire(&r->tail)) /* pairs with consume() */
		r->data = 2;
}
`;

const RELAY = `
struct relay { int data; int sent; int passed; };

void send(struct relay *r)
{
	r->data = 1;
	smp_store_release(&r->sent, 1); /* pairs with pass() */
}

void pass(struct relay *r)
{
	if (smp_load_acquire(&r->sent)) /* pairs with send() */
		$0smp_store_release(&r->passed, 1); /* pairs with receive() */
}

int receive(struct relay *r)
{
	if (smp_load_acquire(&r->passed)) /* pairs with pass() */
		return r->data;
	return 0;
}
`;

const MARKED = `
struct pair { int one; int other; };

void first(struct pair *p)
{
	WRITE_ONCE(p->one, 1);
	$0smp_mb(); /* pairs with smp_mb() in second() */
	WRITE_ONCE(p->other, 1);
}

void second(struct pair *p)
{
	WRITE_ONCE(p->other, 2);
	smp_mb(); /* pairs with smp_mb() in first() */
	WRITE_ONCE(p->one, 2);
}
`;

const shapes = async (source: string) => (await testsOf(source))?.map(({ shape }) => shape);

describe('two processes', () => {
  it('what is read before it is given back, and then overwritten: LB', async () => {
    const test = await onlyTest(RING);
    expect(test.shape).toBe('LB');
    expect(bare(test)).toEqual([
      '{}',
      ...['P0(int *data, int *tail)', '{', 'r0 = *data;', 'smp_store_release(tail, 1);', '}'],
      ...['P1(int *tail, int *data)', '{', 'r0 = smp_load_acquire(tail);', 'if (r0) {', '*data = 1;', '}', '}'],
      'exists (1:r0=1 /\\ 0:r0=1)',
    ]);
    expect(await brief(RING)).toEqual(['LB · forbidden by the LKMM']);
  });

  it('what is written before it is given away, and then written by the other one: S', async () => {
    const writing = RING.replace('int value = r->data;', 'int value = 1;\n\n\tr->data = value;');
    expect(await brief(writing)).toEqual(['S · forbidden by the LKMM']);
  });

  it('two stores on each side: 2+2W', async () => {
    expect(await brief(MARKED)).toEqual(['2+2W · forbidden by the LKMM']);
    expect(await brief(MARKED.replaceAll('smp_mb', 'smp_wmb'))).toEqual(['2+2W · allowed by the LKMM']);
  });

  it('two stores on one side, a store and a load on the other: R', async () => {
    const reading = MARKED.replace('WRITE_ONCE(p->one, 2);', 'use(READ_ONCE(p->one));');
    expect(await brief(reading)).toEqual(['R · forbidden by the LKMM']);
  });

  it('plain stores alone make no R and no 2+2W', async () => {
    expect(await shapes(MARKED.replace(/WRITE_ONCE\(([^,]*), (\d)\)/g, '$1 = $2'))).toEqual([]);
  });

  it('the branch in which the flag was not seen is not what it is about', async () => {
    const direct = `
struct box { int ready; int value; };

void put(struct box *b)
{
	b->value = 1;
	$0smp_store_release(&b->ready, 1); /* pairs with get() */
}

int get(struct box *b)
{
	if (smp_load_acquire(&b->ready)) /* pairs with put() */
		return 0;
	return b->value;
}
`;
    expect(await shapes(direct)).toEqual([]);
    expect(
      await shapes(direct.replace('if (smp_load_acquire(&b->ready))', 'if (!smp_load_acquire(&b->ready))')),
    ).toEqual(['MP']);
  });
});

describe('rcu_dereference()', () => {
  const LISTED = `
struct box { int value; struct item *item; };

void put(struct box *b, struct item *new)
{
	b->value = 1;
	$0rcu_assign_pointer(b->item, new); /* pairs with get() */
}

int get(struct box *b)
{
	struct item *item = rcu_dereference(b->item); /* pairs with put() */

	return item ? b->value : 0;
}
`;

  it('is not there for what is not reached through its pointer', async () => {
    expect(await shapes(LISTED)).toEqual([]);
    expect(await brief(LISTED.replace('item ? b->value', 'item ? item->value'))).toEqual([
      'MP · forbidden by the LKMM',
    ]);
  });
});

describe('three processes', () => {
  it('what the first one has prepared is there for the third one: ISA2', async () => {
    const test = await onlyTest(RELAY);
    expect(test.shape).toBe('ISA2');
    expect(test.name).toBe('ISA2+send+pass+receive');
    expect(bare(test)).toEqual([
      '{}',
      ...['P0(int *data, int *sent)', '{', '*data = 1;', 'smp_store_release(sent, 1);', '}'],
      ...['P1(int *sent, int *passed)', '{', 'r0 = smp_load_acquire(sent);', 'if (r0) {'],
      ...['smp_store_release(passed, 1);', '}', '}'],
      ...['P2(int *passed, int *data)', '{', 'r0 = smp_load_acquire(passed);', 'if (r0) {', 'r1 = *data;', '}', '}'],
      'exists (1:r0=1 /\\ 2:r0=1 /\\ 2:r1=0)',
    ]);
    expect(await brief(RELAY)).toEqual(['ISA2 · forbidden by the LKMM']);
  });

  it('what the first one has published the third one looks at, too: WRC', async () => {
    const again = RELAY.replace('return r->data', 'return READ_ONCE(r->sent)').replace('r->data = 1;\n\t', '');
    const test = await onlyTest(again);
    expect(test.shape).toBe('WRC');
    expect(bare(test)).toContain('exists (1:r0=1 /\\ 2:r0=1 /\\ 2:r1=0)');
    expect(await brief(again)).toEqual(['WRC · forbidden by the LKMM']);
  });

  it('without a comment at one of the pairs there is no chain', async () => {
    const silent = RELAY.replace('/* pairs with receive() */', '').replace(
      /\/\* pairs with pass\(\) \*\/(?=\n\t\treturn)/,
      '',
    );
    expect(silent.match(/pairs with/g)).toHaveLength(2);
    expect(await shapes(silent)).toEqual([]);
  });

  it('the middle has to do both on one way', async () => {
    const apart = RELAY.replace(
      'if (smp_load_acquire(&r->sent))',
      'if (now(r))\n\t\tuse(smp_load_acquire(&r->sent));',
    ).replace('\t\t$0smp_store_release', '\telse\n\t\t$0smp_store_release');
    expect(apart).toContain('else');
    expect(await shapes(apart)).toEqual([]);
  });
});
