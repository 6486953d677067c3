import { describe, expect, it } from 'vitest';
import type { Flow, FlowEvent } from '../../server/src/model/flow.ts';
import { packFacts, unpackFacts } from '../../server/src/project/packed.ts';
import { factsOf } from '../support/facts.ts';

const HEAD = `
struct node { int len; int flags; int used; struct node *next; };
static struct node *live;
`;

/**
 * The blocks of a function with this body, one line each: what is done, the condition, and where it goes on. The body
 * gets a fence at its end, without which it would have no flow.
 */
async function ways(body: string, params = 'struct node *n, struct node *m'): Promise<string[]> {
  const text = `${HEAD}void f(${params})\n{\n\t${body}\n\tsmp_mb();\n}\n`;
  const facts = await factsOf(text);
  const shown = (event: FlowEvent): string => {
    switch (event.kind) {
      case 'site':
        return facts.sites[event.site]!.primitive;
      case 'access':
        return `${{ read: 'R', write: 'W', update: 'RW', address: '&' }[event.mode]} ${event.object.text}`;
      case 'call':
        return `${event.lock ?? 'call'} ${event.name}`;
      case 'assign':
        return `= ${event.name}`;
    }
  };
  const blocks = (flow: Flow) =>
    flow.blocks.map(({ events, next, test }) => {
      const condition = test ? [`if ${text.slice(test.start, test.end)}`] : [];
      return `${[...events.map(shown), ...condition].join('; ')} -> ${next.join(' ') || 'end'}`;
    });
  expect(unpackFacts(packFacts(facts)).flows).toEqual(facts.flows);
  return facts.flows?.flatMap(blocks) ?? [];
}

describe('a flow', () => {
  it('has events in the order in which they are evaluated', async () => {
    expect(await ways('n->len = m->len + 1; add(m->flags);')).toEqual([
      'R m->len; W n->len; R m->flags; call add; smp_mb -> end',
    ]);
  });

  it('has the loads of the pointers on the way to what is accessed', async () => {
    expect(await ways('n->next->next->len++;')).toEqual([
      'R n->next; R n->next->next; RW n->next->next->len; smp_mb -> end',
    ]);
  });

  it('leaves to primitives what they access themselves', async () => {
    expect(await ways('WRITE_ONCE(n->len, m->len);')).toEqual(['R m->len; WRITE_ONCE; smp_mb -> end']);
  });

  it('has neither local variables nor what is not evaluated', async () => {
    expect(await ways('int a = 1; struct node own; own.len = a + sizeof(n->len);')).toEqual(['smp_mb -> end']);
  });

  it('has new values of variables that its objects are reached through', async () => {
    expect(await ways('int a = 1; n = m->next; n->len = a;')).toEqual(['R m->next; = n; W n->len; smp_mb -> end']);
  });

  it('has accesses through dereferenced pointers and to globals', async () => {
    expect(await ways('*p = 1; live = n; live->len = *p;', 'struct node *n, int *p')).toEqual([
      'W *p; W live; R *p; W live->len; smp_mb -> end',
    ]);
  });

  it('takes no declaration of a pointer to a pointer for an access', async () => {
    expect(await ways('struct node **all; all = n->all; *all = m;')).toEqual([
      'R n->all; = all; W *all; smp_mb -> end',
    ]);
  });

  it('goes through branches, early returns and what follows', async () => {
    expect(await ways('if (n->len) { n->used = 1; return; } else n->flags = 1; m->len = 1;')).toEqual([
      'R n->len; if n->len -> 1 2',
      'W n->used -> end',
      'W n->flags; W m->len; smp_mb -> end',
    ]);
  });

  it('turns conditions round at ! and takes them apart at && and ||', async () => {
    expect(await ways('if (!n->len && (m->len || likely(!m->used))) n->flags = 1;')).toEqual([
      'R n->len; if n->len -> 1 2',
      'smp_mb -> end',
      'R m->len; if m->len -> 3 4',
      'W n->flags -> 1',
      'R m->used; if m->used -> 1 3',
    ]);
  });

  it('goes round loops and out of them', async () => {
    expect(await ways('while (n->len) { if (n->used) break; if (n->flags) continue; m->len = 1; }')).toEqual([
      'R n->len; if n->len -> 1 2',
      'R n->used; if n->used -> 2 3',
      'smp_mb -> end',
      'R n->flags; if n->flags -> 0 4',
      'W m->len -> 0',
    ]);
    expect(await ways('do n->len++; while (m->len);')).toEqual([
      'RW n->len; R m->len; if m->len -> 0 1',
      'smp_mb -> end',
    ]);
  });

  it('leaves an endless loop only by a break', async () => {
    expect(await ways('for (;;) { if (n->len) break; cpu_relax(); }')).toEqual([
      'R n->len; if n->len -> 1 2',
      'smp_mb -> end',
      'cpu_relax -> 0',
    ]);
  });

  it('takes iterator macros for loops and their variable for assigned', async () => {
    expect(await ways('list_for_each_entry(n, &m->next, next) n->len = 1;')).toEqual([
      '& m->next; call list_for_each_entry; = n -> 1 2',
      'W n->len -> 0',
      'smp_mb -> end',
    ]);
  });

  it('follows jumps in both directions', async () => {
    expect(await ways('again: if (n->len) goto out; n->used = 1; goto again; out: n->flags = 1;')).toEqual([
      'R n->len; if n->len -> 1 2',
      'W n->flags; smp_mb -> end',
      'W n->used -> 0',
    ]);
  });

  it('falls through the cases of a switch', async () => {
    expect(
      await ways('switch (n->len) { case 1: n->used = 1; case 2: n->flags = 1; break; default: return; }'),
    ).toEqual(['R n->len -> 1 2 3', 'W n->used -> 2', 'W n->flags; smp_mb -> end', ' -> end']);
  });

  it('takes the arms of #if for ways, and code without #else for there', async () => {
    expect(await ways('\n#ifdef CONFIG_A\nn->len = 1;\n#else\nn->used = 1;\n#endif\n')).toEqual([
      ' -> 1 3',
      'W n->len -> 2',
      'smp_mb -> end',
      'W n->used -> 2',
    ]);
    expect(await ways('\n#ifdef CONFIG_A\nn->len = 1;\n#endif\n')).toEqual(['W n->len; smp_mb -> end']);
  });

  it('has calls of unknown functions, through members too, and says what they do to locks', async () => {
    expect(await ways('foo_lock(n); n->ops->fire(n); foo_unlock(n); asm volatile("nop");')).toEqual([
      'take foo_lock; R n->ops; R n->ops->fire; call ->fire; drop foo_unlock; call asm; smp_mb -> end',
    ]);
  });

  it('is there only for functions that order something between CPUs', async () => {
    const text = `${HEAD}void f(struct node *n) { WRITE_ONCE(n->len, 1); }\nvoid g(struct node *n) { wmb(); n->len = 1; }\n`;
    expect((await factsOf(text)).flows).toBeUndefined();
  });

  it('is there where something is read with a mark and without', async () => {
    const text = `${HEAD}int f(struct node *n) { if (READ_ONCE(n->len)) return n->len; return 0; }\n`;
    expect((await factsOf(text)).flows).toHaveLength(1);
  });

  it('is left out where the code is garbled', async () => {
    expect(await ways('if (n->len { n->used = 1; } else } n->flags = 1;')).toEqual([]);
  });
});
