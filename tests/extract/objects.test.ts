import { describe, expect, it } from 'vitest';
import { describeObject, extract, object, objectOf } from './read.ts';

describe('an object by the type of a variable', () => {
  it.each([
    ['a parameter', '&s->flag', 'struct sock *s', ''],
    ['a const parameter', '&s->flag', 'const struct sock *s', ''],
    ['an annotated parameter', '&s->flag', 'struct sock __rcu *s', ''],
    ['a local', '&s->flag', 'void', 'struct sock *s = find();'],
    ['one of several declarators', '&s->flag', 'void', 'struct sock *r, *s = find(1, 2), **t;'],
    ['a local behind an attribute', '&s->flag', 'void', 'struct sock *s __free(put) = find();'],
    ['a local in a for', '&s->flag', 'void', 'for (struct sock *s = head; s; s = s->next)'],
    ['a local below a directive', '&s->flag', 'void', 'int a;\n#ifdef CONFIG_X\n\tstruct sock *s;\n#endif'],
    ['an untyped parameter by its typed copy', '&s->flag', 'void *data', 'struct sock *s = data;'],
    ['an array element', '&s[i].flag', 'int i', 'struct sock s[4];'],
    ['a structure by value', '&s.flag', 'void', 'struct sock s;'],
    ['the type of a variable', '&s->flag', 'struct sock *r', 'typeof(r) s = r;'],
    ['the type of an expression', '&s->flag', 'struct sock *r', '__typeof__(*r) *s = r;'],
    ['a typed pointer in parentheses', '&(s)->flag', 'struct sock *s', ''],
    ['a dereferenced pointer', '&(*s).flag', 'struct sock *s', ''],
    ['the last declaration before the use', '&s->flag', 'struct wrong *s', '{ struct sock *s = pick();'],
  ])('%s', (_, expression, parameters, statements) => {
    expect(objectOf(expression, parameters, statements)).toBe('struct sock -> flag');
  });

  it('keeps the members on the way, without indices', () => {
    expect(objectOf('&s->q[i].lock.owner->seq', 'struct sock *s, int i')).toBe(
      'struct sock -> q -> lock -> owner -> seq',
    );
  });

  it('takes typedefs and unions', () => {
    expect(objectOf('&s->flag', 'sock_t *s')).toBe('sock_t -> flag');
    expect(objectOf('&s->flag', 'union state *s')).toBe('union state -> flag');
  });

  it('reads the type and name pairs of system calls', () => {
    expect(object('SYSCALL_DEFINE2(swap, struct sock __user *, s, int, n)\n{\n\tREAD_ONCE(s->flag);\n}\n')).toBe(
      'struct sock -> flag',
    );
  });

  it('does not know what a macro parameter is', () => {
    expect(object('#define seq_of(p) READ_ONCE((p)->seq)\n')).toBe('? -> seq');
  });

  it('does not take a scalar for a type', () => {
    expect(objectOf('p', 'u32 *p')).toBe('?');
    expect(objectOf('v', 'atomic_t *v')).toBe('?');
  });
});

describe('an object by an expression', () => {
  it.each([
    ['a cast', '&((struct sock *)p)->flag', 'void *p', ''],
    ['a cast of a call', '&((struct sock *)find(1))->flag', 'void', ''],
    ['container_of', '&container_of(w, struct sock, work)->flag', 'struct work_struct *w', ''],
    ['a marked load of the pointer', '&rcu_dereference(t->sk)->flag', 'struct t *t', ''],
    ['a function of this file', '&pick(1)->flag', 'void', ''],
    ['a macro of this file', '&SOCK(p)->flag', 'void *p', ''],
  ])('%s', (_, expression, parameters, statements) => {
    const before = 'static struct sock *pick(int i)\n{\n\treturn 0;\n}\n#define SOCK(x) ((struct sock *)(x))\n';
    const code = `${before}static int f(${parameters})\n{\n\t${statements}\n\tsmp_load_acquire(${expression});\n}\n`;
    const last = extract(code).sites.find((site) => site.primitive === 'smp_load_acquire');
    // A marked load leads to what the pointer is a member of; the index knows the rest of the way.
    const expected = expression.includes('rcu_dereference') ? 'struct t -> sk -> flag' : 'struct sock -> flag';
    expect(describeObject(last?.object)).toBe(expected);
  });

  it.each([
    ['&current->flags', 'struct task_struct -> flags'],
    ['&tcp_sk(sk)->seq', 'struct tcp_sock -> seq'],
    ['this_cpu_ptr(&stats)', '::stats'],
    ['&per_cpu(stats, cpu)', '::stats'],
    ['&UNKNOWN(x)->f', '? -> f'],
    ['cond ? a : b', '?'],
    ['&table[1]', '::table'],
  ])('%s', (expression, expected) => {
    expect(objectOf(expression, 'struct sock *sk, int cpu')).toBe(expected);
  });

  it('puts the arguments of a macro of this file in their place', () => {
    expect(object('#define next_of(q) ((q)->next)\nvoid f(struct item *i)\n{\n\tREAD_ONCE(next_of(i));\n}\n')).toBe(
      'struct item -> next',
    );
    expect(object('#define HEAD (r->head)\nvoid f(struct ring *r)\n{\n\tREAD_ONCE(HEAD);\n}\n')).toBe(
      'struct ring -> head',
    );
  });

  it('finds the address argument of each primitive', () => {
    const path = (call: string) => {
      const { sites } = extract(`void f(struct s *s, struct list_head *l)\n{\n\t${call};\n}\n`, ['f']);
      return describeObject(sites[0]?.object);
    };
    expect(path('clear_bit_unlock(BIT_NR, &s->flags)')).toBe('struct s -> flags');
    expect(path('rcu_assign_pointer(s->p, l)')).toBe('struct s -> p');
    expect(path('list_add_rcu(l, &s->list)')).toBe('struct s -> list');
    expect(path('smp_store_mb(s->state, 1)')).toBe('struct s -> state');
    expect(path('smp_mb()')).toBe('none');
  });
});

