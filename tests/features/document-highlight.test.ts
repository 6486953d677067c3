import { describe, expect, it } from 'vitest';
import { documentHighlights } from '../../server/src/features/document-highlight.ts';
import { story } from '../support/story.ts';
import { viewOf } from '../support/view.ts';

/** What is marked with the cursor at `$0`: `words kind`. */
async function check(source: string, expected: string[]): Promise<void> {
  const { view, files, file, offset } = await viewOf(source);
  const words = ({ start, end }: { start: number; end: number }) => files.get(file)!.slice(start, end);
  expect(documentHighlights(view, file, offset).map(({ span, kind }) => `${words(span)} ${kind}`)).toEqual(expected);
}

describe('document highlight', () => {
  const pair = ['Pairs with text', 'smp_load_acquire read', 'smp_store_release write'];

  it('marks the sides of a pair and the comments', async () => {
    await check(story('smp_store_release(&'), pair);
    await check(story('Pairs'), pair);
  });

  it('marks the plain accesses of an object, too', () =>
    check(story('iomem_inode->'), [
      'Pairs with text',
      'smp_load_acquire read',
      'iomem_inode read',
      'smp_store_release write',
    ]));

  it('marks fences as text, and only what is in this file', () =>
    check(
      `
//- a.c
/* Pairs with smp_mb() in b() and smp_wmb() in c(). */
void a(void)
{
	smp_$0mb();
}

void c(void)
{
	smp_wmb();
}
//- b.c
void b(void)
{
	smp_mb();
}
`,
      ['Pairs with text', 'smp_mb text', 'smp_wmb text'],
    ));

  it('marks nothing where there is just the one place', async () => {
    await check('void f(void)\n{\n\tsmp_$0mb();\n}\n', []);
    await check(story('unmap_mapping_range'), []);
  });
});
