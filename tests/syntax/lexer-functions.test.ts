import { describe, expect, it } from 'vitest';
import { lex } from '../../server/src/syntax/lexer.ts';

/** Names of the functions. */
function names(text: string): string[] {
  return lex(text).functions.map((f) => f.name);
}

/** The one function of a text, with its spans as text. */
function only(text: string) {
  const { functions } = lex(text);
  expect(functions).toHaveLength(1);
  const f = functions[0]!;
  return {
    name: f.name,
    head: text.slice(f.start, f.at),
    params: text.slice(f.params.start, f.params.end),
    body: text.slice(f.body.start, f.body.end),
    isStatic: f.isStatic,
  };
}

describe('a function', () => {
  it('has a name, a head, parameters and a body with braces', () => {
    expect(only('int x;\nstatic inline int foo(struct a *p, int n)\n{\n\treturn (n) + 1;\n}\n')).toEqual({
      name: 'foo',
      head: 'static inline int ',
      params: 'struct a *p, int n',
      body: '{\n\treturn (n) + 1;\n}',
      isStatic: true,
    });
  });

  it.each([
    ['int __init foo(void) { }', 'foo'],
    ['static int __must_check\nfoo(void)\n{\n}', 'foo'],
    ['void foo(void) __acquires(lock) { }', 'foo'],
    ['void foo(void)\n__acquires(&a->lock)\n__releases(&b->lock)\n{\n}', 'foo'],
    ['static void foo(void) __cold __must_hold(x) { }', 'foo'],
    ['void __attribute__((weak)) foo(void) { }', 'foo'],
    ['static __printf(1, 2) int __foo(const char *fmt, ...) { }', '__foo'],
    ['int foo(void) __attribute__((noinline)) { }', 'foo'],
    ['void REQUIRES_CAP foo(void) REQUIRES(mu) { }', 'foo'],
    ['asmlinkage __visible void __init __no_sanitize_address boot(void)\n{\n}', 'boot'],
    ['struct a *foo(struct b *b)\n{\n}', 'foo'],
    ['static enum state\n__next_state(struct b *b)\n{\n}', '__next_state'],
    ['static struct a * const *\nfoo(void)\n{\n}', 'foo'],
    ['int (foo)(int x) { }', 'foo'],
    ['typeof(a) foo(int x) { }', 'foo'],
  ])('%j is found', (text, name) => {
    expect(names(text)).toEqual([name]);
  });

  it('may return a function pointer', () => {
    expect(only('static void (*get_handler(int nr))(struct regs *r)\n{\n}')).toMatchObject({
      name: 'get_handler',
      params: 'int nr',
      head: 'static void (*',
      isStatic: true,
    });
  });

  it('is not hidden by a macro without semicolon before it', () => {
    const text = 'late_initcall(setup)\nstatic int foo(void)\n{\n}\nEXPORT_SYMBOL(foo)\nint bar(void)\n{\n}\n';
    expect(lex(text).functions.map((f) => [f.name, text.slice(f.start, f.at), f.isStatic])).toEqual([
      ['foo', 'static int ', true],
      ['bar', 'int ', false],
    ]);
  });

  it('may be made by a macro', () => {
    expect(names('SYSCALL_DEFINE2(open, int, a, int, b)\n{\n}')).toEqual(['sys_open']);
    expect(names('SYSCALL_DEFINE0(pause)\n{\n}')).toEqual(['sys_pause']);
    expect(names('COMPAT_SYSCALL_DEFINE1(open, int, a)\n{\n}')).toEqual(['compat_sys_open']);
    expect(names('EXPORT_SYMBOL(x)\nBPF_CALL_2(bpf_get, void *, p, int, n)\n{\n}')).toEqual(['bpf_get']);
    expect(names('DEFINE_IDTENTRY(exc_foo)\n{\n}')).toEqual(['exc_foo']);
    expect(names('SEC("tp")\nint BPF_PROG(on_tick, int a)\n{\n}')).toEqual(['on_tick']);
    expect(names('static int FNAME(walk)(struct a *a)\n{\n}')).toEqual(['walk']);
    expect(names('static int TOKEN(TYPE, _walk)(struct a *a)\n{\n}')).toEqual(['TOKEN']);
  });

  it('keeps its own capitals', () => {
    expect(names('static void DAC960_Wait(void)\n{\n}\nint OPEN(int mode)\n{\n}')).toEqual(['DAC960_Wait', 'OPEN']);
  });

  it('may stand in extern "C"', () => {
    expect(names('extern "C" {\nint foo(void) { }\n}\nint bar(void) { }')).toEqual(['foo', 'bar']);
  });
});

describe('no function', () => {
  it.each([
    'static const struct ops x = {\n\t.open = foo,\n\t.close = bar(3),\n};',
    'enum { A = F(1), B };',
    'struct foo {\n\tint (*call)(int);\n};',
    'int foo(int);',
    'static int table[] = { F(1), F(2) };',
    '#define MAKE(x) \\\nstatic inline void foo_##x(void) \\\n{ \\\n}\n',
    'TRACE_EVENT(tick,\n\tTP_fast_assign(\n\t\tif (a) {\n\t\t\tb();\n\t\t}\n\t),\n\tTP_printk("x")\n);',
    'DEFINE_MUTEX(lock);',
    'if (x) {\n}',
  ])('%j', (text) => {
    expect(names(`${text}\nint after(void)\n{\n}\n`)).toEqual(['after']);
  });
});