describe('global objects', () => {
  const globals = `
static struct inode *shared_inode;
static struct stats totals;
static DEFINE_PER_CPU(struct stats, local_stats);
static int ready, done = 0;
static const struct ops table[] = { { .open = first }, { .open = second } };
struct late { int a; } late_one;
#define CHECKED(x) \\
	verify(x)
static struct sock *behind_macro;
`;
  const of = (expression: string) => object(`${globals}void f(void)\n{\n\tsmp_load_acquire(${expression});\n}\n`);

  it.each([
    ['&shared_inode', '::shared_inode'],
    ['&ready', '::ready'],
    ['&done', '::done'],
    ['&elsewhere', '::elsewhere'],
    ['&shared_inode->i_mapping', 'struct inode -> i_mapping'],
    ['&totals.count', 'struct stats -> count'],
    ['&this_cpu_ptr(&local_stats)->count', 'struct stats -> count'],
    ['&table[1].open', 'struct ops -> open'],
    ['&late_one.a', 'struct late -> a'],
    ['&behind_macro->flag', 'struct sock -> flag'],
    ['&elsewhere->flag', '::elsewhere -> flag'],
    ['&SOME_CONSTANT', '?'],
  ])('%s', (expression, expected) => {
    expect(of(expression)).toBe(expected);
  });

  it('are hidden by locals and parameters', () => {
    expect(objectOf('&ready', 'int ready')).toBe('?');
    expect(objectOf('&ready', 'void', 'int ready;')).toBe('?');
    expect(objectOf('&ready', 'void', 'DECLARE_COMPLETION_ONSTACK(ready);')).toBe('?');
  });

  it('may be static in a function', () => {
    expect(objectOf('&ready', 'void', 'static int ready;')).toBe('::ready');
  });
});

describe('aliases', () => {
  it('follows a pointer that is set once', () => {
    expect(objectOf('p', 'struct s *s', 'unsigned long *p = &s->flags;')).toBe('struct s -> flags');
    expect(objectOf('p', 'struct s *s', 'unsigned long *p; p = &s->flags;')).toBe('struct s -> flags');
  });

  it('does not follow one that may be either', () => {
    expect(objectOf('p', 'struct s *s', 'unsigned long *p = &s->a; if (s) p = &s->b;')).toBe('?');
  });

  it('names a pointer that walks after where it starts', () => {
    const walk = 'struct item **p; for (p = &s->first; *p; p = &(*p)->next)';
    expect(object(`void f(struct s *s)\n{\n\t${walk}\n\t\trcu_assign_pointer(*p, 0);\n}\n`)).toBe('struct s -> first');
  });

  it('keeps the type of a pointer to a structure when members follow', () => {
    expect(objectOf('&i->seq', 'struct s *s', 'struct item *i = &s->item;')).toBe('struct item -> seq');
  });
});

describe('the text of an object', () => {
  const text = (call: string) => extract(`void f(struct s *s)\n{\n\t${call};\n}\n`).sites[0]?.object?.text;

  it('is as written, without the address operator', () => {
    expect(text('smp_load_acquire(&s->  flag)')).toBe('s-> flag');
    expect(text('READ_ONCE(s->flag)')).toBe('s->flag');
    expect(text('smp_load_acquire((unsigned long *)&s->flag)')).toBe('s->flag');
  });

  it('has a star where a pointer was passed', () => {
    expect(text('smp_load_acquire(s->word)')).toBe('*s->word');
    expect(text('smp_load_acquire(s->word + 1)')).toBe('*(s->word + 1)');
  });
});
