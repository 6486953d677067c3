import { describe, expect, it } from 'vitest';
import { commentNeedles, mayClaim } from '../../server/src/comments/read.ts';
import { claims, read } from './support.ts';

describe('label definitions', () => {
  it.each([
    ['/* LMM(reserve_slot:D) */', ['reserve_slot:D']],
    ['/* Now it is ours: LMM(reserve_slot:D) */', ['reserve_slot:D']],
    ['/* D */', [':D']],
    ['/* (B) */', [':B']],
    ['/* A, matches D */', [':A']],
    ['/* B matches C */', [':B']],
    ['/* Implicit barrier (A) pairs with (B) in wake_it(). */', [':A']],
    ['/*\n * 1) slot lock: (SLOT_BARRIER_1)\n * taken twice\n */', [':SLOT_BARRIER_1']],
    ['/*\n * SLOT_BARRIER:\n * why there is one\n */', [':SLOT_BARRIER']],
  ])('%s', (comment, expected) => {
    expect(read(comment)?.labels.map((label) => `${label.function ?? ''}:${label.label}`)).toEqual(expected);
  });

  it.each([
    '/* A lock */',
    '/* see (A) in the drawing */',
    '/* plan B is this */',
    '/* see SLOT_BARRIER_1 */',
    '/* ab */',
  ])('finds none in %s', (comment) => expect(read(comment)?.labels ?? []).toEqual([]));

  it('points at the letter', () => {
    const comment = '/* LMM(reserve_slot:D) */';
    const span = read(comment)!.labels[0]!.span;
    expect(comment.slice(span.start, span.end)).toBe('D');
  });
});

describe('suppressions', () => {
  it('need a rule and a reason', () => {
    const comment = '// barrier-ls-ignore stale-function, unmatched: made by a macro';
    const suppression = read(comment)?.suppression;
    expect(suppression?.ruleSpans.map(({ start, end }) => comment.slice(start, end))).toEqual(suppression?.rules);
    expect(suppression).toMatchObject({
      span: { start: 3, end: 63 },
      rules: ['stale-function', 'unmatched'],
      reason: 'made by a macro',
    });
    expect(read('// barrier-ls-ignore stale-function')).toBeUndefined();
  });
});

describe('prefilters', () => {
  const COMMENTS = [
    '/* which pairs\n * with smp_mb() in f_g() */',
    '/* Matches smp_mb() in f_g() */',
    '/* ordered against f_g() */',
    '/* barrier versus f_g() */',
    '/* the pair is the smp_mb() in f_g() */',
    '/* goes with smp_mb() in f_g() */',
    '/* see f_g() */',
    '/* ^^^ */',
    '/* D */',
    '/* (B) */',
    '/* LMM(f_g:A) */',
    '// barrier-ls-ignore unmatched: no',
  ];

  it.each(COMMENTS)('pass %s', (comment) => {
    expect(read(comment)).toBeDefined();
    expect(mayClaim(comment)).toBe(true);
  });

  it('stop ordinary comments', () => {
    expect(mayClaim('/* Allocate the ring and fill it. */')).toBe(false);
  });

  it('find the strong verbs in raw text', () => {
    const find = (text: string) => commentNeedles.some((needle) => needle.test(text));
    expect(find('/* pairs\n\t * with x_put() */')).toBe(true);
    expect(find('/* Paired w/ x */')).toBe(true);
    expect(find('// coupled\n// with x')).toBe(true);
    expect(find('/* matched by x_put() */')).toBe(true);
    expect(find('/* the best match wins; a pair of shoes */')).toBe(false);
  });

  it('let what the reader needs through, and no more claims than it finds', () => {
    expect(claims('/* Allocate the ring and fill it. */')).toEqual([]);
  });
});
