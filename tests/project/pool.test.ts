import { describe, expect, it } from 'vitest';
import { createPool } from '../../server/src/project/pool.ts';

const script = new URL('./misbehaving-worker.mjs', import.meta.url);

async function run(files: readonly string[], threads: number) {
  const pool = createPool({ threads, script, data: {}, patience: 400 });
  let done = 0;
  try {
    const items = files.map((file) => ({ file }));
    return {
      results: await pool.run({ kind: 'extract' }, items, (count) => {
        done = count;
      }),
      again: await pool.run({ kind: 'extract' }, items.slice(0, 1), () => {}),
      done,
    };
  } finally {
    await pool.close();
  }
}

const FILES = Array.from({ length: 300 }, (_, i) => `${i}.c`);
const fine = (file: string) => ({ file, facts: `facts of ${file}` });

describe('the pool', () => {
  it.each([1, 2, 3])('gives results in the order of files with %i threads, run after run', async (threads) => {
    const { results, again, done } = await run(FILES, threads);
    expect(results).toEqual(FILES.map(fine));
    expect(again).toEqual([fine('0.c')]);
    expect(done).toBe(300);
  });

  it.each([
    ['crash.c', 'ended its thread (exit code 3)'],
    ['throw.c', 'failed: what is this'],
    ['hang.c', 'took longer than 0.4 s'],
  ])('leaves out just the one file that a thread fails at: %s', async (bad, problem) => {
    const files = [...FILES.slice(0, 100), bad, ...FILES.slice(100)];
    const { results, done } = await run(files, 2);
    expect(results).toEqual(files.map((file) => (file === bad ? { file, problem, passing: true } : fine(file))));
    expect(done).toBe(301);
  });

  it('survives one bad file after the other', async () => {
    const { results } = await run(['crash.c', 'throw.c', 'crash.c', 'ok.c', 'crash.c'], 1);
    expect(results.map((result) => result.facts !== undefined)).toEqual([false, false, false, true, false]);
  });

  it('rejects when no thread gets as far as the first file', async () => {
    const pool = createPool({ threads: 2, script, data: {}, patience: 400 });
    const task = { kind: 'scan', names: [], structs: [] } as const;
    const items = FILES.map((file) => ({ file }));
    await expect(pool.run(task, items, () => {})).rejects.toThrow('cannot begin');
    await pool.close();
  });

  it('has nothing to do for no files', async () => {
    const pool = createPool({ threads: 2, script, data: {}, patience: 400 });
    expect(await pool.run({ kind: 'extract' }, [], () => {})).toEqual([]);
    await pool.close();
  });
});
