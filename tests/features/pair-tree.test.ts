import { describe, expect, it } from 'vitest';
import { fileHandle, objectHandle } from '../../server/src/features/handles.ts';
import {
  groupFindings,
  groupSites,
  siteSides,
  type TreeOptions,
  treeGroups,
  treeSide,
  treeSite,
} from '../../server/src/features/pair-tree.ts';
import type { View } from '../../server/src/features/view.ts';
import { runRules } from '../../server/src/rules/index.ts';
import { viewOf } from '../support/view.ts';

/** A pair with comments on both sides, one without, a release that nobody reads, and a comment that leads nowhere. */
const PROJECT = `
//- box.h
struct box { int ready; int seen; int *data; };
//- a.c
#include "box.h"
static int x, y;
static int *lonely;
void publish(struct box *b)
{
	b->data = 0;
	/* pairs with smp_load_acquire() in consume() */
	smp_store_release(&b->ready, 1);
}
void announce(int *p)
{
	smp_store_release(&lonely, p);
}
void write_side(void)
{
	WRITE_ONCE(x, 1);
	smp_wmb();
	WRITE_ONCE(y, 1);
}
void lost(void)
{
	/* pairs with smp_rmb() in nowhere_at_all() */
	smp_mb();
}
//- b.c
#include "box.h"
int consume(struct box *b)
{
	/* pairs with smp_store_release() in publish() */
	if (!smp_load_acquire(&b->ready))
		return 0;
	return *b->data;
}
void mark(struct box *b)
{
	smp_store_release(&b->seen, 1);
}
int marked(struct box *b)
{
	return smp_load_acquire(&b->seen);
}
`;

async function tree(options: Partial<TreeOptions> = {}) {
  const { view } = await viewOf(PROJECT);
  const findings: TreeOptions['findings'] = (facts) => runRules({ pairs: view.pairs, files: [facts] });
  const all = { by: 'object', filter: '', findings, ...options } as const;
  return { view, options: all, groups: result(treeGroups(view, all)) };
}

