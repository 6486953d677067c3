/**
 * Which files are worth extracting: those with an explicit primitive, a look for sleepers, or a look right behind a store, or with words that are a claim by themselves.
 * One regular expression over the bytes read as Latin-1 is the fastest way that JavaScript has: on Linux 6.1
 * 4 s of processor time for 1.2 GB, a quarter of it for reading, where forty searches for one word each take 22 s.
 */
import { commentNeedles } from '../comments/prefilter.ts';
import { lookNeedle } from '../extract/looks.ts';
import { needles, sleeperChecks } from '../primitives/explicit.ts';

/** Matches somewhere in every file that facts are wanted of. */
export const candidate = new RegExp(
  [
    ...[...needles, ...sleeperChecks.map((name) => `${name}(`)].map(literally),
    ...commentNeedles.map((pattern) => pattern.source),
    lookNeedle.source,
  ].join('|'),
);

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
