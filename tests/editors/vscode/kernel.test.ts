/**
 * The extension on a whole Linux tree (BARRIER_LS_KERNEL), in a real VS Code, without a cache: when the first answer is
 * there, and whether one can go on typing while the tree is read. Prints the numbers.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CodeServer, startCodeServer } from './code-server.ts';
import { missing, vsix } from './installed.ts';
import { OURS } from './session.ts';
import { busy, type Task, tasksDuring } from './tasks.ts';
import { openWindow, PATIENCE, startBrowser, type Window } from './window.ts';

const kernel = process.env['BARRIER_LS_KERNEL'];

if (!kernel) console.warn('tests/editors/vscode/kernel: skipped, BARRIER_LS_KERNEL names no Linux tree');

/** In a comment between the barriers of `iomem_inode`, so that both lenses are in view and no code is changed. */
const HERE = {
  file: 'kernel/resource.c',
  says: 'smp_load_acquire(&iomem_inode)',
  type: 'Check that the initialization',
};

/** Milliseconds that one types, if the tree has not been read before. */
const LONGEST = 45_000;

/**
 * The aim is one second on a machine that has nothing else to do, and the number is printed; here it reads a tree, starts
 * an editor and types, and the answer is only to be there long before the tree is. In milliseconds.
 */
const SOON = 15_000;

/** A frame is late when the thread that draws it had this much else to do, in milliseconds of its own time. */
const LATE = 100;

// What is skipped is said by installed.ts.
describe.skipIf(missing || !kernel)('VS Code on a whole tree', () => {
  let browser: Browser;
  const place = mkdtempSync(join(tmpdir(), 'barrier-ls-probe-'));
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(place, { recursive: true, force: true });
  });

  it('answers before the tree is read, and has no late frame meanwhile that the editor has not itself', {
    timeout: 20 * PATIENCE,
  }, async () => {
    const path = join(kernel!, HERE.file);
    const lines = readFileSync(path, 'utf8').split('\n');
    const barrier = lines.findIndex((line) => line.includes(HERE.says));
    // The editor has started, and has no C code open yet.
    const at = { folder: kernel!, file: join(kernel!, 'README') };
    const line = 1 + lines.findIndex((text) => text.includes(HERE.type));
    const open = (window: Window) => window.open(HERE.file, line);
    const position = { line: barrier, character: lines[barrier]!.indexOf(HERE.says) };
    writeFileSync(join(place, 'probe.json'), JSON.stringify({ path, ...position, says: 'smp_load_acquire()' }));

    const probe = join(import.meta.dirname, 'extensions/probe');
    const start = { vsix: [vsix], unpacked: [probe], env: { BARRIER_LS_PROBE: place } };
    const seen = await inWindow(start, at, async ({ server, window }) => {
      await open(window);
      const began = Date.now();
      const tasks = await typing(window, isRead(window), LONGEST);
      const reading = Date.now() - began;
      await window.lens('iomem_init_inode').first().waitFor();
      const [ours] = server.processes(OURS);
      const [host] = server.processes('extensionHost');
      return { tasks, reading, ours: ours!, host: host!, answer: await answered(server) };
    });
    // For as long: what the editor itself has to do at that.
    const without = await inWindow({ vsix: [] }, at, async ({ window }) => {
      await open(window);
      return typing(window, async () => false, seen.reading);
    });

    console.log(
      [
        `from activation to the first hover: ${seen.answer} ms`,
        `while the tree is read and one types: ${words(seen.tasks)}`,
        `without the extension: ${words(without)}`,
        `the server: at most ${Math.round(seen.ours.peak)} MB, ${seen.ours.seconds} s of processor time`,
        `the extension host: at most ${Math.round(seen.host.peak)} MB, ${seen.host.seconds} s of processor time`,
      ].join('\n'),
    );
    expect(seen.tasks.length).toBeGreaterThan(1000);
    // The editor has late frames of its own.
    expect(late(seen.tasks).length).toBeLessThanOrEqual(late(without).length);
    expect(seen.answer).toBeLessThan(SOON);
    expect(seen.ours.peak).toBeLessThan(1500);
  });

  /** Does something in a window of a new code-server. */
  async function inWindow<T>(
    start: Parameters<typeof startCodeServer>[0],
    open: Parameters<typeof openWindow>[2],
    work: (at: { server: CodeServer; window: Window }) => Promise<T>,
  ): Promise<T> {
    const server = await startCodeServer(start);
    try {
      return await work({ server, window: await openWindow(browser, server.url, open) });
    } finally {
      for (const context of browser.contexts()) await context.close();
      server.stop();
    }
  }

  /** Types into the comment, and takes it back, until it is enough; what the page had to do meanwhile. */
  async function typing(window: Window, isEnough: () => Promise<boolean>, longest: number): Promise<Task[]> {
    await window.press('End');
    // What is done once, at the first key, is not what is looked for.
    await window.page.keyboard.type(WORDS);
    for (const _ of WORDS) await window.press('Backspace');
    return tasksDuring(browser, window.page, async () => {
      const end = Date.now() + longest;
      while (Date.now() < end && !(await isEnough())) {
        await window.page.keyboard.type(WORDS, { delay: PACE });
        for (const _ of WORDS) await window.press('Backspace');
      }
    });
  }

  /** Milliseconds from when the extension host began to activate the extension until it had an answer for the probe. */
  async function answered(server: CodeServer): Promise<number> {
    const file = join(place, 'answer.json');
    await expect.poll(() => existsSync(file), { timeout: PATIENCE }).toBe(true);
    const began = new RegExp(`^(\\S+ \\S+) .*_doActivateExtension \\S*${OURS}`, 'm').exec(server.log('exthost'))![1]!;
    return JSON.parse(readFileSync(file, 'utf8')).at - Date.parse(began);
  }
});

const WORDS = ' typed while the tree is read';

/** Milliseconds between two keys. */
const PACE = 60;

/** Whether the tree has been read since it was first asked: the share of it is gone from the status bar. */
function isRead(window: Window): () => Promise<boolean> {
  let hasBegun = false;
  return async () => {
    const isReading = (await window.status(/\d %/).count()) > 0;
    hasBegun ||= isReading;
    return hasBegun && !isReading;
  };
}

function late(tasks: readonly Task[]): Task[] {
  return tasks.filter(({ cpu }) => cpu >= LATE);
}

function words(tasks: readonly Task[]): string {
  const longest = (time: keyof Task) => Math.round(tasks.reduce((most, task) => Math.max(most, task[time]), 0));
  const of = `the longest of ${tasks.length} tasks took ${longest('cpu')} ms of processor time, ${longest('wall')} ms by the clock`;
  return `${of}; all of them ${Math.round(busy(tasks))} ms; ${late(tasks).length} took ${LATE} ms or more`;
}
