/** The founding story and the labels of the printk ring, on a real kernel tree. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, runBundle } from '../support/cli.ts';
import { kernel, lineOf, read } from './tree.ts';

// Skipped without BARRIER_LS_KERNEL; tree.ts says so.
describe.skipIf(kernel === undefined)('kernel/resource.c', { timeout: 300_000 }, () => {
  const file = 'kernel/resource.c';
  const reader = 'return smp_load_acquire(&iomem_inode)->i_mapping;';

  it('shows the three sites of iomem_inode as one group', () => {
    const { out, code } = runBundle(['explain', `${file}:${lineOf(file, reader)}`], { cwd: kernel! });
    expect(code).toBe(0);
    const group = out.slice(out.indexOf('Who touches ::iomem_inode'));
    expect(group).toContain(`${file}:${lineOf(file, 'smp_store_release(&iomem_inode, inode)')}`);
    expect(group).toContain(`${file}:${lineOf(file, 'struct inode *inode = smp_load_acquire(&iomem_inode)')}`);
    expect(group).toContain(`${file}:${lineOf(file, reader)}`);
  });

  it('pairs the comment in revoke_iomem() with the release in iomem_init_inode(), both ways', () => {
    const { out } = runBundle(['pairs', file, '--format', 'jsonl'], { cwd: kernel! });
    const records = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(records).toHaveLength(2);
    expect(records[0]).toMatchObject({
      file,
      anchor: { line: lineOf(file, 'struct inode *inode = smp_load_acquire'), primitive: 'smp_load_acquire' },
      targets: [{ file, line: lineOf(file, 'smp_store_release(&iomem_inode'), function: 'iomem_init_inode' }],
      status: 'resolved',
      reciprocal: true,
    });
  });

  it('reports iomem_get_mapping() when it dereferences plainly, and names both other sites', () => {
    const folder = treeWith('return iomem_inode->i_mapping;');
    const { out, code } = runBundle(['check', '--root', folder, '--rule', 'plain-access', '--format', 'json', folder]);
    const { findings } = JSON.parse(out);
    expect(code).toBe(1);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ rule: 'plain-access', file });
    const related = findings[0].related.map((one: { message: string }) => one.message).join('\n');
    expect(related).toContain('smp_store_release() in iomem_init_inode()');
    expect(related).toContain('smp_load_acquire() in revoke_iomem()');
  });

  it('is silent when it loads the pointer with READ_ONCE(), and explains the address dependency', () => {
    const folder = treeWith('return READ_ONCE(iomem_inode)->i_mapping;');
    const check = runBundle(['check', '--root', folder, '--rule', 'plain-access', folder]);
    expect(check.code).toBe(0);
    const { out } = runBundle(['explain', '--root', folder, `${join(folder, file)}:${lineOf(file, reader)}`]);
    expect(out).toContain('address dependency');
    expect(out).toContain('explanation.txt');
  });

  /** A tree of this one file, with the reader's line changed. */
  function treeWith(line: string): string {
    const folder = folderWith({});
    mkdirSync(join(folder, 'kernel'));
    writeFileSync(join(folder, file), read(file).replace(reader, line));
    return folder;
  }
});

describe.skipIf(kernel === undefined)('kernel/printk/printk_ringbuffer.c', { timeout: 300_000 }, () => {
  const file = 'kernel/printk/printk_ringbuffer.c';

  it('resolves every label that a comment cites, or reports it missing', () => {
    const { out } = runBundle(['pairs', file, '--format', 'jsonl'], { cwd: kernel! });
    const records = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(records.length).toBeGreaterThan(0);
    for (const { status, targets, line } of records) {
      expect([line, status, targets.length > 0]).toEqual([
        line,
        expect.stringMatching(/^resolved|^stale/),
        /^resolved/.test(status),
      ]);
    }
  });
});
