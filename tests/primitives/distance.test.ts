import { expect, it } from 'vitest';
import { editDistance } from '../../server/src/primitives/distance.ts';

it.each([
  ['acquire', 'acquire', 0],
  ['aquire', 'acquire', 1],
  ['acqiure', 'acquire', 1],
  ['READ', 'REAE', 1],
  ['barrier', 'barier', 1],
  ['write', 'wait', 2],
  ['', 'ab', 2],
])('%s and %s are %i apart', (a, b, distance) => {
  expect(editDistance(a, b, 2)).toBe(distance);
  expect(editDistance(b, a, 2)).toBe(distance);
});

it('stops counting above the limit', () => {
  expect(editDistance('release', 'acquire', 2)).toBe(3);
  expect(editDistance('a', 'abcdef', 1)).toBe(2);
});
