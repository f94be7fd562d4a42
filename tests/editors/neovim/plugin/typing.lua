-- How long the server lets a typist wait in a long DAG: by its own trace, printed and judged by nobody.
local t = require('support')

local LINES, STROKES = 10000, 200
-- Code of which nothing is to be said: a finding in about twenty lines is more than most DAGs have.
local QUIET = ('    total = total + weigh(order["lines"], by="net")\n'):rep(28)
local log

local function init()
  -- What the server writes to its log, for itself: Neovim would wrap it into its own.
  log = vim.fs.joinpath(vim.fn.getcwd(), 'log')
  local server = ('exec lakespeak server 2>%s'):format(vim.fn.shellescape(log))
  vim.lsp.config('lakespeak', {
    cmd = { 'sh', '-c', server },
    cmd_env = { LAKESPEAK_LOG = 'warn,lakespeak=trace' },
    flags = { debounce_text_changes = 0 },
  })
  vim.lsp.enable('lakespeak')
end

--- How long diagnostics took after each change, in milliseconds.
local function waits()
  local found = {}
  for line in io.lines(log) do
    local plain = line:gsub('\27%[[%d;]*m', '')
    local micros = plain:find('diagnostics told', 1, true) and plain:match('micros=(%d+)')
    found[#found + 1] = micros and tonumber(micros) / 1000
  end
  return found
end

local function run()
  local text = t.DAG .. '\n\ndef count(orders, total=0):\n' .. QUIET
  local each = #vim.split(text, '\n') - 1
  local bufnr = t.open('long.py', text:rep(math.ceil(LINES / each)))
  t.await('findings', function()
    return t.diagnostics(bufnr)[1]
  end)
  t.on('warehouse')
  local at = vim.api.nvim_win_get_cursor(0)
  local before = #waits()
  for stroke = 1, STROKES do
    vim.api.nvim_buf_set_text(bufnr, at[1] - 1, at[2], at[1] - 1, at[2], { stroke % 6 == 0 and ' ' or 'x' })
    vim.wait(80)
  end
  t.await('the last answer', function()
    return #waits() > before
  end)
  vim.wait(2000)
  local typed = vim.list_slice(waits(), before + 1)
  table.sort(typed)
  local function share(part)
    return ('%.1f'):format(typed[math.min(math.floor(#typed * part) + 1, #typed)])
  end
  local told = { share(0.5), share(0.95), share(1), #typed, vim.api.nvim_buf_line_count(bufnr), #t.diagnostics(bufnr) }
  io.stderr:write(('p50 %s, p95 %s, most %s ms of %s in %s lines with %s findings\n'):format(unpack(told)))
end

return { init = init, run = run }
