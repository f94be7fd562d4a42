-- What Neovim itself gives: completion, quick fixes as by `gra`, diagnostics that go when they are mended.
local t = require('support')

local function completion()
  local bufnr, client = t.open('words.py', '# we load it into the dat\nx = dat\n')
  t.await('an answer', function()
    return #t.diagnostics(bufnr) == 0
  end)
  local function labels(line, character)
    local answer = client:request_sync('textDocument/completion', {
      textDocument = { uri = vim.uri_from_bufnr(bufnr) },
      position = { line = line, character = character },
    }, 5000, bufnr)
    local result = answer and answer.result or {}
    return vim.tbl_map(function(item)
      return item.label
    end, result.items or result)
  end
  local found = t.await('completion in a comment', function()
    local found = labels(0, #'# we load it into the dat')
    return #found > 0 and found
  end)
  assert(
    vim.iter(found):any(function(label)
      return label:lower() == 'data warehouse'
    end),
    vim.inspect(found)
  )
  t.equal(labels(1, #'x = dat'), {}, 'none in code')

  -- As it is typed, through Neovim's own omnifunc.
  vim.fn.cursor(1, #'# we load it into the dat')
  t.equal(vim.bo.omnifunc, 'v:lua.vim.lsp.omnifunc')
end

local function findings_go_when_mended()
  local bufnr = t.open('dag.py', t.DAG)
  t.await('both', function()
    return #t.diagnostics(bufnr) == 2
  end)
  vim.cmd([[%s/{"date": ds}/{"date": ds}, timeout=5/]])
  t.await('one', function()
    local found = t.diagnostics(bufnr)
    return #found == 1 and found[1].code == 'airflow-variable-at-parse-time'
  end)
  vim.cmd('silent undo')
  t.await('both again', function()
    return #t.diagnostics(bufnr) == 2
  end)
end

--- All three kinds of actions, by Neovim's own function, each undone.
local function quick_fixes()
  local bufnr = vim.api.nvim_get_current_buf()
  local before = vim.api.nvim_buf_get_lines(bufnr, 0, -1, true)
  for title, added in pairs({
    ['Insert TODO'] = '# TODO: ',
    ['Ignore airflow-variable-at-parse-time on this line'] = 'lakespeak: ignore[airflow-variable-at-parse-time]',
    ['Ignore airflow-variable-at-parse-time in this file'] = 'lakespeak: ignore-file[airflow-variable-at-parse-time]',
  }) do
    t.on('Variable.get')
    vim.lsp.buf.code_action({
      apply = true,
      filter = function(action)
        return vim.startswith(action.title, title)
      end,
    })
    t.await(title, function()
      return vim.fn.search('\\V' .. added, 'nw') > 0
    end)
    t.await('silence, or less', function()
      local loud = vim.tbl_filter(function(finding)
        return finding.severity < vim.diagnostic.severity.HINT
      end, t.diagnostics(bufnr))
      return #loud == 1
    end)
    vim.cmd('silent undo')
    t.equal(vim.api.nvim_buf_get_lines(bufnr, 0, -1, true), before)
    t.await('both again', function()
      return #t.diagnostics(bufnr) == 2
    end)
  end
end

local function run()
  findings_go_when_mended()
  quick_fixes()
  completion()
end

return { run = run }
