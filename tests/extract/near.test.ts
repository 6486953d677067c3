import { describe, expect, it } from 'vitest';
import { extract, near } from './read.ts';

/** What stands around the first fence of a function with these statements. */
function around(statements: string, before = ''): { before: string; after: string } {
  const code = `${before}void f(struct s *s, struct s *t)\n{\n\t${statements}\n}\n`;
  const fence = extract(code).sites.find((site) => /mb/.test(site.primitive));
  return { before: near(fence, 'before'), after: near(fence, 'after') };
}

describe('accesses around a fence', () => {
  it('are nearest first, with what they do', () => {
    expect(around('s->a = 1; s->b += s->c; smp_wmb(); s->d = 1; if (s->e) return;')).toEqual({
      before: 'R s->c, W s->b, W s->a',
      after: 'W s->d, R s->e',
    });
  });

  it('see through primitives', () => {
    expect(around('WRITE_ONCE(s->a, t->b); smp_mb(); x = READ_ONCE(t->c); atomic_inc(&s->d);')).toEqual({
      before: 'R t->b, W s->a',
      after: 'R t->c, W s->d',
    });
  });

  it('leave out locks, wait queues and calls; of an address passed on they say just that', () => {
    expect(around('spin_lock(&s->lock); use(&s->a); s->ops->go(s); smp_mb(); wake_up(&s->wait);')).toEqual({
      before: '& s->a',
      after: '',
    });
  });

  it('leave out locals, and structures on the stack', () => {
    expect(around('struct s own; int n; own.a = 1; n = 2; smp_mb(); s->a = n;')).toEqual({
      before: '',
      after: 'W s->a',
    });
  });

  it('take globals of the file, and those with marked accesses', () => {
    const globals = 'static int ready;\nint sum(int);\n';
    expect(around('ready = sum(1); smp_wmb(); elsewhere = 1;', globals)).toEqual({ before: 'W ready', after: '' });
    expect(around('elsewhere = 1; smp_wmb(); WRITE_ONCE(elsewhere, 2);')).toEqual({
      before: 'W elsewhere',
      after: 'W elsewhere',
    });
  });

  it('stop at a fence that does the same work', () => {
    expect(around('s->a = 1; smp_wmb(); s->b = 1; smp_wmb(); s->c = 1;').after).toBe('W s->b');
    expect(around('s->a = 1; smp_wmb(); s->b = 1; smp_mb(); s->c = 1;').after).toBe('W s->b');
    expect(around('s->a = 1; smp_wmb(); s->b = 1; smp_rmb(); s->c = 1;').after).toBe('W s->b, W s->c');
  });

  it('are named once each, and six at most', () => {
    expect(around('smp_mb(); s->a = 1; s->a = 2; use(s->a);').after).toBe('W s->a, R s->a');
    expect(around('smp_mb(); use(s->a, s->b, s->c, s->d, s->e, s->f, s->g);').after.split(', ')).toHaveLength(6);
  });

  it('are not looked for around what is no fence', () => {
    const [site] = extract('void f(struct s *s)\n{\n\ts->a = 1;\n\tsmp_store_release(&s->b, 1);\n}\n').sites;
    expect(site).not.toHaveProperty('before');
  });
});
