/* SPDX-License-Identifier: MIT */
#ifndef EXAMPLE_RING_H
#define EXAMPLE_RING_H

#include <linux/types.h>

#define RING_SIZE 64

/* One producer, one consumer. Both indices only grow. */
struct ring {
	u32 head;
	u32 tail;
	u64 slots[RING_SIZE];
};

bool ring_push(struct ring *ring, u64 value);
bool ring_pop(struct ring *ring, u64 *value);

#endif
