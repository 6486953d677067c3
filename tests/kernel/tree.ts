/** The kernel tree that the tests of this folder run on, and what they share. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { repository } from '../support/cli.ts';

/** The tree, or undefined: then its tests are skipped. */
export const kernel = process.env['BARRIER_LS_KERNEL'];

/** Labels, faults and scoring scripts that are prepared beside the repository; they hold kernel text and stay there. */
export const shared = resolve(repository, '../shared');

export const hasShared = existsSync(join(shared, 'tools/score-pairs.py'));

if (kernel === undefined) console.warn('tests/kernel: skipped, BARRIER_LS_KERNEL is not set (a Linux 6.1 source tree)');
else if (!hasShared) console.warn('tests/kernel: scores are skipped, ../shared is not there');

export function read(file: string): string {
  return readFileSync(join(kernel!, file), 'utf8');
}

/** 1-based line of the first occurrence of `text` in a file of the tree. */
export function lineOf(file: string, text: string): number {
  const at = read(file).indexOf(text);
  if (at < 0) throw new Error(`${file} does not hold '${text}'`);
  return read(file).slice(0, at).split('\n').length;
}
