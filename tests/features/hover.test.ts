import { describe, expect, it } from 'vitest';
import { hover } from '../../server/src/features/hover.ts';
import { pagePlaintext } from '../../server/src/features/page-plaintext.ts';
import { viewOf } from '../support/view.ts';

/** The blocks of the page at `$0` as plain text, each as one line; undefined for silence. */
async function blocks(source: string): Promise<string[] | undefined> {
  const { view, file, offset } = await viewOf(source);
  const found = hover(view, file, offset);
  return found?.page.blocks.map((block) => {
    const shown = pagePlaintext({ blocks: [block] });
    return block.kind === 'code' ? shown.replace(/^ *\d* \| /gm, '') : shown.replace(/\n/g, ' ');
  });
}

/** The page at `$0` has these blocks among its own, in this order. */
async function check(source: string, expected: readonly (string | RegExp)[]): Promise<void> {
  const found = (await blocks(source)) ?? [];
  let from = 0;
  for (const one of expected) {
    const at = found.findIndex((block, i) => i >= from && (typeof one === 'string' ? block === one : one.test(block)));
    expect(at >= 0 ? found[at] : found, `has ${one}`).toSatisfy(() => at >= 0);
    from = at + 1;
  }
}

/** What the words at `$0` are that the page is about. */
async function words(source: string): Promise<string | undefined> {
  const { view, files, file, offset } = await viewOf(source);
  const span = hover(view, file, offset)?.span;
  return span && files.get(file)!.slice(span.start, span.end);
}

/** The founding story: an inode is published, revoked in order, and read by a third function in one way or another. */
const IOMEM = (reader: string) => `
struct inode { int i_mapping; };
static struct inode *iomem_inode;

void revoke_iomem(void)
{
	/* Pairs with smp_store_release() in iomem_init_inode(). */
	struct inode *inode = smp_load_acquire(&iomem_inode);

	if (!inode)
		return;
	unmap(inode->i_mapping);
}

int iomem_get_mapping(void)
{
	return ${reader}->i_mapping;
}

int iomem_init_inode(void)
{
	struct inode *inode = make();

	/* Pairs with smp_load_acquire() in revoke_iomem(). */
	smp_store_release(&iomem_inode, inode);
	return 0;
}
`;

const FENCES = `
struct box { int ready; int value; };

void put(struct box *b)
{
	b->value = 1;
	/* Written before it is announced. */
	smp_wmb(); /* pairs with smp_rmb() in get() */
	WRITE_ONCE(b->ready, 1);
}

int get(struct box *b)
{
	if (!READ_ONCE(b->ready))
		return 0;
	smp_rmb(); /* pairs with smp_wmb() in put() */
	return b->value;
}
`;

