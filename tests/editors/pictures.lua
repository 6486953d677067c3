-- The init.lua of the Neovim that pictures.sh takes: Neovim's own colours, and the server as the help page sets it up.
vim.opt.runtimepath:append(vim.env.BARRIER_LS_REPOSITORY .. '/client/nvim')
-- An unpacked Neovim doesn't find the grammars that it comes with.
vim.opt.runtimepath:append(vim.env.VIMRUNTIME .. '/../../../lib/nvim')
vim.opt.termguicolors = true
vim.opt.background = 'dark'
vim.opt.number = true
vim.opt.signcolumn = 'yes'
vim.opt.laststatus = 2
vim.opt.statusline = ' %f%=%{luaeval("Servers()")} '
vim.opt.shortmess:append('IF')
vim.opt.showcmd = false
vim.opt.ruler = false
vim.opt.tabstop = 4
vim.opt.winborder = 'rounded'
vim.cmd('filetype plugin on')
vim.diagnostic.config({ virtual_text = false, underline = true, severity_sort = true })
-- By themselves lenses are as faint as line numbers.
vim.api.nvim_set_hl(0, 'LspCodeLens', { fg = '#8fb8de', italic = true })
vim.lsp.enable('barrier_ls')
vim.lsp.codelens.enable(true)

-- The grammar of C comes with Neovim.
vim.api.nvim_create_autocmd('FileType', { pattern = 'c', callback = function() vim.treesitter.start() end })

function Servers()
  return table.concat(vim.tbl_map(function(client) return client.name end, vim.lsp.get_clients()), ' ')
end

-- The findings are there, and the lenses have been drawn.
function Ready()
  local drawn = vim.iter(vim.api.nvim_get_namespaces()):any(function(name, namespace)
    return name:find('codelens:', 1, true) and #vim.api.nvim_buf_get_extmarks(0, namespace, 0, -1, {}) > 0
  end)
  return drawn and #vim.diagnostic.get(0) > 0 and 1 or 0
end

function Floating()
  return vim.iter(vim.api.nvim_list_wins()):any(function(window)
    return vim.api.nvim_win_get_config(window).relative ~= ''
  end) and 1 or 0
end
