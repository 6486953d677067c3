import { describe, expect, it } from 'vitest';
import { folderWith, run } from '../support/cli.ts';

const EXAMPLES = 'tests/examples';

/** The numbers that differ from run to run. */
function timeless(text: string): string {
  return text.replace(/\d+\.\d s\.$/gm, 'N s.');
}

describe('check on the examples', () => {
  it('tells the founding story: the plain dereference, and both other sides with their code', async () => {
    const { code, out, err } = await run(['check', `${EXAMPLES}/iomem-plain`]);
    expect(err).toBe('');
    expect(code).toBe(1);
    const [headline, ...rest] = timeless(out).split('\n');
    expect(headline).toMatch(
      /^tests\/examples\/iomem-plain\/iomem\.c:27:9: warning: iomem_inode is published by smp_store_release\(\) in iomem_init_inode\(\).* \[plain-access\]$/,
    );
    expect(rest).toEqual([
      '    27 | return iomem_inode->i_mapping;',
      '       |        ^^^^^^^^^^^',
      '     -> tests/examples/iomem-plain/iomem.c:41: smp_store_release() in iomem_init_inode(): publishes the pointer',
      '    41 | smp_store_release(&iomem_inode, inode);',
      '     -> tests/examples/iomem-plain/iomem.c:16: smp_load_acquire() in revoke_iomem(): loads it in order',
      '    16 | struct inode *inode = smp_load_acquire(&iomem_inode);',
      '',
      '1 finding in 1 file. Looked at 2 ordering sites and 2 pairing comments in 1 file, N s.',
      '',
    ]);
  });

  it.each(['iomem-acquire', 'iomem-read-once'])('leaves the fixed version %s alone', async (example) => {
    const { code, out } = await run(['check', `${EXAMPLES}/${example}`]);
    expect([code, out.split('.')[0]]).toEqual([0, 'No findings']);
  });

  it('reports the comments that lead nowhere', async () => {
    const { out } = await run(['check', `${EXAMPLES}/stale-comments`, '--format', 'json']);
    const { findings } = JSON.parse(out);
    expect(findings.map((one: { rule: string; line: number }) => `${one.line} ${one.rule}`)).toEqual([
      '12 stale-function',
      '27 misspelt-primitive',
    ]);
  });

  it('writes JSON as other programs expect it', async () => {
    const { code, out } = await run(['check', `${EXAMPLES}/iomem-plain`, '--format', 'json']);
    expect(code).toBe(1);
    const report = JSON.parse(out);
    const [finding] = report.findings;
    expect(Object.keys(report)).toEqual(['findings', 'summary']);
    expect(Object.keys(finding)).toEqual([
      ...['rule', 'severity', 'file', 'line', 'column', 'endLine', 'endColumn', 'message', 'related', 'fingerprint'],
    ]);
    expect(finding).toMatchObject({
      rule: 'plain-access',
      severity: 'warning',
      file: 'tests/examples/iomem-plain/iomem.c',
      line: 27,
      column: 9,
      endLine: 27,
      endColumn: 20,
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(finding.related.map((one: { line: number }) => one.line)).toEqual([41, 16]);
    expect(Object.keys(finding.related[0])).toEqual(['file', 'line', 'message']);
    expect(report.summary).toEqual({
      findings: 1,
      bySeverity: { warning: 1 },
      byRule: { 'plain-access': 1 },
      filesWithFindings: 1,
      files: 1,
      sites: 2,
      comments: 2,
    });
  });

  it('writes one finding a line with jsonl', async () => {
    const { out } = await run(['check', EXAMPLES, '--format', 'jsonl']);
    const rules = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).rule);
    expect(rules).toEqual(['plain-access', 'stale-function', 'misspelt-primitive']);
  });

  it('selects rules and the severity that fails', async () => {
    const only = await run(['check', EXAMPLES, '--rule', 'plain-access', '--format', 'jsonl']);
    expect(only.out.trim().split('\n')).toHaveLength(1);
    expect((await run(['check', EXAMPLES, '--fail-on', 'error'])).code).toBe(0);
    expect((await run(['check', EXAMPLES, '--fail-on', 'never'])).code).toBe(0);
    expect((await run(['check', EXAMPLES, '--fail-on', 'hint'])).code).toBe(1);
  });

  it('colours a terminal, and nothing else', async () => {
    const colour = '\u001b[';
    expect((await run(['check', EXAMPLES], { terminal: true })).out).toContain(colour);
    expect((await run(['check', EXAMPLES], { terminal: true, env: { NO_COLOR: '1' } })).out).not.toContain(colour);
    expect((await run(['check', EXAMPLES, '--color', 'always'])).out).toContain(colour);
  });
});

describe('check and the tree around the paths', () => {
  const READER = 'void get(void)\n{\n\t/* pairs with smp_wmb() in put() */\n\tsmp_rmb();\n}\n';
  const WRITER = 'void put(void)\n{\n\t/* pairs with smp_rmb() in get() */\n\tsmp_wmb();\n}\n';

  it('takes the paths for the whole tree where there is no top above them', async () => {
    const cwd = folderWith({ 'reader.c': READER, 'writer.c': WRITER });
    const alone = await run(['check', 'reader.c', '--format', 'jsonl'], { cwd });
    expect(alone.code).toBe(1);
    expect(JSON.parse(alone.out)).toMatchObject({ rule: 'stale-function', file: 'reader.c', line: 3 });
    expect((await run(['check', 'reader.c', 'writer.c'], { cwd })).code).toBe(0);
  });

  it('believes --assume-defined, which may be repeated', async () => {
    const cwd = folderWith({ 'reader.c': READER });
    expect((await run(['check', '--assume-defined', 'other,put', 'reader.c'], { cwd })).code).toBe(0);
    expect(
      (await run(['check', '--assume-defined', 'other', '--assume-defined', 'put', 'reader.c'], { cwd })).code,
    ).toBe(0);
  });

  it('looks through the whole tree of --root, and shows the paths only', async () => {
    const root = folderWith({
      'reader.c': READER,
      'lib/writer.c': WRITER,
      'lib/stale.c': 'void f(void)\n{\n\t/* pairs with smp_rmb() in nowhere_at_all() */\n\tsmp_wmb();\n}\n',
    });
    const { code, out } = await run(['check', '--root', root, `${root}/reader.c`]);
    expect([code, out.split('.')[0]]).toEqual([0, 'No findings']);
    const lib = await run(['check', '--root', root, `${root}/lib`, '--format', 'jsonl']);
    expect(JSON.parse(lib.out)).toMatchObject({ rule: 'stale-function', file: 'lib/stale.c' });
  });

  it('prints paths that a shell in the working directory can open', async () => {
    const root = folderWith({ 'lib/stale.c': READER, MAINTAINERS: '', Kconfig: '' });
    const { out } = await run(['check'], { cwd: `${root}/lib` });
    expect(out).toMatch(/^stale\.c:3:\d+: warning/);
  });

  it('is silent where a suppression says so', async () => {
    const quiet = READER.replace('\t/*', '\t/* barrier-ls-ignore stale-function: put() is in the module */\n\t/*');
    expect((await run(['check', '.'], { cwd: folderWith({ 'a.c': quiet }) })).code).toBe(0);
  });
});
