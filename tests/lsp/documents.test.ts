/** Documents are what the client has, whatever it counts in. */
import { describe, expect, it } from 'vitest';
import { Documents } from '../../server/src/lsp/documents.ts';
import { type Encoding, LineIndex } from '../../server/src/text/lines.ts';

const uri = 'file:///a.c';
const pieces = ['a', 'ä', '€', '𝄞', '\n', '\r\n', '\r', ' ', '\t', '/* b */', 'smp_mb();\n', '👩‍👩‍👧'];

describe.each<Encoding>(['utf-8', 'utf-16', 'utf-32'])('changes in %s', (encoding) => {
  it('come to the same text as in the client', () => {
    const random = generator(encoding.length * 7919);
    const some = (most: number) => Array.from({ length: random(most) }, () => pieces[random(pieces.length)]).join('');
    for (let round = 0; round < 20; round++) {
      const documents = new Documents();
      documents.encoding = encoding;
      let text = some(40);
      documents.open({ uri, languageId: 'c', version: 0, text });
      for (let version = 1; version < 30; version++) {
        const changes = Array.from({ length: 1 + random(3) }, () => {
          // Editors put cursors between characters, not into one, nor between CR and LF.
          const places = [...stops(text)];
          const [start, end] = [places[random(places.length)]!, places[random(places.length)]!].sort((a, b) => a - b);
          const lines = new LineIndex(text);
          const range = { start: lines.toEncoding(start!, encoding), end: lines.toEncoding(end!, encoding) };
          const added = some(4);
          text = text.slice(0, start) + added + text.slice(end);
          return { range, text: added };
        });
        const changed = documents.change({ textDocument: { uri, version }, contentChanges: changes });
        expect(changed).toEqual({ uri, languageId: 'c', version, text });
      }
    }
  });
});

describe('documents', () => {
  it('take whole texts, too, and changes out of range to the nearest place', () => {
    const documents = new Documents();
    documents.open({ uri, languageId: 'c', version: 1, text: 'a\nb' });
    const change = (...contentChanges: object[]) =>
      documents.change({ textDocument: { uri, version: 2 }, contentChanges: contentChanges as never })?.text;
    const far = { line: 1e9, character: 1e9 };
    expect(change({ text: 'one\ntwo' })).toBe('one\ntwo');
    expect(change({ range: { start: far, end: far }, text: '!' })).toBe('one\ntwo!');
    expect(change({ range: { start: { line: 0, character: 99 }, end: far }, text: '' })).toBe('one');
    expect(change({ range: { start: { line: -3, character: -1 }, end: { line: -1, character: 0 } }, text: '>' })).toBe(
      '>one',
    );
    expect(change({ range: { start: far, end: { line: 0, character: 1 } }, text: '' })).toBe('>');
  });

  it('are unknown until they are open, and when they are closed', () => {
    const documents = new Documents();
    const change = { textDocument: { uri, version: 2 }, contentChanges: [{ text: 'x' }] };
    expect(documents.change(change)).toBeUndefined();
    documents.open({ uri, languageId: 'c', version: 1, text: '' });
    documents.open({ uri, languageId: 'c', version: 5, text: 'again' });
    expect(documents.all().map(({ text }) => text)).toEqual(['again']);
    documents.close(uri);
    documents.close(uri);
    expect(documents.change(change)).toBeUndefined();
    expect(documents.all()).toEqual([]);
  });

  it('refuse what is none, and keep what they have', () => {
    const documents = new Documents();
    documents.open({ uri, languageId: 'c', version: 1, text: 'kept' });
    expect(() => documents.open({ uri } as never)).toThrow();
    const bad = { textDocument: { uri, version: 2 }, contentChanges: [{ text: 3 }] };
    expect(() => documents.change(bad as never)).toThrow();
    expect(documents.get(uri)?.text).toBe('kept');
  });
});

/** Offsets that a cursor can have. */
function* stops(text: string): Iterable<number> {
  yield 0;
  let at = 0;
  for (const character of text) {
    at += character.length;
    if (!(text[at - 1] === '\r' && text[at] === '\n')) yield at;
  }
}

/** The same numbers each time: linear, with the constants of Numerical Recipes. */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
