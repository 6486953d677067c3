import { describe, expect, it } from 'vitest';
import { accesses, extract, sites } from './read.ts';

describe('what is a site', () => {
  it('is a call of a primitive, nested and several on a line', () => {
    expect(
      sites(`
void publish(struct ring *r)
{
	smp_store_release(&r->head, READ_ONCE(r->next)); smp_mb();
}
`),
    ).toEqual(['4 smp_store_release publish', '4 READ_ONCE publish', '4 smp_mb publish']);
  });

  it('is not the definition, the prototype or the macro of a primitive', () => {
    expect(
      sites(`
extern void smp_mb(void);
#define smp_rmb() barrier()
#define smp_wmb() __asm__ __volatile__("dmb" : : : "memory")
static inline void clear_bit_unlock(long nr, volatile unsigned long *addr)
{
	smp_mb__before_atomic();
	clear_bit(nr, addr);
}
`),
    ).toEqual(['7 smp_mb__before_atomic clear_bit_unlock', '8 clear_bit clear_bit_unlock']);
  });

  it('is in the replacement text of a macro, which a parser does not see', () => {
    const code = `
#define ring_publish(r, v)			\\
do {						\\
	smp_wmb();				\\
	WRITE_ONCE((r)->head, v);		\\
} while (0)
`;
    expect(sites(code)).toEqual(['4 smp_wmb ring_publish', '5 WRITE_ONCE ring_publish']);
    expect(extract(code).functions).toMatchObject([{ name: 'ring_publish', macro: true }]);
  });

  it('at file scope is one only inside something', () => {
    expect(sites('int smp_load_acquire(int *);\nint first = READ_ONCE(other);\nEXPAND(smp_mb());\n')).toEqual([
      '2 READ_ONCE -',
      '3 smp_mb -',
    ]);
  });

  it('is not what a structure has under the name of a primitive', () => {
    expect(
      sites(`
void f(struct dev *d)
{
	smp_mb();
	d->ops->complete(d);
	d->ops.wmb();
}
`),
    ).toEqual(['4 smp_mb f']);
  });

  it('is not in comments and strings', () => {
    expect(sites('void f(void)\n{\n\tprintk("smp_mb()"); /* smp_mb() */\n}\n')).toEqual([]);
  });

  it('ends past its parenthesis and has its value on one line', () => {
    const code = 'void f(struct s *s)\n{\n\tsmp_store_release(&s->p,\n\t\tmake(s,\n\t\t     1));\n}\n';
    const [site] = extract(code).sites;
    expect(code.slice(site!.at, site!.end)).toMatch(/^smp_store_release\([^;]*1\)\)$/);
    expect(site!.value).toBe('make(s, 1)');
  });

  it('cuts long values', () => {
    const [site] = extract(`void f(struct s *s)\n{\n\tWRITE_ONCE(s->v, ${'a + '.repeat(60)}b);\n}\n`).sites;
    expect(site!.value).toHaveLength(80);
  });
});

describe('which functions are read in full', () => {
  const code = `
static void plain(struct s *s)
{
	spin_lock(&s->lock);
	helper(s);
	spin_unlock(&s->lock);
}

static void ordered(struct s *s)
{
	if (helper(s) && sizeof(*s))
		smp_mb();
	wake_up(&s->wait);
}
`;

  it('those with an explicit primitive, with every primitive and the other calls', () => {
    expect(sites(code)).toEqual(['12 smp_mb ordered', '13 wake_up ordered']);
    expect(extract(code).functions).toMatchObject([
      { name: 'plain' },
      { name: 'ordered', calls: [{ name: 'helper' }] },
    ]);
    expect(extract(code).functions[0]).not.toHaveProperty('calls');
  });

  it('those asked for by name', () => {
    expect(sites(code, ['plain']).slice(0, 2)).toEqual(['4 spin_lock plain', '6 spin_unlock plain']);
  });

  it('those around a comment, or headed by one', () => {
    const around = code.replace('helper(s);', '/*! here */ helper(s);');
    const heading = code.replace('static void plain', '/*! here */\nstatic void plain');
    expect(sites(around)).toHaveLength(4);
    expect(sites(heading)).toHaveLength(4);
  });

  it('those that touch an ordered object with another primitive', () => {
    const file = (statement: string) => `
void push(struct ring *r)
{
	smp_store_release(&r->head, 1);
}

int pop(struct ring *r, struct other *o)
{
	return ${statement};
}
`;
    expect(sites(file('xchg(&r->head, 0)'))).toEqual(['4 smp_store_release push', '9 xchg pop']);
    expect(sites(file('xchg(&r->tail, 0)'))).toEqual(['4 smp_store_release push']);
    expect(sites(file('xchg(&o->head, 0)'))).toEqual(['4 smp_store_release push']);
    expect(sites(file('xchg(&o->tail, r->head)'))).toEqual(['4 smp_store_release push']);
  });

  it('lists a macro only when it has something to say', () => {
    const macros = '#define ONE 1\n#define FENCE() smp_mb()\n#define TWICE(x) ((x) * 2)\n';
    expect(extract(macros).functions.map((f) => f.name)).toEqual(['FENCE']);
    expect(extract(macros, ['TWICE']).functions.map((f) => f.name)).toEqual(['FENCE', 'TWICE']);
  });
});

describe('stubs', () => {
  const stub = (body: string) => extract(`static inline int f(int a)\n${body}\n`).functions[0]?.stub;

  it.each(['{ }', '{\n}', '{ return 0; }', '{ return -ENODEV; }', '{ return NULL; }', '{ return false; }'])(
    '%s',
    (body) => expect(stub(body)).toBe(true),
  );

  it.each(['{ return ERR_PTR(-EOPNOTSUPP); }', '{ do { } while (0); }', '{ return; }'])('%s', (body) =>
    expect(stub(body)).toBe(true),
  );

  it.each(['{ return a; }', '{ return g(); }', '{ g(); }', '{ smp_mb(); }', '{ int b = a; }', '{ do_it(); }'])(
    'not %s',
    (body) => expect(stub(body)).toBe(false),
  );

  it('knows an empty macro that was asked for', () => {
    const of = (body: string) => extract(`#define f(x) ${body}\n`, ['f']).functions[0]?.stub;
    expect(of('do { } while (0)')).toBe(true);
    expect(of('((void)0)')).toBe(true);
    expect(of('do { smp_mb(); } while (0)')).toBe(false);
  });
});

describe('broken code', () => {
  it.each([
    ['an unclosed call', 'void f(void)\n{\n\tsmp_store_release(&a, (b;\n}\n'],
    ['a cut-off file', 'void f(struct s *s)\n{\n\tsmp_load_acquire(&s->'],
    ['a lone primitive', 'smp_mb('],
    ['deep parentheses', `void f(void)\n{\n\tREAD_ONCE(${'('.repeat(5000)}x);\n}\n`],
    ['deep calls', `void f(void)\n{\n\t${'READ_ONCE('.repeat(2000)}x;\n}\n`],
    [
      'a macro that is itself',
      '#define p p\n#define q(x) q(x)\nvoid f(void)\n{\n\tREAD_ONCE(p->x);\n\tREAD_ONCE(q(p)->x);\n}\n',
    ],
    [
      'a pointer that is itself',
      'void f(void)\n{\n\tlong *p = p;\n\ttypeof(q) q;\n\tsmp_load_acquire(p);\n\tREAD_ONCE(q->x);\n}\n',
    ],
  ])('%s neither throws nor hangs', (_, code) => {
    expect(() => accesses(code)).not.toThrow();
  });
});
