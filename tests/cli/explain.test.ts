import { describe, expect, it } from 'vitest';
import { rules } from '../../server/src/rules/index.ts';
import { run } from '../support/cli.ts';

describe('explain a primitive', () => {
  it('says what it orders and what not, its object, its partners and its trap', async () => {
    const { code, out } = await run(['explain', 'smp_store_release()']);
    expect(code).toBe(0);
    expect(out).toMatch(/^smp_store_release\(\): release\n/);
    expect(out).toContain('Orders\n  - It orders earlier loads and stores before its own store.');
    expect(out).toContain('Does not order\n  - Later loads and stores: they may be done before it.');
    expect(out).toContain('The other side\n  - The reader of what is stored last: an acquire load of that same object');
    expect(out).toMatch(/\nObject +its first argument, a pointer to the object\n/);
    expect(out).toMatch(/\nSource +Documentation\/memory-barriers\.txt/);
  });

  it('names the family and the condition', async () => {
    const { out } = await run(['explain', 'atomic64_try_cmpxchg']);
    expect(out).toMatch(/^atomic64_try_cmpxchg\(\) \(of the family /);
    expect(out).toMatch(/\nWhen\n {2}- /);
  });
});

describe('explain a rule', () => {
  it.each(rules.map((rule) => rule.meta))('$code', async (meta) => {
    const { code, out } = await run(['explain', meta.code]);
    expect(code).toBe(0);
    expect(out.startsWith(`${meta.code}: ${meta.summary}\n`)).toBe(true);
    for (const part of [
      '\nReported\n',
      '\nNot reported\n',
      '\nSilent\n',
      '\nSource\n',
      `barrier-ls-ignore ${meta.code}:`,
    ]) {
      expect(out).toContain(part);
    }
  });
});

describe('explain a line', () => {
  it('shows the other side with its code, who touches the object, and why it works', async () => {
    const file = 'tests/examples/iomem-read-once/iomem.c';
    const { code, out } = await run(['explain', `${file}:27`]);
    expect(code).toBe(0);
    const lines = out.split('\n');
    expect(lines.slice(0, 2)).toEqual([
      `${file}:27: READ_ONCE() in iomem_get_mapping() on ::iomem_inode`,
      '    27 | return READ_ONCE(iomem_inode)->i_mapping;',
    ]);
    expect(out).toContain(
      `Pairs with ${file}:41 in iomem_init_inode() (by the object; no comment says so)\n    41 | smp_store_release(&iomem_inode, inode);`,
    );
    expect(out.replace(/\s+/g, ' ')).toContain('That address dependency is enough');
    expect(lines.slice(-5)).toEqual([
      'Who touches ::iomem_inode (3 places in 1 file)',
      `  store  ${file}:41  smp_store_release() in iomem_init_inode()`,
      `  load   ${file}:16  smp_load_acquire() in revoke_iomem()`,
      `  load   ${file}:27  READ_ONCE() in iomem_get_mapping()`,
      '',
    ]);
  });

  it('explains the faulty line', async () => {
    const { out } = await run(['explain', 'tests/examples/iomem-plain/iomem.c:27']);
    expect(out).toContain('unmarked access to ::iomem_inode in iomem_get_mapping()');
    expect(out.replace(/\s+/g, ' ')).toContain('the compiler may load it more than once');
    expect(out).toMatch(/ {2}plain load {2}\S+:27 {2}no marking in iomem_get_mapping\(\)/);
  });

  it('explains a comment that leads nowhere', async () => {
    const { out } = await run(['explain', 'tests/examples/stale-comments/ring.c:12']);
    expect(out).toContain('stale-function: ring_consume');
  });

  it('says where the nearest line is that has something to it', async () => {
    const { code, err } = await run(['explain', 'tests/examples/iomem-plain/iomem.c:12']);
    expect(code).toBe(2);
    expect(err).toBe(
      'barrier-ls: nothing at tests/examples/iomem-plain/iomem.c:12 has to do with memory ordering; the nearest line that has is 15\n',
    );
  });
});

describe('doctor', () => {
  it('tells what a bug report needs', async () => {
    const { code, out } = await run(['doctor', 'tests/examples']);
    expect(code).toBe(0);
    for (const name of [
      'barrier-ls',
      'node',
      'parser',
      'root',
      'config',
      'files',
      'sites',
      'comments',
      'not read',
      'cache',
      'memory',
      'time',
    ]) {
      expect(out).toMatch(new RegExp(`^${name} +\\S`, 'm'));
    }
    expect(out).toMatch(/^sites +12 sites in 4 files$/m);
    expect(out).toMatch(/^comments +11 pairing comments: 10 resolved, 1 stale-function$/m);
  });
});
