import { describe, expect, it } from 'vitest';
import { Index } from '../../server/src/index/index.ts';
import type { Mention } from '../../server/src/model/demand.ts';
import { factsOf, factsOfAll } from '../support/facts.ts';
import { parseFixture } from '../support/fixture.ts';

async function indexOf(source: string): Promise<Index> {
  const index = new Index();
  index.apply(await factsOfAll(parseFixture(source).files));
  return index;
}

const CLAIM = `
void reader(struct ring *ring)
{
	/* Pairs with smp_wmb() in ring_push(). */
	smp_rmb();
}
`;

describe('the index', () => {
  it('leaves snapshots as they were taken', async () => {
    const index = await indexOf(CLAIM);
    const before = index.snapshot();
    expect(before.functionsNamed('reader')).toHaveLength(1);
    index.apply([await factsOf('void ring_push(void) { }', 'writer.c')]);
    index.remove(['main.c']);
    expect(before.files().map((facts) => facts.file)).toEqual(['main.c']);
    expect(before.functionsNamed('ring_push')).toEqual([]);
    expect(
      index
        .snapshot()
        .files()
        .map((facts) => facts.file),
    ).toEqual(['writer.c']);
    expect(index.snapshot().functionsNamed('reader')).toEqual([]);
  });

  it('takes one snapshot of one state', async () => {
    const index = await indexOf(CLAIM);
    expect(index.snapshot()).toBe(index.snapshot());
  });

  it('puts new facts of a file in the place of its old ones', async () => {
    const index = await indexOf(CLAIM);
    index.apply([await factsOf('void writer(void) { smp_wmb(); }')]);
    expect(index.snapshot().functionsNamed('reader')).toEqual([]);
    expect(index.demand().names).toEqual([]);
  });

  it('asks no more for what was answered, and keeps where names were found', async () => {
    const index = await indexOf(CLAIM);
    const { names, structs } = index.demand();
    expect(names).toEqual(['ring_push']);
    const mention: Mention = { name: 'ring_push', kind: 'call', file: 'other.c', at: 7 };
    index.answer({ names, structs }, [mention]);
    expect(index.demand().names).toEqual([]);
    expect(index.snapshot().mentions('ring_push')).toEqual([mention]);
    expect(index.snapshot().mentions('reader')).toEqual([]);
  });

  it('does not ask for what is said to exist', async () => {
    const index = await indexOf(CLAIM);
    index.assumeDefined(['ring_push']);
    expect(index.demand().names).toEqual([]);
    expect(index.snapshot().isAssumed('ring_push')).toBe(true);
  });
});
