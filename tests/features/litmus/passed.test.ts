import { describe, expect, it } from 'vitest';
import { bare, brief, onlyTest } from '../../support/litmus.ts';

const COPIED = `
struct box { int ready; char data[8]; };

void put(struct box *b, const char *from)
{
	memcpy(b->data, from, 8);
	$0smp_store_release(&b->ready, 1); /* pairs with get() */
}

void get(struct box *b, char *to)
{
	if (smp_load_acquire(&b->ready)) /* pairs with put() */
		memcpy(to, b->data, 8);
}
`;

const QUEUED = `
struct queue { struct list_head items; int idle; };

void add(struct queue *q, struct item *one)
{
	list_add_tail(&one->link, &q->items);
	$0smp_mb(); /* pairs with smp_mb() in rest() */
	if (READ_ONCE(q->idle))
		rouse(q);
}

int rest(struct queue *q)
{
	WRITE_ONCE(q->idle, 1);
	smp_mb(); /* pairs with smp_mb() in add() */
	return list_empty(&q->items);
}
`;

const HANDED_ON = `
struct box { int value; };
static struct box *current_box;

void publish(struct box *b)
{
	$0smp_store_release(&current_box, b); /* pairs with look() */
}

struct box *look(void)
{
	return smp_load_acquire(&current_box); /* pairs with publish() */
}
`;

describe('what is done with what is passed on', () => {
  it('memcpy() stores to the one and loads from the other', async () => {
    const test = await onlyTest(COPIED);
    expect(test.text).toContain('memcpy() is written as a plain store.');
    expect(bare(test)).toEqual(expect.arrayContaining(['*data = 1;', 'smp_store_release(ready, 1);', 'r1 = *data;']));
  });

  it('a list is stored to and looked at', async () => {
    const test = await onlyTest(QUEUED);
    expect(test.shape).toBe('SB');
    expect(bare(test)).toEqual(expect.arrayContaining(['*items = 1;', 'r0 = READ_ONCE(*items);']));
  });

  it('memcpy() does not store to the pointer that leads to where it stores', async () => {
    const far = COPIED.replace('char data[8]; };', 'struct page *page; };').replace(
      'b->data, from',
      'b->page->bytes, from',
    );
    expect(await brief(far.replace('to, b->data', 'to, b->page'))).toEqual([]);
  });

  it('is not known of any function', async () => {
    expect(await brief(COPIED.replaceAll('memcpy', 'move_things'))).toEqual([]);
  });

  it('a pointer that is published and returned is followed by whoever gets it, which is said', async () => {
    const test = await onlyTest(HANDED_ON);
    expect(bare(test)).toEqual(expect.arrayContaining(['r0 = smp_load_acquire(current_box);', 'r1 = *r0;']));
    expect(test.text).toContain('P1 hands the pointer on; that whoever gets it follows it is assumed.');
    expect(test.text).toMatch(/r0 = smp_load_acquire\(current_box\); \/\/ 11: /);
  });

  it('a number that is returned is no pointer', async () => {
    expect(
      await brief(HANDED_ON.replace('struct box *current_box', 'long current_box').replace('struct box *b', 'long b')),
    ).toEqual([]);
  });
});
