/** What the page's main thread did for long, by Chromium's own trace: while a task runs, nothing is drawn. */
import type { Browser, Page } from 'playwright-core';

export interface Task {
  /** Milliseconds by the clock; on a busy machine the thread had not all of them. */
  readonly wall: number;
  /** Milliseconds of processor time. */
  readonly cpu: number;
}

/** The tasks of the page's main thread while something is done. */
export async function tasksDuring(browser: Browser, page: Page, work: () => Promise<void>): Promise<Task[]> {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', '__metadata'] });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString('utf8')) as { traceEvents: Event[] };
  // The page's own renderer is the one that was told to type.
  const threads = new Map<string, Task[]>();
  for (const { name, ph, pid, tid, dur = 0, tdur = 0 } of traceEvents) {
    if (ph !== 'X' || !/RunTask$/.test(name)) continue;
    const id = `${pid}/${tid}`;
    const tasks = threads.get(id) ?? [];
    tasks.push({ wall: dur / 1000, cpu: tdur / 1000 });
    threads.set(id, tasks);
  }
  const mains = traceEvents
    .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
    .map(({ pid, tid }) => threads.get(`${pid}/${tid}`) ?? []);
  return mains.sort((a, b) => busy(b) - busy(a))[0] ?? [];
}

/** Milliseconds of processor time in all. */
export function busy(tasks: readonly Task[]): number {
  return tasks.reduce((sum, { cpu }) => sum + cpu, 0);
}

interface Event {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}
