import { describe, expect, it } from 'vitest';
import { completion, resolveCompletion } from '../../server/src/features/completion.ts';
import { viewOf } from '../support/view.ts';

/** Labels at `$0`, in the order of their sort keys; undefined when there is nothing to complete. */
async function labelsAt(source: string): Promise<string[] | undefined> {
  const { view, file, offset } = await viewOf(source);
  return sorted(completion(view, file, offset));
}

function sorted(result: ReturnType<typeof completion>): string[] | undefined {
  return result && [...result.items].sort((a, b) => (a.sort < b.sort ? -1 : 1)).map(({ label }) => label);
}

/** What the text is once an item is taken. */
async function taken(source: string, label: string): Promise<string> {
  const { view, file, files, offset } = await viewOf(source);
  const item = completion(view, file, offset)!.items.find((one) => one.label === label)!;
  const text = files.get(file)!;
  return text.slice(0, item.replace.start) + item.insert + text.slice(item.replace.end);
}

/** A writer with `comment` above its release, and others in the same file and the same directory. */
const story = (comment: string) => `
//- dir/a.c
#include "ring.h"
void publish(struct ring *r)
{
	${comment}
	smp_store_release(&r->head, 1);
}
void near(void)
{
	smp_mb();
	smp_wmb();
}
int peek(struct ring *r)
{
	return smp_load_acquire(&r->tail);
}
//- dir/b.c
#include "ring.h"
int look(struct ring *r)
{
	return smp_load_acquire(&r->head);
}
void tell(struct ring *r)
{
	smp_store_release(&r->tail, 1);
	smp_rmb();
}
//- far/c.c
void afar(void)
{
	smp_rmb();
}
`;

const NEAREST = [
  'smp_load_acquire() in look()',
  'smp_mb() in near()',
  'smp_load_acquire() in peek()',
  'smp_rmb() in tell()',
];

