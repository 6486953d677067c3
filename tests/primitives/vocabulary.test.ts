import { describe, expect, it } from 'vitest';
import { primitive } from '../../server/src/primitives/entry.ts';
import { namesOf, vocabulary } from '../../server/src/primitives/vocabulary.ts';

const facts = { source: 'here', summary: 'Nothing.' };
const members = (braces: string) => namesOf(primitive('family', 'other', 'none', { ...facts, members: braces }));

describe('a family', () => {
  it.each([
    ['plain', ['plain']],
    ['lock{,_irq}', ['lock', 'lock_irq']],
    ['{a,b}_{x,y}', ['a_x', 'a_y', 'b_x', 'b_y']],
    ['{a,b{1,2}c}', ['a', 'b1c', 'b2c']],
    ['{,_{p,q}}z', ['z', '_pz', '_qz']],
  ])('%s', (braces, names) => {
    expect(members(braces)).toEqual(names);
  });

  it('has a pattern of exactly its names', () => {
    const { pattern } = primitive('family', 'other', 'none', { ...facts, members: '{,raw_}lock{,_bh}' });
    const matched = ['lock', 'raw_lock_bh', 'xlock', 'lock_bhx', 'raw_'].filter((name) =>
      new RegExp(pattern!).test(name),
    );
    expect(matched).toEqual(['lock', 'raw_lock_bh']);
  });
});

describe('a vocabulary', () => {
  const one = primitive('one', 'full', 'all', facts);
  const two = primitive('two', 'read', 'reads', { ...facts, members: '{two,one}' });

  it('gives a name to the first that claims it', () => {
    const words = vocabulary('toy', [one, two]);
    expect(words.lookup('one')).toBe(one);
    expect(words.lookup('two')).toBe(two);
    expect(words.lookup('three')).toBeUndefined();
  });
});