describe('arms of an #if', () => {
  it('share the head of a function', () => {
    const text =
      '#ifdef A\nstatic int foo(int a)\n#else\nstatic int bar(void)\n#endif\n{\n\tx();\n}\nint next(void)\n{\n}\n';
    expect(names(text)).toEqual(['bar', 'next']);
  });

  it('may cut a head in two', () => {
    expect(only('static int\n#ifdef A\nfoo(int a)\n#else\nbar(int a,\n#endif\n\tint c)\n{\n}\n')).toMatchObject({
      name: 'bar',
      isStatic: true,
    });
  });

  it('may open a block twice', () => {
    const text =
      'int foo(void)\n{\n#ifdef A\n\tif (a) {\n#else\n\tif (b) {\n#endif\n\t\tx();\n\t}\n}\nint bar(void)\n{\n}\n';
    const { functions } = lex(text);
    expect(functions.map((f) => f.name)).toEqual(['foo', 'bar']);
    expect(functions[0]!.body.end).toBe(text.indexOf('int bar') - 1);
  });

  it('may open a block in one #if and close it in the next', () => {
    const text =
      'int foo(void)\n{\n#ifdef A\n\tif (a) {\n#endif\n\tx();\n#ifdef A\n\t}\n#endif\n\ty();\n}\nint bar(void)\n{\n}\n';
    const { functions } = lex(text);
    expect(functions.map((f) => f.name)).toEqual(['foo', 'bar']);
    expect(functions[0]!.body.end).toBe(text.indexOf('int bar') - 1);
  });

  it('may each end the function', () => {
    const text = 'int foo(void)\n{\n#ifdef A\n\treturn 1;\n}\n#else\n\treturn 2;\n}\n#endif\nint bar(void)\n{\n}\n';
    const { functions } = lex(text);
    expect(functions.map((f) => f.name)).toEqual(['foo', 'bar']);
    expect(text.slice(functions[0]!.body.start, functions[0]!.body.end)).toMatch(/return 2;\n}$/);
  });

  it('may each begin one', () => {
    const text = '#ifdef A\nint foo(int a)\n{\n#else\nint bar(void)\n{\n#endif\n\tx();\n}\nint baz(void)\n{\n}\n';
    const { functions } = lex(text);
    expect(functions.map((f) => f.name)).toEqual(['foo', 'bar', 'baz']);
    expect(functions[0]!.body.end).toBe(text.indexOf('#else'));
  });

  it('do not disturb what follows when nobody compiles them', () => {
    expect(names("#if 0\nThis isn't C { at all (\n#endif\nint foo(void)\n{\n}\n")).toEqual(['foo']);
    expect(names('#if 0\nint old(void)\n{\n}\n#endif\nint foo(void)\n{\n}\n')).toEqual(['old', 'foo']);
  });
});

describe('broken text', () => {
  it('recovers at a } in column 0', () => {
    const text = 'int foo(void)\n{\n\tif (a) {\n\t\tx();\n}\nint bar(void)\n{\n\ty();\n}\n';
    const { functions } = lex(text);
    expect(functions.map((f) => f.name)).toEqual(['foo', 'bar']);
    expect(functions[0]!.body.end).toBe(text.indexOf('int bar') - 1);
  });

  it('recovers at the next head when the } is missing', () => {
    expect(names('int foo(void)\n{\n\tx();\n\nint bar(void)\n{\n\ty();\n}\n')).toEqual(['foo', 'bar']);
    expect(names('static int t[] = {\n\t1,\n\nint bar(void)\n{\n\ty();\n}\n')).toEqual(['bar']);
    expect(names('struct a {\n\tint x;\n\nint bar(void)\n{\n\ty();\n}\n')).toEqual(['bar']);
  });

  it('goes on after a } whose indentation was lost', () => {
    const text = 'int foo(void)\n{\n\tif (a) {\n\t\tx();\n}\n\n\tsmp_mb();\n}\nint bar(void)\n{\n}\n';
    const { functions } = lex(text);
    expect(functions.map((f) => f.name)).toEqual(['foo', 'bar']);
    expect(functions[0]!.body.end).toBe(text.indexOf('int bar') - 1);
  });

  it('ends an open function with the file', () => {
    const text = 'int foo(void)\n{\n\tif (a) {';
    expect(lex(text).functions[0]!.body.end).toBe(text.length);
  });

  it('survives cuts and stray punctuation anywhere', () => {
    const text =
      '#ifdef A\nstruct s { union { int a; } u; };\n#else\ntypedef struct { int b; } t;\n#endif\n' +
      '#define F(x) \\\n\tg(x)\nint foo(int a) /* c */\n{\n\tif (a) { h("}", \'{\'); } // d\n}\n';
    for (let cut = 0; cut <= text.length; cut++) {
      for (const stray of ['', '{', '}', '(', ')', '"', "'", '/*', '\\', '#else\n', '#if 0\n', '#endif\n']) {
        const broken = text.slice(0, cut) + stray + text.slice(cut + stray.length);
        const { code, functions, structs } = lex(broken);
        expect(code.length).toBe(broken.length);
        let last = 0;
        for (const { body, start, at } of functions) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(at).toBeGreaterThanOrEqual(start);
          expect(body.end).toBeGreaterThan(body.start);
          last = body.end;
        }
        for (const { body } of structs) expect(body.end).toBeGreaterThanOrEqual(body.start);
      }
    }
  });

  it.each([
    '{',
    '}',
    '(',
    '"',
    "'",
    '/*/',
    '\\\n',
    '#if\n',
    '#if\n{\n#else\n',
    '/**/',
    '//\n',
    '\n{',
    'a b()\n{',
    '#define A(x\n',
  ])('takes linear time for %j over and over', (piece) => {
    const text = piece.repeat(Math.floor(1_000_000 / piece.length));
    const start = performance.now();
    lex(text);
    // Quadratic work would take minutes; the limit only has to be far from both.
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
