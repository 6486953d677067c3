import { describe, expect, it } from 'vitest';
import { createScanner } from '../../server/src/project/scan.ts';

/** What the occurrences of `name` in a file are taken for. */
function read(text: string, file = 'a.c', names = ['name']) {
  const { mentions, functions } = createScanner({ names, structs: [] }).read(file, text);
  return { kinds: mentions.map((mention) => mention.kind), functions };
}

describe('a name in C', () => {
  it.each([
    ['int name(void)\n{\n}\n'],
    ['static inline struct foo *name(struct bar *b, int (*fn)(int))\n\t__releases(&b->lock)\n{'],
    ['static int\nname(int a /* the first; */, int b) {'],
    ['void __init __attribute__((section(".x"))) name(void) {'],
    // The function that a macro makes has the name as its first argument.
    ['DEFINE_WORKER(name, struct foo *f)\n{'],
  ])('is defined by «%s»', (text) => {
    expect(read(text).functions).toEqual(['name']);
  });

  it.each([
    ['int name(void);', 'word'],
    ['EXPORT_SYMBOL_GPL(name);', 'word'],
    ['\tp->name = 1;', 'word'],
    ['\tname(1);', 'call'],
    ['\tif (name (x))', 'call'],
    ['return name(x);', 'call'],
    ['#define OTHER(x) name(x)', 'call'],
  ])('is only mentioned by «%s»: %s', (text, kind) => {
    expect(read(text)).toEqual({ kinds: [kind], functions: [] });
  });

  it.each(['#define name(x) do_it(x)', '#define name 1', '# define\tname'])('is a macro in «%s»', (text) => {
    // Its file is extracted, too, as a macro may stand for a function.
    expect(read(text)).toEqual({ kinds: ['macro'], functions: ['name'] });
  });

  it.each(['/* name() */', '/*\n   about name\n*/', '// name', 'puts("name");', "c = '\"'; /* name */", '/* name'])(
    'is no code in «%s»',
    (text) => {
      expect(read(text).kinds).toEqual([]);
    },
  );

  it('is code after comments and literals that look like their beginnings', () => {
    expect(read('c = \'"\'; s = "/*"; name(); t = "*/";').kinds).toEqual(['call']);
  });

  it('is the whole word', () => {
    expect(read('rename(); names(); name2();').kinds).toEqual([]);
  });

  it('is read from the beginning after a search', () => {
    const scanner = createScanner({ names: ['name'], structs: [] });
    expect(scanner.occursIn('name(); x.name;')).toBe(true);
    expect(scanner.read('a.c', '\tname(); x.name;').mentions).toHaveLength(2);
  });

  it('is noted once for each kind, at the first place, and not again in later files', () => {
    const scanner = createScanner({ names: ['name'], structs: [] });
    expect(scanner.read('a.c', 'x.name; x.name; name();').mentions).toEqual([
      { name: 'name', kind: 'word', file: 'a.c', at: 2 },
      { name: 'name', kind: 'call', file: 'a.c', at: 16 },
    ]);
    expect(scanner.read('b.c', 'name(); x.name;\nint name(void) {').functions).toEqual(['name']);
    expect(scanner.read('c.c', 'name();').mentions).toEqual([]);
  });
});

describe('a name in assembly', () => {
  it.each(['ENTRY(name)', 'SYM_FUNC_START(name)', '_GLOBAL(name)', 'name:', '  name:'])(
    'is a label in «%s»',
    (text) => {
      expect(read(text, 'entry.S')).toEqual({ kinds: ['assembly'], functions: [] });
    },
  );

  it('is a word elsewhere', () => {
    expect(read('\tbl\tname', 'entry.S').kinds).toEqual(['word']);
  });

  it('may be local', () => {
    expect(read('.Lagain:\n', 'entry.S', ['.Lagain']).kinds).toEqual(['assembly']);
  });
});

describe('a structure', () => {
  const scan = (text: string, file = 'a.h') =>
    createScanner({ names: [], structs: ['struct foo', 'union bar'] }).read(file, text).structs;

  it.each([
    ['struct foo {', ['struct foo']],
    ['typedef struct  foo\n{', ['struct foo']],
    ['struct foo __aligned(8) {', ['struct foo']],
    ['union bar {', ['union bar']],
    ['struct foo;', []],
    ['struct foo *f(void) {', []],
    ['struct foobar {', []],
    ['union foo {', []],
  ])('in «%s»: %j', (text, expected) => {
    expect(scan(text)).toEqual(expected);
  });

  it('is looked for in headers: one in a C file is known where it is used', () => {
    expect(scan('struct foo {', 'a.c')).toEqual([]);
  });
});

it('takes names in the hundreds, and refuses what is no name', () => {
  const names = Array.from({ length: 1200 }, (_, i) => `name_${i}`);
  const scanner = createScanner({ names: [...names, 'a(b', '*'], structs: ['nonsense'] });
  expect(scanner.occursIn('x = name_1199;')).toBe(true);
  expect(scanner.occursIn('x = name_1200; a(b *')).toBe(false);
});

it('stays linear in a file of one long line', () => {
  const text = `\t${'name(x); '.repeat(100_000)}`;
  const started = performance.now();
  expect(read(text).kinds).toEqual(['call']);
  expect(performance.now() - started).toBeLessThan(2000);
});
