/** Real Neovims, headless: set up as docs/editors.md says, and asked what they show. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderWith, repository } from '../support/cli.ts';
import { editors, hasServer, setup, survivors, workspace } from './editors.ts';
import { complaints, runNeovim, type Steps, versions } from './nvim.ts';

for (const { name, heading, encoding } of versions) {
  const neovim = editors[name];
  // What is skipped is said by editors.ts.
  describe.skipIf(!neovim || !hasServer)(name, () => {
    const at = workspace();
    let steps: Steps;
    beforeAll(async () => {
      steps = await runNeovim(neovim!, at, setup(heading), 1);
    }, 150_000);

    it('is the version that its set-up is for, and attaches to the tree', () => {
      const { all, servers, version } = steps.attached;
      expect(version).toContain(`NVIM v${name.slice('Neovim '.length)}.`);
      expect(all).toBe(true);
      expect(servers).toEqual([{ name: 'barrier_ls', encoding, root: at.folder.split('/').at(-1) }]);
    });

    it('goes from the comment and from the barrier to the other side', () => {
      const { first, last, callee, all } = steps.definition;
      const acquire = { file: 'mailbox.c', line: 21, text: 'if (!smp_load_acquire(&box->full))' };
      expect(first).toMatchObject(acquire);
      // Behind letters that are longer in one encoding than in another, too.
      expect(last).toMatchObject(acquire);
      expect(callee).toMatchObject(acquire);
      expect(all).toEqual({ comment: ['mailbox.c:15'], callee: ['mailbox.c:21'] });
    });

    it('shows what the barrier orders, and its partner', () => {
      const shown = steps.hover.lines.join('\n');
      expect(steps.hover.lines.find((line) => line.trim() !== '')).toContain('smp_store_release');
      expect(shown).toContain('mailbox_take');
    });

    it('shows the finding, once', () => {
      expect(steps.diagnostics.found).toMatchObject([{ line: 27, code: 'plain-access' }]);
      expect(steps.diagnostics.found[0]!.message).toContain('iomem_inode is published by smp_store_release()');
    });

    it('writes the pairing comment', () => {
      expect(steps.action.chosen, `offered: ${steps.action.titles.join(', ')}`).toBe(true);
      const [comment, barrier] = steps.action.above;
      expect(comment).toMatch(/^\t\/\* [Pp]airs with smp_load_acquire\(\) in mailbox_closed\(\)/);
      expect(barrier).toBe('\tsmp_store_release(&box->closed, 1);');
    });

    it('renames a label where it is made and where it is referred to', () => {
      expect(steps.rename.label).toEqual([
        '/* DOZE_BARRIER: pairs with WAKE_BARRIER in mailbox_wake(). */',
        '/* WAKE_BARRIER: pairs with DOZE_BARRIER in mailbox_sleep(). */',
      ]);
    });

    it('draws lenses', () => {
      expect(steps.lens.drawn.some(({ text }) => text.includes('mailbox_take'))).toBe(true);
    });

    it('follows an edit that is not saved', () => {
      expect(steps.edit).toMatchObject({ line: 17, text: 'smp_store_release(&box->full, 1);' });
    });

    it('has the verdict of a litmus test above it, the page of a primitive, and an outline', () => {
      const { attached, hover, lenses, outline } = steps.litmus;
      expect(attached).toBe(true);
      expect(hover.join('\n')).toContain('smp_store_release');
      expect(lenses).toEqual([{ line: 1, text: 'Never · forbidden by the LKMM' }]);
      expect(outline.map((text) => text.replace(/^\[\w+\] */, ''))).toEqual(
        expect.arrayContaining(['P0', 'P1', 'smp_store_release(head, 1)']),
      );
    });

    it('has nothing to complain of, and leaves no process behind', async () => {
      expect(complaints(steps)).toEqual([]);
      // Neovim 0.7 can't be told of requests for one kind of files, and has a server of its own for litmus tests.
      expect(at.started()).toHaveLength(name === 'Neovim 0.7' ? 2 : 1);
      expect(await survivors(at.started())).toEqual([]);
    });
  });
}

describe('client/nvim', () => {
  const page = readFileSync(join(repository, 'client/nvim/doc/barrier-ls.txt'), 'utf8');
  const newest = editors['Neovim 0.12'] ?? editors['Neovim 0.10'] ?? editors['Neovim 0.7'];

  it.skipIf(!newest)('has a help page whose tags are found', () => {
    const home = folderWith({ 'doc/barrier-ls.txt': page });
    const script = join(home, 'help.lua');
    writeFileSync(script, HELP);
    // Raises on a tag that is there twice, and on one that is referred to and not there.
    const out = execFileSync(newest!, ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', '-c', `luafile ${script}`], {
      cwd: home,
      encoding: 'utf8',
      env: { ...process.env, XDG_STATE_HOME: home },
    });
    expect(JSON.parse(out)).toEqual({ opened: 'barrier-ls.txt', missing: '' });
  });

  it('has a help page of 78 columns', () => {
    expect(page.split('\n').filter((line) => line.replaceAll('\t', '        ').length > 78)).toEqual([]);
  });
});

const HELP = `
vim.opt.runtimepath:prepend('.')
vim.cmd('helptags doc')
vim.cmd('help barrier-ls')
local missing = {}
for name in table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n'):gmatch('|([^|%s]+)|') do
  -- Some of what is referred to is younger than some of the Neovims.
  if name:find('^barrier%-ls') and not pcall(vim.cmd, 'help ' .. name) then table.insert(missing, name) end
end
io.stdout:write(vim.json.encode({ opened = vim.fn.expand('%:t'), missing = table.concat(missing, " ") }))
vim.cmd('qa!')
`;
