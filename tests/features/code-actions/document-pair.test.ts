import { describe, expect, it } from 'vitest';
import { done, titlesAt } from '../../support/actions.ts';

const WITH_LOOK = 'Document this pairing here: with smp_load_acquire() in look()';
const AT_LOOK = 'Document this pairing on the other side: at smp_load_acquire() in look()';
const BOTH = 'Document this pairing on both sides: here and at smp_load_acquire() in look()';

/** A writer with `store` and a reader with `load`, each inside its function. */
const story = (store: string, load = '\treturn smp_load_acquire(&ready);') => `
static int ready;

void publish(void)
{
${store}
}

int look(void)
{
${load}
}
`;

const kind = ['refactor.rewrite'];

describe('document-pair', () => {
  it('offers each side and both where neither has a comment', async () => {
    expect(await titlesAt(story('\tsmp_store_$0release(&ready, 1);'), kind)).toEqual([WITH_LOOK, AT_LOOK, BOTH]);
  });

  it('is offered on the object, and on a selection around the call', async () => {
    expect(await titlesAt(story('\tsmp_store_release(&rea$0dy, 1);'), kind)).toContain(WITH_LOOK);
    expect(await titlesAt(story('$0\tsmp_store_release(&ready, 1);$0'), kind)).toContain(WITH_LOOK);
  });

  it('writes a line above the statement, with its indentation', async () => {
    const { text, pairs } = await done(story('\tif (ok)\n\t\tsmp_store_$0release(&ready, 1);'), WITH_LOOK);
    expect(text).toContain(
      '\tif (ok)\n\t\t/* Pairs with smp_load_acquire() in look(). */\n\t\tsmp_store_release(&ready, 1);',
    );
    expect(pairs).toEqual(['main.c:6 smp_store_release@7 -> smp_load_acquire@12 in look [resolved]']);
  });

  it('writes it above the whole of a statement of several lines', async () => {
    const load = '\tint seen =\n\t\tfirst(other,\n\t\t      smp_load_$0acquire(&ready));\n\n\treturn seen;';
    const { text, pairs } = await done(story('\tsmp_store_release(&ready, 1);', load), 'Document this pairing here');
    expect(text).toContain('{\n\t/* Pairs with smp_store_release() in publish(). */\n\tint seen =');
    expect(pairs).toEqual(['main.c:10 smp_load_acquire@13 -> smp_store_release@5 in publish [resolved]']);
  });

  it('says which operation it means where the statement has several', async () => {
    const { text, pairs } = await done(
      story(
        '\tsmp_store_release(&ready, 1);',
        '\treturn smp_load_$0acquire(&ready) &&\n\t       smp_load_acquire_like(READ_ONCE(other));',
      ),
      'Document this pairing here',
    );
    expect(text).toContain('\t/* smp_load_acquire() pairs with smp_store_release() in publish(). */\n');
    expect(pairs).toEqual(['main.c:10 smp_load_acquire@11 -> smp_store_release@5 in publish [resolved]']);
  });

  it('keeps the line ending of the file', async () => {
    const { text } = await done(story('\tsmp_store_$0release(&ready, 1);').replaceAll('\n', '\r\n'), WITH_LOOK);
    expect(text).toContain('{\r\n\t/* Pairs with smp_load_acquire() in look(). */\r\n\tsmp_store_release(');
  });

  it('writes the other side, into the other file', async () => {
    const { text, pairs } = await done(
      `
//- a.c
#include "s.h"
void publish(struct s *s) { s->x = 1;
	smp_store_$0release(&s->ready, 1);
}
//- b.c
#include "s.h"
int look(struct s *s)
{
	return smp_load_acquire(&s->ready);
}
`,
      AT_LOOK,
    );
    expect(text).toContain('{\n\t/* Pairs with smp_store_release() in publish(). */\n\treturn smp_load');
    expect(pairs).toEqual(['b.c:4 smp_load_acquire@5 -> smp_store_release@a.c:3 in publish [resolved]']);
  });

  it('writes both sides, which then lead to each other', async () => {
    const { pairs } = await done(story('\tsmp_store_$0release(&ready, 1);'), BOTH);
    expect(pairs).toEqual([
      'main.c:5 smp_store_release@6 -> smp_load_acquire@12 in look [resolved] <->',
      'main.c:11 smp_load_acquire@12 -> smp_store_release@6 in publish [resolved] <->',
    ]);
  });

  it('offers only the side that has no comment leading there, also from the comment', async () => {
    const source = story('\t/* Pairs with smp_load_$0acquire() in look(). */\n\tsmp_store_release(&ready, 1);');
    expect(await titlesAt(source, kind)).toEqual([AT_LOOK]);
    const both = story(
      '\t/* Pairs with smp_load_acquire() in look(). */\n\tsmp_store_$0release(&ready, 1);',
      '\t/* Pairs with smp_store_release() in publish(). */\n\treturn smp_load_acquire(&ready);',
    );
    expect(await titlesAt(both, kind)).toEqual([]);
  });

  it('says that a pair between fences is a guess', async () => {
    const source = `
struct s { int data; int flag; };
void publish(struct s *s)
{
	s->data = 1;
	smp_w$0mb();
	s->flag = 1;
}
int look(struct s *s)
{
	if (!s->flag)
		return 0;
	smp_rmb();
	return s->data;
}
`;
    const title = 'Document this pairing here: with smp_rmb() in look() (a guess by the objects around them)';
    expect(await titlesAt(source, kind)).toContain(title);
    expect((await done(source, title)).pairs).toEqual(['main.c:5 smp_wmb@6 -> smp_rmb@13 in look [resolved]']);
  });

  it('offers at most three other sides', async () => {
    const readers = ['a', 'b', 'c', 'd'].map((name) => `int ${name}(void)\n{\n\treturn smp_load_acquire(&ready);\n}\n`);
    const titles = await titlesAt(story('\tsmp_store_$0release(&ready, 1);') + readers.join(''), kind);
    expect(titles.filter((title) => title.includes('here:'))).toEqual([
      WITH_LOOK,
      'Document this pairing here: with smp_load_acquire() in a()',
      'Document this pairing here: with smp_load_acquire() in b()',
    ]);
  });

  it('offers what accesses the object where nothing is its plain opposite', async () => {
    const source = story('\tWRITE_$0ONCE(ready, 1);', '\treturn READ_ONCE(ready);');
    expect(await titlesAt(source, kind)).toContain('Document this pairing here: with READ_ONCE() in look()');
  });
});

