/**
 * Worker threads, where they pay. A file that crashes a thread or keeps it busy for too long is left out with a word
 * about it, and the thread is replaced.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Job } from './job.ts';
import { createLocalRunner, type Runner } from './runner.ts';
import type { Tools } from './task.ts';
import { createThread, type Thread, type ThreadOptions } from './threads.ts';
import type { WorkerData } from './worker.ts';

/** For fewer files than this, threads take longer to start than the work takes. */
const WORTH_THREADS = 32;
/** Reading does not get faster with more of them. */
const MOST_THREADS = 4;
/** A file of 8 MB takes less than two seconds. */
const PATIENCE_MS = 20_000;

/**
 * Threads for large jobs, this thread for small ones; `threads` 0 does everything in this one. So it is, too, where
 * the thread's script isn't bundled, as in tests. `tools` are for this thread, others make their own.
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

export interface PoolOptions extends ThreadOptions {
  readonly threads: number;
}

/** Threads are started by the first run, and stay for the next ones until `close`. */
export function createPool(options: PoolOptions): Runner {
  const threads = new Set<Thread>();
  const idle: Thread[] = [];
  const hire = () => {
    const thread = idle.pop() ?? createThread(options);
    threads.add(thread);
    return thread;
  };
  return {
    async run(task, items, onDone) {
      const job = new Job(task, items, options.threads, onDone);
      const count = Math.min(options.threads, items.length);
      try {
        await Promise.all(Array.from({ length: count }, async () => idle.push(await job.take(hire))));
      } finally {
        job.cancel();
      }
      return job.results;
    },
    async close() {
      idle.length = 0;
      await Promise.all([...threads].map((thread) => thread.stop()));
    },
  };
}
