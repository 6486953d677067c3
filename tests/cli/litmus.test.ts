import { describe, expect, it } from 'vitest';
import { parseLitmus } from '../../server/src/lkmm/syntax/parse.ts';
import { run } from '../support/cli.ts';

const FILE = 'tests/examples/iomem-read-once/iomem.c';

describe('litmus', () => {
  it('prints the test of the pair at a line, which reads back', async () => {
    const { code, out } = await run(['litmus', `${FILE}:27`]);
    expect(code).toBe(0);
    expect(out).toMatch(/^C MP\+iomem_init_inode\+iomem_get_mapping\n/);
    expect(parseLitmus(out)).toHaveProperty('test');
  });

  it.each([
    ['a place that is none', 'iomem.c', "barrier-ls: expected FILE:LINE, not 'iomem.c'\n"],
    ['a line that is not there', `${FILE}:999`, `barrier-ls: ${FILE} has no line 999\n`],
  ])('refuses %s', async (_, place, message) => {
    const { code, err } = await run(['litmus', place]);
    expect({ code, err }).toEqual({ code: 2, err: message });
  });

  it('says where the nearest line is that has a pair', async () => {
    const { code, err } = await run(['litmus', `${FILE}:1`]);
    expect(code).toBe(2);
    expect(err).toContain(`nothing at ${FILE}:1 has to do with memory ordering; the nearest line that has is `);
  });
});

describe('explain', () => {
  it('answers what-if questions with the verdict and its test', async () => {
    const { code, out } = await run(['explain', '--shape', 'MP', '--with', 'smp_wmb,READ_ONCE+addr']);
    expect(code).toBe(0);
    expect(out).toMatch(/^MP · forbidden by the LKMM\n\nC MP\+smp_wmb\+READ_ONCE\+addr\n/);
    expect(parseLitmus(out.slice(out.indexOf('\nC ') + 1))).toHaveProperty('test');
  });

  it.each([
    [['--shape', 'MP']],
    [['--with', 'smp_wmb,smp_rmb']],
    [['smp_mb', '--shape', 'MP', '--with', 'smp_wmb,smp_rmb']],
    [['--shape', 'MP', '--with', 'smp_wmb']],
    [[]],
  ])('refuses half a question: %s', async (words) => {
    const { code, err } = await run(['explain', ...words]);
    expect(code).toBe(2);
    expect(err).toMatch(/^barrier-ls: /);
  });

  it.each([
    ['iomem-read-once/iomem.c:27', 'MP · forbidden by the LKMM'],
    ['iomem-acquire/iomem.c:27', 'MP · forbidden by the LKMM'],
    ['iomem-plain/iomem.c:27', 'MP · allowed by the LKMM (data race); forbidden once iomem_inode is marked'],
  ])('has the verdict on %s', async (place, verdict) => {
    const { out } = await run(['explain', `tests/examples/${place}`]);
    expect(out.split('\n')).toContain(`  ${verdict}`);
  });
});
