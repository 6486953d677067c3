import { describe, expect, it } from 'vitest';
import { inlayHintPage, inlayHints } from '../../server/src/features/inlay-hint.ts';
import { viewOf } from '../support/view.ts';

/** The hints of the first file, written into its text. */
async function shown(source: string): Promise<string> {
  const { view, file, files } = await viewOf(source);
  const text = files.get(file)!;
  return inlayHints(view, file, { start: 0, end: text.length })
    .reverse()
    .reduce((rest, { offset, label }) => rest.slice(0, offset) + label + rest.slice(offset), text);
}

const PAIR = (comment: string) => `
int flag;
void put(void)
{
	smp_wmb(); ${comment}
	WRITE_ONCE(flag, 1);
}
int get(void)
{
	int seen = READ_ONCE(flag);

	smp_rmb();
	return seen;
}
`;

describe('inlay hints', () => {
  it('stand behind the parenthesis on both sides, though one alone has a comment', async () => {
    const text = await shown(PAIR('/* pairs with smp_rmb() in get() */'));
    expect(text).toContain('smp_wmb() ⇄ get;');
    expect(text).toContain('smp_rmb() ⇄ put;');
    expect(text.match(/⇄/g)).toHaveLength(2);
  });

  it('count further functions', async () => {
    const more = '//- b.c\nint got(void)\n{\n\tsmp_rmb();\n\treturn flag;\n}\n';
    const text = await shown(`${PAIR('/* pairs with smp_rmb() in get() and got() */')}${more}`);
    expect(text).toContain('smp_wmb() ⇄ get +1;');
  });

  it('keep to the part that is asked for, and lead to the other side', async () => {
    const { view, file, files, place } = await viewOf(PAIR('/* pairs with smp_rmb() in get() */'));
    const text = files.get(file)!;
    const hints = inlayHints(view, file, { start: text.indexOf('int get'), end: text.length });
    expect(hints.map(({ target }) => place(target))).toEqual(['smp_wmb in put']);
    expect(inlayHintPage(view, file, hints[0]!)!.blocks[0]).toMatchObject({ text: ['smp_rmb()', ' · read barrier'] });
  });

  it.each([
    ['without a comment', PAIR('')],
    [
      'where the other side is in the same function',
      PAIR('/* pairs with the READ_ONCE() below */').replace('}\nint get(void)\n{\n', ''),
    ],
    ['where a comment leads nowhere', PAIR('/* pairs with smp_rmb() in gone() */')],
    [
      'where only the object is the same',
      'int n;\nvoid f(void)\n{\n\tsmp_store_release(&n, 1);\n}\nint g(void)\n{\n\treturn smp_load_acquire(&n);\n}\n',
    ],
  ])('are silent %s', async (_, source) => expect(await shown(source)).not.toContain('⇄'));
});
