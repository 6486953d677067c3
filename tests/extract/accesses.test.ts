import { describe, expect, it } from 'vitest';
import { accesses } from './read.ts';

const PUBLISH = 'void publish(struct s *s, struct item *i)\n{\n\tsmp_store_release(&s->item, i);\n}\n';

/** The plain accesses in a function beside one that releases `s->item`; its first statement is on line 7. */
function beside(statements: string, head = 'int f(struct s *s, struct s *t)'): string[] {
  return accesses(`${PUBLISH}${head}\n{\n\t${statements}\n}\n`);
}

describe('plain accesses', () => {
  it.each([
    ['return s->item->a;', '7 read s->item'],
    ['s->item = NULL;', '7 write s->item'],
    ['s->item += 1;', '7 update s->item'],
    ['s->item++;', '7 update s->item'],
    ['--s->item;', '7 update s->item'],
    ['use(&s->item);', '7 address s->item'],
    ['use(1 & s->item);', '7 read s->item'],
    ['use(&s->item->a);', '7 read s->item'],
    ['if (s->item == t) return 1;', '7 read s->item'],
    ['WRITE_ONCE(t->other, s->item);', '7 read s->item'],
    ['spin_lock(&s->item->lock);', '7 read s->item'],
    ['use((s)->item);', '7 read (s)->item'],
    ['use(((struct s *)t)->item);', '7 read ((struct s *)t)->item'],
  ])('%s', (statement, expected) => {
    expect(beside(statement)).toEqual([expected]);
  });

  it.each([
    ['a marked access', 'return READ_ONCE(s->item);'],
    ['an access under data_race()', 'return data_race(s->item);'],
    ['an access that holds the lock by its own words', 'return rcu_dereference_protected(s->item, 1);'],
    ['what is not evaluated', 'return sizeof(*s->item);'],
    ['a condition that is waited for', 'wait_event(t->wait, s->item);'],
    ['the member of another structure', 'struct other *o = s; return o->item;'],
    ['a member of an unknown structure', 'return unknown(1)->item;'],
    ['a member further in', 'return s->sub.item;'],
    ['a designated initialiser', 'struct s x = { .item = 0 };'],
  ])('not %s', (_, statement) => {
    expect(beside(statement)).toEqual([]);
  });

  it('are looked for where the object is acquired, dereferenced or exchanged for NULL, too', () => {
    const below = (call: string) =>
      accesses(`int f(struct s *s, struct item *n)\n{\n\tsmp_mb(); ${call};\n\treturn s->item->a;\n}\n`);
    expect(below('smp_load_acquire(&s->item)')).toEqual(['4 read s->item']);
    expect(below('rcu_dereference(s->item)')).toEqual(['4 read s->item']);
    expect(below('cmpxchg(&s->item, NULL, n)')).toEqual(['4 read s->item']);
    expect(below('cmpxchg(&s->item, 1, 2)')).toEqual([]);
    expect(below('WRITE_ONCE(s->item, n)')).toEqual([]);
  });

  it('takes globals, unless something local hides them', () => {
    const global =
      'static struct item *shared;\nvoid publish(struct item *i)\n{\n\tsmp_store_release(&shared, i);\n}\n';
    expect(accesses(`${global}int f(void)\n{\n\treturn shared->a;\n}\n`)).toEqual(['8 read shared']);
    expect(accesses(`${global}int f(struct item *shared)\n{\n\treturn shared->a;\n}\n`)).toEqual([]);
    expect(accesses(`${global}int f(struct s *s)\n{\n\treturn s->shared;\n}\n`)).toEqual([]);
  });

  it('tells the elements of an array from the array', () => {
    const array = 'void publish(struct s *s, int i)\n{\n\tsmp_store_release(&s->slot[i], 1);\n}\n';
    expect(accesses(`${array}int f(struct s *s)\n{\n\ts->slot[2] = 1;\n\treturn use(s->slot);\n}\n`)).toEqual([
      '7 write s->slot[2]',
    ]);
    const pointer = 'void publish(struct s *s, int *p)\n{\n\tsmp_store_release(&s->slot, p);\n}\n';
    expect(accesses(`${pointer}int f(struct s *s)\n{\n\ts->slot[2] = 1;\n}\n`)).toEqual(['7 read s->slot']);
  });

  it('leaves alone what only a pointer was passed to', () => {
    expect(accesses('int f(struct s *s)\n{\n\tsmp_store_release(s->word, 1);\n\treturn s->word == 0;\n}\n')).toEqual(
      [],
    );
  });
});

describe('under a lock', () => {
  it.each([
    ['between lock and unlock', 'spin_lock(&s->lock); use(s->item); spin_unlock(&s->lock);'],
    [
      'behind a way out',
      'mutex_lock(&s->m); if (t) { mutex_unlock(&s->m); return 0; } use(s->item); mutex_unlock(&s->m);',
    ],
    ['in a guarded block', 'guard(mutex)(&s->m); use(s->item);'],
    ['as it asserts', 'lockdep_assert_held(&s->lock); use(s->item);'],
  ])('%s', (_, statements) => {
    expect(beside(statements)).toEqual(['7 read s->item locked']);
  });

  it('as the name says', () => {
    expect(beside('use(s->item);', 'int f_locked(struct s *s)')).toEqual(['7 read s->item locked']);
  });

  it('as the declaration says', () => {
    expect(beside('use(s->item);', 'int f(struct s *s) __must_hold(&s->lock)')).toEqual(['7 read s->item locked']);
  });

  it.each([
    ['behind the unlock', 'spin_lock(&s->lock); spin_unlock(&s->lock); use(s->item);'],
    ['before the lock', 'use(s->item); spin_lock(&s->lock); spin_unlock(&s->lock);'],
    ['in a section of RCU', 'rcu_read_lock(); use(s->item); rcu_read_unlock();'],
  ])('not %s', (_, statements) => {
    expect(beside(statements)).toEqual(['7 read s->item']);
  });
});

describe('out of reach of others', () => {
  it.each([
    ['freshly allocated', 's = kzalloc(sizeof(*s), GFP_KERNEL); s->item = NULL;', '7 write s->item private'],
    ['on the stack', 'struct s local; local.item = NULL;', '7 write local.item private'],
    ['taken with an exchange', 's = xchg(&t->slot, NULL); use(s->item);', '7 read s->item private'],
    ['about to be freed', 'use(s->item); kfree(s);', '7 read s->item private'],
    ['published again', 's = kmalloc(8, GFP_KERNEL); rcu_assign_pointer(t->s, s); use(s->item);', '7 read s->item'],
    ['someone else’s', 'use(s->item); kfree(t);', '7 read s->item'],
  ])('%s', (_, statements, expected) => {
    expect(beside(statements)).toEqual([expected]);
  });

  it('before anyone else runs', () => {
    expect(beside('s->item = NULL;', 'static int __init f(struct s *s)')).toEqual(['7 write s->item private']);
    expect(beside('s->item = NULL;', 'void s_init(struct s *s)')).toEqual(['7 write s->item private']);
  });
});
