import { describe, expect, it } from 'vitest';
import { codeLenses, resolveCodeLens } from '../../server/src/features/code-lens.ts';
import { viewOf } from '../support/view.ts';

/** The lenses of the first file are those of its annotations, `title -> place; place` above the carets, one to one. */
async function check(source: string): Promise<void> {
  const { view, file, files, annotations, place } = await viewOf(source);
  const shown = codeLenses(view, file).map((lens) => {
    const resolved = resolveCodeLens(view, file, lens)!;
    const words = files.get(file)!.slice(lens.span.start, lens.span.end);
    return `${words}: ${[resolved.title, ...resolved.targets.map(place)].join(' | ')}`;
  });
  const wanted = annotations.map(({ start, end, text }) => `${files.get(file)!.slice(start, end)}: ${text}`);
  expect(shown).toEqual(wanted);
}

describe('code lenses', () => {
  it('lead from each half of the founding story to the other, and count who goes around it', () =>
    check(`
struct inode { int i_mapping; };
static struct inode *iomem_inode;

void revoke_iomem(void)
{
	struct inode *inode = smp_load_acquire(&iomem_inode); /* pairs with iomem_init_inode() */
	//                    ^^^^^^^^^^^^^^^^ ⇄ iomem_init_inode() line 20 · 1 plain access | smp_store_release in iomem_init_inode | iomem_inode in iomem_get_mapping

	unmap(inode->i_mapping);
}

int iomem_get_mapping(void)
{
	return iomem_inode->i_mapping;
}

int iomem_init_inode(void)
{
	struct inode *inode = make();

	smp_store_release(&iomem_inode, inode);
	//<^^^^^^^^^^^^^^^^^ ⇄ revoke_iomem() line 6 · 1 plain access | smp_load_acquire in revoke_iomem | iomem_inode in iomem_get_mapping
	return 0;
}
`));

  it('name the other file without its path', () =>
    check(`
//- kernel/a.c
int flag;
void put(void)
{
	WRITE_ONCE(flag, 1); smp_wmb(); /* pairs with smp_rmb() in get() */
	//                   ^^^^^^^ ⇄ get() b.c:5 | mm/b.c: smp_rmb in get
	WRITE_ONCE(other, 1);
}
//- mm/b.c
int get(void)
{
	if (!READ_ONCE(other))
		return 0;
	smp_rmb();
	return flag;
}
`));

  it('list several other sides by function', () =>
    check(`
int flag;
void put(void)
{
	/* Pairs with a(), b(), c() and d(). */
	smp_mb();
	//<^^^^^^ ⇄ 4 sides: a(), b(), c(), … | a.c: smp_mb in a | b.c: smp_mb in b | c.c: smp_mb in c | d.c: smp_mb in d
}
${['a', 'b', 'c', 'd'].map((name) => `//- ${name}.c\nvoid ${name}(void)\n{\n\tsmp_mb();\n}\n`).join('')}
`));

  it('stand on a line once', () =>
    check(`
int flag;
void put(void)
{
	/* Pairs with other(). */
	smp_mb(); smp_mb();
	//<^^^^^^ ⇄ other() a.c:3 | a.c: smp_mb in other
}
//- a.c
void other(void)
{
	smp_mb();
}
`));

  it('say that nothing was found where that is a finding', () =>
    check(`
struct ring { int head; };
void put(struct ring *r)
{
	smp_store_release(&r->head, 1);
	//<^^^^^^^^^^^^^^^^^ ⇄ no pair found · 1 plain access | r->head in get
}
int get(struct ring *r)
{
	return r->head;
}
void gone(void)
{
	smp_mb(); /* pairs with smp_mb() in never_was() */
	//<^^^^^^ ⇄ no pair found
}
`));

  it.each([
    [
      'marked accesses that nothing makes half of a pair',
      'int f(void)\n{\n\tWRITE_ONCE(n, 1);\n\treturn READ_ONCE(n);\n}',
    ],
    [
      '"see" between write barriers',
      'void f(void)\n{\n\tsmp_wmb();\n}\nvoid g(void)\n{\n\tsmp_wmb(); /* see smp_wmb() in f() */\n}',
    ],
    ['a fence without a comment', 'void f(void)\n{\n\tsmp_mb();\n}'],
    ['a comment that means a device', 'void f(void)\n{\n\tdma_wmb(); /* pairs with the device */\n}'],
    ['a release that nobody reads here', 'void f(void)\n{\n\tsmp_store_release(&n, 1);\n}'],
    [
      'each rcu_dereference()',
      'int f(struct t *t)\n{\n\treturn rcu_dereference(t->p)->x;\n}\n//- b.c\nvoid g(struct t *t)\n{\n\trcu_assign_pointer(t->p, q);\n}',
    ],
  ])('are silent on %s', (_, source) => check(`struct t { struct u *p; };\nint n;\n${source}\n`));

  it('are gone when the operation is', async () => {
    const { view, file } = await viewOf('void f(void)\n{\n\tsmp_mb();\n}\n');
    expect(resolveCodeLens(view, file, { span: { start: 3, end: 9 } })).toBeUndefined();
    expect(codeLenses(view, 'other.c')).toEqual([]);
  });
});
