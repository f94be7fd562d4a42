-- `:checkhealth lakespeak`, the statusline, and the help.
local t = require('support')

local function report()
  vim.cmd('checkhealth lakespeak')
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n')
end

local function run()
  local before = report()
  assert(before:find('No server is running', 1, true), before)
  vim.cmd.bwipeout()

  t.write('lakespeak.yml', 'version: 1\n')
  local bufnr, client = t.open('dag.py', t.DAG)
  t.await('two findings', function()
    return #t.diagnostics(bufnr) == 2
  end)
  t.equal(require('lakespeak').status(), 'Lakespeak 2')
  local text = report()
  local version = client.server_info.version
  for _, part in ipairs({
    '✅ OK Neovim ',
    'lakespeak, version ' .. version,
    '✅ OK Enabled',
    ('Running, version %s, in %s: 1 buffer(s), columns in utf-8'):format(version, vim.fn.getcwd()),
    '✅ OK Configuration: ',
  }) do
    assert(text:find(part, 1, true), part .. ' is missing in\n' .. text)
  end
  assert(not text:find('❌') and not text:find('⚠️'), text)
  t.equal(require('lakespeak').status(vim.api.nvim_create_buf(false, true)), '', 'nothing where nothing is attached')

  -- A binary that is not there, and one that is something else.
  for path, problem in pairs({
    ['/nonexistent/lakespeak'] = 'is not on the PATH',
    ['true'] = 'does not answer as Lakespeak',
  }) do
    vim.lsp.config('lakespeak', { cmd = { path, 'server' } })
    vim.cmd.bwipeout()
    local broken = report()
    assert(broken:find('❌') and broken:find(problem, 1, true), broken)
  end

  vim.cmd.help('lakespeak')
  assert(vim.endswith(vim.api.nvim_buf_get_name(0), 'doc/lakespeak.txt'))
  for _, tag in ipairs({ ':Lakespeak', 'lakespeak.setup()', 'lakespeak-card', 'lakespeak-statusline' }) do
    vim.cmd.help(tag)
  end
end

return { run = run }
