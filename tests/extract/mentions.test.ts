import { describe, expect, it } from 'vitest';
import { factsOf, lineAt } from '../support/facts.ts';

/** The functions that comments at barriers mention: `line names at primitive`. */
async function mentioned(body: string): Promise<string[]> {
  const text = `void f(struct ring *ring)\n{\n${body}\n}\n`;
  const { comments, sites } = await factsOf(text);
  return comments
    .flatMap((comment) => comment.claims)
    .filter((claim) => claim.verb === 'mention')
    .map(({ verbSpan, references, anchors }) => {
      const places = references.flatMap((reference) => reference.places);
      const names = places.flatMap((place) => (place.kind === 'function' ? place.names : []));
      return `${lineAt(text, verbSpan.start)} ${names.join(', ')} at ${sites[anchors[0]!]!.primitive}`;
    });
}

describe('functions that comments name without a verb of pairing', () => {
  it.each([
    ['above a barrier', '/* We raced with push_one() here. */\nsmp_rmb();', '3 push_one at smp_rmb'],
    ['behind a barrier', 'smp_rmb(); /* push_one() may run now */', '3 push_one at smp_rmb'],
    [
      'above the condition with the barrier',
      '/* push_one() may run now. */\nif (smp_load_acquire(&ring->head))\n\treturn;',
      '3 push_one at smp_load_acquire',
    ],
    [
      'on a later line, several',
      '/*\n * Make it visible to\n * push_one() and pop_one().\n */\nsmp_wmb();',
      '5 push_one, pop_one at smp_wmb',
    ],
    ['once, between two barriers', 'smp_wmb(); /* for push_one() */\nsmp_rmb();', '3 push_one at smp_wmb'],
  ])('%s', async (_, body, expected) => {
    expect(await mentioned(body)).toEqual([expected]);
  });

  it.each([
    ['primitives are no places', '/* An smp_mb() would be too much. */\nsmp_rmb();'],
    ['nor are the ones that people wish for', '/* Like an smp_mb__after_push(). */\nsmp_rmb();'],
    ['callbacks have no definition of their name', '/* ring->push_one() may run, or ops.pop_one(). */\nsmp_rmb();'],
    ['a name in words may be anything', '/* The push_one counter is read first. */\nsmp_rmb();'],
    ['part of a pattern', '/* The *_push_one() family, and {a,b}_pop_one(). */\nsmp_rmb();'],
    ['other code says what it does', '/* push_one() may run now. */\nring->slot = 1;'],
    ['a marked access is no barrier', '/* push_one() may run now. */\nWRITE_ONCE(ring->slot, 1);'],
    ['a statement stands between', '/* push_one() may run now. */\nring->slot = 1;\nsmp_rmb();'],
    ['a comment with a verb is a claim', '/* Pairs with the barrier in push_one(). */\nsmp_rmb();'],
  ])('none: %s', async (_, body) => {
    expect(await mentioned(body)).toEqual([]);
  });
});
