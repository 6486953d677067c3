/**
 * One task over many files, shared out among threads. Batches are handed out in order as threads become free; the
 * results are the same whoever does what, but for files that a thread fails at.
 */
import type { Item, Result, Task } from './task.ts';
import { type Thread, ThreadFailure } from './threads.ts';

/** So many batches for each thread even out large and small files. */
const BATCHES_PER_THREAD = 24;
const LARGEST_BATCH = 64;

/** Batches are positions in `items`. */
export class Job {
  /** In the order of items. */
  readonly results: Result[];
  private readonly size: number;
  private next = 0;
  private finished = 0;
  private cancelled = false;

  constructor(
    private readonly task: Task,
    private readonly items: readonly Item[],
    threads: number,
    private readonly onDone: (count: number) => void,
  ) {
    this.results = new Array(items.length);
    this.size = Math.max(1, Math.min(LARGEST_BATCH, Math.ceil(items.length / (threads * BATCHES_PER_THREAD))));
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
        if (!(error instanceof ThreadFailure) || this.cancelled) throw error;
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

  /** Nobody waits for the results any more: threads that end from now on are not replaced. */
  cancel(): void {
    this.cancelled = true;
    this.next = this.items.length;
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
