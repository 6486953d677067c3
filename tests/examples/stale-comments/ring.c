// SPDX-License-Identifier: MIT
/*
 * A queue between two CPUs. The code is right; two of its comments are not: one names a function that has been
 * renamed since, the other one misspells the barrier, so that a search for it finds nothing.
 */
#include "ring.h"

bool ring_push(struct ring *ring, u64 value)
{
	u32 head = ring->head;

	/* Pairs with smp_store_release() in ring_consume(): the slot has been read. */
	if (head - smp_load_acquire(&ring->tail) == RING_SIZE)
		return false;

	ring->slots[head % RING_SIZE] = value;

	/* Pairs with smp_load_acquire() in ring_pop(): the slot is written before it is offered. */
	smp_store_release(&ring->head, head + 1);
	return true;
}

bool ring_pop(struct ring *ring, u64 *value)
{
	u32 tail = ring->tail;

	/* Pairs with smp_store_relaese() in ring_push(). */
	if (smp_load_acquire(&ring->head) == tail)
		return false;

	*value = ring->slots[tail % RING_SIZE];

	/* Pairs with smp_load_acquire() in ring_push(): the slot may be written again. */
	smp_store_release(&ring->tail, tail + 1);
	return true;
}
