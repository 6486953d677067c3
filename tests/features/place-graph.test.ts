import { describe, expect, it } from 'vitest';
import { focusAt, focusNamed } from '../../server/src/features/focus.ts';
import { objectHandle } from '../../server/src/features/handles.ts';
import { type PlaceGraph, placeGraph } from '../../server/src/features/place-graph.ts';
import { viewOf } from '../support/view.ts';

/** Message passing by two fences, with a comment on the writer's side; and the reader of a second flag by the object alone. */
const FENCES = `
static int data, ready;
void publish(int v)
{
	WRITE_ONCE(data, v);
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
`;

const RELEASE = `
struct box { int ready; int data; };
void publish(struct box *b)
{
	b->data = 1;
	/* pairs with smp_load_acquire() in consume() */
	smp_store_release(&b->$0ready, 1);
}
int consume(struct box *b)
{
	/* pairs with smp_store_release() in publish() */
	if (!smp_load_acquire(&b->ready))
		return 0;
	return b->data;
}
int peek(struct box *b)
{
	return b->ready;
}
`;

async function graphAt(source: string): Promise<PlaceGraph | undefined> {
  const { view, file, offset } = await viewOf(source);
  const focus = focusAt(view.pairs, file, offset);
  if (!focus) return undefined;
  const steps = placeGraph(view, focus);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

const drawn = ({ graph }: PlaceGraph) =>
  graph.functions.flatMap(({ name, sites }) => sites.map(({ what, column }) => `${what} in ${name}: ${column}`));

describe('the graph around a place', () => {
  it('has both fences of a pair, each in its column, with the words of the comment and the verdict', async () => {
    const found = (await graphAt(FENCES))!;
    expect(found.title).toBe('smp_wmb() in publish()');
    expect(drawn(found)).toEqual(['smp_wmb() in publish: stores', 'smp_rmb() in reader: loads']);
    const [edge] = found.graph.edges;
    expect(edge).toMatchObject({ tie: 'one', words: ['pairs with smp_rmb() in reader()'] });
    // Stores before smp_wmb(), loads after smp_rmb(): the textbook's message passing, and all accesses are marked.
    expect(found.verdicts.get(edge!)).toEqual({ isForbidden: true, words: 'MP · forbidden by the LKMM' });
  });

  it('has everybody who touches an object: who stores, who loads, and who loads it plainly', async () => {
    const found = (await graphAt(RELEASE))!;
    expect(found.title).toBe('struct box::ready');
    expect(drawn(found)).toEqual([
      'smp_store_release() in publish: stores',
      'smp_load_acquire() in consume: loads',
      'b->ready in peek: loads',
    ]);
    expect(found.graph.edges.map(({ tie }) => tie)).toEqual(['both', 'plain']);
  });

  it('has with an object the fences that are there for it', async () => {
    const found = (await graphAt(FENCES.replace('$0', '').replace('WRITE_ONCE(ready', 'WRITE_ONCE($0ready')))!;
    expect(found.title).toBe('::ready');
    expect(drawn(found)).toEqual([
      'smp_wmb() in publish: stores',
      'WRITE_ONCE() in publish: stores',
      'READ_ONCE() in reader: loads',
      'smp_rmb() in reader: loads',
    ]);
  });

  it('puts two full barriers that pair in different columns', async () => {
    const found = (await graphAt(`
static int x, y;
int one(void)
{
	WRITE_ONCE(x, 1);
	/* pairs with smp_mb() in other() */
	smp_$0mb();
	return READ_ONCE(y);
}
int other(void)
{
	WRITE_ONCE(y, 1);
	/* pairs with smp_mb() in one() */
	smp_mb();
	return READ_ONCE(x);
}
`))!;
    expect(drawn(found)).toEqual(['smp_mb() in one: stores', 'smp_mb() in other: loads']);
    // Store buffering with full barriers on both sides.
    expect([...found.verdicts.values()]).toEqual([{ isForbidden: true, words: 'SB · forbidden by the LKMM' }]);
  });

  it('has a line to nowhere for a comment that leads nowhere', async () => {
    const found = (await graphAt(
      'void lost(void)\n{\n\t/* pairs with smp_rmb() in nowhere_at_all() */\n\tsmp_$0mb();\n}\n',
    ))!;
    expect(found.graph.edges).toMatchObject([{ to: null, tie: 'stale', words: ['nowhere_at_all()'] }]);
  });

  it('is the same for a comment as for what it documents, and by its handle', async () => {
    const [atBarrier, atComment] = [
      await graphAt(FENCES),
      await graphAt(FENCES.replace('$0', '').replace('smp_rmb() in', '$0smp_rmb() in')),
    ];
    expect(atComment!.handle).toBe(atBarrier!.handle);
    const { view } = await viewOf(FENCES);
    expect(focusNamed(view.pairs, atBarrier!.handle)).toMatchObject({ kind: 'site', ref: { site: { kind: 'write' } } });
    expect(focusNamed(view.pairs, 'site 4 smp_wmb publish main.c')).toBe(undefined);
    expect(focusNamed(view.pairs, objectHandle(''))).toBe(undefined);
  });

  it('is none on ordinary code', async () => {
    expect(await graphAt('int f(int a)\n{\n\treturn $0a;\n}\n')).toBe(undefined);
  });
});
