/** One worker thread as two promises: one for being ready for a task, one for the results of a batch of files. */
import { Worker } from 'node:worker_threads';
import type { Item, Result, Task } from './task.ts';

/** From us to the thread. A task comes first, with the cell in which the thread counts the items of a batch it has done. */
export type Order = { readonly task: Task; readonly done: Int32Array } | { readonly batch: readonly Item[] };

/** From the thread to us. `ready` follows a task, results follow a batch. */
export type Report = { readonly ready: true } | { readonly results: readonly Result[] };

export interface ThreadOptions {
  /** worker.ts, bundled. */
  readonly script: URL;
  /** What the script gets as its workerData. */
  readonly data: unknown;
  /** Milliseconds that one item may take. */
  readonly patience: number;
}

/** What happens to a thread: it crashed, ran out of memory, or was stopped because it took too long. */
export class ThreadFailure extends Error {
  constructor(
    message: string,
    /** How many items of the batch were done by then: the next one is the culprit. */
    readonly done: number,
  ) {
    super(message);
  }
}

/** A thread that has failed once is of no use any more. */
export interface Thread {
  begin(task: Task): Promise<void>;
  /** Only after `begin`, and one batch at a time. */
  work(batch: readonly Item[]): Promise<readonly Result[]>;
  stop(): Promise<void>;
}

/**
 * A file of 8 MB can be extracted in this; a runaway should end its thread, not the machine. Tight limits also make
 * threads collect their garbage, of which reading 1.2 GB leaves a lot.
 */
const HEAP = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 };

export function createThread({ script, data, patience }: ThreadOptions): Thread {
  const worker = new Worker(script, { workerData: data, resourceLimits: HEAP });
  const done = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  let waiting: { resolve(report: Report): void; reject(failure: ThreadFailure): void } | undefined;
  let ended: string | undefined;

  const fail = (reason: string) => {
    ended ??= reason;
    waiting?.reject(new ThreadFailure(reason, Atomics.load(done, 0)));
    waiting = undefined;
  };
  const ask = async (order: Order): Promise<Report> => {
    if (ended !== undefined) throw new ThreadFailure(ended, 0);
    Atomics.store(done, 0, 0);
    const watch = watchFor(
      patience,
      () => Atomics.load(done, 0),
      () => {
        void worker.terminate();
        fail(`took longer than ${patience / 1000} s`);
      },
    );
    try {
      return await new Promise<Report>((resolve, reject) => {
        waiting = { resolve, reject };
        worker.postMessage(order);
      });
    } finally {
      clearInterval(watch);
    }
  };
  worker.on('message', (report: Report) => {
    waiting?.resolve(report);
    waiting = undefined;
  });
  worker.on('error', (error) => fail(`failed: ${error.message}`));
  worker.on('exit', (code) => fail(`ended its thread (exit code ${code})`));
  return {
    async begin(task) {
      await ask({ task, done });
    },
    async work(batch) {
      const report = await ask({ batch });
      return 'results' in report ? report.results : [];
    },
    async stop() {
      await worker.terminate();
    },
  };
}

/** Calls `late` once `state` has given the same for `patience` milliseconds. */
function watchFor(patience: number, state: () => number, late: () => void): NodeJS.Timeout {
  let last = state();
  let since = performance.now();
  const look = () => {
    const now = state();
    if (now !== last) {
      last = now;
      since = performance.now();
    } else if (performance.now() - since >= patience) {
      late();
    }
  };
  return setInterval(look, Math.min(1000, patience / 4));
}
