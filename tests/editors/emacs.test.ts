/** A real Emacs with eglot, in batch mode: set up as docs/editors.md says, and asked what it has. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderWith } from '../support/cli.ts';
import { drive, editors, hasServer, setup, survivors, workspace } from './editors.ts';

interface Place {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** What each step of eglot.el reports. */
interface Steps {
  attached: { emacs: string; server: boolean; root: string };
  definitions: { comment: Place; callee: Place };
  hover: { text: string };
  diagnostics: { found: { line: number; text: string }[] };
  action: { titles: string[]; above: string };
}

// What is skipped is said by editors.ts.
describe.skipIf(!editors.Emacs || !hasServer)('Emacs with eglot', () => {
  const at = workspace();
  let steps: Steps;
  beforeAll(async () => {
    const home = folderWith({ 'init.el': '' });
    writeFileSync(join(home, 'init.el'), setup('Emacs (eglot)'));
    const script = join(import.meta.dirname, 'eglot.el');
    const args = ['--batch', '-f', 'package-initialize', '-l', join(home, 'init.el'), '-l', script];
    steps = Object.fromEntries(await drive(editors.Emacs!, args, at, {})) as unknown as Steps;
  }, 150_000);

  it('attaches to the tree', () => {
    expect(steps.attached).toMatchObject({ server: true, root: at.folder.split('/').at(-1) });
  });

  it('goes from the comment and from the barrier to the other side', () => {
    const acquire = { file: 'mailbox.c', line: 21, text: 'if (!smp_load_acquire(&box->full))' };
    expect(steps.definitions).toMatchObject({ comment: acquire, callee: acquire });
  });

  it('shows what the barrier orders, and its partner', () => {
    expect(steps.hover.text).toContain('smp_store_release');
    expect(steps.hover.text).toContain('mailbox_take');
  });

  it('shows the finding, once', () => {
    expect(steps.diagnostics.found).toMatchObject([{ line: 27 }]);
    expect(steps.diagnostics.found[0]!.text).toContain('iomem_inode is published by smp_store_release()');
  });

  it('writes the pairing comment', () => {
    expect(steps.action.above).toMatch(/^\/\* [Pp]airs with smp_load_acquire\(\) in mailbox_closed\(\)/);
  });

  it('leaves no process behind', async () => {
    expect(at.started()).toHaveLength(1);
    expect(await survivors(at.started())).toEqual([]);
  });
});
