/** A code-server, a browser and a window for the tests of one file, and what is left of them when a test fails. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { type CodeServer, type Start, startCodeServer } from './code-server.ts';
import { vsix } from './installed.ts';
import { type Open, openWindow, PATIENCE, startBrowser, type Window } from './window.ts';

/** Pictures of what was seen; no part of the repository. */
export const out = join(import.meta.dirname, '.out');

/** What the paths of the extension's own logs have in them. */
export const OURS = 'barrier-language-server';

export interface Session {
  readonly server: CodeServer;
  readonly browser: Browser;
  readonly window: Window;
  /** Opens a window instead of the one before. */
  open(open: Open): Promise<void>;
  /** Errors and warnings in the logs of the extension. */
  complaints(): string[];
}

/**
 * Starts when the tests of the surrounding `describe` do, and ends with them, even if they fail. Without `first` there is
 * no window until a test opens one.
 */
export function inVsCode(first: Open | undefined, start: Partial<Start> = {}): Session {
  let server: CodeServer;
  let browser: Browser;
  let window: Window | undefined;
  vi.setConfig({ testTimeout: 3 * PATIENCE, hookTimeout: 4 * PATIENCE });

  beforeAll(async () => {
    mkdirSync(out, { recursive: true });
    server = await startCodeServer({ vsix: [vsix], ...start });
    browser = await startBrowser();
    if (first) await open(first);
  });

  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    const name = join(out, `failed ${task.name.replaceAll('/', ' ')}`);
    await window?.page.screenshot({ path: `${name}.png` });
    writeFileSync(`${name}.log`, server?.log() ?? '');
    console.error(`seen in ${name}.png`);
  });

  afterAll(async () => {
    await browser?.close();
    server?.stop();
  });

  async function open(what: Open): Promise<void> {
    await window?.close();
    window = await openWindow(browser, server.url, what);
  }

  return {
    get server() {
      return server;
    },
    get browser() {
      return browser;
    },
    get window() {
      return window!;
    },
    open,
    complaints: () =>
      server
        .log(OURS)
        .split('\n')
        .filter((line) => /\[(error|warning)\]/.test(line)),
  };
}
