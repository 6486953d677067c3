import { describe, expect, it } from 'vitest';
import type { Block, Inline } from '../../server/src/features/page.ts';
import { pageMarkdown } from '../../server/src/features/page-markdown.ts';
import { prose } from '../../server/src/features/prose.ts';
import type { Spot } from '../../server/src/features/view.ts';

const SPOT = { facts: { file: 'a.c' }, at: 0, end: 1, function: 'f' } as unknown as Spot;

function markdown(...blocks: Block[]): string {
  return pageMarkdown({ blocks }, (to) => (typeof to === 'string' ? `file:///${to}` : `file:///${to.facts.file}#L1`));
}

function words(...text: Inline[]): string {
  return markdown({ kind: 'text', text });
}

describe('pageMarkdown', () => {
  it('sets blocks apart by empty lines', () => {
    const page = markdown(
      { kind: 'title', text: ['smp_mb()', ' · full barrier'] },
      { kind: 'list', items: [['one'], [{ code: 'two' }]] },
      { kind: 'rule' },
    );
    expect(page).toBe('**smp_mb()** · full barrier\n\n- one\n- `two`\n\n---');
  });

  it('puts code into a fence for C, whatever is in it', () => {
    const code = (text: string) => markdown({ kind: 'code', spot: SPOT, lines: [{ line: 1, text }] });
    expect(code('*p = 1;')).toBe('```c\n*p = 1;\n```');
    expect(code('/* ``` */')).toBe('````c\n/* ``` */\n````');
  });

  it('links where the client can follow, and writes the label elsewhere', () => {
    const link = { spot: SPOT, label: 'f() [a]' };
    expect(words('in ', link, { path: 'Documentation/x.txt', label: 'x' })).toBe(
      'in [f() \\[a\\]](file:///a.c#L1)[x](file:///Documentation/x.txt)',
    );
    expect(pageMarkdown({ blocks: [{ kind: 'text', text: [link] }] }, () => undefined)).toBe('f() \\[a\\]');
  });

  it('keeps addresses with spaces and parentheses whole', () => {
    expect(words({ path: 'a (1).txt', label: 'a' })).toBe('[a](<file:///a (1).txt>)');
  });

  it.each([
    ['*p and a*b', '\\*p and a\\*b'],
    ['a < b, `x` [y] \\z', 'a \\< b, \\`x\\` \\[y\\] \\\\z'],
    ['&lt; stays', '\\&lt; stays'],
    ['R & W', 'R & W'],
    ['__schedule() and foo_', '\\_\\_schedule() and foo\\_'],
    ['~~gone~~', '\\~\\~gone\\~\\~'],
    ['# no heading', '\\# no heading'],
    ['- no item', '\\- no item'],
    ['1. no item', '1\\. no item'],
    ['> no quotation', '\\> no quotation'],
    ['two\n\nlines', 'two lines'],
  ])('escapes %s', (text, expected) => expect(words(text)).toBe(expected));

  it('leaves names and arrows as they are: clients show escapes to people', () => {
    expect(words('smp_mb__before_atomic() in a->b')).toBe('smp_mb__before_atomic() in a->b');
  });

  it('keeps ticks inside of code', () => {
    expect(words({ code: 'a`b' })).toBe('``a`b``');
    expect(words({ code: '`' })).toBe('`` ` ``');
  });
});

describe('prose', () => {
  it.each([
    ['put() writes b->value first', [{ code: 'put()' }, ' writes ', { code: 'b->value' }, ' first']],
    ['rcu_assign_pointer(p, NULL) is', [{ code: 'rcu_assign_pointer(p, NULL)' }, ' is']],
    ['of struct sock::sk_prot.', ['of ', { code: 'struct sock::sk_prot' }, '.']],
    ['maps[type] last, then x.y.', [{ code: 'maps[type]' }, ' last, then ', { code: 'x.y' }, '.']],
    [
      'needs smp_mb__{before,after}_atomic(), or virt_*',
      ['needs ', { code: 'smp_mb__{before,after}_atomic()' }, ', or ', { code: 'virt_*' }],
    ],
    ['see Documentation/atomic_t.txt.', ['see ', { code: 'Documentation/atomic_t.txt' }, '.']],
    ['nothing here, e.g. (on Alpha)', ['nothing here, e.g. (on Alpha)']],
  ])('finds the code in "%s"', (text, expected) => expect(prose(text)).toEqual(expected));

  it('knows names that look like words from what it is told', () => {
    expect(prose('writes live last', ['live'])).toEqual(['writes ', { code: 'live' }, ' last']);
    expect(prose('writes *p last', ['*p'])).toEqual(['writes ', { code: '*p' }, ' last']);
    expect(prose('alive, a->live', ['live'])).toEqual(['alive, ', { code: 'a->live' }]);
  });
});
