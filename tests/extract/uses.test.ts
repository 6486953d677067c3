import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { extractSites } from '../../server/src/extract/sites.ts';
import { describeUses } from '../../server/src/extract/uses.ts';
import { linux } from '../../server/src/primitives/linux.ts';
import { lex } from '../../server/src/syntax/lexer.ts';
import { createParser, type RegionParser } from '../../server/src/syntax/parser.ts';
import { describeLoads } from '../support/loads.ts';
import { wasm } from '../support/wasm.ts';

let parser: RegionParser;

beforeAll(async () => {
  parser = await createParser(wasm());
});

afterEach(() => {
  expect(parser.liveTrees()).toBe(0);
});

/** What becomes of the one marked load of a function body. */
function useIn(body: string, params = 'void'): string {
  return describeLoads(parser, `static int f(${params})\n{\n\t${body}\n}\n`)[0]!.use;
}

function lockedIn(body: string, head = 'static void f(struct box *b)'): boolean[] {
  return describeLoads(parser, `${head}\n{\n\t${body}\n}\n`).map((load) => load.locked);
}

function privateIn(body: string, params = 'struct box *b'): boolean | undefined {
  return describeLoads(parser, `static void f(${params})\n{\n\t${body}\n}\n`)[0]!.private;
}

describe('an inode published by smp_store_release()', () => {
  const publisher = `
static struct inode *p_inode;
static void init(void)
{
	struct inode *inode = new_inode(sb);
	inode->i_mapping = map;
	smp_store_release(&p_inode, inode);
}
`;
  const readers: [string, string, string][] = [
    ['a plain reader', 'return «p_inode»->i_mapping;', 'dereferenced at ->i_mapping'],
    [
      'a reader by READ_ONCE()',
      'struct inode *inode = «READ_ONCE(p_inode)»;\n\treturn inode->i_mapping;',
      'dereferenced at ->i_mapping',
    ],
    [
      'a reader by smp_load_acquire()',
      'struct inode *inode;\n\tinode = «smp_load_acquire(&p_inode)»;\n\tif (!inode)\n\t\treturn 0;\n\treturn inode->i_mapping;',
      'dereferenced at ->i_mapping, tested',
    ],
    ['a reader that only looks', 'if («READ_ONCE(p_inode)» == NULL)\n\t\treturn 0;', 'tested'],
  ];
  it.each(readers)('%s', (_name, body, use) => {
    const [load] = describeLoads(parser, `${publisher}\nstatic void *get(void)\n{\n\t${body}\n}\n`);
    expect(load).toMatchObject({ use, locked: false });
  });
});

describe('which loads are looked at', () => {
  const reader = 'static int reader(struct box *b)\n{\n\treturn READ_ONCE(b->state) == 1;\n}\n';

  /** Whether the reader's load is described in a file with this writer. */
  function isDescribed(writer: string): boolean {
    const lexed = lex(`${reader}\nstatic void writer(struct box *b)\n{\n\t${writer}\n}\n`);
    const { functions, sites } = extractSites(lexed, linux, { offsets: [], names: new Set(['reader']) });
    const described = describeUses(parser, lexed, functions, sites, []);
    expect(described.sites).toHaveLength(sites.length);
    return described.sites.find((site) => site.primitive === 'READ_ONCE')!.use !== undefined;
  }

  it('those of objects that the file releases', () => {
    expect(isDescribed('smp_store_release(&b->state, 1);')).toBe(true);
  });

  it('those of objects that the file writes after a write barrier', () => {
    expect(isDescribed('b->data = 1;\n\tsmp_wmb();\n\tWRITE_ONCE(b->state, 1);')).toBe(true);
  });

  it('no others', () => {
    expect(isDescribed('smp_store_release(&b->other, 1);')).toBe(false);
    expect(isDescribed('WRITE_ONCE(b->state, 1);')).toBe(false);
  });
});

describe('a plain access', () => {
  it('is none where the name is a tag', () => {
    const text = 'static void f(void)\n{\n\tstruct ops *p;\n\tp = ops;\n}\n';
    const lexed = lex(text);
    const functions = lexed.functions.map((fn) => ({ ...fn, macro: false, stub: false }));
    const accesses = [text.indexOf('ops'), text.lastIndexOf('ops')].map((at) => {
      const object = { base: '::ops', members: [], text: 'ops' };
      return { at, end: at + 3, fn: 0, object, mode: 'read', locked: false, private: false } as const;
    });
    expect(describeUses(parser, lexed, functions, [], accesses).accesses.map((access) => access.at)).toEqual([
      text.lastIndexOf('ops'),
    ]);
  });
});

