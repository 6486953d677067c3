import { describe, expect, it } from 'vitest';
import { type DocumentSymbol, documentSymbols } from '../../server/src/features/document-symbol.ts';
import { story } from '../support/story.ts';
import { viewOf } from '../support/view.ts';

/** The outline of the first file, children indented. */
async function check(source: string, expected: string[]): Promise<void> {
  const { view, file } = await viewOf(source);
  const lines = ({ kind, name, detail, children }: DocumentSymbol): string[] => [
    `${kind} ${name}${detail === '' ? '' : ` ${detail}`}`,
    ...children.flatMap(lines).map((line) => `  ${line}`),
  ];
  expect(documentSymbols(view, file).flatMap(lines)).toEqual(expected);
}

describe('document symbols', () => {
  it('are the functions with their ordering sites', () =>
    check(story('Pairs'), [
      'function revoke_iomem',
      '  site smp_load_acquire iomem_inode',
      'function iomem_init_inode',
      '  site smp_store_release iomem_inode',
    ]));

  it('cover the whole function from its name on', async () => {
    const { view, files, file } = await viewOf(story('Pairs'));
    const text = files.get(file)!;
    const [first] = documentSymbols(view, file);
    expect(text.slice(first!.selection.start, first!.selection.end)).toBe('revoke_iomem');
    const whole = text.slice(first!.span.start, first!.span.end);
    expect(whole).toMatch(/^revoke_iomem\(struct resource \*res\)\s*\{[\s\S]*\}$/);
    expect(whole).not.toContain('iomem_get_mapping');
  });

  it('are macros, too, and no locks', () =>
    check(
      `
#define publish(p, v) smp_store_release(p, v)

void f(struct s *s)
{
	spin_lock(&s->lock);
	smp_mb();
	spin_unlock(&s->lock);
}

void g(struct s *s)
{
	spin_lock(&s->lock);
	spin_unlock(&s->lock);
}
`,
      ['macro publish', '  site smp_store_release *p', 'function f', '  site smp_mb'],
    ));

  it('are none in code that orders nothing', () => check('int f(int x)\n{\n\treturn x;\n}\n', []));
});
