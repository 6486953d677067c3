/** The thread in which litmus tests are decided. It is an entry of the bundle of its own: dist/litmus-worker.js. */
import { parentPort, workerData } from 'node:worker_threads';
import { judgeTest } from '../features/litmus-file/judgement.ts';
import { parseLitmus } from '../lkmm/syntax/parse.ts';
import type { Job, Outcome, ThreadData } from './litmus-thread.ts';

const { current, seconds } = workerData as ThreadData;

parentPort!.on('message', ({ id, text }: Job) => {
  const isCancelled = () => Atomics.load(current, 0) !== id;
  const parsed = isCancelled() ? undefined : parseLitmus(text);
  const judgement =
    parsed && 'test' in parsed
      ? judgeTest(parsed.test, { seconds, now: () => performance.now(), isCancelled })
      : undefined;
  const outcome: Outcome = { id, judgement };
  parentPort!.postMessage(outcome);
});
