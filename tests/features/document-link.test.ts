import { describe, expect, it } from 'vitest';
import { documentLinks } from '../../server/src/features/document-link.ts';
import { story } from '../support/story.ts';
import { viewOf } from '../support/view.ts';

/** The links of the first file: `words -> target`. */
async function check(source: string, expected: string[]): Promise<void> {
  const { view, files, file, place } = await viewOf(source);
  const found = documentLinks(view, file).map(({ span, target }) => {
    const words = files.get(file)!.slice(span.start, span.end);
    if ('spot' in target) return `${words} -> ${place(target.spot)}`;
    return `${words} -> ${target.path}${target.anchor === undefined ? '' : ` "${target.anchor}"`}`;
  });
  expect(found).toEqual(expected);
}

/** A file of which something is known, with more text. */
const barrier = (text: string) => `void f(void)\n{\n\tsmp_mb();\n}\n${text}\n`;

describe('document links', () => {
  it('lead from the functions that a pairing comment names to the other side', () =>
    check(story('Pairs'), ['iomem_init_inode -> smp_store_release in iomem_init_inode']));

  it('lead from labels to what they stand at', () =>
    check(
      `
void reserve(struct d *d)
{
	d->id = 1;
	smp_wmb(); /* LMM(reserve:A) */
	WRITE_ONCE(d->state, 1);
}

int read_it(struct d *d)
{
	int state = READ_ONCE(d->state);

	/*
	 * Pairs with reserve:A.
	 */
	smp_rmb(); /* LMM(read_it:B) */
	return state + d->id;
}
`,
      ['reserve:A -> smp_wmb in reserve'],
    ));

  it('leave out names that lead nowhere', () =>
    check('void f(void)\n{\n\t/* Pairs with smp_wmb() in gone(). */\n\tsmp_rmb();\n}\n', []));

  it('lead to documents, without the full stop behind them', () =>
    check(barrier('/* See Documentation/memory-barriers.txt. And Documentation/atomic_t.txt, too */'), [
      'Documentation/memory-barriers.txt -> Documentation/memory-barriers.txt',
      'Documentation/atomic_t.txt -> Documentation/atomic_t.txt',
    ]));

  it('lead to folders of documents and to line comments, too', () =>
    check(barrier('// tools/memory-model/Documentation/explanation.txt and Documentation/core-api/\n'), [
      'tools/memory-model/Documentation/explanation.txt -> tools/memory-model/Documentation/explanation.txt',
      'Documentation/core-api -> Documentation/core-api',
    ]));

  it('know the section that is given in quotes', () =>
    check(
      barrier(`/*
 * See Documentation/memory-barriers.txt, section "SLEEP AND
 * WAKE-UP FUNCTIONS", and the "other" one.
 */`),
      ['Documentation/memory-barriers.txt -> Documentation/memory-barriers.txt "SLEEP AND WAKE-UP FUNCTIONS"'],
    ));

  it('are in comments only', () =>
    check(
      barrier(`const char *a = "/* Documentation/memory-barriers.txt */";
const char *b = "\\" // Documentation/atomic_t.txt";
#include "Documentation/x.h"
int c = '"'; /* Documentation/atomic_bitops.txt */`),
      ['Documentation/atomic_bitops.txt -> Documentation/atomic_bitops.txt'],
    ));

  it('are no parts of longer paths, and cope with a comment that does not end', () =>
    check(barrier('/* linux/Documentation/a.txt MyDocumentation/b.txt\n * Documentation/c.txt'), [
      'Documentation/c.txt -> Documentation/c.txt',
    ]));

  it('are none in a file that is not known', async () => {
    const { view } = await viewOf(story('Pairs'));
    expect(documentLinks(view, 'other.c')).toEqual([]);
  });
});
