import { describe, expect, it } from 'vitest';
import { done, titlesAt } from '../../support/actions.ts';

const SOURCE = `
void publish(struct box *box)
{
	box->data = 1;
	/* $0Pairs with smp_rmb() in collect(). */
	smp_wmb();
	WRITE_ONCE(box->ready, 1);
}

int collect(struct box *box)
{
	int ready = READ_ONCE(box->ready);

	smp_rmb();
	return ready ? box->data : 0;
}
`;

describe('a pair that one side documents', () => {
  it('is documented at the other side, which settles it', async () => {
    const { text, pairs } = await done(SOURCE, 'Say so at smp_rmb() in collect()');
    expect(text).toContain('\t/* Pairs with smp_wmb() in publish(). */\n\tsmp_rmb();');
    expect(pairs.every((line) => line.endsWith('<->'))).toBe(true);
  });

  it('is offered where the finding is, and not once it is settled', async () => {
    expect(await titlesAt(SOURCE, ['quickfix'])).toContain('Say so at smp_rmb() in collect()');
    const settled = SOURCE.replace('\tsmp_rmb();', '\tsmp_rmb(); /* Pairs with smp_wmb() in publish(). */');
    expect(await titlesAt(settled, ['quickfix'])).toEqual([]);
  });
});