describe('a value used on the spot', () => {
  it.each([
    ['return *«smp_load_acquire(&p)»;', 'dereferenced at *smp_load_acquire(&p'],
    ['«READ_ONCE(b->p)»->x = 1;', 'dereferenced at ->x'],
    ['return (*(struct box **)«READ_ONCE(p)»)->x;', 'dereferenced at *(struct'],
    ['return table[«READ_ONCE(i)» & MASK];', 'dereferenced at [READ_ONCE(i'],
    ['return «READ_ONCE(p)»[3];', 'dereferenced at [3]'],
    ['if («READ_ONCE(ready)») use(data);', 'tested'],
    ['while (!«smp_load_acquire(&done)») cpu_relax();', 'tested'],
    ['for (;«READ_ONCE(go)»;) work();', 'tested'],
    ['return likely(«READ_ONCE(x)» > 0) && y;', 'tested, escapes'],
    ['return «READ_ONCE(x)» ? 1 : 2;', 'tested'],
    ['if (WARN_ON(«READ_ONCE(x)»)) stop();', 'tested'],
    ['if (IS_ERR_OR_NULL(«rcu_dereference(p)»)) stop();', 'tested'],
    ['return «READ_ONCE(x)»;', 'escapes'],
    ['use(«READ_ONCE(x)»);', 'escapes'],
    ['b->copy = «READ_ONCE(x)»;', 'escapes'],
    ['global = «READ_ONCE(x)»;', 'escapes'],
    ['use(&«READ_ONCE(p)»->member);', 'escapes'],
    ['use(&«READ_ONCE(p)»->a->b);', 'dereferenced at ->a->b'],
    ['atomic_inc(&«READ_ONCE(p)»->count);', 'dereferenced at atomic_inc(&READ_ONCE(p'],
    ['(void)«READ_ONCE(x)»;', 'nothing'],
    ['x = sizeof(*«READ_ONCE(p)»);', 'nothing'],
    ['«READ_ONCE(handler)»(arg);', 'tested'],
    ['list_for_each_entry(q, &«READ_ONCE(p)»->list, node) use(q);', 'dereferenced at q'],
  ])('%s', (body, use) => {
    expect(useIn(body, 'struct box *b, struct box *q')).toBe(use);
  });
});

describe('a value kept in a variable', () => {
  it.each([
    ['an assignment', 'struct box *p;\n\tp = «READ_ONCE(g)»;\n\tp->x = 1;', 'dereferenced at ->x'],
    [
      'a test that assigns',
      'struct box *p;\n\tif ((p = «READ_ONCE(g)») != NULL && p->x) stop();',
      'dereferenced at ->x, tested',
    ],
    [
      'copies and casts',
      'struct box *p = (void *)«READ_ONCE(g)», *q = p;\n\treturn *(int *)q;',
      'dereferenced at *(int',
    ],
    ['a conditional', 'struct box *p = «READ_ONCE(g)» ?: &fallback;\n\treturn p->x;', 'dereferenced at ->x, tested'],
    ['an index', 'int i = «READ_ONCE(head)»;\n\treturn ring[i % SIZE].x;', 'dereferenced at [i'],
    [
      'a statement expression',
      'struct box *p = ({ struct box *v = «READ_ONCE(g)»; v; });\n\treturn p->x;',
      'dereferenced at ->x',
    ],
    ['a comparison with NULL only', 'struct box *p = «READ_ONCE(g)»;\n\treturn p == NULL;', 'tested, escapes'],
    ['the outcome of a comparison', 'int c = «READ_ONCE(x)» > 3;\n\treturn ring[c];', 'tested'],
    ['overwritten', 'struct box *p = «READ_ONCE(g)»;\n\tp = other();\n\treturn p->x;', 'nothing'],
    [
      'perhaps overwritten',
      'struct box *p = «READ_ONCE(g)»;\n\tif (c)\n\t\tp = other();\n\treturn p->x;',
      'dereferenced at ->x',
    ],
    [
      'overwritten by an iterator',
      'struct box *p = «READ_ONCE(g)»;\n\tlist_for_each_entry(p, &l, node) { p->x = 1; }',
      'nothing',
    ],
    ['the other arm', 'struct box *p;\n\tif (c) { p = «READ_ONCE(g)»; } else { p = q; p->x = 1; }', 'nothing'],
    ['after a return', 'struct box *p;\n\tif (c) { p = «READ_ONCE(g)»; return 0; }\n\tp->x = 1;', 'nothing'],
    [
      'after a goto',
      'struct box *p;\n\tif (c) { p = «READ_ONCE(g)»; goto out; }\n\tp->x = 1;\nout:\n\tuse(p);',
      'escapes',
    ],
    [
      'the next round of a loop',
      'struct box *p = q;\n\twhile (p) { p->x = 1; p = «READ_ONCE(p->next)»; }',
      'dereferenced at ->x, tested',
    ],
    [
      'the next round of a for',
      'struct box *p;\n\tfor (p = q; p; p = «READ_ONCE(p->next)») use(p->x);',
      'dereferenced at ->next, tested',
    ],
    ['a static variable', 'static struct box *p;\n\tp = «READ_ONCE(g)»;', 'escapes'],
    ['its address given away', 'struct box *p = «READ_ONCE(g)»;\n\tuse(&p);', 'escapes'],
  ])('%s', (_name, body, use) => {
    expect(useIn(body, 'struct box *q, int c')).toBe(use);
  });
});

