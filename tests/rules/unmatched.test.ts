import { describe, it } from 'vitest';
import { unmatchedAcquire } from '../../server/src/rules/unmatched-acquire.ts';
import { unmatchedRelease } from '../../server/src/rules/unmatched-release.ts';
import { checkFindings } from '../support/analyse.ts';

const check = (source: string) => checkFindings([unmatchedAcquire, unmatchedRelease], source);

describe('unmatched-release', () => {
  it('reports a release whose object is only ever loaded plainly', async () => {
    await check(`
struct ring { int head; int slot; };

void push(struct ring *ring)
{
	ring->slot = 1;
	smp_store_release(&ring->head, 1);
	//<^^^^^^^^^^^^^^^^^ unmatched-release: Nothing loads struct ring::head in order
}

int pop(struct ring *ring)
{
	if (ring->head)
		return ring->slot;
	return 0;
}
`);
  });

  it.each([
    ['an acquire', 'if (smp_load_acquire(&ring->head))'],
    ['a marked load', 'if (READ_ONCE(ring->head))'],
    ['a read-modify-write', 'if (xchg(&ring->head, 0))'],
  ])('accepts %s', async (_, load) => {
    await check(`
struct ring { int head; int slot; };

void push(struct ring *ring)
{
	ring->slot = 1;
	smp_store_release(&ring->head, 1);
}

int pop(struct ring *ring)
{
	${load}
		return ring->slot;
	return ring->head;
}
`);
  });

  it('is silent when nothing here reads the object: the reader may be a device', async () => {
    await check(`
struct ring { int head; int slot; };

void push(struct ring *ring)
{
	smp_store_release(&ring->head, 1);
}
`);
  });

  it('is silent when a load stands beside a read barrier', async () => {
    await check(`
struct ring { int head; int slot; };

void push(struct ring *ring)
{
	smp_store_release(&ring->head, 1);
}

int pop(struct ring *ring)
{
	int head = ring->head;

	smp_rmb();
	return head + ring->slot;
}
`);
  });
});

describe('unmatched-acquire', () => {
  it('reports an acquire whose object is only ever stored plainly', async () => {
    await check(`
struct dev { int ready; int value; };

void start(struct dev *dev)
{
	dev->value = 1;
	dev->ready = 1;
}

int use(struct dev *dev)
{
	if (smp_load_acquire(&dev->ready))
	//  ^^^^^^^^^^^^^^^^ unmatched-acquire: Nothing stores struct dev::ready in order
		return dev->value;
	return 0;
}
`);
  });

  it('accepts a write barrier before the store', async () => {
    await check(`
struct dev { int ready; int value; };

void start(struct dev *dev)
{
	dev->value = 1;
	smp_wmb();
	dev->ready = 1;
}

int use(struct dev *dev)
{
	if (smp_load_acquire(&dev->ready))
		return dev->value;
	return 0;
}
`);
  });
});
