/** The kernel tree that the tests of this folder run on, and what they share. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { repository } from '../support/cli.ts';

/** The tree, or undefined: then its tests are skipped. */
export const kernel = process.env['BARRIER_LS_KERNEL'];

/** Labels, faults and scoring scripts that are prepared beside the repository; they hold kernel text and stay there. */
export const shared = resolve(repository, '../shared');

export const hasShared = existsSync(join(shared, 'tools/score-pairs.py'));

/** Labels are lines of one version of the tree: in another they stand elsewhere. */
export const isLabelled = kernel !== undefined && hasShared && versionOf(kernel) === labelledVersion();

if (kernel === undefined) console.warn('tests/kernel: skipped, BARRIER_LS_KERNEL is not set (a Linux 6.1 source tree)');
else if (!hasShared) console.warn('tests/kernel: scores are skipped, ../shared is not there');
else if (!isLabelled)
  console.warn(
    `tests/kernel: labels are skipped, they are of Linux ${labelledVersion()} and the tree is ${versionOf(kernel)}`,
  );

export function read(file: string): string {
  return readFileSync(join(kernel!, file), 'utf8');
}

/** 1-based line of the first occurrence of `text` in a file of the tree. */
export function lineOf(file: string, text: string): number {
  const at = read(file).indexOf(text);
  if (at < 0) throw new Error(`${file} does not hold '${text}'`);
  return read(file).slice(0, at).split('\n').length;
}

function versionOf(tree: string): string {
  const makefile = readFileSync(join(tree, 'Makefile'), 'utf8');
  return ['VERSION', 'PATCHLEVEL', 'SUBLEVEL']
    .map((key) => new RegExp(`^${key} = (\\d+)`, 'm').exec(makefile)?.[1])
    .join('.');
}

function labelledVersion(): string | undefined {
  return /Linux (\d+\.\d+\.\d+)/.exec(readFileSync(join(shared, 'comments/phrasing.md'), 'utf8'))?.[1];
}
