import { describe, expect, it } from 'vitest';
import {
  type HierarchyCall,
  incomingCalls,
  outgoingCalls,
  prepareCallHierarchy,
} from '../../server/src/features/call-hierarchy.ts';
import { story } from '../support/story.ts';
import { type ViewFixture, viewOf } from '../support/view.ts';

interface Hierarchy {
  readonly item: string | undefined;
  readonly incoming: string[];
  readonly outgoing: string[];
}

/** The item at `$0`, and `item: words, words` of its calls. */
async function check(source: string, expected: Hierarchy): Promise<void> {
  const fixture = await viewOf(source);
  const { view, file, offset } = fixture;
  const item = prepareCallHierarchy(view, file, offset);
  const at = item?.selection.start ?? offset;
  expect({
    item: item?.name,
    incoming: incomingCalls(view, file, at).map((call) => shown(fixture, call, call.item.facts.file)),
    outgoing: outgoingCalls(view, file, at).map((call) => shown(fixture, call, file)),
  }).toEqual(expected);
}

function shown({ files }: ViewFixture, { item, ranges }: HierarchyCall, file: string): string {
  return `${item.name}: ${ranges.map(({ start, end }) => files.get(file)!.slice(start, end)).join(', ')}`;
}

const NOTHING: Hierarchy = { item: undefined, incoming: [], outgoing: [] };

describe('call hierarchy', () => {
  it('has who pairs with a site as callers, and whom its comment names as callees', async () => {
    await check(story('smp_load_acquire'), {
      item: 'smp_load_acquire(iomem_inode)',
      incoming: ['iomem_init_inode: smp_store_release'],
      outgoing: ['iomem_init_inode: Pairs with'],
    });
    await check(story('smp_store_release(&'), {
      item: 'smp_store_release(iomem_inode)',
      incoming: ['revoke_iomem: smp_load_acquire'],
      outgoing: [],
    });
  });

  it('takes a function for all of its sites', () =>
    check(
      `
void $0two(struct s *s)
{
	/* Pairs with smp_rmb() in a(). */
	smp_wmb();
	/* Pairs with smp_rmb() in b(), and smp_mb() in a(). */
	smp_mb();
}

void a(struct s *s)
{
	smp_rmb();
	smp_mb();
}

void b(struct s *s)
{
	smp_rmb();
}
`,
      {
        item: 'two',
        incoming: ['a: smp_rmb, smp_mb', 'b: smp_rmb'],
        outgoing: ['a: Pairs with, Pairs with', 'b: Pairs with'],
      },
    ));

  it('has nothing to say elsewhere', async () => {
    await check(story('iomem_get_mapping(void)'), NOTHING);
    await check(story('unmap_mapping_range'), NOTHING);
    await check(story('Pairs'), NOTHING);
  });
});