describe('document-pair, with a comment above', () => {
  const commented = async (comment: string) => {
    const { text, pairs } = await done(story(`${comment}\n\tsmp_store_$0release(&ready, 1);`), WITH_LOOK);
    expect(pairs).toHaveLength(1);
    expect(pairs[0]).toMatch(/ -> smp_load_acquire@\d+ in look \[resolved\]$/);
    return text.slice(text.indexOf('{\n') + 2, text.indexOf('\tsmp_store'));
  };

  it('appends a sentence on its line', async () => {
    expect(await commented('\t/* All is set up. */')).toBe(
      '\t/* All is set up. Pairs with smp_load_acquire() in look(). */\n',
    );
    expect(await commented('\t/* all is set up */')).toBe(
      '\t/* all is set up. Pairs with smp_load_acquire() in look(). */\n',
    );
  });

  it('makes a block of it where the line would be too long', async () => {
    expect(await commented('\t/* Everything that readers look at is set up by now */')).toBe(
      '\t/*\n\t * Everything that readers look at is set up by now.\n' +
        '\t * Pairs with smp_load_acquire() in look().\n\t */\n',
    );
  });

  it('appends a line to a block, in both styles', async () => {
    const sentence = '\t * Pairs with smp_load_acquire() in look().\n\t */\n';
    expect(await commented('\t/*\n\t * All is\n\t * set up.\n\t */')).toBe(
      `\t/*\n\t * All is\n\t * set up.\n${sentence}`,
    );
    expect(await commented('\t/* All is\n\t * set up */')).toBe(`\t/* All is\n\t * set up.\n${sentence}`);
  });

  it('keeps apart from a drawing', async () => {
    expect(await commented('\t/*\n\t * CPU 0   CPU 1\n\t * x = 1   y = 1\n\t */')).toBe(
      '\t/*\n\t * CPU 0   CPU 1\n\t * x = 1   y = 1\n\t *\n\t * Pairs with smp_load_acquire() in look().\n\t */\n',
    );
  });

  it('appends a line to line comments', async () => {
    expect(await commented('\t// All is\n\t// set up')).toBe(
      '\t// All is\n\t// set up.\n\t// Pairs with smp_load_acquire() in look().\n',
    );
  });

  it('leaves comments alone that are about something else', async () => {
    const own = '\t/* Pairs with smp_load_acquire() in look(). */\n';
    expect(await commented('\tfoo(); /* set up */')).toBe(`\tfoo(); /* set up */\n${own}`);
    expect(await commented('\t/* set up */\n')).toBe(`\t/* set up */\n\n${own}`);
    expect(await commented('\t/* fall through */')).toBe(`\t/* fall through */\n${own}`);
    expect(await commented('\t/* barrier-ls-ignore plain-access: meant */')).toBe(
      `\t/* barrier-ls-ignore plain-access: meant */\n${own}`,
    );
  });

  it('wraps a sentence that is too long for its indentation', async () => {
    const name = 'look_at_the_state_of_the_device_without_any_lock';
    const { text, pairs } = await done(
      story('\tsmp_store_$0release(&ready, 1);').replace('look', name),
      'Document this pairing here',
    );
    expect(text).toContain(`\t/*\n\t * Pairs with smp_load_acquire() in\n\t * ${name}().\n\t */\n\tsmp_store`);
    expect(pairs[0]).toContain(`in ${name} [resolved]`);
  });
});

