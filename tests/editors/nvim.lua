-- Runs inside Neovim 0.7 or later: does what a user does in the folder of project/, and prints what the editor then
-- shows, one line of JSON for each step. BARRIER_LS_SETUP is the user's init.lua, BARRIER_LS_CLIENTS how many servers
-- it starts. Only functions that users have on their keys are called; what the servers answer, Neovim itself handles.

local WAIT = 15000
local expected = tonumber(vim.env.BARRIER_LS_CLIENTS or '1')

local function report(step, data)
  data.step = step
  io.stdout:write(vim.json.encode(data) .. '\n')
end

local function wait(condition, milliseconds)
  return vim.wait(milliseconds or WAIT, condition, 20)
end

local function clients()
  local get = vim.lsp.get_clients or vim.lsp.get_active_clients
  return get()
end

local function text()
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

-- Opens a file and waits for every server, or for so many, to be attached to it.
local function open(file, servers)
  -- Older Neovims act on the answer of each server by itself: the slower one's must not fall into the next step.
  if expected > 1 then vim.wait(400) end
  vim.cmd('edit! ' .. file)
  vim.cmd('normal! gg')
  return wait(function()
    local attached = 0
    for _, client in ipairs(clients()) do
      if client.initialized and vim.lsp.buf_is_attached(0, client.id) then attached = attached + 1 end
    end
    return attached == (servers or expected)
  end)
end

