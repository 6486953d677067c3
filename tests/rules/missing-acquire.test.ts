import { describe, it } from 'vitest';
import { missingAcquire } from '../../server/src/rules/missing-acquire.ts';
import { checkFindings } from '../support/analyse.ts';

const check = (source: string) =>
  checkFindings(
    [missingAcquire],
    `
struct parcel { int sealed; int weight; int *list; unsigned long state; spinlock_t lock; };
${source}`,
  );

const WRITER = `
void seal(struct parcel *p, int weight)
{
	p->weight = weight;
	smp_wmb();
	WRITE_ONCE(p->sealed, 1);
}
`;

describe('missing-acquire: a flag, and what is stored before it', () => {
  it('reports a marked test with a load behind it', async () => {
    await check(`${WRITER}
int weigh(struct parcel *p)
{
	if (!READ_ONCE(p->sealed))
	//   ^^^^^^^^^ missing-acquire: smp_wmb() in seal() keeps the store of weight before that of sealed … smp_load_acquire()
		return -1;
	return p->weight;
}
`);
  });

  it('reports it where the value is kept in a variable, and the writer has a release', async () => {
    await check(`
void seal(struct parcel *p, int weight)
{
	p->weight = weight;
	smp_store_release(&p->sealed, 1);
}

int weigh(struct parcel *p, int wanted)
{
	int sealed = READ_ONCE(p->sealed);
	//           ^^^^^^^^^ missing-acquire: smp_store_release() in seal() keeps the store of weight before that of sealed

	if (sealed < wanted)
		return -1;
	return p->weight;
}
`);
  });

  it.each([
    ['smp_rmb() between', 'if (!READ_ONCE(p->sealed))\n\t\treturn -1;\n\tsmp_rmb();\n\treturn p->weight;'],
    ['an acquire', 'if (!smp_load_acquire(&p->sealed))\n\t\treturn -1;\n\treturn p->weight;'],
    ['a lock between', 'if (!READ_ONCE(p->sealed))\n\t\treturn -1;\n\tspin_lock(&p->lock);\n\treturn p->weight;'],
    ['a lock around', 'spin_lock(&p->lock);\n\tif (!READ_ONCE(p->sealed))\n\t\treturn -1;\n\treturn p->weight;'],
    [
      'a barrier in a called function',
      'if (!READ_ONCE(p->sealed))\n\t\treturn -1;\n\torder_parcels();\n\treturn p->weight;',
    ],
    ['a flag that is not tested', 'trace(READ_ONCE(p->sealed));\n\treturn p->weight;'],
    ['a plain test, which a lock elsewhere may protect', 'if (!p->sealed)\n\t\treturn -1;\n\treturn p->weight;'],
    ['another parcel', 'if (!READ_ONCE(p->sealed))\n\t\treturn -1;\n\treturn q->weight;'],
    ['a load that comes before', 'int w = p->weight;\n\n\tif (!READ_ONCE(p->sealed))\n\t\treturn -1;\n\treturn w;'],
    [
      'a barrier on the way where the flag was set',
      'if (READ_ONCE(p->sealed))\n\t\tsmp_rmb();\n\telse\n\t\tseal_now(p);\n\treturn p->weight;',
    ],
    ['who stores the data itself', 'if (READ_ONCE(p->sealed))\n\t\treturn p->weight;\n\tp->weight = 0;\n\treturn 0;'],
  ])('accepts %s', async (_, body) => {
    await check(`${WRITER}
static void order_parcels(void)
{
	smp_rmb();
}

int weigh(struct parcel *p, struct parcel *q)
{
	${body}
}
`);
  });

  it('accepts an address dependency', async () => {
    await check(`
struct item { int weight; };
struct shelf { struct item *top; int weight; };

void put(struct shelf *s, struct item *item)
{
	item->weight = 4;
	smp_wmb();
	WRITE_ONCE(s->top, item);
}

int top_weight(struct shelf *s)
{
	struct item *item = READ_ONCE(s->top);

	if (!item)
		return 0;
	return item->weight;
}
`);
  });
});

describe('missing-acquire: the function that the writer names', () => {
  it('reports its test of the flag, though what is behind it is read elsewhere', async () => {
    await check(`
void seal(struct parcel *p, int weight)
{
	p->weight = weight;
	smp_wmb(); /* pairs with smp_rmb() in is_sealed() */
	set_bit(SEALED, &p->state);
}

static bool is_sealed(struct parcel *p)
{
	return test_bit(SEALED, &p->state);
	//     ^^^^^^^^ missing-acquire: smp_wmb() in seal() … its other side is here, but is_sealed() looks at state
}
`);
  });

  it('reports the call of a helper that has the test', async () => {
    await check(`
static bool is_sealed(struct parcel *p)
{
	return test_bit(SEALED, &p->state);
}

void seal(struct parcel *p, int weight)
{
	p->weight = weight;
	/* Paired with smp_rmb() in weigh(). */
	smp_mb__before_atomic();
	set_bit(SEALED, &p->state);
}

int weigh(struct parcel *p)
{
	if (!is_sealed(p))
	//   ^^^^^^^^^ missing-acquire: smp_mb__before_atomic() in seal() … weigh() looks at state
		seal(p, 1);
	return p->weight;
}
`);
  });

  it('reports a plain load in a function that has nothing else to say', async () => {
    await check(`
void seal(struct parcel *p, int *list)
{
	list[0] = 1;
	/* Paired with smp_rmb() in first_of(). */
	smp_wmb();
	p->list = list;
}

int first_of(struct parcel *p)
{
	int *list = p->list;
	//          ^^^^^^^ missing-acquire: smp_wmb() in seal() … first_of() looks at list

	return list ? list[0] : 0;
}
`);
  });

  it('accepts the barrier there', async () => {
    await check(`
void seal(struct parcel *p, int weight)
{
	p->weight = weight;
	smp_wmb(); /* pairs with smp_rmb() in is_sealed() */
	set_bit(SEALED, &p->state);
}

static bool is_sealed(struct parcel *p)
{
	if (!test_bit(SEALED, &p->state))
		return false;
	smp_rmb();
	return true;
}
`);
  });

  it('says nothing where the named function does not look at the flag', async () => {
    await check(`
void seal(struct parcel *p, int weight)
{
	p->weight = weight;
	smp_wmb(); /* pairs with smp_rmb() in weigh() */
	set_bit(SEALED, &p->state);
}

static int weigh(struct parcel *p)
{
	return p->weight;
}
`);
  });
});
