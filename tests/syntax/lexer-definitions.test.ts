import { describe, expect, it } from 'vitest';
import { lex } from '../../server/src/syntax/lexer.ts';

describe('macros', () => {
  function macros(text: string) {
    return lex(text).macros.map((m) => ({
      name: m.name,
      params: m.params,
      body: text.slice(m.body.start, m.body.end),
      at: text.slice(m.at, m.at + m.name.length),
      hash: text[m.start],
    }));
  }

  it('have a name, parameters and a replacement text over all its lines', () => {
    const text =
      'x;\n# define pub(p, v)\t\\\ndo {\t\\\n\tsmp_wmb(); /* a\n b */ \\\n\t(p) = (v); \\\n} while (0)\nint y;\n';
    expect(macros(text)).toEqual([
      {
        name: 'pub',
        params: ['p', 'v'],
        body: 'do {\t\\\n\tsmp_wmb(); /* a\n b */ \\\n\t(p) = (v); \\\n} while (0)',
        at: 'pub',
        hash: '#',
      },
    ]);
  });

  it('tell object-like from function-like ones, and name variadic arguments as the body does', () => {
    expect(
      macros('#define A (b)\n#define C() d()\n#define E(x, ...) f(x)\n#define G(args...) h(args)\n'),
    ).toMatchObject([
      { name: 'A', params: null, body: '(b)' },
      { name: 'C', params: [], body: 'd()' },
      { name: 'E', params: ['x', '__VA_ARGS__'] },
      { name: 'G', params: ['args'] },
    ]);
  });

  it('are kept when they call something or are an alias, and dropped when they are a constant or empty', () => {
    expect(
      macros('#define A 0x10\n#define B\n#define C A\n#define D real_name\n#define E x + y\n').map((m) => m.name),
    ).toEqual(['D']);
  });

  it('end with a trailing comment left out', () => {
    expect(macros('#define A f(x) /* why */\n#define B g(x) // why\n').map((m) => m.body)).toEqual(['f(x)', 'g(x)']);
  });

  it('are found in functions and on CRLF lines', () => {
    expect(macros('int f(void)\r\n{\r\n#define A \\\r\n g()\r\n}\r\n')).toMatchObject([{ name: 'A', body: 'g()' }]);
  });
});

describe('structures', () => {
  function structs(text: string) {
    return lex(text).structs.map((s) => [s.name, text.slice(s.body.start, s.body.end).trim()]);
  }

  it('are named by tag, or by typedef when they have none', () => {
    expect(
      structs(
        'struct a { int x; };\nunion b { int y; } u;\ntypedef struct { int z; } c_t;\ntypedef struct d { int w; } d_t;\n',
      ),
    ).toEqual([
      ['struct a', 'int x;'],
      ['union b', 'int y;'],
      ['c_t', 'int z;'],
      ['struct d', 'int w;'],
    ]);
  });

  it('may have attributes', () => {
    expect(
      structs(
        'struct __packed a { int x; };\nstruct __attribute__((packed)) b { int x; } __aligned(8);\n' +
          'typedef struct { int x; } __attribute__((aligned(8))) c_t, *c_p;\nstruct __d { int x; };',
      ).map(([name]) => name),
    ).toEqual(['struct a', 'struct b', 'c_t', 'struct __d']);
  });

  it('are found inside others, with and without tag', () => {
    const text =
      'struct a {\n\tstruct b { int x; } b;\n\tunion {\n\t\tint y;\n\t};\n\tenum { P, Q } e;\n\tint (*f)(void);\n};\nint g(void)\n{\n}\n';
    expect(lex(text).structs.map((s) => s.name)).toEqual(['struct a', 'struct b', '']);
    expect(lex(text).functions.map((f) => f.name)).toEqual(['g']);
  });

  it('point at their name', () => {
    const text = 'struct a { int x; };\ntypedef union { int y; } b_t;\n';
    expect(lex(text).structs.map((s) => s.at)).toEqual([text.indexOf('a {'), text.indexOf('b_t')]);
  });

  it('are no declarations of variables, parameters or functions', () => {
    expect(structs('struct a x = { 1 };\nstruct b *f(struct c *c)\n{\n\tstruct d { int x; };\n}\nstruct e;\n')).toEqual(
      [],
    );
  });

  it('may have members that depend on the configuration', () => {
    const text = 'struct a {\n#ifdef A\n\tint x;\n};\n#else\n\tint y;\n};\n#endif\nstruct b {\n\tint z;\n};\n';
    expect(structs(text).map(([name]) => name)).toEqual(['struct a', 'struct b']);
    expect(structs(text)[0]![1]).toContain('int y;');
  });
});

describe('includes', () => {
  it('tell angle brackets from quotes', () => {
    expect(
      lex(
        '#include <linux/ioport.h>\n# include "internal.h" // x\n#include MACRO\nint f(void)\n{\n#include "body.h"\n}\n',
      ).includes,
    ).toEqual(['linux/ioport.h', './internal.h', './body.h']);
  });

  it('are not read from comments and strings', () => {
    expect(lex('/*\n#include <a.h>\n*/\nchar *s = "\\\n#include <b.h>\\\n";\n').includes).toEqual([]);
  });
});
