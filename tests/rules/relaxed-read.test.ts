import { describe, it } from 'vitest';
import { relaxedRead } from '../../server/src/rules/relaxed-read.ts';
import { checkFindings } from '../support/analyse.ts';

const check = (source: string) => checkFindings([relaxedRead], source);

/** Prepares a transform, then publishes the pointer to it. */
const WRITER = `
struct slot { struct transform *tfm; int mode; };

static int fill_slot(struct slot *slot, int mode)
{
	struct transform *tfm = make_transform(mode);

	slot->mode = mode;
	smp_store_release(&slot->tfm, tfm);
	return 0;
}
`;

describe('relaxed-read', () => {
  it('reports a predicate whose callers rely on what the release publishes', async () => {
    await check(`${WRITER}
static bool is_filled(const struct slot *slot)
{
	return READ_ONCE(slot->tfm) != NULL;
	//     ^^^^^^^^^ relaxed-read: struct slot::tfm is published by smp_store_release() in fill_slot() … control dependency
}
`);
  });

  it('reports a tested pointer that a comment pairs with the release', async () => {
    await check(`${WRITER}
static int mode_of(const struct slot *slot)
{
	/* Pairs with smp_store_release() in fill_slot(). */
	if (!READ_ONCE(slot->tfm))
	//   ^^^^^^^^^ relaxed-read: … smp_store_release() in fill_slot() … not followed
		return -1;
	return slot->mode;
}
`);
  });

  it('accepts an acquire', async () => {
    await check(`${WRITER}
static bool is_filled(const struct slot *slot)
{
	return smp_load_acquire(&slot->tfm) != NULL;
}
`);
  });

  it('accepts the address dependency, here or of whoever gets the pointer', async () => {
    await check(`${WRITER}
static int rounds(const struct slot *slot)
{
	struct transform *tfm = READ_ONCE(slot->tfm);

	return tfm ? tfm->rounds : 0;
}

static struct transform *transform_of(const struct slot *slot)
{
	return READ_ONCE(slot->tfm);
}
`);
  });

  it('is silent where a barrier follows the test', async () => {
    await check(`${WRITER}
static bool wait_for(const struct slot *slot)
{
	if (READ_ONCE(slot->tfm) == NULL)
		return false;
	smp_acquire__after_ctrl_dep();
	return slot->mode == 1;
}
`);
  });

  it('is silent under a lock, and where a test only saves work', async () => {
    await check(`${WRITER}
static bool is_filled_locked(struct slot *slot)
{
	bool filled;

	spin_lock(&slot_lock);
	filled = READ_ONCE(slot->tfm) != NULL;
	spin_unlock(&slot_lock);
	return filled;
}

static void kick(struct slot *slot)
{
	if (!READ_ONCE(slot->tfm))
		return;
	wake_up(&slot_queue);
}
`);
  });

  it('is silent where what is released is no pointer, or points to its own place', async () => {
    await check(`
static unsigned long last_seq;

static void advance(unsigned long seq)
{
	smp_store_release(&last_seq, seq);
}

static bool is_current(unsigned long seq)
{
	return READ_ONCE(last_seq) == seq;
}

struct node { struct node *next; };

static void make_lonely(struct node *node)
{
	smp_store_release(&node->next, node);
}

static bool is_lonely(const struct node *node)
{
	return READ_ONCE(node->next) == node;
}
`);
  });

  it('is silent in the function that publishes', async () => {
    await check(`
static struct transform *the_transform;

static bool install(struct transform *fresh)
{
	smp_store_release(&the_transform, fresh);
	return READ_ONCE(the_transform) == fresh;
}
`);
  });
});
