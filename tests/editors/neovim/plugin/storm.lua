-- A storm of edits of all kinds. Afterwards the server says what it says of the same text freshly opened.
local t = require('support')

local PIECES = {
  'Variable.get("größe")',
  'requests.get(url)',
  '"""',
  "'",
  '(',
  ')',
  '\n',
  '    ',
  '# 🦆 data lake\n',
  'except:\n    pass\n',
  'Größe',
  'import requests\n',
  '',
}

--- A generator of its own: the same storm on every machine.
local seed = 20261128
local function random(below)
  seed = (seed * 1103515245 + 12345) % 2147483648
  return math.floor(seed / 65536) % below
end

--- The byte column of a random character's beginning.
local function column(text)
  local chars = vim.fn.strchars(text)
  return vim.fn.byteidx(text, random(chars + 1))
end

local function strike(bufnr)
  local count = vim.api.nvim_buf_line_count(bufnr)
  local from = random(count)
  local to = math.min(from + (random(8) == 0 and random(4) or 0), count - 1)
  local lines = vim.api.nvim_buf_get_lines(bufnr, from, to + 1, true)
  local start, stop = column(lines[1]), column(lines[#lines])
  if random(3) > 0 then
    to, stop = from, start
  elseif from == to and stop < start then
    start, stop = stop, start
  end
  local piece = vim.split(PIECES[random(#PIECES) + 1], '\n', { plain = true })
  vim.api.nvim_buf_set_text(bufnr, from, start, to, stop, piece)
end

--- Asked after the last change, answered for the text of then: afterwards every earlier change has arrived.
local function settled(bufnr, client)
  local last, since = nil, 0
  t.await('calm', function()
    local answer = client:request_sync('textDocument/hover', {
      textDocument = { uri = vim.uri_from_bufnr(bufnr) },
      position = { line = 0, character = 0 },
    }, 5000, bufnr)
    local now = t.diagnostics(bufnr)
    if vim.deep_equal(now, last) then
      since = since + 1
    else
      last, since = now, 0
    end
    vim.wait(20)
    return answer and since > 15
  end)
  return last
end

--- Writes a word at the end of every line and asks for it there: where the server's text is another by one character,
--- it is not found at its place, or not at all.
local function same_text(bufnr, client)
  local word = ' data_lake'
  for line, text in ipairs(vim.api.nvim_buf_get_lines(bufnr, 0, -1, true)) do
    vim.api.nvim_buf_set_text(bufnr, line - 1, #text, line - 1, #text, { word })
  end
  for line, text in ipairs(vim.api.nvim_buf_get_lines(bufnr, 0, -1, true)) do
    local answer = client:request_sync('textDocument/hover', {
      textDocument = { uri = vim.uri_from_bufnr(bufnr) },
      position = { line = line - 1, character = #text - 1 },
    }, 5000, bufnr)
    local range = answer and answer.result and answer.result.range
    local from, to = { line = line - 1, character = #text - #word + 1 }, { line = line - 1, character = #text }
    t.equal(range, { start = from, ['end'] = to }, ('line %d: %s'):format(line, text))
  end
end

local function init()
  -- Every edit is a message of its own: Neovim would wait for a pause otherwise, and the storm for nobody.
  vim.lsp.config('lakespeak', { flags = { debounce_text_changes = 0 } })
  vim.lsp.enable('lakespeak')
end

local function run()
  local text = t.DAG:rep(12)
  local bufnr, client = t.open('dag.py', text)
  t.await('findings', function()
    return t.diagnostics(bufnr)[1]
  end)
  for round = 1, 400 do
    strike(bufnr)
    if round % 50 == 0 then
      vim.cmd('silent undo')
      vim.cmd('silent redo')
      -- Let some of it be answered in between.
      vim.wait(30)
    end
  end
  local stormy = settled(bufnr, client)
  assert(#stormy > 0, 'a storm that leaves nothing to compare')

  same_text(bufnr, client)
  vim.cmd('silent undo')
  t.equal(settled(bufnr, client), stormy)

  vim.cmd('silent write!')
  local written = vim.api.nvim_buf_get_lines(bufnr, 0, -1, true)
  vim.cmd.bwipeout()
  vim.cmd.edit('dag.py')
  local fresh = vim.api.nvim_get_current_buf()
  t.equal(vim.api.nvim_buf_get_lines(fresh, 0, -1, true), written)
  t.client(fresh)
  t.equal(settled(fresh, client), stormy)
  same_text(fresh, client)
end

return { init = init, run = run }
