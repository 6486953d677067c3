import { describe, expect, it } from 'vitest';
import { focusAt } from '../../server/src/features/focus.ts';
import { type OrderedSide, type SideBySide, sidesSideBySide } from '../../server/src/features/side-by-side.ts';
import { viewOf } from '../support/view.ts';

interface Found {
  readonly pairs: readonly SideBySide[];
  /** The marked words of a side: what is before the barrier, `|`, what is after; shared ones with a star. */
  readonly marks: (side: OrderedSide) => string;
}

function result<T>(steps: Generator<void, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

async function sidesAt(source: string): Promise<Found> {
  const { view, file, offset } = await viewOf(source);
  const focus = focusAt(view.pairs, file, offset);
  const pairs = focus ? result(sidesSideBySide(view, focus)) : [];
  const marks = ({ spot, before, after }: OrderedSide) => {
    const { text } = view.source(spot.facts);
    const words = (accesses: OrderedSide['before']) =>
      accesses.map(({ span, does, isShared }) => `${does} ${text.slice(span.start, span.end)}${isShared ? '*' : ''}`);
    return [...words(before), '|', ...words(after)].join(' ');
  };
  return { pairs, marks };
}

describe('both sides of a pair', () => {
  it('have the accesses that a release and an acquire keep in order, and tell which the other side shares', async () => {
    const { pairs, marks } = await sidesAt(`
struct box { int ready; int data; int own; };
void publish(struct box *b)
{
	b->own = 2;
	b->data = 1;
	/* pairs with smp_load_acquire() in consume() */
	smp_store_$0release(&b->ready, 1);
}
int consume(struct box *b)
{
	/* pairs with smp_store_release() in publish() */
	if (!smp_load_acquire(&b->ready))
		return 0;
	return b->data;
}
`);
    expect(pairs).toHaveLength(1);
    const [{ one, other, by, why }] = pairs as [SideBySide];
    expect([one.spot.function, other.spot.function, by]).toEqual(['publish', 'consume', 'comment']);
    expect(marks(one)).toBe('store b->own store b->data* | store smp_store_release(&b->ready, 1)*');
    expect(marks(other)).toBe('load smp_load_acquire(&b->ready)* | load b->data*');
    expect(why).toMatch(/^Message passing: publish\(\) writes .* first and b->ready last/);
  });

  it('have stores around a write barrier and loads around a read barrier', async () => {
    const { pairs, marks } = await sidesAt(`
static int data, ready, other;
void publish(int v)
{
	int o = READ_ONCE(other);
	WRITE_ONCE(data, v + o);
	/* pairs with smp_rmb() in reader() */
	smp_$0wmb();
	WRITE_ONCE(ready, 1);
}
int reader(void)
{
	int v = READ_ONCE(ready);
	smp_rmb();
	return v ? READ_ONCE(data) : 0;
}
`);
    const [{ one, other, verdict }] = pairs as [SideBySide];
    // smp_wmb() doesn't order the load of `other`.
    expect(marks(one)).toBe('store WRITE_ONCE(data, v + o)* | store WRITE_ONCE(ready, 1)*');
    expect(marks(other)).toBe('load READ_ONCE(ready)* | load READ_ONCE(data)*');
    expect(verdict).toBe('MP · forbidden by the LKMM');
  });

  it('are several where there are several, each once', async () => {
    const source = `
//- box.c
static int ready;
void publish(void) { smp_store_release(&ready, 1); }
int first(void) { return smp_load_acquire(&ready); }
int second(void) { return smp_load_acquire(&ready); }
`;
    const of = async (marked: string) =>
      (await sidesAt(source.replace(marked, `$0${marked}`))).pairs.map(({ one, other }) => [
        one.spot.function,
        other.spot.function,
      ]);
    expect(await of('smp_store')).toEqual([
      ['publish', 'first'],
      ['publish', 'second'],
    ]);
    expect(await of('ready, 1')).toEqual([
      ['publish', 'first'],
      ['publish', 'second'],
    ]);
    expect(await of('smp_load')).toEqual([['first', 'publish']]);
  });

  it('are, for an object, those of the fences that are there for it', async () => {
    const { pairs } = await sidesAt(`
static int data, ready;
void publish(int v)
{
	WRITE_ONCE(data, v);
	/* pairs with smp_rmb() in reader() */
	smp_wmb();
	WRITE_ONCE($0ready, 1);
}
int reader(void)
{
	int v = READ_ONCE(ready);
	smp_rmb();
	return v ? READ_ONCE(data) : 0;
}
`);
    expect(pairs.map(({ one, other }) => [one.primitive, other.primitive])).toEqual([['smp_wmb', 'smp_rmb']]);
  });

  it('are none on ordinary code, and where no other side is known', async () => {
    expect((await sidesAt('int f(int a)\n{\n\treturn $0a;\n}\n')).pairs).toEqual([]);
    expect((await sidesAt('void f(void)\n{\n\tsmp_$0mb();\n}\n')).pairs).toEqual([]);
  });
});
