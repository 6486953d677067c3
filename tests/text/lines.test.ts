import { describe, expect, it } from 'vitest';
import { LineIndex } from '../../server/src/text/lines.ts';

describe('LineIndex', () => {
  it('ends lines at LF, CR LF and a lone CR', () => {
    const index = new LineIndex('a\nbb\r\nc\rd\n');
    expect(index.lineCount).toBe(5);
    expect([0, 1, 2, 3, 4].map((line) => index.lineSpan(line))).toEqual([
      { start: 0, end: 1 },
      { start: 2, end: 4 },
      { start: 6, end: 7 },
      { start: 8, end: 9 },
      { start: 10, end: 10 },
    ]);
    expect(index.lineAt(1)).toBe(0);
    expect(index.lineAt(2)).toBe(1);
    expect(index.lineAt(5)).toBe(1);
    expect(index.lineAt(10)).toBe(4);
  });

  it('has one line when the text is empty', () => {
    const index = new LineIndex('');
    expect(index.lineCount).toBe(1);
    expect(index.position(0)).toEqual({ line: 0, character: 0 });
    expect(index.lineSpan(0)).toEqual({ start: 0, end: 0 });
  });

  it('goes there and back at every offset', () => {
    const text = 'int a;\n\n\tb é 😀 c\r\nd';
    const index = new LineIndex(text);
    for (let offset = 0; offset <= text.length; offset++) {
      // Inside CR LF there is no position of its own.
      if (text[offset - 1] === '\r') continue;
      expect(index.offset(index.position(offset))).toBe(offset);
    }
  });

  it('counts bytes, UTF-16 units or code points', () => {
    const text = 'x\né😀€z';
    const index = new LineIndex(text);
    const z = text.indexOf('z');
    expect(index.toEncoding(z, 'utf-8')).toEqual({ line: 1, character: 2 + 4 + 3 });
    expect(index.toEncoding(z, 'utf-16')).toEqual({ line: 1, character: 4 });
    expect(index.toEncoding(z, 'utf-32')).toEqual({ line: 1, character: 3 });
    expect(index.fromEncoding({ line: 1, character: 9 }, 'utf-8')).toBe(z);
    expect(index.fromEncoding({ line: 1, character: 4 }, 'utf-16')).toBe(z);
    expect(index.fromEncoding({ line: 1, character: 3 }, 'utf-32')).toBe(z);
  });

  it('takes a column inside a character for its start', () => {
    const index = new LineIndex('é😀z');
    expect(index.fromEncoding({ line: 0, character: 1 }, 'utf-8')).toBe(0);
    expect(index.fromEncoding({ line: 0, character: 4 }, 'utf-8')).toBe(1);
    expect(index.toEncoding(2, 'utf-8')).toEqual({ line: 0, character: 2 });
  });

  it('counts a lone surrogate as the three bytes that replace it', () => {
    expect(new LineIndex('\ud800a').toEncoding(1, 'utf-8')).toEqual({ line: 0, character: 3 });
  });

  it('clamps what is out of range', () => {
    const index = new LineIndex('ab\ncd');
    expect(index.position(-1)).toEqual({ line: 0, character: 0 });
    expect(index.position(99)).toEqual({ line: 1, character: 2 });
    expect(index.position(Number.NaN)).toEqual({ line: 0, character: 0 });
    expect(index.offset({ line: 0, character: 99 })).toBe(2);
    expect(index.offset({ line: 9, character: 0 })).toBe(5);
    expect(index.offset({ line: -1, character: 1 })).toBe(0);
    expect(index.fromEncoding({ line: 0, character: 99 }, 'utf-8')).toBe(2);
    expect(index.lineSpan(9)).toEqual({ start: 3, end: 5 });
    expect(index.lineAt(-5)).toBe(0);
  });
});
