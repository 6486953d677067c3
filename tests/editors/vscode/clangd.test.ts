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
    const said = await at.window.hover(/__atomic_store_n/);
    expect(said).toContain('release store');
    expect(said).toContain('mailbox_take()');
    expect(at.server.processes('clangd').length).toBeGreaterThan(0);
    await at.window.press('Escape');
  });
});
