import { describe, expect, it } from 'vitest';
import type { FunctionRef, Snapshot } from '../../server/src/index/snapshot.ts';
import { analyse } from '../support/analyse.ts';
import { parseFixture } from '../support/fixture.ts';

async function snapshotOf(source: string): Promise<Snapshot> {
  return (await analyse(parseFixture(source).files)).snapshot;
}

const nameOf = ({ facts, fn }: FunctionRef) => `${facts.file} ${facts.functions[fn]!.name}`;

describe('files and functions', () => {
  it('come in order of path and position', async () => {
    const snapshot = await snapshotOf(`
//- b/two.c
void again(void) { }
//- a/one.c
void again(void) { }
#ifdef CONFIG_OTHER
void again(void) { smp_mb(); }
#endif
//- b.c
void other(void) { }
`);
    expect(snapshot.files().map(({ file }) => file)).toEqual(['a/one.c', 'b.c', 'b/two.c']);
    expect(snapshot.filesIn('b').map(({ file }) => file)).toEqual(['b/two.c']);
    expect(snapshot.filesIn('').map(({ file }) => file)).toEqual(['b.c']);
    expect(snapshot.filesIn('c')).toEqual([]);
    const again = snapshot.functionsNamed('again');
    expect(again.map(nameOf)).toEqual(['a/one.c again', 'a/one.c again', 'b/two.c again']);
    expect(again.map((ref) => snapshot.sitesIn(ref).length)).toEqual([0, 1, 0]);
    expect(snapshot.functionsNamed('constructor')).toEqual([]);
  });
});

describe('callees', () => {
  /** What f() calls; something must ask for f() in full. */
  async function callees(source: string): Promise<string[]> {
    const snapshot = await snapshotOf(source);
    return snapshot.callees(snapshot.functionsNamed('f')[0]!).map(nameOf);
  }

  it('are of the same file, or the only ones of their name', async () => {
    expect(
      await callees(`
//- a.c
static void twice(void) { use(x); }
void f(void) { smp_mb(); twice(); only(); many(); nowhere(); }
//- b.c
static void twice(void) { use(x); }
void only(void) { use(x); }
void many(void) { use(x); }
//- c.c
void many(void) { use(x); }
`),
    ).toEqual(['a.c twice', 'b.c only']);
  });

  it('are not the empty arms of an #ifdef, nor the function itself', async () => {
    expect(
      await callees(`
#ifdef CONFIG_A
static void a(void) { }
#else
static void a(void) { use(x); }
#endif
void f(void) { smp_mb(); f(); a(); }
`),
    ).toEqual(['main.c a']);
  });
});

describe('the key of an object', () => {
  const SOURCE = `
//- a.c
static int ready;
int shared;
void f(void) { smp_store_release(&ready, 1); smp_store_release(&shared, 1); }
//- b.c
static int ready;
extern int shared;
void g(void) { smp_load_acquire(&ready); smp_load_acquire(&shared); }
`;

  it('tells static variables of different files apart, and no others', async () => {
    const snapshot = await snapshotOf(SOURCE);
    const keys = snapshot.files().map((facts) => facts.sites.map((site) => snapshot.objectKey(facts, site.object)));
    expect(keys).toEqual([
      ['a.c::ready', '::shared'],
      ['b.c::ready', '::shared'],
    ]);
  });

  it('leads to everything that touches the object', async () => {
    const snapshot = await snapshotOf(`
//- a.c
struct ring { int head; };
void f(struct ring *ring) { smp_store_release(&ring->head, 1); }
//- b.c
int g(struct ring *r)
{
	if (r->head)
		return 0;
	return smp_load_acquire(&r->head);
}
`);
    const { sites, accesses } = snapshot.uses('struct ring::head');
    expect(sites.map(({ facts, site }) => `${facts.file} ${site.primitive}`)).toEqual([
      'a.c smp_store_release',
      'b.c smp_load_acquire',
    ]);
    expect(accesses.map(({ facts, access }) => `${facts.file} ${access.mode}`)).toEqual(['b.c read']);
    expect(snapshot.uses('struct ring::tail')).toEqual({ sites: [], accesses: [] });
  });
});

describe('members of a table', () => {
  it('are its functions, static ones only of its own file', async () => {
    const snapshot = await snapshotOf(`
//- a.c
static void push(void) { }
struct ops ring_ops = { .push = push, .pop = pop };
void f(void)
{
	/* Pairs with smp_mb() in ring_ops(). */
	smp_mb();
}
//- b.c
static void push(void) { }
void pop(void) { }
`);
    expect(snapshot.members(snapshot.functionsNamed('ring_ops')[0]!).map(nameOf)).toEqual(['a.c push', 'b.c pop']);
  });
});
