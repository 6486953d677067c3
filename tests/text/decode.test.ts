import { describe, expect, it } from 'vitest';
import { decode } from '../../server/src/text/decode.ts';

describe('decode', () => {
  it('reads ASCII and UTF-8', () => {
    expect(decode(Buffer.from('int x;\n'))).toEqual({ text: 'int x;\n', lossy: false });
    expect(decode(Buffer.from('/* é 😀 */'))).toEqual({ text: '/* é 😀 */', lossy: false });
  });

  it('drops a byte order mark', () => {
    expect(decode(Buffer.from('\ufeffint x;'))).toEqual({ text: 'int x;', lossy: false });
  });

  it('reads what is no UTF-8 as Latin-1, one unit per byte', () => {
    expect(decode(Uint8Array.from([0x4a, 0xf6, 0x72, 0x6e]))).toEqual({ text: 'Jörn', lossy: true });
  });

  it('calls a file binary for a NUL near its start', () => {
    expect(decode(Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0]))).toEqual({ binary: true });
    expect(decode(new Uint8Array(0))).toEqual({ text: '', lossy: false });
  });
});
