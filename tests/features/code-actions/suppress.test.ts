import { describe, expect, it } from 'vitest';
import { done, titlesAt } from '../../support/actions.ts';

const kind = ['quickfix'];
const REASON = 'explain here why this is meant';

/** Silences the finding at `$0`, which must be gone then, with no other gone; the text. */
async function silenced(source: string, rule: string): Promise<string> {
  const { text, findings } = await done(source, `Silence ${rule} here, with a reason`, kind);
  expect(findings).toEqual([]);
  return text;
}

const PLAIN = (code: string) => `
struct table { int first; };
static struct table *live;
void publish(struct table *made)
{
	smp_store_release(&live, made);
}
int look(void)
{
	struct table *t = smp_load_acquire(&live);

	return t->first;
}
int peek(int n)
{
${code}
}
`;

describe('suppress', () => {
  it('writes a line above the statement', async () => {
    const text = await silenced(PLAIN('\treturn li$0ve->first;'), 'plain-access');
    expect(text).toContain(`{\n\t/* barrier-ls-ignore plain-access: ${REASON} */\n\treturn live->first;`);
  });

  it('writes it above all lines of the statement, and inside of a condition', async () => {
    expect(
      await silenced(PLAIN('\tif (n)\n\t\treturn min(n,\n\t\t\tli$0ve->first);\n\treturn 0;'), 'plain-access'),
    ).toContain(`\tif (n)\n\t\t/* barrier-ls-ignore plain-access: ${REASON} */\n\t\treturn min(n,\n`);
    expect(
      await silenced(PLAIN('\tif (n &&\n\t    li$0ve->first)\n\t\treturn 1;\n\treturn 0;'), 'plain-access'),
    ).toContain(`{\n\t/* barrier-ls-ignore plain-access: ${REASON} */\n\tif (n &&`);
  });

  it('trails the line where nothing can stand above', async () => {
    const code = '\tif (n) {\n\t\treturn 0;\n\t} else if (li$0ve->first) {\n\t\treturn 1;\n\t}\n\treturn 2;';
    expect(await silenced(PLAIN(code), 'plain-access')).toContain(
      `\t} else if (live->first) { /* barrier-ls-ignore plain-access: ${REASON} */\n`,
    );
  });

  it('stands above a comment that has the finding in it', async () => {
    const source = (comment: string) => `
void reader(void)
{
${comment}
	smp_rmb();
}
`;
    const line = `{\n\t/* barrier-ls-ignore stale-function: ${REASON} */\n`;
    expect(await silenced(source('\t/* Pairs with smp_wmb() in gone_$0away(). */'), 'stale-function')).toContain(
      `${line}\t/* Pairs with`,
    );
    expect(
      await silenced(source('\t/*\n\t * Pairs with smp_wmb()\n\t * in gone_$0away().\n\t */'), 'stale-function'),
    ).toContain(`${line}\t/*\n\t * Pairs with`);
    expect(await silenced(source('\t// Pairs with smp_wmb()\n\t// in gone_$0away().'), 'stale-function')).toContain(
      `${line}\t// Pairs with smp_wmb()\n`,
    );
  });

  it('stands inside of a comment that trails code', async () => {
    const source = (line: string) => `
void reader(void)
{
	${line}
}
`;
    expect(
      await silenced(source('smp_rmb(); /* Pairs with smp_wmb() in gone_$0away() */'), 'stale-function'),
    ).toContain(
      `\tsmp_rmb(); /* Pairs with smp_wmb() in gone_away(). barrier-ls-ignore stale-function: ${REASON} */\n`,
    );
    expect(await silenced(source('smp_rmb(); // Pairs with smp_wmb() in gone_$0away().'), 'stale-function')).toContain(
      `\tsmp_rmb(); // Pairs with smp_wmb() in gone_away(). barrier-ls-ignore stale-function: ${REASON}\n`,
    );
  });

  it('stands above a macro', async () => {
    const text = await silenced(
      `
#define read_it(s) do {					\\
	/* Pairs with smp_wmb() in gone_$0away(). */	\\
	smp_rmb();					\\
} while (0)
`,
      'stale-function',
    );
    expect(text).toMatch(/^\/\* barrier-ls-ignore stale-function: .* \*\/\n#define read_it/);
  });

  it('leaves other findings alone', async () => {
    const source = `
void reader(void)
{
	/* Pairs with smp_wmb() in gone_$0away(). */
	smp_rmb();
	/* Pairs with smp_wmb() in gone_far(). */
	smp_rmb();
}
`;
    expect((await done(source, 'Silence', kind)).findings).toEqual(['stale-function']);
  });

  it('is offered for findings only', async () => {
    expect(await titlesAt(PLAIN('\treturn live->fi$0rst;'), kind)).toEqual([]);
    expect(await titlesAt(PLAIN('\treturn li$0ve->first;'), kind)).toEqual([
      'Silence plain-access here, with a reason',
    ]);
    expect(await titlesAt(PLAIN('\treturn READ_ONCE(li$0ve)->first;'), kind)).toEqual([]);
  });
});
