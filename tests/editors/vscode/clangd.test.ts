/** A real VS Code with clangd on the same document: nothing twice, nothing lost, and one hover below the other. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editors } from '../editors.ts';
import { missing } from './installed.ts';
import { project } from './project.ts';
import { inVsCode } from './session.ts';

const place = mkdtempSync(join(tmpdir(), 'barrier-ls-clangd-'));
const folder = project();

// What is skipped is said by editors.ts and installed.ts.
describe.skipIf(missing || !editors.clangd)('VS Code with clangd', () => {
  beforeAll(async () => {
    const source = join(import.meta.dirname, 'extensions/clangd');
    cpSync(source, join(place, 'clangd'), { recursive: true });
    await build({
      entryPoints: [join(source, 'extension.ts')],
      outfile: join(place, 'clangd/dist/extension.cjs'),
      bundle: true,
      format: 'cjs',
      platform: 'node',
      external: ['vscode'],
      logLevel: 'warning',
    });
  });
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  const at = inVsCode(
    { folder, file: join(folder, 'mailbox.c'), line: 15, column: 4 },
    {
      unpacked: [join(place, 'clangd')],
    },
  );

  it('shows both hovers, ours and what clangd knows of the macro', async () => {
    // Each as soon as its server has an answer: one hover with both.
    const said = await at.window.hover(/__atomic_store_n.*release store|release store.*__atomic_store_n/s);
    expect(said).toContain('mailbox_take()');
    expect(at.server.processes('clangd').length).toBeGreaterThan(0);
    await at.window.press('Escape');
  });

  it('has two definitions of the barrier: the other side, and the macro', async () => {
    await at.window.press('F12');
    const peek = at.window.page.locator('.peekview-widget');
    await peek.locator('.peekview-title', { hasText: 'Definitions (2)' }).waitFor();
    const files = peek.locator('.monaco-list-row .reference-file');
    await expect
      .poll(async () => (await files.allInnerTexts()).sort())
      .toEqual([expect.stringContaining('barrier.h'), expect.stringContaining('mailbox.c')]);
    await at.window.press('Escape');
  });

  it('has one definition of what only the comment knows: the other side', async () => {
    await at.window.goTo(14, 27);
    await at.window.press('F12');
    await at.window.isAt('mailbox.c', 21);
  });

  it('has each finding once', async () => {
    await at.window.open('kernel/iomem.c', 27, 20);
    await at.window.command('Problems: Focus on Problems View');
    // Of all that clangd has to say where it has no compile_commands.json.
    await at.window.press('Control+f');
    await at.window.page.keyboard.type('plain-access');
    await at.window.problem('plain-access').waitFor();
    await expect(at.window.problem('plain-access').count()).resolves.toBe(1);
    expect(at.complaints()).toEqual([]);
  });
});