describe('code that the grammar rejects', () => {
  it('leaves the use of a load in it open', () => {
    expect(useIn('x = c ? «READ_ONCE(p)»;', 'int c')).toBe('unknown');
  });

  it('counts as an escape where a variable goes into it', () => {
    expect(useIn('struct box *p = «READ_ONCE(g)»;\n\tuse(p MACRO struct);')).toContain('escapes');
  });

  it('neither overflows nor hangs on deep nesting', () => {
    const depth = 3_000;
    const nested = 'if (a) { '.repeat(depth) + 'spin_lock(&l); «READ_ONCE(p)»;' + ' }'.repeat(depth);
    expect(['nothing', 'unknown']).toContain(useIn(nested));
    const chain = 'if (a) x(); else '.repeat(depth) + '{ spin_lock(&l); use(«READ_ONCE(p)»); }';
    expect(['escapes', 'unknown']).toContain(useIn(chain));
    expect(['escapes', 'unknown']).toContain(useIn(`${'lock('.repeat(depth)}«READ_ONCE(p)»${')'.repeat(depth)};`));
  });

  it('does not matter elsewhere in the function', () => {
    expect(useIn('x = ( [ y;\n\tif («READ_ONCE(ready)»)\n\t\tuse(data);')).toBe('tested');
  });
});

describe('locks', () => {
  it.each<[string, string, boolean[]]>([
    ['between lock and unlock', '«b->x»; spin_lock(&b->l); «b->x»; spin_unlock(&b->l); «b->x»;', [false, true, false]],
    [
      'after an early way out',
      'mutex_lock(&b->m);\n\tif (b->dead) { mutex_unlock(&b->m); return; }\n\t«b->x»;\n\tmutex_unlock(&b->m);',
      [true],
    ],
    [
      'after a way out by goto',
      'mutex_lock(&b->m);\n\tif (b->dead) goto out;\n\t«b->x»;\nout:\n\t«b->x»;\n\tmutex_unlock(&b->m);',
      [true, true],
    ],
    ['taken in one arm only', 'if (c) spin_lock(&b->l);\n\t«b->x»;', [false]],
    ['taken in both arms', 'if (c) spin_lock(&b->l); else spin_lock(&b->k);\n\t«b->x»;', [true]],
    ['given back in a loop', 'spin_lock(&b->l);\n\twhile (c) { «b->x»; spin_unlock(&b->l); rest(); }', [false]],
    [
      'dropped and taken again in a loop',
      'spin_lock(&b->l);\n\twhile (c) { «b->x»; spin_unlock(&b->l); rest(); spin_lock(&b->l); }\n\t«b->x»;',
      [true, true],
    ],
    ['tried, and left on failure', 'if (!spin_trylock(&b->l)) return;\n\t«b->x»;', [true]],
    [
      'tried, in the arm of success',
      'if (mutex_trylock(&b->m)) { «b->x»; mutex_unlock(&b->m); } else { «b->x»; }',
      [true, false],
    ],
    ['held by the callers', '«b->x»; spin_unlock(&b->l); «b->x»; spin_lock(&b->l); «b->x»;', [true, false, true]],
    ['asserted', '«b->x»; lockdep_assert_held(&b->l); «b->x»;', [true, true]],
    ['a guard', '{ guard(mutex)(&b->m); «b->x»; }\n\t«b->x»;', [true, false]],
    ['a scoped guard', 'scoped_guard(spinlock, &b->l) { «b->x»; }\n\t«b->x»;', [true, false]],
    ['of a subsystem', 'box_lock(b); «b->x»; box_unlock(b); «b->x»;', [true, false]],
    [
      'given back under another name',
      'r = task_box_lock(b, &flags); «b->x»; task_box_unlock(r, &flags); «b->x»;',
      [true, false],
    ],
    ['readers of RCU hold none', 'rcu_read_lock(); «b->x»; rcu_read_unlock();', [false]],
    ['a semaphore', 'down_read(&b->s); «b->x»; up_read(&b->s); «b->x»;', [true, false]],
    ['in its own arguments', 'spin_lock(&«b->x»->l); spin_unlock(&«b->x»->l);', [false, true]],
    ['in the cases of a switch', 'switch (c) { case 1: spin_lock(&b->l); break; default: return; }\n\t«b->x»;', [true]],
  ])('%s', (_name, body, locked) => {
    expect(lockedIn(body)).toEqual(locked);
  });

  it('believes the name and the declaration', () => {
    expect(lockedIn('«b->x»; spin_unlock(&b->l);', 'static void f(struct box *b) __releases(&b->l)')).toEqual([true]);
    expect(lockedIn('«b->x»; other_lock(b);', 'static void take_locked(struct box *b)')).toEqual([true]);
  });

  it('leaves what was said before where no lock is in sight', () => {
    const marked = 'static void f(struct box *b)\n{\n\tuse(«b->x»);\n}\n';
    expect(describeLoads(parser, marked, { locked: true, private: false })[0]!.locked).toBe(true);
  });

  it('goes for marked loads as well', () => {
    expect(lockedIn('spin_lock(&b->l); use(«READ_ONCE(b->x)»);')).toEqual([true]);
  });
});

