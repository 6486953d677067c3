import { describe, expect, it } from 'vitest';
import { onlyTest } from '../../support/litmus.ts';

const RING = `
struct ring { int ready; int value; int stopped; spinlock_t lock; };

void put(struct ring *r)
{
	r->value = 1;
	$0smp_store_release(&r->ready, 1); /* pairs with get() */
}

int get(struct ring *r)
{
	if (smp_load_acquire(&r->ready)) /* pairs with put() */
		return r->value;
	return 0;
}
`;

const saying = async (source: string) => {
  const { text } = await onlyTest(source);
  return text.match(/P\d (?:does|goes|holds) [^.]*\./g) ?? [];
};

describe('what is left out is said', () => {
  it('nothing is, where all is there', async () => {
    expect(await saying(RING)).toEqual([]);
  });

  it('a loop', async () => {
    const loop = RING.replace('if (smp_load_acquire', 'for (;;)\n\t\tif (smp_load_acquire').replace(
      'return r->value',
      'use(r->value)',
    );
    expect(await saying(loop)).toEqual(['P1 does this in a loop, of which one round is here.']);
  });

  it('conditions besides that on the flag', async () => {
    const stopped = RING.replace('\treturn r->value;', '\tif (!r->stopped)\n\t\t\treturn r->value;');
    expect(await saying(stopped)).toEqual(['P1 goes on under further conditions, which are left out.']);
  });

  it('a lock that is held', async () => {
    const locked = RING.replace('r->value = 1;', 'spin_lock(&r->lock);\n\tr->value = 1;').replace(
      '*/\n}',
      '*/\n\tspin_unlock(&r->lock);\n}',
    );
    expect(await saying(locked)).toEqual(['P0 holds a lock, which is left out.']);
  });
});
