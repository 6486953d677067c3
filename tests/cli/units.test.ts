import { describe, expect, it } from 'vitest';
import { excerpt, excerptWithCarets } from '../../server/src/cli/excerpt.ts';
import { describeError, Failure } from '../../server/src/cli/failure.ts';
import type { Io } from '../../server/src/cli/io.ts';
import { type ColorChoice, paintFor } from '../../server/src/cli/paint.ts';
import { createProgress } from '../../server/src/cli/progress.ts';
import { nearest } from '../../server/src/cli/suggest.ts';
import { item, wrap } from '../../server/src/cli/wrap.ts';
import { Source } from '../../server/src/text/source.ts';

describe('excerpts', () => {
  const plain = paintFor('never', {} as Io, { isTerminal: false, columns: 80, write: () => {} });
  const same = (text: string) => text;

  it('put carets under the span, without the indentation', () => {
    const source = new Source('int f(void)\n{\n\treturn inode->i_mapping;\n}\n');
    const start = source.text.indexOf('inode->');
    expect(excerptWithCarets(plain, same, source, { start, end: start + 'inode'.length })).toEqual([
      '     3 | return inode->i_mapping;',
      '       |        ^^^^^',
    ]);
  });

  it('stop at the end of the line', () => {
    const source = new Source('f(a,\n  b);\n');
    expect(excerptWithCarets(plain, same, source, { start: 0, end: 10 })[1]).toBe('       | ^^^^');
  });

  it('keep columns right behind a tab and cut a line of generated length', () => {
    const source = new Source(`\tx\t= y;\n${'z'.repeat(500)}\n`);
    expect(excerptWithCarets(plain, same, source, { start: 5, end: 6 })[1]).toBe('       |     ^');
    expect(excerpt(plain, source, 9).length).toBe('     2 | '.length + 160);
  });
});

describe('colours', () => {
  const stream = (isTerminal: boolean) => ({ isTerminal, columns: 80, write: () => {} });
  const red = (choice: ColorChoice, isTerminal: boolean, env: Record<string, string> = {}) =>
    paintFor(choice, { env } as unknown as Io, stream(isTerminal)).red('x');

  it('are for terminals', () => {
    expect(red('auto', true)).toBe('\u001b[31mx\u001b[0m');
    expect(red('auto', false)).toBe('x');
  });

  it('are off with NO_COLOR, unless asked for', () => {
    expect(red('auto', true, { NO_COLOR: '1' })).toBe('x');
    expect(red('auto', true, { TERM: 'dumb' })).toBe('x');
    expect(red('always', false, { NO_COLOR: '1' })).toBe('\u001b[31mx\u001b[0m');
    expect(red('never', true)).toBe('x');
  });
});

describe('progress', () => {
  function watch(isTerminal: boolean) {
    let time = 0;
    let written = '';
    const progress = createProgress({ isTerminal, columns: 20, write: (text) => void (written += text) }, () => time);
    return {
      at(ms: number, done: number) {
        time = ms;
        written = '';
        progress.report('reading', done, 200);
        return written;
      },
      end() {
        written = '';
        progress.end();
        return written;
      },
    };
  }

  it('waits a second, then shows a percentage at most ten times a second, and erases itself', () => {
    const shown = watch(true);
    expect(shown.at(500, 10)).toBe('');
    expect(shown.at(1500, 50)).toBe('\r\u001b[Kreading 25 % (50 of');
    expect(shown.at(1550, 60)).toBe('');
    expect(shown.at(1700, 100)).toContain('50 %');
    expect(shown.end()).toBe('\r\u001b[K');
    expect(shown.end()).toBe('');
  });

  it('writes nothing to what is no terminal', () => {
    const shown = watch(false);
    expect(shown.at(5000, 50) + shown.end()).toBe('');
  });
});

describe('errors', () => {
  it('are one line', () => {
    expect(describeError(new Failure('no\n  such thing'))).toBe('no such thing');
    const missing = Object.assign(new Error('ENOENT: …'), { code: 'EACCES', path: '/x' });
    expect(describeError(missing)).toBe('cannot read /x: permission denied');
    expect(describeError(new Error('oops'))).toContain('internal error: oops');
  });
});

describe('suggestions', () => {
  it('are near, or none', () => {
    expect(nearest('plain-acess', ['plain-access', 'stale-function'])).toBe('plain-access');
    expect(nearest('smp_store_relaese', ['smp_store_release', 'smp_store_mb'])).toBe('smp_store_release');
    expect(nearest('banana', ['plain-access', 'smp_mb'])).toBeUndefined();
  });
});

describe('prose', () => {
  it('is broken at spaces', () => {
    expect(wrap('one two three four', 9)).toEqual(['one two', 'three', 'four']);
    expect(item('one two three', 12)).toEqual(['  - one two', '    three']);
  });
});