describe('ownership', () => {
  it.each<[string, string, boolean]>([
    [
      'allocated, not yet published',
      'struct box *p = kzalloc(sizeof(*p), GFP_KERNEL);\n\tuse(«p->x»);\n\trcu_assign_pointer(g, p);',
      true,
    ],
    [
      'allocated and published',
      'struct box *p = kzalloc(sizeof(*p), GFP_KERNEL);\n\trcu_assign_pointer(g, p);\n\tuse(«p->x»);',
      false,
    ],
    ['published by a list', 'struct box *p;\n\tp = box_alloc();\n\tlist_add(&p->node, &head);\n\tuse(«p->x»);', false],
    ['published by a plain store', 'struct box *p = box_new();\n\tglobal = p;\n\tuse(«p->x»);', false],
    [
      'filled in only',
      'struct box *p = box_create();\n\tmutex_init(&p->m);\n\tWRITE_ONCE(p->y, 1);\n\tuse(«p->x»);',
      true,
    ],
    ['after the last reference', 'if (refcount_dec_and_test(&b->ref)) { use(«b->x»); }', true],
    [
      'after the way out of all but the last',
      'if (!refcount_dec_and_test(&b->ref))\n\t\treturn;\n\tuse(«b->x»);',
      true,
    ],
    ['after another way out', 'if (refcount_dec_and_test(&b->ref))\n\t\treturn;\n\tuse(«b->x»);', false],
    ['after a grace period', 'list_del_rcu(&b->node);\n\tsynchronize_rcu();\n\tuse(«b->x»);', true],
    [
      'after a grace period for something found later',
      'list_del_rcu(&b->node);\n\tsynchronize_rcu();\n\tb = find();\n\tuse(«b->x»);',
      false,
    ],
    [
      'after a grace period on some ways',
      'list_del_rcu(&b->node);\n\tif (c)\n\t\tsynchronize_rcu();\n\tuse(«b->x»);',
      false,
    ],
    ['a parameter', 'use(«b->x»);', false],
  ])('%s', (_name, body, expected) => {
    expect(privateIn(body)).toBe(expected);
  });

  it('is certain in what call_rcu() runs', () => {
    const body = 'struct box *p = container_of(head, struct box, rcu);\n\tuse(«p->x»);';
    expect(privateIn(body, 'struct rcu_head *head')).toBe(true);
    expect(privateIn(body, 'struct list_head *head')).toBe(false);
  });

  it('takes back what the order of the text suggests', () => {
    const marked =
      'static void f(void)\n{\n\tstruct box *p = box_alloc();\n\tsmp_store_release(&g, p);\n\tuse(«p->x»);\n}\n';
    expect(describeLoads(parser, marked, { locked: false, private: true })[0]!.private).toBe(false);
  });
});