describe('document-pair offers nothing', () => {
  const nothing = async (source: string) => expect(await titlesAt(source, kind)).toEqual([]);

  it('in macros', async () => {
    await nothing(`
#define publish(s) do {			\\
	smp_store_$0release(&(s)->ready, 1);	\\
} while (0)
#define look(s) ({ smp_load_acquire(&(s)->ready); })
`);
  });

  it('without another side', async () => {
    await nothing(story('\tsmp_store_$0release(&ready, 1);', '\treturn 0;'));
    await nothing(story('\tsmp_w$0mb();'));
  });

  it('on ordinary code and comments', async () => {
    await nothing(story('\tfoo$0();\n\tsmp_store_release(&ready, 1);'));
    await nothing(story('\t/* set $0up */\n\tsmp_store_release(&ready, 1);'));
  });

  it('where no line can stand above', async () => {
    const source = story('\tif (ok) {\n\t\tfoo();\n\t} else if (xchg(&ready, 1)) {\n\t\tbar();\n\t}');
    const titles = await titlesAt(source.replace('xchg', 'xc$0hg'), kind);
    expect(titles).toEqual([AT_LOOK]);
  });

  it('across architectures', async () => {
    const file = (arch: string, code: string) => `//- arch/${arch}/s.c\n#include <linux/s.h>\n${code}`;
    await nothing(
      file('arm', 'void set(struct s *s)\n{\n\tsmp_store_$0release(&s->ready, 1);\n}\n') +
        file('x86', 'int get(struct s *s)\n{\n\treturn smp_load_acquire(&s->ready);\n}\n'),
    );
  });

  it('between two sites of one function', async () => {
    await nothing(story('\tsmp_store_$0release(&ready, 1);\n\tsmp_load_acquire(&ready);', '\treturn 0;'));
  });
});
