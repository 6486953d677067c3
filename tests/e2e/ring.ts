/** The project that most tests of this folder are about: a ring that is published in one file and read in another. */

export const producer = `#include "ring.h"

void ring_publish(struct ring *ring, int value)
{
	ring->slot = value;
	/* pairs with smp_load_acquire() in ring_take() */
	smp_store_release(&ring->head, 1);
}
`;

export const consumer = `#include "ring.h"

int ring_take(struct ring *ring)
{
	/* pairs with smp_store_release() in ring_publish() */
	if (!smp_load_acquire(&ring->head))
		return 0;
	return ring->slot;
}

void ring_wait(struct ring *ring)
{
	/* pairs with smp_wmb() in ring_fill() */
	smp_rmb();
}
`;

export const ring: Readonly<Record<string, string>> = {
  'ring.h': 'struct ring {\n\tint head;\n\tint slot;\n};\n',
  'producer.c': producer,
  'consumer.c': consumer,
};
