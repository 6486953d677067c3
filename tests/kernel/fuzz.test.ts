/** Kernel files, truncated and garbled with a fixed seed: nothing crashes, nothing hangs. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, runBundle } from '../support/cli.ts';
import { kernel, read } from './tree.ts';

const FILES = 200;
const FOLDERS = [
  'kernel',
  'kernel/sched',
  'kernel/rcu',
  'kernel/locking',
  'mm',
  'fs',
  'net/core',
  'include/linux',
  'block',
];

// Skipped without BARRIER_LS_KERNEL; tree.ts says so.
describe.skipIf(kernel === undefined)('garbled files', { timeout: 300_000 }, () => {
  it.each(['check', 'pairs', 'sites'])('%s', (command) => {
    const folder = folderWith({});
    garbledFiles().forEach((text, i) => {
      writeFileSync(join(folder, `file${i}.c`), text);
    });
    const started = Date.now();
    const { code, err, out } = runBundle([command, folder, '--no-cache']);
    expect(err).not.toMatch(/failed|internal error|changed while/);
    expect(code).toBeLessThanOrEqual(1);
    expect(out).not.toBe('');
    expect(Date.now() - started).toBeLessThan(60_000);
  });
});

/** The same two hundred texts in every run. */
function garbledFiles(): string[] {
  const random = generator(20260701);
  const names = FOLDERS.flatMap((folder) =>
    readdirSync(join(kernel!, folder))
      .filter((name) => /\.[ch]$/.test(name))
      .map((name) => `${folder}/${name}`),
  ).sort();
  return Array.from({ length: FILES }, () => garble(read(names[Math.floor(random() * names.length)]!), random));
}

/** One of: cut off, pieces taken out, pieces repeated, characters replaced, comment and brace marks strewn in. */
function garble(text: string, random: () => number): string {
  const at = () => Math.floor(random() * text.length);
  let result = text.slice(0, random() < 0.5 ? text.length : at());
  for (let i = 0; i < 20; i++) {
    const from = Math.floor(random() * result.length);
    const to = Math.min(result.length, from + Math.floor(random() * 200));
    const what = Math.floor(random() * 4);
    if (what === 0) result = result.slice(0, from) + result.slice(to);
    else if (what === 1) result = result.slice(0, to) + result.slice(from);
    else if (what === 2)
      result = result.slice(0, from) + MARKS[Math.floor(random() * MARKS.length)]! + result.slice(from);
    else
      result = `${result.slice(0, from)}${String.fromCharCode(1 + Math.floor(random() * 0xffff))}${result.slice(from + 1)}`;
  }
  return result;
}

const MARKS = [
  '/*',
  '*/',
  '//',
  '"',
  "'",
  '{',
  '}',
  '(',
  ')',
  '#define x \\\n',
  '#if 0\n',
  '#endif\n',
  '\\\n',
  '/* pairs with ',
];

/** Mulberry32: the same numbers in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