describe('hover on a primitive', () => {
  it('tells the founding story from the publishing side', async () => {
    await check(IOMEM('iomem_inode').replace('smp_store_release(&', 'smp_store$0_release(&'), [
      'smp_store_release() · release store · iomem_inode',
      /^Orders earlier loads and stores before its own store\. One-way: /,
      '⇄ smp_load_acquire() in revoke_iomem() — line 7 (both comments say so)',
      'struct inode *inode = smp_load_acquire(&iomem_inode);',
      /^Message passing: iomem_init_inode\(\) writes .* iomem_inode last.*So whoever sees the new iomem_inode also sees/,
      '1 plain access: iomem_get_mapping() — line 16',
      /^See Documentation\/memory-barriers\.txt/,
    ]);
  });

  it('does not count the reader among the plain ones once it is marked, and says why READ_ONCE() is enough', async () => {
    const source = IOMEM('READ_ONCE(iomem_inode)');
    const published = await blocks(source.replace('smp_store_release(&', '$0smp_store_release(&'));
    expect(published!.join('\n')).not.toContain('plain access');
    await check(source.replace('READ_ONCE', 'READ$0_ONCE'), [
      'READ_ONCE() · marked load · iomem_inode',
      '⇄ smp_store_release() in iomem_init_inode() — line 24 (same object; no comment says so)',
      /iomem_get_mapping\(\) loads iomem_inode with READ_ONCE\(\) and follows the loaded pointer\. That address dependency is enough/,
    ]);
  });

  it('shows the shared accesses around the other fence, and no comment between them', async () => {
    await check(FENCES.replace('smp_rmb();', '$0smp_rmb();'), [
      'smp_rmb() · read barrier',
      'Orders earlier loads before later loads. Not ordered: stores, on either side of it.',
      '⇄ smp_wmb() in put() — line 7 (both comments say so)',
      'b->value = 1;\nsmp_wmb(); /* pairs with smp_rmb() in get() */\nWRITE_ONCE(b->ready, 1);',
      /put\(\) writes b->value first and b->ready last.*get\(\) loads b->ready before it reads b->value/,
    ]);
  });

  it('says who says so when only one comment does', async () => {
    const oneSided = FENCES.replace(' /* pairs with smp_wmb() in put() */', '');
    await check(oneSided.replace('smp_wmb();', '$0smp_wmb();'), [/^⇄ smp_rmb\(\).*\(the comment here says so\)$/]);
    await check(oneSided.replace('smp_rmb();', '$0smp_rmb();'), [/^⇄ smp_wmb\(\).*\(the comment there says so\)$/]);
  });

  it('shows three other sides, each function once, and counts the rest', async () => {
    const reader = (name: string) => `
struct row *${name}(struct table *t)
{
	return rcu_dereference(t->first)->next + rcu_dereference(t->first)->other;
}
`;
    const found = await blocks(`
struct row { int next; int other; };
struct table { struct row *first; };
void publish(struct table *t, struct row *row)
{
	$0rcu_assign_pointer(t->first, row);
}
${['a', 'b', 'c', 'd'].map(reader).join('')}`);
    const sides = found!.filter((block) => block.startsWith('⇄'));
    expect(sides.map((side) => /in (\w)\(\)/.exec(side)![1])).toEqual(['a', 'b', 'c']);
    expect(found).toContain('… and 5 more.');
    expect(found!.filter((block) => block.startsWith('Message passing'))).toHaveLength(1);
  });

  it('says what the other side would do when there is none', async () => {
    const found = await blocks('void f(int *p)\n{\n\t*p = 1;\n\t$0smp_wmb();\n\tp[1] = 1;\n}\n');
    expect(found!.join('\n')).toContain('No other side was found. It would load what is stored after this barrier');
  });

  it('says that the other side of a barrier for devices may be one', async () => {
    const found = await blocks('void f(int *p)\n{\n\t*p = 1;\n\t$0dma_wmb();\n\tp[1] = 1;\n}\n');
    expect(found!.join('\n')).toContain(
      'It may be the device: this barrier is for talking to one. Between CPUs it would',
    );
  });

  it('says that a comment leads nowhere, and not what could stand there', async () => {
    const found = await blocks(
      'void f(int *p)\n{\n\t*p = 1;\n\t$0smp_wmb(); /* pairs with gone() */\n\tp[1] = 1;\n}\n',
    );
    expect(found).toContain('The comment here leads nowhere. gone() exists nowhere in the tree.');
    expect(found!.join('\n')).not.toContain('It would load');
  });

  it('does not call a device a comment that leads nowhere', async () => {
    const found = await blocks(
      'void f(int *p)\n{\n\t*p = 1;\n\t$0dma_wmb(); /* pairs with the device */\n\tp[1] = 1;\n}\n',
    );
    expect(found).toContain('The other side is a device: no C code holds it.');
  });

  it('lists who else is at the object of a marked access without a pair', async () => {
    await check('int n;\nvoid f(void)\n{\n\tWRITE_ONCE(n, 1);\n}\nint g(void)\n{\n\treturn READ$0_ONCE(n) + 1;\n}\n', [
      'READ_ONCE() · marked load · n',
      'Also accessed by',
      '- store: WRITE_ONCE() in f() — line 4',
    ]);
  });

  it('names places by directory', async () => {
    const source = (path: string) => `
//- kernel/a.c
int flag;
void f(void)
{
	$0smp_store_release(&flag, 1);
}
//- ${path}
int g(void)
{
	return smp_load_acquire(&flag);
}
`;
    await check(source('kernel/b.c'), [/^⇄ smp_load_acquire\(\) in g\(\) — b\.c:3 /]);
    await check(source('mm/b.c'), [/^⇄ smp_load_acquire\(\) in g\(\) — mm\/b\.c:3 /]);
  });

  it('shows beside a fence whose objects are not known the lines next to it, within its block', async () => {
    const source = `
void first(int *p)
{
	if (p) {
		g();
	} else {
		/* Long story. */
		smp_mb(); /* pairs with smp_mb() in second() */
		h();
	}
}
void second(void)
{
	$0smp_mb();
}
`;
    await check(source, ['smp_mb(); /* pairs with smp_mb() in second() */\nh();']);
  });

  it('does not take "see" between two write barriers for a pair', async () => {
    const source = FENCES.replace('/* pairs with smp_wmb() in put() */', '').replace('smp_rmb() in get()', 'them');
    const third = '\nvoid other(struct box *b)\n{\n\t$0smp_wmb(); /* see smp_wmb() in put() */\n}\n';
    const found = await blocks(source + third);
    expect(found).toContain('The comment here refers to smp_wmb() in put() — line 7.');
    expect(found!.join('\n')).not.toContain('⇄');
  });

  it('does not take an unlock for the other side of who loads the pointer to the lock', async () => {
    const source = `
struct q { spinlock_t *lock; };
void f(struct q *q)
{
	spin_unlock(q->lock);
}
void g(struct q *q)
{
	spinlock_t *lock = READ_$0ONCE(q->lock);

	spin_lock(lock);
}
void h(void)
{
	smp_mb(); /* pairs with spin_unlock() in f() */
}
`;
    const found = await blocks(source);
    expect(found![0]).toBe('READ_ONCE() · marked load · struct q::lock');
    expect(found!.join('\n')).not.toContain('⇄');
  });

  it('tells embedded structures apart by the member that they are', async () => {
    const reader = (queue: string) => `
struct queue { int head; };
struct rings { struct queue sq; struct queue cq; };
void f(struct rings *r)
{
	$0smp_store_release(&r->sq.head, 1);
}
int g(struct rings *r)
{
	return smp_load_acquire(&r->${queue}.head);
}
`;
    expect((await blocks(reader('sq')))!.join('\n')).toContain('⇄ smp_load_acquire() in g()');
    expect((await blocks(reader('cq')))!.join('\n')).not.toContain('⇄');
  });

  it('guesses a pair of fences only where flag and data are shared', async () => {
    const bare = FENCES.replace(/ \/\* pairs with .*? \*\//g, '');
    await check(bare.replace('smp_rmb();', '$0smp_rmb();'), [/^⇄ smp_wmb\(\) in put\(\).*\(a guess by the objects/]);
    const flagOnly = bare.replace('return b->value', 'return 1');
    const found = await blocks(flagOnly.replace('smp_rmb();', '$0smp_rmb();'));
    expect(found!.join('\n')).toContain('No other side was found.');
  });

  it('is about the name alone', async () => {
    expect(await words(FENCES.replace('smp_rmb();', 'smp_rmb$0();'))).toBe('smp_rmb');
  });

  it.each([
    ['a lock', 'spinlock_t l;\nvoid f(void)\n{\n\t$0spin_lock(&l);\n\tsmp_mb();\n\tspin_unlock(&l);\n}\n'],
    ['a counter that orders nothing', 'atomic_t n;\nvoid f(void)\n{\n\t$0atomic_inc(&n);\n\tsmp_mb();\n}\n'],
    ['an ordinary call', 'void f(void)\n{\n\t$0g();\n\tsmp_mb();\n}\n'],
  ])('is silent on %s', async (_, source) => {
    expect(await blocks(source)).toBeUndefined();
  });
});

describe('hover on a comment', () => {
  it('says where it leads and that it holds', async () => {
    const source = FENCES.replace('pairs with smp_wmb() in put()', 'pairs with smp_wmb() in p$0ut()');
    expect(await blocks(source)).toEqual([
      'Pairing comment · at smp_rmb() in get() — line 15',
      '⇄ smp_wmb() in put() — line 7',
      'b->value = 1;\nsmp_wmb(); /* pairs with smp_rmb() in get() */\nWRITE_ONCE(b->ready, 1);',
      'It holds: the comment there leads back here.',
      expect.stringMatching(/^Message passing: put\(\)/),
    ]);
    expect(await words(source)).toBe('put');
  });

  it('says that nothing on the other side says so', async () => {
    const source = FENCES.replace(' /* pairs with smp_wmb() in put() */', '').replace('pairs with', '$0pairs with');
    await check(source, ['One-sided: no comment on the other side says so.']);
  });

  it('says that the other side leads elsewhere', async () => {
    const source = FENCES.replace('smp_rmb() in get() */', 'smp_rmb() in other() */').replace(
      'pairs with smp_wmb()',
      '$0pairs with smp_wmb()',
    );
    await check(`${source}\nvoid other(void)\n{\n\tsmp_rmb();\n}\n`, [
      'One-sided: the comment on the other side does not lead back here.',
    ]);
  });

  it.each([
    ['names a function that is gone', 'smp_rmb() in gone()', 'gone() exists nowhere in the tree.'],
    ['names a barrier that is not there', 'smp_rmb() in other()', /^Neither other\(\) nor, .* holds smp_rmb\(\)\.$/],
    ['names no place', 'the reader', 'It names no place that can be looked up.'],
    ['names a barrier only', 'an smp_rmb() elsewhere', /^It names smp_rmb, but no place that can be looked up\.$/],
    ['means a device', 'the device', 'The other side is a device: no C code holds it.'],
  ])('says what is missing when it %s', async (_, other, verdict) => {
    await check(
      `struct box { int a; int b; };\nvoid put(struct box *b)\n{\n\tb->a = 1;\n\tsmp_wmb(); /* $0pairs with ${other} */\n\tb->b = 1;\n}\nint other(struct box *b)\n{\n\treturn b->a;\n}\n`,
      [/^Pairing comment/, verdict],
    );
  });

  it('calls "see" no pair, and is silent where it leads to no barrier', async () => {
    const see = (rest: string) =>
      FENCES.replace('/* pairs with smp_wmb() in put() */', `/* $0see ${rest} */`).replace('smp_rmb() in get()', 'x()');
    const found = await blocks(see('smp_wmb() in put()'));
    expect(found?.[0]).toMatch(/^Reference · at smp_rmb\(\)/);
    expect(found!.join('\n')).not.toContain('One-sided');
    expect(await blocks(see('nothing()'))).toBeUndefined();
  });

  it('is silent where the comment pairs something else', async () => {
    expect(
      await blocks('void f(void)\n{\n\t/* Pair$0s with the get in g(). */\n\tput(x);\n\tsmp_mb();\n}\n'),
    ).toBeUndefined();
  });
});

describe('hover on a label', () => {
  const LABELS = `
struct ring { int head; int tail; };
void put_it(struct ring *r)
{
	r->tail = 1;
	smp_wmb(); /* LMM(put_it:A) */
	r->head = 1;
}
int get_it(struct ring *r)
{
	int head = READ_ONCE(r->head);
	/* Pairs with put_it:A. */
	smp_rmb(); /* LMM(get_it:B) */
	return head + r->tail;
}
`;

  it('says who cites it', async () => {
    expect(await blocks(LABELS.replace('LMM(put_it:A)', 'LMM(put_it:$0A)'))).toEqual([
      'put_it:A · label of smp_wmb()',
      'Cited in',
      '- get_it() — line 11',
    ]);
  });

  it('says that nobody does', async () => {
    await check(LABELS.replace('LMM(get_it:B)', 'LMM(get_it:$0B)'), [
      'get_it:B · label of smp_rmb()',
      'No comment cites it.',
    ]);
  });
});

describe('hover on an object', () => {
  it('lists its accesses by kind, from the argument of a primitive and from a plain access', async () => {
    const expected = [
      'iomem_inode · 2 ordered or marked accesses, 1 plain',
      [
        '- store: smp_store_release() in iomem_init_inode() — line 24',
        '- load: smp_load_acquire() in revoke_iomem() — line 7',
        '- plain load: iomem_get_mapping() — line 16',
      ].join(' '),
    ];
    const source = IOMEM('iomem_inode');
    expect((await blocks(source.replace('release(&iomem', 'release(&io$0mem')))?.slice(0, 2)).toEqual(expected);
    expect((await blocks(source.replace('return iomem', 'return io$0mem')))?.slice(0, 2)).toEqual(expected);
  });

  it('has the verdict on this access, against who publishes it', async () => {
    const source = IOMEM('iomem_inode');
    expect((await blocks(source.replace('return iomem', 'return io$0mem')))?.slice(2)).toEqual([
      'smp_store_release() in iomem_init_inode() — line 24: MP · allowed by the LKMM (data race); forbidden once iomem_inode is marked',
      // The reader looks at what is pointed to before that is there.
      expect.stringMatching(/iomem_get_mapping\(\).*→ 0.*\*inode = 1.*smp_store_release.*→ inode$/),
    ]);
    expect((await blocks(source.replace('release(&iomem', 'release(&io$0mem')))?.slice(2)).toEqual([
      'smp_load_acquire() in revoke_iomem() — line 7: MP · forbidden by the LKMM',
    ]);
  });

  it('has the verdict on the pair that orders it, where the access is in no test itself', async () => {
    const source = IOMEM('iomem_inode').replace('return iomem', 'iomem_inode = NULL;\n\treturn iomem');
    expect(await blocks(source.replace('\tiomem_inode = NULL', '\tiomem$0_inode = NULL'))).toContain(
      'smp_store_release() in iomem_init_inode() — line 25 with smp_load_acquire() in revoke_iomem() — line 7: MP · forbidden by the LKMM',
    );
  });

  it('tells of locks that are held', async () => {
    const source = IOMEM('iomem_inode').replace('\treturn iomem', '\tspin_lock(&l);\n\treturn iomem');
    await check(source.replace('release(&iomem', 'release(&io$0mem'), [
      /^iomem_inode/,
      /plain load: iomem_get_mapping\(\) — line 17 \(under a lock\)/,
    ]);
  });

  it('is silent where the object is marked, but nothing orders by it', async () => {
    expect(await blocks('int n;\nvoid f(void)\n{\n\tWRITE_ONCE($0n, 1);\n}\n')).toBeUndefined();
  });

  it('is silent on other words', async () => {
    expect(await blocks(IOMEM('iomem_inode').replace('unmap(inode', 'unmap(in$0ode'))).toBeUndefined();
  });
});
