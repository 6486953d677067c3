/** Real Neovims with clangd on the same buffer: nothing twice, nothing lost, and no warning. */
import { beforeAll, describe, expect, it } from 'vitest';
import { editors, hasServer, setup, survivors, workspace } from './editors.ts';
import { complaints, runNeovim, type Steps, versions } from './nvim.ts';

/** clangd as a plain call starts it, and as nvim-lspconfig does, which asks for UTF-8. */
const PLAIN = `
vim.api.nvim_create_autocmd('FileType', { pattern = 'c', callback = function()
  clangd = clangd or vim.lsp.start_client({ name = 'clangd', cmd = { 'clangd' }, root_dir = vim.fn.getcwd() })
  vim.lsp.buf_attach_client(0, clangd)
end })`;
const ASKS = `vim.tbl_deep_extend('force', vim.lsp.protocol.make_client_capabilities(), {
  textDocument = { completion = { editsNearCursor = true } }, offsetEncoding = { 'utf-8', 'utf-16' } })`;
const TAKES = `function(client, result) client.offset_encoding = result.offsetEncoding or client.offset_encoding end`;
const STARTED = `
vim.api.nvim_create_autocmd('FileType', { pattern = 'c', callback = function()
  vim.lsp.start({
    name = 'clangd', cmd = { 'clangd' }, root_dir = vim.fn.getcwd(), capabilities = ${ASKS}, on_init = ${TAKES} })
end })`;
const ENABLED = `
vim.lsp.config('clangd', { cmd = { 'clangd' }, filetypes = { 'c', 'cpp' }, root_markers = { '.barrier-ls.jsonc' },
  capabilities = ${ASKS}, on_init = ${TAKES} })
vim.lsp.enable({ 'clangd', 'barrier_ls' })`;

const CLANGD = { 'Neovim 0.7': PLAIN, 'Neovim 0.10': STARTED, 'Neovim 0.12': ENABLED };

for (const { name, heading, encoding } of versions) {
  const neovim = editors[name];
  // What is skipped is said by editors.ts.
  describe.skipIf(!neovim || !editors.clangd || !hasServer)(`${name} with clangd`, () => {
    const at = workspace();
    let steps: Steps;
    beforeAll(async () => {
      steps = await runNeovim(neovim!, at, setup(heading) + CLANGD[name], 2);
    }, 150_000);

    it('attaches both, and they count columns alike', () => {
      expect(steps.attached.all).toBe(true);
      expect(steps.attached.servers.map((server) => server.name).sort()).toEqual(['barrier_ls', 'clangd']);
      expect(steps.attached.servers.map((server) => server.encoding)).toEqual([encoding, encoding]);
    });

    it('has the other side among the definitions, and none twice', () => {
      const { comment, callee } = steps.definition.all;
      expect(comment).toContain('mailbox.c:15');
      expect(callee).toContain('mailbox.c:21');
      // clangd knows where the macro is.
      expect(callee.some((place) => place.startsWith('barrier.h:'))).toBe(true);
      expect(comment).toEqual([...new Set(comment)]);
      expect(callee).toEqual([...new Set(callee)]);
    });

    it('shows the hover, the finding and the lenses', () => {
      // Before 0.11 it is the hover of the server that answers first.
      expect(steps.hover.lines.join('\n')).toContain(name === 'Neovim 0.12' ? 'mailbox_take' : 'smp_store_release');
      expect(steps.diagnostics.found).toMatchObject([{ line: 27, code: 'plain-access' }]);
      expect(steps.lens.drawn.some(({ text }) => text.includes('mailbox_take'))).toBe(true);
    });

    it('writes the pairing comment', () => {
      expect(steps.action.chosen, `offered: ${steps.action.titles.join(', ')}`).toBe(true);
      expect(steps.action.above[0]).toContain('smp_load_acquire() in mailbox_closed()');
      expect(steps.action.titles).toEqual([...new Set(steps.action.titles)]);
    });

    it('renames the label, and leaves the variable to clangd', () => {
      expect(steps.rename.label).toHaveLength(2);
      expect(steps.rename.variable).toContain('box->reason = cause;');
    });

    it('is not warned of encodings, or of anything else', async () => {
      expect(complaints(steps)).toEqual([]);
      expect(await survivors(at.started())).toEqual([]);
    });
  });
}
