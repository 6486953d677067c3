-- Litmus tests, which Neovim does not know by itself.
vim.filetype.add({ extension = { litmus = 'litmus' } })
