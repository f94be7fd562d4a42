-- Inlay hints: off until asked for, drawn behind the code, following edits, toggled for a buffer.
local t = require('support')

local DAG = [[
from airflow import DAG
from airflow.operators.empty import EmptyOperator

with DAG("orders", schedule="0 6 * * 1-5", catchup=False) as dag:
    EmptyOperator(task_id="größe", trigger_rule="all_done")
]]

--- What is drawn on a line, as Neovim draws it.
local function drawn(bufnr, lnum)
  local namespace = vim.api.nvim_get_namespaces()['nvim.lsp.inlayhint']
  local marks = namespace
      and vim.api.nvim_buf_get_extmarks(bufnr, namespace, { lnum, 0 }, { lnum, -1 }, { details = true })
    or {}
  return table.concat(vim.tbl_map(function(mark)
    return vim.trim(table.concat(vim.tbl_map(function(chunk)
      return chunk[1]
    end, mark[4].virt_text)))
  end, marks))
end

local function await_drawn(bufnr, lnum, pattern)
  return t.await('a hint like ' .. pattern, function()
    vim.cmd.redraw()
    local text = drawn(bufnr, lnum)
    return text:find(pattern) and text
  end)
end

local function run()
  local bufnr = t.open('dag.py', DAG)
  vim.wait(300)
  t.equal(vim.lsp.inlay_hint.is_enabled({ bufnr = bufnr }), false, 'off until asked for')
  vim.cmd('Lakespeak hints on')
  await_drawn(bufnr, 3, '^Mon–Fri 06:00')
  t.equal(await_drawn(bufnr, 4, 'failed'), 'runs when all before it have ended, failed or not')

  -- The hint follows the text.
  vim.cmd([[%s/0 6 \* \* 1-5/0 6 * * 1/]])
  await_drawn(bufnr, 3, '^Mondays? 06:00')

  vim.cmd.Lakespeak('hints')
  t.equal(vim.lsp.inlay_hint.is_enabled({ bufnr = bufnr }), false)
  t.equal(drawn(bufnr, 3), '')
  vim.cmd('Lakespeak hints toggle')
  await_drawn(bufnr, 4, 'failed')
  vim.cmd('Lakespeak hints off')

  -- Asked for in the options, they are there from the start.
  require('lakespeak').setup({ hints = true })
  local second = t.open('second.py', DAG)
  await_drawn(second, 4, 'failed')
end

return { run = run }
