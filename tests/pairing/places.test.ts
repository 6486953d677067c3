import { describe, expect, it } from 'vitest';
import { pairLines } from '../support/analyse.ts';

/** Where a comment with these words at an smp_rmb() leads, in a tree with these other files. */
async function leadsTo(words: string, others: string, file = 'net/reader.c'): Promise<string> {
  const lines = await pairLines(
    `//- ${file}\nvoid reader(void)\n{\n\t/* ${words} */\n\tsmp_rmb();\n}\n${others.replace(/^\n/, '')}`,
  );
  return lines.find((line) => line.startsWith(file))!.replace(/^.* -> /, '');
}

const writer = (name: string) => `static void ${name}(void) { smp_wmb(); }\n`;

describe('name patterns', () => {
  it.each([
    ['(set|clear)_mode()', ['set_mode', 'clear_mode'], 'smp_wmb@6 in set_mode, smp_wmb@7 in clear_mode [resolved]'],
    ['{set,clear}_mode()', ['set_mode', 'clear_mode'], 'smp_wmb@6 in set_mode, smp_wmb@7 in clear_mode [resolved]'],
    ['[set|clear]_mode()', ['set_mode', 'clear_mode'], 'smp_wmb@6 in set_mode, smp_wmb@7 in clear_mode [resolved]'],
    ['walk_begin/end()', ['walk_begin', 'walk_end'], 'smp_wmb@6 in walk_begin, smp_wmb@7 in walk_end [resolved]'],
    [
      'set_v3/4_mode()',
      ['set_v3_mode', 'set_v4_mode'],
      'smp_wmb@6 in set_v3_mode, smp_wmb@7 in set_v4_mode [resolved]',
    ],
    ['*_write_buf()', ['raw_write_buf', 'write_buf'], 'smp_wmb@6 in raw_write_buf, smp_wmb@7 in write_buf [resolved]'],
    ['ring_*_buf()', ['ring_write_buf', 'write_buf'], 'smp_wmb@6 in ring_write_buf [resolved]'],
  ])('%s', async (name, functions, expected) => {
    expect(await leadsTo(`Pairs with smp_wmb() in ${name}.`, functions.map(writer).join(''))).toBe(expected);
  });
});

describe('definitions of one name', () => {
  it('static in several files: the own file before its directory before the rest', async () => {
    const far = `//- sound/a.c\n${writer('push_it')}`;
    const near = `//- net/b.c\n${writer('push_it')}`;
    const words = 'Pairs with smp_wmb() in push_it().';
    expect(await leadsTo(words, writer('push_it') + near + far)).toBe('smp_wmb@6 in push_it [resolved]');
    expect(await leadsTo(words, near + far)).toBe('smp_wmb@net/b.c:1 in push_it [resolved]');
    expect(await leadsTo(words, far)).toBe('smp_wmb@sound/a.c:1 in push_it [resolved]');
  });

  it('the included header before the rest', async () => {
    const inHeader = `//- include/linux/push.h\nstatic inline ${writer('push_it').slice(7)}`;
    const elsewhere = `//- sound/a.h\nstatic inline ${writer('push_it').slice(7)}`;
    expect(
      await leadsTo('Pairs with smp_wmb() in push_it().', `#include <linux/push.h>\n${inHeader}${elsewhere}`),
    ).toBe('smp_wmb@include/linux/push.h:1 in push_it [resolved]');
  });

  it('the one that holds the operation, even in another file, before a stub', async () => {
    const stub = '//- net/push.h\nstatic inline void push_it(void) { }\n';
    const real = '//- lib/push.c\nvoid push_it(void) { smp_wmb(); }\n';
    expect(await leadsTo('Pairs with smp_wmb() in push_it().', `#include "push.h"\n${stub}${real}`)).toBe(
      'smp_wmb@lib/push.c:1 in push_it [resolved]',
    );
  });

  it('never of another architecture: there the name is absent', async () => {
    const other = `//- arch/two/a.c\n${writer('switch_it')}`;
    const words = 'Pairs with smp_wmb() in switch_it().';
    expect(await leadsTo(words, other, 'arch/one/r.c')).toBe('nothing [stale-function]');
    expect(await leadsTo(words, other)).toBe('smp_wmb@arch/two/a.c:1 in switch_it [resolved]');
  });
});

describe('names that are not quite right', () => {
  it.each([
    ['a part of the name, at its end', 'unthrottle()', 'acm_tty_unthrottle'],
    ['in the middle', 'cached_dev()', 'ring_cached_dev_attach'],
    ['without the underscores before it', 'push_request()', '__push_request'],
    ['a letter too many', 'ring_push_ones()', 'ring_push_one'],
    ['two letters wrong in a long one', 'ring_stats_read_and_reset()', 'ring_stat_read_and_resets'],
  ])('%s', async (_, written, name) => {
    const words = `Pairs with smp_wmb() in ${written}.`;
    expect(await leadsTo(words, writer(name))).toBe(`smp_wmb@6 in ${name} [resolved]`);
    expect(await leadsTo(words, `//- net/b.c\n${writer(name)}`)).toBe(`smp_wmb@net/b.c:1 in ${name} [resolved]`);
    // A guess counts only in the neighbourhood.
    expect(await leadsTo(words, `//- sound/b.c\n${writer(name)}`)).toBe('nothing [stale-function]');
  });

  it.each([
    ['a short name is not corrected', 'push()', 'pusb'],
    ['nor one with another first letter', 'ring_push_one()', 'king_push_one'],
    ['nor one that is three letters off', 'ring_stats_read_and_reset()', 'ring_stats_head_on_reset'],
  ])('%s', async (_, written, name) => {
    expect(await leadsTo(`Pairs with smp_wmb() in ${written}.`, writer(name))).toBe('nothing [stale-function]');
  });
});

describe('names without a definition', () => {
  it.each([
    ['made by a macro, and called somewhere', '//- lib/a.c\nvoid f(void) { push_it(); }\n'],
    ['a label of assembly', '//- arch/one/entry.S\nENTRY(push_it)\n'],
    ['a macro without code', '//- lib/a.h\n#define push_it other\n'],
  ])('are not called stale: %s', async (_, others) => {
    expect(await leadsTo('Pairs with smp_wmb() in push_it().', others)).not.toContain('stale-function');
  });

  it.each([
    ['as a member', '//- lib/a.c\nint f(struct a *a) { return a->push_it; }\n'],
    ['in a comment', '//- lib/a.c\n/* push_it() was here. */\n'],
  ])('are stale when they occur only %s', async (_, others) => {
    expect(await leadsTo('Pairs with smp_wmb() in push_it().', others)).toBe('nothing [stale-function]');
  });
});

describe('tables of functions', () => {
  it('stand for their members, those of the own file first', async () => {
    expect(
      await leadsTo(
        'Pairs with smp_wmb() in ring_ops.',
        `//- lib/ops.c
${writer('ring_push')}static int ring_pop(void) { return 0; }
struct ops ring_ops = { .push = ring_push, .pop = ring_pop };
`,
      ),
    ).toBe('smp_wmb@lib/ops.c:1 in ring_push [resolved]');
  });

  it('are not blamed for a barrier that no member holds', async () => {
    expect(
      await leadsTo(
        'Pairs with smp_wmb() in ring_ops.',
        '//- lib/ops.c\nstatic int pop(void) { return 0; }\nstruct ops ring_ops = { .pop = pop };\n',
      ),
    ).toBe('nothing [vague]');
  });
});
