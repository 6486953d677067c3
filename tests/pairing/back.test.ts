import { describe, expect, it } from 'vitest';
import { pairLines } from '../support/analyse.ts';

/** Whether the comment at the barrier of writer() is taken to lead back to reader(). */
async function leadsBack(words: string, reader = 'reader'): Promise<boolean> {
  const [line] = await pairLines(
    `void ${reader}(void)\n{\n\t/* Pairs with smp_wmb() in writer(). */\n\tsmp_rmb();\n}\n` +
      `void writer(void)\n{\n\t/* ${words} */\n\tsmp_wmb();\n}\n`,
  );
  expect(line).toMatch(/-> smp_wmb@9 in writer \[resolved\]/);
  return line!.endsWith('<->');
}

describe('a comment leads back', () => {
  it.each([
    ['by the name', 'Pairs with smp_rmb() in reader().', 'reader'],
    ['by a part of it', 'Pairs with smp_rmb() in unthrottle().', 'acm_tty_unthrottle'],
    ['by "above"', 'Pairs with the smp_rmb() above.', 'reader'],
    ['without a verb', 'Now reader() may look.', 'reader'],
  ])('%s', async (_, words, reader) => {
    expect(await leadsBack(words, reader)).toBe(true);
  });

  it.each([
    ['names another function', 'Pairs with smp_rmb() in other_reader().', 'reader'],
    ['names none', 'Pairs with the smp_rmb().', 'reader'],
    ['says something else', 'The slot first.', 'reader'],
  ])('not when it %s', async (_, words, reader) => {
    expect(await leadsBack(words, reader)).toBe(false);
  });

  it('which decides between several that fit', async () => {
    expect(
      await pairLines(`
void writer(struct ring *ring)
{
	smp_wmb();
	/* Pairs with smp_rmb() in reader(). */
	smp_wmb();
	smp_wmb();
}

void reader(struct ring *ring)
{
	/* Pairs with smp_wmb() in writer(). */
	smp_rmb();
}
`),
    ).toContain('main.c:11 smp_rmb@12 -> smp_wmb@5 in writer [resolved] <->');
  });
});
