/**
 * Worker threads that do a task to many files. A file that crashes a thread or keeps it busy for too long is left
 * out with a word about it, and the thread is replaced. Which thread does what has no influence on the results.
 */
import { Worker } from 'node:worker_threads';
import type { Runner } from './runner.ts';
import type { Item, Result, Task } from './task.ts';

export interface PoolOptions {
  readonly threads: number;
  /** The script that a thread runs: worker.ts, bundled. */
  readonly script: URL;
  /** What the script gets as its workerData. */
  readonly data: unknown;
  /** Milliseconds that one file may take. */
  readonly patience: number;
}

/** From us to a thread. A task comes first, with the cell in which the thread counts the items of a batch it has done. */
export type Order = { readonly task: Task; readonly done: Int32Array } | { readonly batch: readonly Item[] };

/** From a thread to us. `ready` follows a task. */
export type Report = { readonly ready: true } | { readonly results: readonly Result[] };

/** Threads are started by the first run, and stay for the next ones until `close`. */
export function createPool(options: PoolOptions): Runner {
  const idle: Worker[] = [];
  return {
    run: (task, items, onDone) => new Run(options, idle, task, items, onDone).start(),
    close: async () => {
      await Promise.all(idle.splice(0).map((worker) => worker.terminate()));
    },
  };
}

/** Batches are handed out as threads become free: so many for each thread evens out large and small files. */
const BATCHES_PER_THREAD = 24;
const LARGEST_BATCH = 64;
/** What a C file's facts can take is far below; a runaway extraction should end the thread, not the machine. */
const HEAP_MB = 512;

interface Batch {
  /** Position of the first item in the list of all. */
  readonly positions: readonly number[];
}

class Run {
  private readonly results: Result[];
  private readonly batches: Batch[] = [];
  private readonly active = new Set<Worker>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private finished = 0;
  private settle!: { resolve(results: Result[]): void; reject(reason: Error): void };

  constructor(
    private readonly options: PoolOptions,
    private readonly idle: Worker[],
    private readonly task: Task,
    private readonly items: readonly Item[],
    private readonly onDone: (count: number) => void,
  ) {
    this.results = new Array(items.length);
    const size = Math.ceil(items.length / (options.threads * BATCHES_PER_THREAD));
    const step = Math.max(1, Math.min(LARGEST_BATCH, size));
    for (let start = 0; start < items.length; start += step) {
      const length = Math.min(step, items.length - start);
      this.batches.push({ positions: Array.from({ length }, (_, i) => start + i) });
    }
    this.batches.reverse();
  }

  start(): Promise<Result[]> {
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      if (this.items.length === 0) resolve([]);
      const threads = Math.min(this.options.threads, this.batches.length);
      for (let i = 0; i < threads; i++) this.employ([]);
    });
  }

  /** Takes a thread on. `own` are batches for it to do first: ones that its predecessor left. */
  private employ(own: Batch[]): void {
    const worker =
      this.idle.pop() ??
      new Worker(this.options.script, {
        workerData: this.options.data,
        resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
      });
    const done = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    let batch: Batch | undefined;
    let watch: NodeJS.Timeout | undefined;

    const leave = () => {
      clearInterval(watch);
      this.timers.delete(watch!);
      this.active.delete(worker);
      worker.removeAllListeners();
      // A thread that is being stopped may still fail; nobody is to hear of it.
      worker.on('error', () => {});
    };
    const next = () => {
      batch = own.pop() ?? this.batches.pop();
      if (batch) {
        Atomics.store(done, 0, 0);
        worker.postMessage({ batch: batch.positions.map((at) => this.items[at]!) } satisfies Order);
      } else {
        leave();
        this.idle.push(worker);
        if (this.finished === this.items.length) this.settle.resolve(this.results);
      }
    };
    const fail = (reason: string) => {
      leave();
      void worker.terminate();
      if (!batch) {
        this.abandon(new Error(`a worker thread could not be started: ${reason}`));
        return;
      }
      const culprit = Math.min(Atomics.load(done, 0), batch.positions.length - 1);
      const rest = batch.positions.filter((_, i) => i !== culprit);
      const at = batch.positions[culprit]!;
      this.record([at], [{ file: this.items[at]!.file, problem: reason, passing: true }]);
      // The successor knows of no file yet, so it can take these as the next in order.
      this.employ(rest.length > 0 ? [{ positions: rest }] : []);
    };

    this.active.add(worker);
    worker.on('message', (report: Report) => {
      if ('results' in report) this.record(batch!.positions, report.results);
      next();
    });
    worker.on('error', (error) => fail(`failed: ${error.message}`));
    worker.on('exit', (code) => fail(`ended its thread (exit code ${code})`));
    watch = watchFor(
      this.options.patience,
      () => [batch, Atomics.load(done, 0)],
      () => {
        if (batch) fail(`took longer than ${this.options.patience / 1000} s`);
      },
    );
    this.timers.add(watch);
    worker.postMessage({ task: this.task, done } satisfies Order);
  }

  private record(positions: readonly number[], results: readonly Result[]): void {
    positions.forEach((at, i) => {
      this.results[at] = results[i]!;
    });
    this.finished += positions.length;
    this.onDone(this.finished);
  }

  private abandon(reason: Error): void {
    for (const timer of this.timers) clearInterval(timer);
    for (const worker of this.active) {
      worker.removeAllListeners();
      worker.on('error', () => {});
      void worker.terminate();
    }
    this.settle.reject(reason);
  }
}

/** Calls `late` when what `state` gives has been the same for `patience` milliseconds. */
function watchFor(patience: number, state: () => readonly unknown[], late: () => void): NodeJS.Timeout {
  let last = state();
  let since = performance.now();
  const timer = setInterval(
    () => {
      const now = state();
      if (now.some((value, i) => value !== last[i])) {
        last = now;
        since = performance.now();
      } else if (performance.now() - since >= patience) {
        since = performance.now();
        late();
      }
    },
    Math.min(1000, patience / 4),
  );
  timer.unref();
  return timer;
}
