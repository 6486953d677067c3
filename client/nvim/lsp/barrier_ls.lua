-- barrier-ls for Neovim 0.11 and later, which finds this file by its folder: vim.lsp.enable('barrier_ls').

-- A settings file says where the tree is. Else it is a kernel tree, by MAINTAINERS, or a repository.
local markers = { '.barrier-ls.jsonc', { 'MAINTAINERS', '.git' } }
-- Before 0.11.3 there are no nested lists.
if vim.fn.has('nvim-0.11.3') == 0 then
  markers = { '.barrier-ls.jsonc', 'MAINTAINERS', '.git' }
end

---@type vim.lsp.Config
return {
  cmd = { 'barrier-ls', '--stdio' },
  filetypes = { 'c', 'cpp', 'litmus' },
  root_markers = markers,
  settings = { ['barrier-ls'] = {} },
  -- The outline of litmus tests is registered for these alone, so that in C it is left to clangd.
  capabilities = { textDocument = { documentSymbol = { dynamicRegistration = true } } },
}