-- Puts the cursor on the first, or on the last, character of `word` in the first line that has `where`.
local function at(where, word, on_last)
  for number, line in ipairs(text()) do
    if line:find(where, 1, true) then
      local start = assert(line:find(word, 1, true), word)
      vim.api.nvim_win_set_cursor(0, { number, start - 1 + (on_last and #word - 1 or 0) })
      return
    end
  end
  error('no line has ' .. where)
end

local function place()
  local cursor = vim.api.nvim_win_get_cursor(0)
  return {
    file = vim.fn.expand('%:t'),
    line = cursor[1],
    text = vim.trim(vim.api.nvim_get_current_line()),
    word = vim.fn.expand('<cword>'),
  }
end

-- What all servers together answer, as Neovim collects it before it shows a list.
local function answers(method)
  local found, done = {}, false
  local params = vim.lsp.util.make_position_params(0, clients()[1].offset_encoding)
  -- Each server gets its own columns: these lines are ASCII, so that they are the same in every encoding.
  vim.lsp.buf_request_all(0, method, params, function(results)
    for _, result in pairs(results) do
      local list = result.result or {}
      if list.uri or list.targetUri then list = { list } end
      for _, location in ipairs(list) do
        local range = location.targetSelectionRange or location.range
        local uri = location.targetUri or location.uri
        table.insert(found, vim.fn.fnamemodify(vim.uri_to_fname(uri), ':t') .. ':' .. range.start.line + 1)
      end
    end
    done = true
  end)
  wait(function() return done end)
  table.sort(found)
  return found
end

local function floating()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then return window end
  end
end

-- Runs something that opens a list of choices, and takes the first one that has one of the words.
local titles = {}
local function choosing(words, run)
  titles = {}
  local chosen
  local select = vim.ui.select
  vim.ui.select = function(items, options, choose)
    for index, item in ipairs(items) do
      local title = (options.format_item or tostring)(item)
      table.insert(titles, title)
      for _, word in ipairs(words) do
        if not chosen and title:lower():find(word, 1, true) then chosen = index end
      end
    end
    choose(chosen and items[chosen] or nil, chosen)
  end
  run()
  wait(function() return #titles > 0 end)
  vim.ui.select = select
  return chosen ~= nil
end

-- Lenses as they are drawn: behind the line or above it.
local function lenses()
  local drawn = {}
  for name, namespace in pairs(vim.api.nvim_get_namespaces()) do
    if name:lower():find('codelens', 1, true) then
      for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, namespace, 0, -1, { details = true })) do
        local lines = mark[4].virt_lines or {}
        if mark[4].virt_text then table.insert(lines, mark[4].virt_text) end
        for _, chunks in ipairs(lines) do
          local words = ''
          for _, chunk in ipairs(chunks) do words = words .. chunk[1] end
          -- Until a lens is resolved, newer Neovims draw an empty one.
          if vim.trim(words) ~= '' then table.insert(drawn, { line = mark[2] + 1, text = vim.trim(words) }) end
        end
      end
    end
  end
  table.sort(drawn, function(one, other) return one.line < other.line end)
  return drawn
end

local steps = {}

function steps.attached()
  local all = open('mailbox.c')
  local servers = {}
  for _, client in ipairs(clients()) do
    table.insert(servers, {
      name = client.name,
      encoding = client.offset_encoding,
      root = vim.fn.fnamemodify(client.config.root_dir or '', ':t'),
    })
  end
  return { all = all, servers = servers, version = tostring(vim.fn.matchstr(vim.fn.execute('version'), 'NVIM v[0-9.]*')) }
end

function steps.definition()
  local function goes(where, word, on_last)
    open('mailbox.c')
    at(where, word, on_last)
    local from = place()
    vim.lsp.buf.definition()
    wait(function() return place().line ~= from.line end, 8000)
    local to = place()
    to.list = #vim.fn.getqflist()
    vim.cmd('cclose')
    vim.fn.setqflist({})
    return to
  end
  open('mailbox.c')
  at('Pairs with smp_store_release() in mailbox_post', 'mailbox_post')
  local comment = answers('textDocument/definition')
  at('smp_store_release(&box->full', 'smp_store_release')
  local callee = answers('textDocument/definition')
  return {
    first = goes('in mailbox_take', 'mailbox_take'),
    last = goes('in mailbox_take', 'mailbox_take', true),
    callee = goes('smp_store_release(&box->full', 'smp_store_release'),
    all = { comment = comment, callee = callee },
  }
end

function steps.hover()
  open('mailbox.c')
  at('smp_store_release(&box->full', 'smp_store_release')
  local shown = {}
  vim.lsp.buf.hover()
  wait(function()
    local window = floating()
    if window then shown = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false) end
    return table.concat(shown, '\n'):find('smp_store_release', 1, true) ~= nil
  end, 8000)
  if floating() then vim.api.nvim_win_close(floating(), true) end
  return { lines = shown }
end

function steps.diagnostics()
  open('iomem-plain/iomem.c')
  local function ours()
    local found = {}
    for _, one in ipairs(vim.diagnostic.get(0)) do
      local code = tostring(one.code or vim.tbl_get(one, 'user_data', 'lsp', 'code') or '')
      if one.source ~= 'clang' and one.source ~= 'clangd' then
        table.insert(found, { line = one.lnum + 1, code = code, message = one.message, source = one.source })
      end
    end
    return found
  end
  wait(function() return #ours() > 0 end)
  -- A second way of delivery would make itself felt by now.
  vim.wait(700)
  return { found = ours() }
end

function steps.action()
  open('mailbox.c')
  at('smp_store_release(&box->closed', 'smp_store_release')
  local before = #text()
  local chosen = choosing({ 'document this pairing' }, function() vim.lsp.buf.code_action() end)
  wait(function() return #text() > before end, 5000)
  local row = vim.fn.search('smp_store_release(&box->closed', 'nw')
  return { chosen = chosen, titles = titles, above = vim.api.nvim_buf_get_lines(0, row - 2, row, false) }
end

function steps.rename()
  local function renamed(where, word, name)
    open('mailbox.c')
    at(where, word)
    local before = table.concat(text(), '\n')
    vim.lsp.buf.rename(name)
    wait(function() return table.concat(text(), '\n') ~= before end, 5000)
    local lines = {}
    for _, line in ipairs(text()) do
      if line:find(name, 1, true) then table.insert(lines, vim.trim(line)) end
    end
    return lines
  end
  local label = renamed('SLEEP_BARRIER:', 'SLEEP_BARRIER', 'DOZE_BARRIER')
  -- Not a label: left to clangd, when it is there.
  local variable = expected > 1 and renamed('box->reason = reason', 'reason;', 'cause') or {}
  return { label = label, variable = variable }
end

function steps.lens()
  open('mailbox.c')
  if vim.lsp.codelens.enable then vim.lsp.codelens.enable(true) else vim.lsp.codelens.refresh() end
  wait(function()
    -- Newer Neovims resolve and draw them with the screen.
    vim.cmd('redraw!')
    return #lenses() > 0
  end, 8000)
  vim.wait(300)
  return { drawn = lenses() }
end

-- After an edit that is not saved, the answer is about the text in the buffer.
function steps.edit()
  open('mailbox.c')
  vim.api.nvim_buf_set_lines(0, 8, 8, false, { '/* Ünsaved 🔒. */', '' })
  at('Pairs with smp_store_release() in mailbox_post', 'mailbox_post')
  local from = place()
  vim.lsp.buf.definition()
  wait(function() return place().line ~= from.line end, 8000)
  return place()
end

-- A litmus test: what a primitive orders, the verdict above it, and its outline.
function steps.litmus()
  -- clangd does not know them.
  local attached = open('ring.litmus', 1)
  -- Requests that are registered later come a moment after the server is there.
  vim.wait(500)
  at('smp_store_release', 'smp_store_release')
  local shown = {}
  vim.lsp.buf.hover()
  wait(function()
    local window = floating()
    if window then shown = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false) end
    return #shown > 0
  end, 8000)
  if floating() then vim.api.nvim_win_close(floating(), true) end
  if vim.lsp.codelens.enable then vim.lsp.codelens.enable(true) else vim.lsp.codelens.refresh() end
  wait(function()
    vim.cmd('redraw!')
    return #lenses() > 0
  end, 8000)
  local drawn = lenses()
  vim.lsp.buf.document_symbol()
  local function listed()
    local list = vim.fn.getloclist(0)
    return #list > 0 and list or vim.fn.getqflist()
  end
  wait(function() return #listed() > 0 end, 8000)
  local outline = {}
  for _, item in ipairs(listed()) do table.insert(outline, item.text) end
  vim.cmd('silent! lclose')
  vim.cmd('cclose')
  vim.fn.setqflist({})
  return { attached = attached, filetype = vim.bo.filetype, hover = shown, lenses = drawn, outline = outline }
end

function steps.messages()
  local health = {}
  if vim.fn.has('nvim-0.11') == 1 then
    vim.cmd('checkhealth vim.lsp')
    for _, line in ipairs(text()) do
      if line:find('WARNING') or line:find('ERROR') or line:find('ncoding') then table.insert(health, vim.trim(line)) end
    end
  end
  local path = vim.lsp.get_log_path and vim.lsp.get_log_path() or vim.lsp.log.get_filename()
  local errors = {}
  if vim.fn.filereadable(path) == 1 then
    for _, line in ipairs(vim.fn.readfile(path)) do
      if line:find('^%[ERROR%]') or line:find('^%[WARN%]') then table.insert(errors, line) end
    end
  end
  return { messages = vim.fn.execute('messages'), health = health, errors = errors }
end

-- The finding comes first: in the file that is opened while the tree is still being read.
local ORDER = { 'diagnostics', 'attached', 'definition', 'hover', 'action', 'rename', 'lens', 'edit', 'litmus', 'messages' }

local function run()
  dofile(vim.env.BARRIER_LS_SETUP)
  vim.cmd('filetype on')
  for _, step in ipairs(ORDER) do
    local ok, result = xpcall(steps[step], debug.traceback)
    report(step, ok and result or { failed = result })
  end
end

local ok, problem = xpcall(run, debug.traceback)
if not ok then report('failed', { failed = problem }) end
vim.cmd('qa!')