describe('completion', () => {
  it('offers the other sides behind the verb, nearest first', async () => {
    expect(await labelsAt(story('/* Pairs with $0 */'))).toEqual(NEAREST);
  });

  it('does so behind other verbs, with an article, and over lines', async () => {
    for (const comment of [
      '/* paired with smp_$0 */',
      '/* This matches the $0 */',
      '/* coupled w$0 */'.replace('w$0', 'with $0'),
      '/* All is set up. It pairs\n\t * with $0\n\t */',
      '// synchronizes with $0',
    ]) {
      expect(await labelsAt(story(comment))).toEqual(NEAREST);
    }
  });

  it('does so while nothing closes the comment yet', async () => {
    // What is below is a part of the comment as far as the facts go: only the text tells what stands there.
    const source = story('/* Pairs with $0').replace('smp_mb();', '/* all */\n\tsmp_mb();');
    expect(await labelsAt(source)).toEqual(NEAREST.filter((label) => !label.includes('near()')));
  });

  it('offers functions and operations where a list of functions goes on', async () => {
    const labels = await labelsAt(story('/* Pairs with smp_load_acquire() in look() and $0 */'));
    expect(labels).toEqual(['look()', 'peek()', ...NEAREST]);
  });

  it('offers functions behind "in", of the primitive that is named', async () => {
    expect(await labelsAt(story('/* Pairs with smp_load_acquire() in $0 */'))).toEqual(['look()', 'peek()']);
    expect(await labelsAt(story('/* Pairs with smp_rmb() in $0 */'))).toEqual(['tell()']);
    expect(await labelsAt(story('/* Pairs with the barrier in $0 */'))).toEqual([
      'look()',
      'near()',
      'peek()',
      'tell()',
    ]);
    expect(await labelsAt(story('/* paired in $0 */'))).toEqual(['look()', 'near()', 'peek()', 'tell()']);
  });

  it('replaces the word under the cursor, parentheses included', async () => {
    const label = 'smp_load_acquire() in look()';
    expect(await taken(story('/* Pairs with smp_lo$0 */'), label)).toContain(`/* Pairs with ${label} */`);
    expect(await taken(story('/* Pairs with smp_lo$0ad() */'), label)).toContain(`/* Pairs with ${label} */`);
    expect(await taken(story('/* Pairs with smp_load_acquire() in lo$0(). */'), 'look()')).toContain(
      '/* Pairs with smp_load_acquire() in look(). */',
    );
  });

  it('stands behind the code that it trails', async () => {
    const labels = await labelsAt(story('smp_rmb(); /* Pairs with $0 */'));
    expect(labels).toContain('smp_store_release() in tell()');
    expect(labels).not.toContain('smp_load_acquire() in look()');
  });

  it('knows the facts of an older text', async () => {
    const { view, file, files } = await viewOf(story('x = 1;'));
    const comment = '/* Pairs with ';
    const text = files.get(file)!.replace('x = 1;', comment);
    const offset = text.indexOf(comment) + comment.length;
    expect(sorted(completion(view, file, offset, text))).toEqual(NEAREST);
  });

  it('says what an item is, and shows its code when asked', async () => {
    const { view, file, offset } = await viewOf(story('/* Pairs with $0 */'));
    const [item] = completion(view, file, offset)!.items;
    expect(item).toMatchObject({
      detail: 'smp_load_acquire() on struct ring::head in dir/b.c',
      filter: 'smp_load_acquire() in look()',
      sort: '000',
    });
    expect(resolveCompletion(view, item!)).toEqual([
      'dir/b.c:4',
      '{',
      '\treturn smp_load_acquire(&r->head);',
      '}',
      'void tell(struct ring *r)',
    ]);
  });

  it('offers at most fifty, and says when there are more', async () => {
    const others = Array.from({ length: 60 }, (_, i) => `void reader_${i}(void)\n{\n\tsmp_rmb();\n}\n`).join('');
    const source = (n: string) => `void publish(void)\n{\n\t/* Pairs with ${n} */\n\tsmp_wmb();\n}\n${others}`;
    const { view, file, offset } = await viewOf(source('$0'));
    const result = completion(view, file, offset)!;
    expect(result.items).toHaveLength(50);
    expect(result.isIncomplete).toBe(true);
    expect(result.items[0]!.label).toBe('smp_rmb() in reader_0()');
  });
});

describe('completion offers nothing', () => {
  const nothing = async (comment: string) => expect(await labelsAt(story(comment))).toBeUndefined();

  it('outside of comments', async () => {
    await nothing('foo("pairs with $0");');
    await nothing('/* Pairs with */ $0');
    await nothing('pairs with $0;');
    await nothing('/$0* Pairs with x */');
  });

  it('in ordinary comments', async () => {
    await nothing('/* set up $0 */');
    await nothing('/* repairs $0 */');
    await nothing('/* a pair $0 */');
  });

  it('before the verb is complete, and behind what is', async () => {
    await nothing('/* Pairs with$0 */');
    await nothing('/* Pairs with smp_load_acquire() in look(). $0 */');
    await nothing('/* Pairs with smp_load_acquire() in look(). See the $0 */');
    await nothing('/* Pairs with smp_load_acquire() $0 */');
  });

  it('behind a weak verb that nothing ordering stands beside', async () => {
    const source = (words: string) => `
int compare(void)
{
	/* ${words} */
	return name == other;
}
void barrier_user(void)
{
	smp_mb();
}
`;
    expect(await labelsAt(source('This matches the $0'))).toBeUndefined();
    expect(await labelsAt(source('This pairs with $0'))).toEqual(['smp_mb() in barrier_user()']);
  });

  it('where no other side is known, and in files that nobody knows', async () => {
    expect(await labelsAt('void publish(void)\n{\n\t/* Pairs with $0 */\n\tsmp_wmb();\n}\n')).toBeUndefined();
    const { view } = await viewOf(story('x;'));
    expect(completion(view, 'gone.c', 0)).toBeUndefined();
  });
});
