import { describe, expect, it } from 'vitest';
import { ObjectTable } from '../../server/src/index/objects.ts';
import { factsOf } from '../support/facts.ts';

/** Objects of a workspace whose files have these texts. */
async function table(...texts: string[]): Promise<ObjectTable> {
  return new ObjectTable(await Promise.all(texts.map((text, i) => factsOf(text, `${i}.h`))));
}

const path = (base: string, ...members: string[]) => ({ base, members, text: '' });

const RING = 'struct ring { int head; struct slot *slots; };';
const SLOT = 'struct slot { struct { int low; } range; struct page *page; };';

describe('the identity of an object', () => {
  it('is the member of the innermost structure, across files', async () => {
    const objects = await table(RING, SLOT, 'struct page { long flags; };');
    expect(objects.identity(path('struct ring', 'head'))).toBe('struct ring::head');
    expect(objects.identity(path('struct ring', 'slots', 'page', 'flags'))).toBe('struct page::flags');
  });

  it('is the same by way of different owners', async () => {
    const objects = await table(RING, SLOT, 'struct pool { struct ring main; };');
    expect(objects.identity(path('struct pool', 'main', 'slots', 'page'))).toBe(
      objects.identity(path('struct slot', 'page')),
    );
  });

  it('keeps members joined behind a type that is not known', async () => {
    const objects = await table(RING);
    expect(objects.identity(path('struct ring', 'slots', 'page', 'flags'))).toBe('struct slot::page.flags');
    expect(objects.identity(path('struct other', 'a', 'b'))).toBe('struct other::a.b');
  });

  it('is a global, a member of one, or nothing', async () => {
    const objects = await table(RING);
    expect(objects.identity(path('::ready'))).toBe('::ready');
    expect(objects.identity(path('::state', 'ready'))).toBe('::state::ready');
    expect(objects.identity(path('', 'ready'))).toBeNull();
    // A structure as a whole is no object.
    expect(objects.identity(path('struct ring'))).toBeNull();
  });

  it('has the members of all definitions of a tag', async () => {
    const objects = await table('struct a { struct b *x; };', 'struct a { struct c *y; };');
    expect(objects.identity(path('struct a', 'x', 'f'))).toBe('struct b::f');
    expect(objects.identity(path('struct a', 'y', 'f'))).toBe('struct c::f');
  });

  it('is not misled by members called like properties of objects', async () => {
    const objects = await table(RING);
    expect(objects.identity(path('struct ring', 'constructor', 'head'))).toBe('struct ring::constructor.head');
    expect(objects.missing(path('struct ring', 'toString', 'head'))).toBeNull();
  });
});

describe('the structure that is missing', () => {
  it('is the first unknown one on the way', async () => {
    const objects = await table(RING);
    expect(objects.missing(path('struct pool', 'main', 'head'))).toBe('struct pool');
    expect(objects.missing(path('struct ring', 'slots', 'page', 'flags'))).toBe('struct slot');
  });

  it('is none when the path is complete, or when no structure could complete it', async () => {
    const objects = await table(RING, SLOT);
    expect(objects.missing(path('struct ring', 'slots', 'page'))).toBeNull();
    // The structure that holds the last member needn't be known: its name is.
    expect(objects.missing(path('struct unknown', 'head'))).toBeNull();
    // A member without a nameable type, and a typedef's name, which nobody can look for.
    expect(objects.missing(path('struct ring', 'head', 'x'))).toBeNull();
    expect(objects.missing(path('ring_t', 'a', 'b'))).toBeNull();
  });
});
