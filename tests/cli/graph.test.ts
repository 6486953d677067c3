import { DOMParser } from '@xmldom/xmldom';
import { describe, expect, it } from 'vitest';
import { folderWith, run } from '../support/cli.ts';

const PAIR = `static int data, ready;

void publish(int v)
{
	WRITE_ONCE(data, v);
	/* Pairs with the smp_rmb() in "reader" & reader(). */
	smp_wmb();
	WRITE_ONCE(ready, 1);
}

int reader(void)
{
	int v = READ_ONCE(ready);
	/* Pairs with the smp_wmb() in publish(). */
	smp_rmb();
	return READ_ONCE(data);
}

void lost(void)
{
	/* Pairs with smp_rmb() in nowhere_at_all(). */
	smp_mb();
}
`;
const FORMATS = ['svg', 'html', 'dot', 'mermaid'] as const;

/** The picture as a document; whatever is wrong with it is thrown. */
function parse(svg: string) {
  const onError = (level: string, message: string) => {
    throw new Error(`${level}: ${message}`);
  };
  return new DOMParser({ onError }).parseFromString(svg, 'image/svg+xml');
}

function classesOf(svg: string, tag: string): string[] {
  return [...parse(svg).getElementsByTagName(tag)].map((one) => one.getAttribute('class') ?? '');
}

describe('graph', () => {
  it('draws the founding story: who publishes on the left, who observes and who goes around it on the right', async () => {
    const { code, out, err } = await run(['graph', 'tests/examples/iomem-plain']);
    expect([code, err]).toEqual([0, '']);
    const groups = classesOf(out, 'g');
    expect(groups.filter((name) => name.startsWith('edge')).sort()).toContain('edge both');
    expect(groups.filter((name) => name === 'site plain')).toHaveLength(1);
    expect(groups.filter((name) => name.startsWith('edge plain'))).not.toEqual([]);
    const x = (fn: string) => Number(new RegExp(`<text class="function" x="(\\d+)"[^>]*>${fn}\\(`).exec(out)![1]);
    expect(x('iomem_init_inode')).toBeLessThan(x('revoke_iomem'));
    expect(x('iomem_init_inode')).toBeLessThan(x('iomem_get_mapping'));
  });

  it('the picture of the README is what it draws: npm run generate', async () => {
    const { out } = await run(['graph', 'tests/examples/iomem-plain']);
    await expect(out).toMatchFileSnapshot('../../client/media/graph.svg');
  });

  it.each(FORMATS)('is the same each time: %s', async (format) => {
    const cwd = folderWith({ 'b/a.c': PAIR, 'a/b.c': PAIR.replaceAll('reader', 'other') });
    const first = await run(['graph', '--format', format], { cwd });
    expect(first.code).toBe(0);
    expect(await run(['graph', '--format', format, '--no-cache', '--threads', '1'], { cwd })).toEqual(first);
  });

  it('tells comments on both sides from one, and shows what leads nowhere', async () => {
    const cwd = folderWith({ 'a.c': PAIR });
    const both = (await run(['graph', 'a.c'], { cwd })).out;
    expect(classesOf(both, 'g').filter((name) => name.startsWith('edge'))).toEqual(
      expect.arrayContaining(['edge both', 'edge stale']),
    );
    expect(both).toContain('nowhere_at_all()</text>');
    const silent = PAIR.replace(/\t\/\* Pairs with the smp_wmb.*\n/, '');
    const one = (await run(['graph', 'a.c'], { cwd: folderWith({ 'a.c': silent }) })).out;
    expect(classesOf(one, 'g')).toContain('edge one');
    expect(classesOf(one, 'g')).not.toContain('edge both');
  });

  it('shows on pointing what a comment says, whatever characters it has', async () => {
    const { out } = await run(['graph', 'a.c'], { cwd: folderWith({ 'a.c': PAIR }) });
    const titles = [...parse(out).getElementsByTagName('title')].map((one) => one.textContent);
    expect(titles.some((title) => title?.includes('“Pairs with the smp_rmb() in "reader" & reader().”'))).toBe(true);
    expect(titles).toContain('smp_wmb(): write barrier\na.c:7');
  });

  it('draws everybody who touches an object', async () => {
    // Static variables of the same name are told apart by their files.
    const examples = await run(['graph', 'iomem_inode']);
    expect(examples.err).toContain(
      '3 objects are called iomem_inode: tests/examples/iomem-acquire/iomem.c::iomem_inode, ',
    );
    const { code, out } = await run(['graph', 'tests/examples/iomem-plain/iomem.c::iomem_inode', '--format', 'dot']);
    expect(code).toBe(0);
    for (const name of ['iomem_init_inode', 'revoke_iomem', 'iomem_get_mapping'])
      expect(out).toContain(`<B>${name}()</B>`);
  });

  it('is a page of its own: no address, no other file', async () => {
    const { out } = await run(['graph', 'tests/examples/iomem-plain', '--format', 'html']);
    expect(out.match(/\b(?:src|href)=|https?:(?!\/\/www\.w3\.org\/2000\/svg")|@import|url\((?!#)/g)).toBeNull();
    expect(out).toMatch(/tabindex="0" role="button" aria-label="smp_store_release\(\) in iomem_init_inode\(\)"/);
  });

  it.each([
    [['graph', 'a.c', '--format', 'png'], /Allowed choices are svg, html, dot, mermaid\.$/],
    [['graph', 'nothing_like_it'], /^there is no file nothing_like_it, and no object of that name/],
    [['graph', 'flag'], /^2 objects are called flag: struct a::flag and struct b::flag; name one of them$/],
    [['graph', 'quiet.c'], /^there are no pairs in quiet\.c$/],
    [['graph', 'many'], /^many has pairs between 402 functions; --format svg draws 400 at most\./],
  ])('%j is refused in one line', async (args, message) => {
    const pairs = Array.from({ length: 201 }, (_, i) =>
      PAIR.slice(0, PAIR.indexOf('void lost')).replace(/publish|reader/g, `$&${i}`),
    );
    const flags = ['a', 'b'].map(
      (tag) =>
        `struct ${tag} { int flag; };\nvoid set_${tag}(struct ${tag} *p)\n{\n\tsmp_store_release(&p->flag, 1);\n}\n`,
    );
    const cwd = folderWith({
      'a.c': flags.join('\n'),
      'quiet.c': 'void f(void)\n{\n\tsmp_mb();\n}\n',
      'many/a.c': pairs.join('\n'),
    });
    const { code, out, err } = await run(args, { cwd });
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^barrier-ls: [^\n]+\n$/);
    expect(err.slice('barrier-ls: '.length, -1)).toMatch(message);
  });
});
