import { describe, expect, it } from 'vitest';
import { folderWith, run } from '../support/cli.ts';

const EXAMPLE = 'tests/examples/iomem-acquire';

describe('pairs', () => {
  it('writes the records of the contract', async () => {
    const { code, out } = await run(['pairs', EXAMPLE, '--format', 'jsonl']);
    expect(code).toBe(0);
    const file = `${EXAMPLE}/iomem.c`;
    const release = { file, line: 41, primitive: 'smp_store_release', function: 'iomem_init_inode' };
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        file,
        line: 14,
        text: 'Pairs with smp_store_release() in iomem_init_inode().',
        anchor: { line: 15, primitive: 'smp_load_acquire' },
        targets: [release],
        status: 'resolved',
        reciprocal: true,
      },
      {
        file,
        line: 26,
        text: 'Pairs with smp_store_release() in iomem_init_inode().',
        anchor: { line: 27, primitive: 'smp_load_acquire' },
        targets: [release],
        status: 'resolved',
        // The comment at the release names revoke_iomem() only.
        reciprocal: false,
      },
      {
        file,
        line: 39,
        text: 'Pairs with smp_load_acquire() in revoke_iomem().',
        anchor: { line: 41, primitive: 'smp_store_release' },
        targets: [{ file, line: 15, primitive: 'smp_load_acquire', function: 'revoke_iomem' }],
        status: 'resolved',
        reciprocal: true,
      },
    ]);
    expect(Object.keys(JSON.parse(out.split('\n')[0]!))).toEqual([
      ...['file', 'line', 'text', 'anchor', 'targets', 'status', 'reciprocal'],
    ]);
  });

  it('shows both sides with their code', async () => {
    const { out } = await run(['pairs', EXAMPLE]);
    expect(out.split('\n').slice(0, 6)).toEqual([
      `${EXAMPLE}/iomem.c`,
      '',
      '    14  Pairs with smp_store_release() in iomem_init_inode().',
      '        15  struct inode *inode = smp_load_acquire(&iomem_inode);',
      '      ↔ 41  smp_store_release(&iomem_inode, inode);  in iomem_init_inode()',
      '',
    ]);
    expect(out).toMatch(/\n3 pairing comments in 1 file: 3 resolved\. \d+\.\d s\.\n$/);
  });

  it('says what is wrong with a comment that leads nowhere', async () => {
    const { out } = await run(['pairs', 'tests/examples/stale-comments']);
    expect(out).toContain('        stale: the tree has no ring_consume\n');
  });

  it('gives no record to a comment that only mentions a function', async () => {
    const cwd = folderWith({ 'a.c': 'void f(void)\n{\n\t/* gone() wants to see the list first */\n\tsmp_wmb();\n}\n' });
    expect((await run(['pairs', '--format', 'jsonl'], { cwd })).out).toBe('');
  });
});

describe('sites', () => {
  const cwd = folderWith({
    'a.c': `struct node { int key; };
static int ready;

void put(struct node *n)
{
	WRITE_ONCE(n->key, 1);
	/* Pairs with smp_rmb() in get(). */
	smp_wmb();
	WRITE_ONCE(ready, 1);
	wake_up(&queue);
}
`,
  });

  it('writes the records of the contract', async () => {
    const { out } = await run(['sites', '--format', 'jsonl'], { cwd });
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        file: 'a.c',
        line: 6,
        primitive: 'WRITE_ONCE',
        kind: 'store-relaxed',
        function: 'put',
        object: 'struct node::key',
      },
      { file: 'a.c', line: 8, primitive: 'smp_wmb', kind: 'write', function: 'put', object: null },
      { file: 'a.c', line: 9, primitive: 'WRITE_ONCE', kind: 'store-relaxed', function: 'put', object: '::ready' },
    ]);
  });

  it('adds implicit ones with --all', async () => {
    const { out } = await run(['sites', '--all', '--format', 'jsonl'], { cwd });
    expect(out).toContain('"primitive":"wake_up"');
  });

  it('aligns them for people', async () => {
    const { out } = await run(['sites'], { cwd });
    expect(out.split('\n').slice(0, 5)).toEqual([
      'a.c',
      '     6  WRITE_ONCE  store-relaxed  struct node::key  put()',
      '     8  smp_wmb     write          -                 put()',
      '     9  WRITE_ONCE  store-relaxed  ::ready           put()',
      '',
    ]);
    expect(out).toMatch(/3 sites in 1 file\. \d+\.\d s\.\n$/);
  });
});
