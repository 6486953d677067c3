/** A window of VS Code in a headless Chromium, used by keyboard and looked at as a user looks at it. */
import { type Browser, chromium, type Frame, type FrameLocator, type Locator, type Page } from 'playwright-core';
import { installed } from './installed.ts';

/** How long anything may take to be seen, in milliseconds, on a busy machine. */
export const PATIENCE = 30_000;

export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: installed.chromium, headless: true, args: FLAGS });
}

const FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync', '--force-prefers-reduced-motion'],
];

export interface Open {
  /** Absolute path of the folder; without one the window has none. */
  readonly folder?: string;
  /** Absolute path of a file to open. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  readonly column?: number;
  /** Pixels of the screen for one of the page. */
  readonly scale?: number;
  readonly size?: { readonly width: number; readonly height: number };
}

/** Opens a window, and waits for the file to be shown. */
export async function openWindow(browser: Browser, url: string, open: Open): Promise<Window> {
  const { folder, file, line = 1, column = 1, scale = 1, size = { width: 1280, height: 800 } } = open;
  const context = await browser.newContext({ viewport: size, deviceScaleFactor: scale, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const payload = [['gotoLineMode', 'true']];
  if (file !== undefined)
    payload.push(['openFile', `vscode-remote://${new URL(url).host}${encodeURI(file)}:${line}:${column}`]);
  const query = new URLSearchParams({ payload: JSON.stringify(payload) });
  if (folder === undefined) query.set('ew', 'true');
  else query.set('folder', folder);
  await page.goto(`${url}/?${query}`);
  await page.locator('.monaco-workbench').waitFor();
  const window = new Window(page);
  if (file !== undefined) await window.isAt(file.split('/').at(-1)!, line);
  return window;
}

export class Window {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Waits for this file to be in front, with the cursor in this line (1-based). */
  async isAt(name: string, line: number): Promise<void> {
    await this.page.locator('.tab.active', { hasText: name }).first().waitFor();
    await this.page.locator('.view-lines .view-line').first().waitFor();
    await this.page.locator('#status\\.editor\\.selection', { hasText: new RegExp(`Ln ${line},`) }).waitFor();
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Runs a command of the palette: what is typed, and the row that it is then. */
  async command(title: string): Promise<void> {
    await this.quick(`>${title}`, title);
  }

  /** Opens a file of the folder; line and column as in `goTo`. */
  async open(path: string, line: number, column = 1): Promise<void> {
    const name = path.split('/').at(-1)!;
    await this.quick(path, name);
    await this.page.locator('.tab.active', { hasText: name }).first().waitFor();
    await this.goTo(line, column);
    await this.isAt(name, line);
  }

  /** Puts the cursor there; both 1-based, and a tab is as many columns as it is wide. */
  async goTo(line: number, column: number): Promise<void> {
    await this.quick(`:${line}:${column}`, `${line}`);
  }

  /** Chooses in the list that is on top of the window, by keyboard: types, and waits for the row with these words. */
  private async quick(typed: string, row: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget:not([style*="display: none"]) input.input').first();
    const wanted = this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: row });
    // A command that still runs may take the focus, which closes the list.
    await this.again(async (patience) => {
      await this.press('F1');
      await input.fill(typed, { timeout: patience });
      await wanted.waitFor({ timeout: patience });
    });
    await this.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }

  /** Opens the hover at the cursor by keyboard, until it says this; returns all that it says. */
  async hover(says: string | RegExp): Promise<string> {
    const shown = this.page.locator('.monaco-hover:not(.hidden) .monaco-hover-content', { hasText: says }).first();
    return this.again(async (patience) => {
      await this.command('Show or Focus Hover');
      await shown.waitFor({ timeout: patience });
      return (await shown.allInnerTexts()).join('\n');
    });
  }

  /** Unfolds the first entry of the tree that has the focus, until what is in it is shown; the entry has the focus then. */
  async unfold(inside: Locator): Promise<void> {
    await this.again(async (patience) => {
      // A tree that is made anew meanwhile folds up.
      await this.press('Home', 'ArrowRight');
      await inside.waitFor({ timeout: patience });
    });
    await this.press('Home');
  }

  /** Applies the code action with these words, by keyboard. */
  async fix(says: string): Promise<void> {
    const rows = this.page.locator('.action-widget .monaco-list-row.action');
    const wanted = rows.filter({ hasText: says });
    await this.again(async (patience) => {
      await this.press('Control+.');
      await wanted.first().waitFor({ timeout: patience });
    });
    for (let tries = await rows.count(); tries > 0; tries--) {
      if ((await this.page.locator('.action-widget .monaco-list-row.focused', { hasText: says }).count()) > 0) break;
      await this.press('ArrowDown');
    }
    await this.press('Enter');
    await wanted.first().waitFor({ state: 'hidden' });
  }

  /** The lines with this text, of those that are in view. */
  code(text: string): Locator {
    const words = text.split(' ').map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    // The editor draws blanks as no-break spaces.
    return this.page.locator('.view-line', { hasText: new RegExp(words.join('\\s')) });
  }

  lens(says: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration > a, .codelens-decoration > span', { hasText: says });
  }

  /** The rows of the Problems view. */
  problem(says: string | RegExp): Locator {
    return this.page.locator('.markers-panel .monaco-list-row', { hasText: says });
  }

  /** The entries of the tree of pairs. */
  entry(says: string | RegExp): Locator {
    return this.page.locator('.pane:has(.title:text-is("Barrier Pairs")) .monaco-list-row', { hasText: says });
  }

  /** The page that an extension shows. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  /** As `webview`, to run something in it. */
  async webviewFrame(): Promise<Frame> {
    const body = await this.webview().locator('body').elementHandle();
    return (await body!.ownerFrame())!;
  }

  status(says: string | RegExp): Locator {
    return this.page.locator('.statusbar-item', { hasText: says });
  }

  notification(says: string | RegExp = ''): Locator {
    return this.page.locator('.notification-list-item', { hasText: says });
  }

  /** Waits until nothing changes any more: two pictures in a row are the same. */
  async settle(): Promise<void> {
    let before: Buffer | undefined;
    for (let tries = 0; tries < 50; tries++) {
      const now = await this.page.screenshot();
      if (before?.equals(now)) return;
      before = now;
      await this.page.waitForTimeout(200);
    }
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  /** What was asked before the extension was there says nothing, and nothing more comes: it is asked again. */
  private async again<T>(ask: (patience: number) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await ask(PATIENCE / 6);
      } catch (error) {
        if (tries === 6) throw error;
        await this.press('Escape');
      }
    }
  }
}
