import { describe, expect, it } from 'vitest';
import { factsOf } from '../support/facts.ts';

/** The code that the first suppression of a text silences, without its own comment. */
async function silenced(text: string): Promise<string> {
  const [suppression] = (await factsOf(text)).suppressions;
  const { start, end } = suppression!.scope;
  return text
    .slice(start, end)
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    .trim();
}

const inBody = (body: string) => silenced(`void f(struct ring *ring)\n{\n${body}\n\tlast(ring);\n}\n`);

describe('what a suppression silences', () => {
  it.each([
    ['the statement below', '/* barrier-ls-ignore plain-access: init */\nuse(a);\nuse(b);', 'use(a);'],
    ['a statement over lines', '// barrier-ls-ignore plain-access: init\nuse(a,\nb);\nuse(c);', 'use(a,\nb);'],
    ['its own line', 'use(a);\nuse(b); /* barrier-ls-ignore plain-access: init */\nuse(c);', 'use(b);'],
    [
      'the whole call at whose end it stands',
      'use(a);\nuse(b,\n    use(c,\n\td)); /* barrier-ls-ignore plain-access: init */\nuse(e);',
      'use(b,\n    use(c,\n\td));',
    ],
    ['a line, not the condition above', 'if (a)\n\tuse(b); // barrier-ls-ignore plain-access: init', 'use(b);'],
    ['a condition', '/* barrier-ls-ignore plain-access: init */\nif (a)\n\tuse(b);\nuse(c);', 'if (a)\n\tuse(b);'],
    ['the head of a block', '/* barrier-ls-ignore plain-access: init */\nif (a) {\n\tuse(b);\n}', 'if (a) {'],
    [
      'the head of a loop, semicolons included',
      '/* barrier-ls-ignore plain-access: init */\nfor (i = 0; i < n; i++) {\n\tuse(b);\n}',
      'for (i = 0; i < n; i++) {',
    ],
  ])('%s', async (_, body, expected) => {
    expect(await inBody(body)).toBe(expected);
  });

  it('the function that it heads, and nothing after it', async () => {
    expect(
      await silenced(`
/*
 * Fills the ring.
 * barrier-ls-ignore plain-access: nobody else runs yet
 */
static void fill(struct ring *ring)
{
	if (ring)
		use(ring);
}
static void after(void) { }
`),
    ).toBe('static void fill(struct ring *ring)\n{\n\tif (ring)\n\t\tuse(ring);\n}');
  });

  it('the macro that it heads, and nothing after it', async () => {
    expect(
      await silenced(`
/* barrier-ls-ignore unmatched-release: the other side is firmware */
#define ring_doorbell(ring) do { smp_store_release(&(ring)->bell, 1); } while (0)
static int after;
`),
    ).toBe('#define ring_doorbell(ring) do { smp_store_release(&(ring)->bell, 1); } while (0)');
  });
});

describe('a suppression', () => {
  it('has rules and a reason', async () => {
    const { suppressions } = await factsOf(
      'int a; /* barrier-ls-ignore plain-access, stale-barrier: the lock is taken by the caller */\n',
    );
    expect(suppressions).toMatchObject([
      { rules: ['plain-access', 'stale-barrier'], reason: 'the lock is taken by the caller' },
    ]);
  });

  it('is none without a reason', async () => {
    const { suppressions } = await factsOf('int a; /* barrier-ls-ignore plain-access */\n');
    expect(suppressions).toEqual([]);
  });
});
