import { expect, it } from 'vitest';
import type { FileFacts } from '../../server/src/model/facts.ts';
import { packFacts, unpackFacts } from '../../server/src/project/packed.ts';

it('gives back what it was given', () => {
  const facts: FileFacts = {
    file: 'kernel/a.c',
    hash: 'h',
    functions: [
      { name: 'plain', macro: false, at: 4, body: { start: 12, end: 40 }, isStatic: false, stub: false },
      {
        name: 'looked_into',
        macro: false,
        at: 50,
        body: { start: 62, end: 90 },
        isStatic: true,
        stub: true,
        calls: [],
      },
      {
        name: 'MACRO',
        macro: true,
        at: 100,
        body: { start: 112, end: 140 },
        isStatic: false,
        stub: false,
        calls: [
          { name: 'plain', at: 113 },
          { name: 'looked_into', at: 121 },
        ],
      },
    ],
    sites: [{ at: 20, end: 29, primitive: 'smp_mb', kind: 'full', fn: 0 }],
    comments: [],
    accesses: [],
    labels: [],
    suppressions: [],
    structs: [{ name: 'struct a', at: 1, members: { next: 'struct a' } }],
    statics: ['x'],
    includes: ['linux/mm.h'],
  };
  expect(unpackFacts(packFacts(facts))).toEqual(facts);
});
