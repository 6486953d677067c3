/**
 * pictures.ts [NAME…]: takes the pictures of the README and of the walkthrough, client/media/vscode-NAME.png, from a real
 * VS Code. Run by pictures.sh, in the Node that code-server brings along.
 */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startCodeServer } from './code-server.ts';
import { missing, vsix } from './installed.ts';
import { project, repository } from './project.ts';
import { type SceneName, scenes } from './scenes.ts';
import { openWindow, startBrowser, type Window } from './window.ts';

/** Of a picture: the package has room for so much. */
const MAX_BYTES = 150_000;

/** Nothing but the code, and what the extension adds to it. */
const BARE = {
  'workbench.colorTheme': 'Dark Modern',
  'workbench.activityBar.location': 'hidden',
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'window.menuBarVisibility': 'hidden',
  'breadcrumbs.enabled': false,
  'editor.scrollbar.vertical': 'hidden',
  'editor.scrollbar.horizontal': 'hidden',
  'editor.lightbulb.enabled': 'off',
  'editor.occurrencesHighlight': 'off',
  'editor.matchBrackets': 'never',
  'editor.overviewRulerBorder': false,
  'editor.hideCursorInOverviewRuler': true,
  'explorer.decorations.badges': false,
  'explorer.decorations.colors': false,
  'editor.fontSize': 13,
};

interface Picture {
  /** Of the window, in pixels before they are scaled. */
  readonly width: number;
  readonly height: number;
  /** What of the window is in the picture, and how much of that from its top. */
  readonly part: string;
  readonly shown?: number;
  /** Between the scene and the picture. */
  readonly before?: (window: Window) => Promise<void>;
  /** The side bar stays. */
  readonly hasSideBar?: boolean;
}

const CODE = '.part.editor';
const WINDOW = '.monaco-workbench';

/** Room for the tree, and one of its sites opened. */
async function openSite(window: Window): Promise<void> {
  const { page } = window;
  const { x, y, width, height } = (await page.locator('.part.sidebar').boundingBox())!;
  await page.mouse.move(x + width + 1, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + 430, y + height / 2, { steps: 5 });
  await page.mouse.up();
  await page.locator('.pane-header', { hasText: 'linux' }).click();
  await window.command('Focus on Barrier Pairs View');
  await window.press('ArrowDown', 'ArrowRight');
  await window.entry('revoke_iomem()').nth(1).waitFor();
}

const pictures: Readonly<Record<SceneName, Picture>> = {
  lens: { width: 760, height: 720, part: CODE },
  hover: { width: 860, height: 600, part: CODE, shown: 370 },
  problems: { width: 960, height: 520, part: WINDOW },
  tree: { width: 1000, height: 520, part: WINDOW, shown: 345, hasSideBar: true, before: openSite },
  graph: { width: 1400, height: 600, part: 'iframe.webview.ready' },
  litmus: { width: 1500, height: 640, part: '.editor-group-container.active' },
  sides: { width: 1140, height: 440, part: CODE },
};

const SCALE = 1.5;

async function take(browser: Browser, url: string, name: SceneName): Promise<void> {
  const { width, height, part, shown = height, before, hasSideBar } = pictures[name];
  const folder = project(BARE);
  const file = join(folder, 'kernel/iomem.c');
  const window = await openWindow(browser, url, { folder, file, scale: SCALE, size: { width, height } });
  await window.status('7 pairs').waitFor();
  if (!hasSideBar) await window.press('Control+b');
  await scenes[name](window);
  await before?.(window);
  await window.settle();
  const path = join(repository, 'client/media', `vscode-${name}.png`);
  const box = (await window.page.locator(part).first().boundingBox())!;
  await window.page.screenshot({ path, clip: { ...box, height: Math.min(box.height, shown) } });
  await window.close();
  const { size } = statSync(path);
  console.log(`${path}: ${Math.ceil(size / 1000)} kB`);
  if (size > MAX_BYTES) throw new Error(`${path} is larger than ${MAX_BYTES / 1000} kB`);
}

if (missing !== undefined) process.exit(2);
mkdirSync(join(repository, 'client/media'), { recursive: true });
const names = process.argv.slice(2) as SceneName[];
const server = await startCodeServer({ vsix: [vsix] });
const browser = await startBrowser();
try {
  for (const name of names.length > 0 ? names : (Object.keys(pictures) as SceneName[]))
    await take(browser, server.url, name);
} finally {
  await browser.close();
  server.stop();
}
