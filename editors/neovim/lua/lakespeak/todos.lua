--- The TODOs of a workspace that link to guidance, in the quickfix list. Files count as they are saved.
local M = {}

local client_of = require('lakespeak.client')

---@class lakespeak.Todo As `lakespeak todo --output-format json` gives it; lines and columns count from 1.
---@field path string
---@field range { start: { line: integer, column: integer } }
---@field term string
---@field text string
---@field stale boolean

---@param todo lakespeak.Todo
---@param folder string
---@return vim.quickfix.entry
local function entry(todo, folder)
  return {
    filename = vim.fs.joinpath(folder, todo.path),
    lnum = todo.range.start.line,
    col = todo.range.start.column,
    text = ('%s: %s%s'):format(todo.term, todo.text, todo.stale and ' (stale)' or ''),
    type = todo.stale and 'W' or 'I',
  }
end

---@param client vim.lsp.Client
function M.list(client)
  local folder = client_of.root(client) or vim.fn.getcwd()
  client_of.cli(client, { 'todo', '--output-format', 'json' }, 'list TODOs', function(text)
    local ok, todos = pcall(vim.json.decode, text)
    if not ok or type(todos) ~= 'table' then
      return client_of.say('the list of TODOs is unreadable', vim.log.levels.ERROR)
    end
    if #todos == 0 then
      return client_of.say('no TODOs that link to guidance')
    end
    local items = vim.tbl_map(function(todo)
      return entry(todo, folder)
    end, todos)
    vim.fn.setqflist({}, ' ', { title = 'Lakespeak: TODOs', items = items })
    vim.cmd.copen()
  end)
end

return M
