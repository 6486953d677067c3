/** A thread of the pool. It is an entry of the bundle of its own: dist/worker.js. */
import { parentPort, workerData } from 'node:worker_threads';
import { nodeHost } from '../host/node/host.ts';
import { loadExtractor } from './extractor.ts';
import { prepare, type Tools, type Work } from './task.ts';
import type { Order, Report } from './threads.ts';

/** What the pool is told to pass on. */
export interface WorkerData {
  readonly root: string;
}

const host = nodeHost();
let extractor: ReturnType<typeof loadExtractor> | undefined;
const tools: Tools = {
  root: (workerData as WorkerData).root,
  files: host.files,
  hash: host.hash,
  extractor: () => (extractor ??= loadExtractor()),
};

let work: Work;
let done: Int32Array;

parentPort!.on('message', async (order: Order) => {
  if ('task' in order) {
    work = await prepare(order.task, tools);
    done = order.done;
    report({ ready: true });
    return;
  }
  const results = order.batch.map((item) => {
    const result = work(item);
    Atomics.add(done, 0, 1);
    return result;
  });
  report({ results });
});

function report(message: Report): void {
  parentPort!.postMessage(message);
}
