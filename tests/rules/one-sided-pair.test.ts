import { describe, it } from 'vitest';
import { oneSidedPair } from '../../server/src/rules/one-sided-pair.ts';
import { checkFindings } from '../support/analyse.ts';

const check = (source: string) => checkFindings([oneSidedPair], source);

/** A writer whose comment names the reader. */
const WRITER = `
void publish(struct box *box)
{
	box->data = 1;
	/* Pairs with smp_rmb() in collect(). */
	smp_wmb();
	WRITE_ONCE(box->ready, 1);
}
`;

describe('one-sided-pair', () => {
  it('reports the comment that nothing answers, and names both sides', async () => {
    await check(`
void publish(struct box *box)
{
	box->data = 1;
	/* Pairs with smp_rmb() in collect(). */
	// ^^^^^^^^^^ one-sided-pair: smp_wmb() in publish() is said to pair with smp_rmb() in collect(), where no comment says so
	smp_wmb();
	WRITE_ONCE(box->ready, 1);
}

int collect(struct box *box)
{
	int ready = READ_ONCE(box->ready);

	smp_rmb();
	return ready ? box->data : 0;
}
`);
  });

  it('accepts any comment at the other side: it may explain the pair in words that name nobody', async () => {
    await check(`${WRITER}
int collect(struct box *box)
{
	int ready = READ_ONCE(box->ready);

	/* The flag first, as the writer stores it last. */
	smp_rmb();
	return ready ? box->data : 0;
}
`);
  });

  it('accepts a comment that leads back', async () => {
    await check(`${WRITER}
int collect(struct box *box)
{
	int ready = READ_ONCE(box->ready);

	smp_rmb(); /* Pairs with smp_wmb() in publish(). */
	return ready ? box->data : 0;
}
`);
  });

  it('accepts a comment that names the function without a word of pairing', async () => {
    await check(`${WRITER}
int collect(struct box *box)
{
	int ready = READ_ONCE(box->ready);

	/* What publish() has written first is read last. */
	smp_rmb();
	return ready ? box->data : 0;
}
`);
  });

  it('is silent where the other side names somebody else, who stands for all', async () => {
    await check(`${WRITER}
void publish_again(struct box *box)
{
	box->data = 2;
	/* Pairs with smp_rmb() in collect(). */
	smp_wmb();
	WRITE_ONCE(box->ready, 1);
}

int collect(struct box *box)
{
	int ready = READ_ONCE(box->ready);

	/* Pairs with smp_wmb() in publish(). */
	smp_rmb();
	return ready ? box->data : 0;
}
`);
  });

  it('is silent about marked accesses on both sides, locks, and cross-references', async () => {
    await check(`
int load_mode(struct box *box)
{
	/* Pairs with WRITE_ONCE() in store_mode(). */
	return READ_ONCE(box->mode);
}

void store_mode(struct box *box, int mode)
{
	WRITE_ONCE(box->mode, mode);
}

void leave(struct box *box)
{
	spin_lock(&box->lock);
	box->mode = 0;
	spin_unlock(&box->lock);
}

int arrive(struct box *box)
{
	/* Pairs with spin_unlock() in leave(). */
	smp_rmb();
	return box->mode;
}

void first(struct box *box)
{
	/* See the comment in second(). */
	smp_wmb();
	box->mode = 1;
}

void second(struct box *box)
{
	/* Mode last. */
	smp_wmb();
	box->mode = 2;
}
`);
  });
});
