import { describe, it } from 'vitest';
import { duplicateLabel } from '../../server/src/rules/duplicate-label.ts';
import { unknownLabel } from '../../server/src/rules/unknown-label.ts';
import { checkFindings } from '../support/analyse.ts';

const check = (source: string) => checkFindings([duplicateLabel, unknownLabel], source);

describe('unknown-label', () => {
  it('reports a cited label that no operation has', async () => {
    await check(`
void reserve(struct ring *r)
{
	r->state = 1;
	smp_wmb(); /* LMM(reserve:D) */
	r->head++;
}

void read_one(struct ring *r)
{
	use(r->head);
	/* LMM(read_one:A): pairs with reserve:E */
	//                             ^^^^^^^^^ unknown-label: … cites reserve:E
	smp_rmb();
	use(r->state);
}
`);
  });

  it('accepts one that is there', async () => {
    await check(`
void reserve(struct ring *r)
{
	r->state = 1;
	smp_wmb(); /* LMM(reserve:D) */
	r->head++;
}

void read_one(struct ring *r)
{
	use(r->head);
	/* LMM(read_one:A): pairs with reserve:D */
	smp_rmb();
	use(r->state);
}
`);
  });
});

describe('duplicate-label', () => {
  it('reports the second operation with a label', async () => {
    await check(`
void reserve(struct ring *r)
{
	r->state = 1;
	smp_wmb(); /* LMM(reserve:D) */
	r->head++;
	smp_mb(); /* LMM(reserve:D) */
	//                       ^ duplicate-label: reserve:D labels smp_mb() here and smp_wmb() above
	use(r->tail);
}
`);
  });

  it('accepts the same letter in another function', async () => {
    await check(`
void reserve(struct ring *r)
{
	r->state = 1;
	smp_wmb(); /* A */
	r->head++;
}

void release(struct ring *r)
{
	r->state = 0;
	smp_wmb(); /* A */
	r->tail++;
}
`);
  });

  it('accepts two comments about one operation, and letters at no operation', async () => {
    await check(`
void reserve(struct ring *r)
{
	/* LMM(reserve:D) */
	smp_wmb(); /* LMM(reserve:D) */
	r->head++; /* B */
	r->tail++; /* B */
}
`);
  });
});
