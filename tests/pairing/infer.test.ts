import { describe, expect, it } from 'vitest';
import { type InferredPair, inferPairs } from '../../server/src/pairing/infer.ts';
import { analyse } from '../support/analyse.ts';
import { lineAt } from '../support/facts.ts';
import { parseFixture } from '../support/fixture.ts';

async function infer(source: string): Promise<{ pairs: InferredPair[]; lines: string[] }> {
  const { files } = parseFixture(source);
  const pairs = inferPairs((await analyse(files)).snapshot);
  const side = ({ facts, site }: InferredPair['release']) =>
    `${site.primitive}@${lineAt(files.get(facts.file)!, site.at)}`;
  const lines = pairs.map(
    ({ release, acquire, objects }) => `${side(release)} ${side(acquire)}: ${objects.join(', ')}`,
  );
  return { pairs, lines };
}

const RING = 'struct ring { int head; int slot; int tail; };\n';

describe('a release and an acquire', () => {
  it('on one object are a pair, in any files', async () => {
    const { lines } = await infer(`
//- ring.h
${RING}
//- push.c
void push(struct ring *ring) { smp_store_release(&ring->head, 1); }
//- pop.c
int pop(struct ring *r) { return smp_load_acquire(&r->head); }
`);
    expect(lines).toEqual(['smp_store_release@1 smp_load_acquire@1: struct ring::head']);
  });

  it.each([
    ['on another object', 'int pop(struct ring *ring) { return smp_load_acquire(&ring->tail); }'],
    ['of another structure', 'int pop(struct other *o) { return smp_load_acquire(&o->head); }'],
    ['that is no acquire', 'int pop(struct ring *ring) { return READ_ONCE(ring->head); }'],
  ])('are none when there is an operation %s', async (_, pop) => {
    const { pairs } = await infer(`${RING}
void push(struct ring *ring) { smp_store_release(&ring->head, 1); }
${pop}
`);
    expect(pairs).toEqual([]);
  });

  it('of one function pair with each other no more than with themselves', async () => {
    const { pairs } = await infer(`${RING}
void step(struct ring *ring)
{
	if (smp_load_acquire(&ring->head))
		smp_store_release(&ring->head, 0);
}
`);
    expect(pairs).toEqual([]);
  });

  it('on static variables of two files are none', async () => {
    const { pairs } = await infer(`
//- a.c
static int ready;
void f(void) { smp_store_release(&ready, 1); }
//- b.c
static int ready;
int g(void) { return smp_load_acquire(&ready); }
`);
    expect(pairs).toEqual([]);
  });

  it('are less sure the more of them there are', async () => {
    const push = 'void push(struct ring *ring) { smp_store_release(&ring->head, 1); }\n';
    const pop = (name: string) => `int ${name}(struct ring *ring) { return smp_load_acquire(&ring->head); }\n`;
    const alone = await infer(RING + push + pop('one'));
    const shared = await infer(RING + push + pop('one') + pop('two'));
    expect([alone.pairs.length, shared.pairs.length]).toEqual([1, 2]);
    expect(alone.pairs[0]!.confidence).toBeGreaterThan(shared.pairs[0]!.confidence);
  });

  it('say nothing in a crowd', async () => {
    const names = Array.from({ length: 30 }, (_, i) => `pop${i}`);
    const pops = names.map((name) => `int ${name}(struct ring *ring) { return smp_load_acquire(&ring->head); }`);
    const { pairs } = await infer(`${RING}
void push(struct ring *ring) { smp_store_release(&ring->head, 1); }
${pops.join('\n')}
`);
    expect(pairs).toEqual([]);
  });
});

describe('two fences', () => {
  const WRITER = `${RING}
void push(struct ring *ring)
{
	ring->slot = 1;
	smp_wmb();
	WRITE_ONCE(ring->head, 1);
}
`;

  const reader = (data: string) => `
int pop(struct ring *ring)
{
	if (!READ_ONCE(ring->head))
		return 0;
	smp_rmb();
	return ring->${data};
}
`;

  it('are a pair when they share two objects crosswise: the flag first, then the data', async () => {
    const { lines } = await infer(WRITER + reader('slot'));
    expect(lines).toEqual(['smp_wmb@6 smp_rmb@14: struct ring::head, struct ring::slot']);
  });

  it('are less sure when they share the flag only', async () => {
    const crosswise = await infer(WRITER + reader('slot'));
    const { lines, pairs } = await infer(WRITER + reader('tail'));
    expect(lines).toEqual(['smp_wmb@6 smp_rmb@14: struct ring::head']);
    expect(pairs[0]!.confidence).toBeLessThan(crosswise.pairs[0]!.confidence);
  });

  it('are none when the reader looks at the data first: the order is the same on both sides', async () => {
    const { pairs } = await infer(`${WRITER}
int pop(struct ring *ring)
{
	int slot = READ_ONCE(ring->slot);

	smp_rmb();
	return slot + ring->head;
}
`);
    expect(pairs).toEqual([]);
  });

  it.each([
    ['two writers', 'ring->tail = READ_ONCE(ring->head);\n\tsmp_wmb();\n\tring->slot = 2;'],
    ['accesses of other objects', 'use(READ_ONCE(other->head));\n\tsmp_rmb();\n\tuse(other->slot);'],
    ['nothing around one', 'smp_rmb();'],
  ])('are none with %s', async (_, body) => {
    const { pairs } = await infer(`${WRITER}
void other_side(struct ring *ring, struct other *other)
{
	${body}
}
`);
    expect(pairs).toEqual([]);
  });
});

describe('the list', () => {
  it('is in order of the publishing side', async () => {
    const { lines } = await infer(`${RING}
int pop(struct ring *ring) { return smp_load_acquire(&ring->tail) + smp_load_acquire(&ring->head); }
void push(struct ring *ring)
{
	smp_store_release(&ring->head, 1);
	smp_store_release(&ring->tail, 1);
}
`);
    expect(lines).toEqual([
      'smp_store_release@6 smp_load_acquire@3: struct ring::head',
      'smp_store_release@7 smp_load_acquire@3: struct ring::tail',
    ]);
  });

  it('is empty for nothing', async () => {
    expect((await infer('void f(void) { }\n')).pairs).toEqual([]);
  });
});
