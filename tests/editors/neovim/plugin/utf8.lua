-- Columns behind letters of two, three and four bytes, in both directions: diagnostics, hover, edits.
local t = require('support')

local TEXT = [[
from airflow.models import Variable
Größe = ["ß", "日本", "🦆🦆", "e\u0301", Variable.get("größen")]  # Data Lake
# 🦆 Größe 日本: Data Lake
]]

local function run()
  local bufnr = t.open('dag.py', (TEXT:gsub('\\u0301', '\204\129')))
  local found = t.await('a finding', function()
    return t.diagnostics(bufnr)[1]
  end)
  t.equal({ found.code, found.text }, { 'airflow-variable-at-parse-time', 'Variable.get' })
  -- The first and the last byte of a word answer; what stands before and behind it doesn't.
  for line, text in ipairs(vim.api.nvim_buf_get_lines(bufnr, 0, -1, true)) do
    local from, to = text:find('Data Lake', 1, true)
    for _, column in ipairs(from and { from, to } or {}) do
      vim.fn.cursor(line, column)
      vim.cmd.Lakespeak('card')
      t.equal(t.card().lines[1]:match('^Data Lake'), 'Data Lake', ('%d:%d'):format(line, column))
      require('lakespeak.float').close()
    end
    if from then
      vim.fn.cursor(line, from - 3)
      t.told_by(function()
        vim.cmd.Lakespeak('card')
      end)
    end
  end
  -- An edit between letters of several bytes reaches the server where it was made.
  vim.api.nvim_buf_set_text(bufnr, 1, #'Größe = ["ß", "日', 1, #'Größe = ["ß", "日本', { '🦆ü' })
  vim.api.nvim_buf_set_text(bufnr, 1, 0, 1, #'Größe', { 'x' })
  t.await('the finding at its new place', function()
    local now = t.diagnostics(bufnr)[1]
    return now and now.text == 'Variable.get' and now.from[2] ~= found.from[2]
  end)
end

return { run = run }
