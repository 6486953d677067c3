/** Does a task to many files, in threads where that pays. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createPool } from './pool.ts';
import { type Item, prepare, type Result, type Task, type Tools } from './task.ts';
import type { WorkerData } from './worker.ts';

export interface Runner {
  /** Results are in the order of items. `onDone` is told how many are done. */
  run(task: Task, items: readonly Item[], onDone: (count: number) => void): Promise<Result[]>;
  /** Ends all threads. */
  close(): Promise<void>;
}

/** For fewer files than this, threads take longer to start than the work takes. */
const WORTH_THREADS = 32;
/** Reading does not get faster with more of them. */
const MOST_THREADS = 4;
/** A file of 8 MB takes less than two seconds. */
const PATIENCE_MS = 20_000;

/**
 * `threads` 0 does everything in this one. So it is, too, where the thread's script isn't bundled, as in tests;
 * `tools` are for this thread, others make their own.
 */
export function createRunner(tools: Tools, threads = Math.min(availableParallelism(), MOST_THREADS)): Runner {
  const script = new URL('./worker.js', import.meta.url);
  const here = createLocalRunner(tools);
  if (threads < 1 || !existsSync(script)) return here;
  const data: WorkerData = { root: tools.root };
  const pool = createPool({ threads, script, data, patience: PATIENCE_MS });
  return {
    run: (task, items, onDone) => (items.length < WORTH_THREADS ? here : pool).run(task, items, onDone),
    close: pool.close,
  };
}

/** Everything in this thread, which gets a chance to do something else now and then. */
export function createLocalRunner(tools: Tools): Runner {
  return {
    async run(task, items, onDone) {
      const results: Result[] = [];
      if (items.length === 0) return results;
      const work = await prepare(task, tools);
      for (const item of items) {
        results.push(work(item));
        if (results.length % TURN === 0) await new Promise((resolve) => setImmediate(resolve));
        onDone(results.length);
      }
      return results;
    },
    close: async () => {},
  };
}

const TURN = 16;
