/**
 * Worker threads that do a task to many files. A file that crashes a thread or keeps it busy for too long is left
 * out with a word about it, and the thread is replaced. Which thread does what has no influence on the results.
 */
import type { Runner } from './runner.ts';
import type { Item, Result, Task } from './task.ts';
import { createThread, type Thread, ThreadFailure, type ThreadOptions } from './thread.ts';

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
      const job = new Job(task, items, batchSize(items.length, options.threads), onDone);
      const count = Math.min(options.threads, items.length);
      await Promise.all(Array.from({ length: count }, async () => idle.push(await job.take(hire))));
      return job.results;
    },
    async close() {
      idle.length = 0;
      await Promise.all([...threads].map((thread) => thread.stop()));
    },
  };
}

/** Batches are handed out as threads become free: so many for each thread evens out large and small files. */
const BATCHES_PER_THREAD = 24;
const LARGEST_BATCH = 64;

function batchSize(items: number, threads: number): number {
  return Math.max(1, Math.min(LARGEST_BATCH, Math.ceil(items / (threads * BATCHES_PER_THREAD))));
}

/** One task over all items. Batches are positions in `items`, handed out in ascending order. */
class Job {
  /** In the order of items. */
  readonly results: Result[];
  private next = 0;
  private finished = 0;

  constructor(
    private readonly task: Task,
    private readonly items: readonly Item[],
    private readonly size: number,
    private readonly onDone: (count: number) => void,
  ) {
    this.results = new Array(items.length);
  }

  /** Does batches in a thread until none is left, and gives the thread back: the first one's last successor. */
  async take(hire: () => Thread): Promise<Thread> {
    let thread = hire();
    await thread.begin(this.task);
    for (let batch = this.nextBatch(); batch.length > 0; ) {
      try {
        this.record(batch, await thread.work(batch.map((at) => this.items[at]!)));
        batch = this.nextBatch();
      } catch (error) {
        if (!(error instanceof ThreadFailure)) throw error;
        const culprit = batch[Math.min(error.done, batch.length - 1)]!;
        this.record([culprit], [{ file: this.items[culprit]!.file, problem: error.message, passing: true }]);
        batch = batch.filter((at) => at !== culprit);
        if (batch.length === 0) batch = this.nextBatch();
        // It goes on with this very batch, not one of the others: a scan relies on ascending order in each thread.
        thread = hire();
        await thread.begin(this.task);
      }
    }
    return thread;
  }

  private nextBatch(): number[] {
    const start = this.next;
    this.next = Math.min(start + this.size, this.items.length);
    return Array.from({ length: this.next - start }, (_, i) => start + i);
  }

  private record(positions: readonly number[], results: readonly Result[]): void {
    positions.forEach((at, i) => {
      this.results[at] = results[i]!;
    });
    this.finished += positions.length;
    this.onDone(this.finished);
  }
}
