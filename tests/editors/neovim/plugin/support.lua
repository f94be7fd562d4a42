-- What scenarios share: files, waiting, looking.
local M = {}

-- What the plugin told its user, newest last.
M.told = {}
-- luacheck: push ignore 122
vim.notify = function(message)
  M.told[#M.told + 1] = message
end
-- luacheck: pop

--- What `get` gives as soon as it gives something.
function M.await(what, get)
  local value
  vim.wait(60000, function()
    value = get()
    return value
  end, 5)
  return value or error('waited in vain for ' .. what .. '; told: ' .. vim.inspect(M.told), 2)
end

--- Fails unless both are the same.
function M.equal(seen, wanted, what)
  if not vim.deep_equal(seen, wanted) then
    error(('%s\nseen:   %s\nwanted: %s'):format(what or '', vim.inspect(seen), vim.inspect(wanted)), 2)
  end
end

--- Writes a file below the working directory. Gives its path.
function M.write(name, text)
  local path = vim.fs.joinpath(vim.fn.getcwd(), name)
  vim.fn.mkdir(vim.fs.dirname(path), 'p')
  local file = assert(io.open(path, 'w'))
  file:write(text)
  file:close()
  return path
end

--- The server attached to a buffer, once it is.
function M.client(bufnr)
  return M.await('the server', function()
    local client = vim.lsp.get_clients({ bufnr = bufnr, name = 'lakespeak' })[1]
    return client and client.initialized and client
  end)
end

--- Writes a file and opens it. Gives its buffer and the server.
function M.open(name, text)
  vim.cmd.edit(vim.fn.fnameescape(M.write(name, text)))
  local bufnr = vim.api.nvim_get_current_buf()
  return bufnr, M.client(bufnr)
end

--- Our diagnostics of a buffer in order, as code, place and text.
function M.diagnostics(bufnr)
  local found = vim.tbl_filter(function(diagnostic)
    return diagnostic.source == 'lakespeak'
  end, vim.diagnostic.get(bufnr))
  table.sort(found, function(a, b)
    return a.lnum ~= b.lnum and a.lnum < b.lnum or a.lnum == b.lnum and a.col < b.col
  end)
  return vim.tbl_map(function(diagnostic)
    local from, to = { diagnostic.lnum, diagnostic.col }, { diagnostic.end_lnum, diagnostic.end_col }
    -- While edits go on, a place may be none any more.
    local ok, text = pcall(vim.api.nvim_buf_get_text, bufnr, from[1], from[2], to[1], to[2], {})
    return {
      code = diagnostic.code,
      severity = diagnostic.severity,
      from = from,
      to = to,
      text = ok and table.concat(text, '\n'),
    }
  end, found)
end

--- Puts the cursor on the first place of a word.
function M.on(word)
  vim.fn.cursor(1, 1)
  assert(vim.fn.search('\\V' .. word, 'c') > 0, word .. ' is not there')
end

--- The open card: its window and lines.
function M.card()
  return M.await('a card', function()
    local win = require('lakespeak.float').window()
    return win and { win = win, lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(win), 0, -1, true) }
  end)
end

--- What is told next by running `run`.
function M.told_by(run)
  local before = #M.told
  run()
  return M.await('a message', function()
    return M.told[before + 1]
  end)
end

--- Types keys, as a user would.
function M.type(keys)
  vim.api.nvim_feedkeys(vim.keycode(keys), 'xt', false)
end

M.DAG = [[
"""Load yesterday's orders into the data warehouse."""
import requests
from airflow.models import Variable

API_URL = Variable.get("shop_api_url")


def extract(ds):
    return requests.get(API_URL, params={"date": ds})
]]

return M
