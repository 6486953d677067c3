/** How the extension looks in a real VS Code, by theme: pictures in .out, for people, and what a program can check of them. */
import { join } from 'node:path';
import axe from 'axe-core';
import type { Frame } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { missing } from './installed.ts';
import { project, write } from './project.ts';
import { clear, type SceneName, scenes } from './scenes.ts';
import { inVsCode, out } from './session.ts';

const THEMES = [
  { name: 'light', theme: 'Light Modern', style: 'vs' },
  { name: 'dark', theme: 'Dark Modern', style: 'vs-dark' },
  { name: 'high contrast', theme: 'Default High Contrast', style: 'hc-black' },
  { name: 'high contrast light', theme: 'Default High Contrast Light', style: 'hc-light' },
] as const;

// What is skipped is said by installed.ts.
describe.skipIf(missing)('VS Code in all colours', () => {
  const folder = project();
  const at = inVsCode({ folder, file: join(folder, 'mailbox.c') });

  for (const { name, theme, style } of THEMES) {
    describe(name, () => {
      it('is the theme of the window', async () => {
        write(folder, '.vscode/settings.json', JSON.stringify({ 'workbench.colorTheme': theme }));
        await at.window.page.locator(`.monaco-workbench.${style}`).waitFor();
      });

      for (const scene of Object.keys(scenes) as SceneName[])
        it(`shows the ${scene}`, async () => {
          await scenes[scene](at.window);
          await at.window.page.screenshot({ path: join(out, `${name} ${scene}.png`) });
          if (scene === 'graph') expect(await violations(await at.window.webviewFrame())).toEqual([]);
          await clear(at.window);
        });
    });
  }
});

/** What axe has against a page: each rule, and the elements that break it. */
async function violations(frame: Frame): Promise<string[]> {
  await frame.evaluate(axe.source);
  const found = (await frame.evaluate('axe.run()')) as axe.AxeResults;
  expect(found.passes.length).toBeGreaterThan(10);
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ failureSummary, html }) => `${html} ${failureSummary}`).join('; ')}`,
  );
}
