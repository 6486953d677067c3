import { describe, expect, it } from 'vitest';
import { nodeHost } from '../../server/src/host/node/host.ts';

describe('this machine', () => {
  it('keeps its cache where it is told to, else in the user’s folder for such things', () => {
    expect(nodeHost({ BARRIER_LS_CACHE_DIR: '/tmp/elsewhere' }).cacheFolder).toBe('/tmp/elsewhere');
    expect(nodeHost({}).cacheFolder).toMatch(/barrier-language-server/);
  });

  it('hashes text as the bytes that it is made of', () => {
    const { hash } = nodeHost({});
    expect(hash('Žluť')).toBe(hash(Buffer.from('Žluť')));
    expect(hash('Žluť')).not.toBe(hash('Žlut'));
    expect(hash('')).toMatch(/^[\w-]{16}$/);
  });
});
