/**
 * Decides litmus tests in a thread, one after the other, so that nobody waits for the large ones. A test that is not
 * wanted any more is called off; a thread that does not come to an end, or runs out of memory, is replaced.
 */
import { Worker } from 'node:worker_threads';
import { gaveUpAfter, type Judgement } from '../features/litmus-file/judgement.ts';

/** A test that is being decided. */
export interface Judging {
  /** Undefined when it was called off. */
  readonly judgement: Promise<Judgement | undefined>;
  cancel(): void;
}

export interface Judge {
  /** The text of a test that can be read. */
  judge(text: string): Judging;
  close(): Promise<void>;
}

export interface JudgeOptions {
  /** litmus-worker.ts, bundled. */
  readonly script: URL;
  /** Time that one test may take. */
  readonly seconds: number;
}

/** To the thread. */
export interface Job {
  readonly id: number;
  readonly text: string;
}

/** From the thread. */
export interface Outcome {
  readonly id: number;
  readonly judgement: Judgement | undefined;
}

export interface ThreadData {
  /** One cell with the id of the job that is wanted; another id calls it off. */
  readonly current: Int32Array;
  readonly seconds: number;
}

interface Waiting extends Job {
  resolve(judgement: Judgement | undefined): void;
}

/** Beside which even the largest tests of the kernel are small. */
const HEAP = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 };
/** The thread looks at the clock itself; this is for one that does not get to it. */
const GRACE_MS = 2000;

/** The thread is started by the first test. */
export function createJudge(options: JudgeOptions): Judge {
  return new Bench(options);
}

class Bench implements Judge {
  private readonly current = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  private readonly queue: Waiting[] = [];
  private running: Waiting | undefined;
  private worker: Worker | undefined;
  private watch: NodeJS.Timeout | undefined;
  private lastId = 0;
  private isClosed = false;

  constructor(private readonly options: JudgeOptions) {}

  judge(text: string): Judging {
    const id = ++this.lastId;
    const judgement = new Promise<Judgement | undefined>((resolve) => this.queue.push({ id, text, resolve }));
    this.next();
    return { judgement, cancel: () => this.cancel(id) };
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const { resolve } of this.queue.splice(0)) resolve(undefined);
    this.finish(undefined);
    await this.worker?.terminate();
  }

  private cancel(id: number): void {
    const at = this.queue.findIndex((one) => one.id === id);
    if (at >= 0) this.queue.splice(at, 1)[0]!.resolve(undefined);
    else if (this.running?.id === id) Atomics.store(this.current, 0, 0);
  }

  private next(): void {
    if (this.running || this.isClosed) return;
    const job = this.queue.shift();
    if (!job) return;
    this.running = job;
    Atomics.store(this.current, 0, job.id);
    this.worker ??= this.start();
    const { seconds } = this.options;
    this.watch = setTimeout(() => this.replace(gaveUpAfter(seconds)), seconds * 1000 + GRACE_MS);
    this.worker.postMessage({ id: job.id, text: job.text } satisfies Job);
  }

  private finish(judgement: Judgement | undefined): void {
    clearTimeout(this.watch);
    const job = this.running;
    this.running = undefined;
    job?.resolve(judgement);
    this.next();
  }

  private start(): Worker {
    const { script, seconds } = this.options;
    const data: ThreadData = { current: this.current, seconds };
    const worker = new Worker(script, { workerData: data, resourceLimits: HEAP });
    worker.unref();
    const failed = (reason: string) => this.worker === worker && this.replace(reason);
    worker.on('message', ({ id, judgement }: Outcome) => id === this.running?.id && this.finish(judgement));
    worker.on('error', ({ message, code }: NodeJS.ErrnoException) =>
      failed(code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'gave up: the test takes too much memory' : `failed: ${message}`),
    );
    worker.on('exit', (code) => failed(`the thread ended (exit code ${code})`));
    return worker;
  }

  /** Ends the thread; the test that it was at is given up. */
  private replace(gaveUp: string): void {
    const worker = this.worker;
    this.worker = undefined;
    worker?.terminate().catch(() => {});
    this.finish({ gaveUp });
  }
}