function result<T>(steps: Generator<void, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

const names = (view: View, handle: string, options: TreeOptions) =>
  result(groupSites(view, handle, options)).map((site) => {
    const { primitive, spot, state } = treeSite(view, site, options);
    return `${primitive} in ${spot.function}: ${state}`;
  });

describe('the top of the tree of pairs', () => {
  it('has the objects, what is unpaired first, and last what has no object', async () => {
    const { groups } = await tree();
    expect(groups.map(({ name, unpaired, sites }) => [name, unpaired, sites.length])).toEqual([
      ['::lonely', 1, 1],
      ['struct box::ready', 0, 2],
      ['struct box::seen', 0, 2],
      // The write barrier is there for what is stored after it; nothing tells who reads that.
      ['::y', 0, 1],
      ['', 1, 1],
    ]);
  });

  it('is not alarmed by what says nothing when its other side is not found: RCU, bits as locks, work queues', async () => {
    const { view } = await viewOf(`
struct box { int *p; unsigned long flags; };
void a(struct box *b, int *n) { rcu_assign_pointer(b->p, n); }
void c(struct box *b) { clear_bit_unlock(1, &b->flags); }
void d(struct box *b) { schedule_work(&b->work); }
`);
    const groups = result(treeGroups(view, { by: 'file', filter: '', findings: () => [] }));
    // Nobody types schedule_work() because they want ordering.
    expect(groups.map(({ sites, unpaired }) => [sites.map(({ ref }) => ref.site.primitive), unpaired])).toEqual([
      [['rcu_assign_pointer', 'clear_bit_unlock'], 0],
    ]);
  });

  it('tells static variables of the same name apart by their files', async () => {
    const { view } = await viewOf(`
//- a.c
static int *p;
void a(int *n) { smp_store_release(&p, n); }
//- b.c
static int *p;
void b(int *n) { smp_store_release(&p, n); }
`);
    const groups = result(treeGroups(view, { by: 'object', filter: '', findings: () => [] }));
    expect(groups.map(({ name, file }) => [name, file])).toEqual([
      ['::p', 'a.c'],
      ['::p', 'b.c'],
    ]);
  });

  it('counts the sites without a comment', async () => {
    const { groups } = await tree();
    const counts = new Map(groups.map(({ name, undocumented }) => [name, undocumented]));
    expect(counts.get('struct box::ready')).toBe(0);
    expect(counts.get('struct box::seen')).toBe(2);
  });

  it('has the files instead, those with something unpaired first', async () => {
    const { groups } = await tree({ by: 'file' });
    expect(groups.map(({ name, unpaired }) => [name, unpaired])).toEqual([
      ['a.c', 2],
      ['b.c', 0],
    ]);
  });

  it('is filtered by words of the object, the file, the function and the primitive, all of which have to be there', async () => {
    const left = async (filter: string, by: TreeOptions['by'] = 'object') =>
      (await tree({ filter, by })).groups.map(({ name, sites }) => `${name} ${sites.length}`);
    expect(await left('ready')).toEqual(['struct box::ready 2']);
    expect(await left('CONSUME()')).toEqual(['struct box::ready 1']);
    expect(await left('release b.c')).toEqual(['struct box::seen 1']);
    expect(await left('wmb', 'file')).toEqual(['a.c 1']);
    expect(await left('release nothing')).toEqual([]);
  });

  it('has what the open files have a part in, the other side included', async () => {
    const { groups } = await tree({ files: new Set(['b.c']) });
    expect(groups.map(({ name, sites }) => [name, sites.length])).toEqual([
      ['struct box::ready', 2],
      ['struct box::seen', 2],
    ]);
    expect((await tree({ by: 'file', files: new Set(['b.c']) })).groups.map(({ name }) => name)).toEqual(['b.c']);
  });

  it('counts the findings about the sites of a group', async () => {
    const { groups, options } = await tree();
    const counts = new Map(groups.map((group) => [group.name, groupFindings(group, options.findings)]));
    // stale-function says that the comment leads nowhere; nothing is wrong with the documented pair.
    expect(counts.get('')).toBe(1);
    expect(counts.get('struct box::ready')).toBe(0);
  });
});

describe('the sites of the tree', () => {
  it('are, for an object, who stores and then who loads', async () => {
    const { view, options } = await tree();
    expect(names(view, objectHandle('struct box::ready'), options)).toEqual([
      'smp_store_release in publish: paired',
      'smp_load_acquire in consume: paired',
    ]);
  });

  it('are, for a file, all of them in order, with what is known of each', async () => {
    const { view, options } = await tree();
    expect(names(view, fileHandle('a.c'), options)).toEqual([
      'smp_store_release in publish: paired',
      'smp_store_release in announce: alone',
      'smp_wmb in write_side: unknown',
      'smp_mb in lost: lost',
    ]);
  });

  it('have their other sides below them, with how each is known', async () => {
    const { view, options } = await tree();
    const [site] = result(groupSites(view, objectHandle('struct box::ready'), options));
    const shown = treeSite(view, site!, options);
    expect(shown).toMatchObject({ access: 'store', object: 'b->ready', isDocumented: true, sides: 1 });
    const sides = siteSides(view, shown.handle).map((side) => treeSide(view, side, options));
    expect(sides).toMatchObject([
      { primitive: 'smp_load_acquire', by: 'comment', access: 'load', isDocumented: true, sides: 0 },
    ]);
    const [undocumented] = result(groupSites(view, objectHandle('struct box::seen'), options));
    const { handle } = treeSite(view, undocumented!, options);
    expect(siteSides(view, handle).map((side) => treeSide(view, side, options).by)).toEqual(['object']);
  });

  it('are none for what is not there any more', async () => {
    const { view, options } = await tree();
    expect(names(view, objectHandle('struct box::gone'), options)).toEqual([]);
    expect(names(view, fileHandle('gone.c'), options)).toEqual([]);
    expect(siteSides(view, 'site 0 smp_mb gone a.c')).toEqual([]);
    expect(names(view, 'whatever', options)).toEqual([]);
  });

  it('keep their handles when the text around them changes', async () => {
    const handles = async (source: string) => {
      const { view } = await viewOf(source);
      const options = { by: 'object', filter: '', findings: () => [] } as const;
      const sites = result(groupSites(view, fileHandle('a.c'), options));
      return sites.map((site) => treeSite(view, site, options).handle);
    };
    const before = await handles(PROJECT);
    expect(new Set(before).size).toBe(before.length);
    expect(
      await handles(PROJECT.replace('static int x, y;', 'static int x, y;\nint more(void) { return 1; }\n')),
    ).toEqual(before);
  });
});
