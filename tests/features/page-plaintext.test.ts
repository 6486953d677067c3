import { describe, expect, it } from 'vitest';
import type { Block } from '../../server/src/features/page.ts';
import { pagePlaintext } from '../../server/src/features/page-plaintext.ts';
import type { Spot } from '../../server/src/features/view.ts';

const SPOT = { facts: { file: 'a.c' }, at: 0, end: 1, function: 'f' } as unknown as Spot;

function plain(...blocks: Block[]): string {
  return pagePlaintext({ blocks });
}

describe('pagePlaintext', () => {
  it('shows links by their labels, and no markup', () => {
    const text = ['⇄ ', { spot: SPOT, label: 'smp_mb() in f() — line 3' }, ' of ', { code: '*p' }];
    expect(plain({ kind: 'title', text: ['smp_mb()', ' · full barrier'] }, { kind: 'text', text })).toBe(
      'smp_mb() · full barrier\n\n⇄ smp_mb() in f() — line 3 of *p',
    );
  });

  it('breaks words at 80 columns, and puts the rest of an item under its first line', () => {
    const long = Array.from({ length: 30 }, (_, i) => `word${i}`).join(' ');
    const lines = plain({ kind: 'list', items: [[long]] }).split('\n');
    expect(lines.length).toBeGreaterThan(1);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines.map((line) => line.slice(0, 2))).toEqual(['- ', ...lines.slice(1).map(() => '  ')]);
    expect(lines.map((line) => line.slice(2)).join(' ')).toBe(long);
  });

  it('numbers code and leaves it in one piece', () => {
    const text = `x = ${'y + '.repeat(30)}z;`;
    const lines = [
      { line: 9, text },
      { line: null, text: '…' },
      { line: 12, text: '    return x;' },
    ];
    expect(plain({ kind: 'code', spot: SPOT, lines })).toBe(`     9 | ${text}\n       | …\n    12 |     return x;`);
  });
});
