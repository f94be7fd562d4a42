--- The terms that apply in a workspace, and the picker over them.
local M = {}

local client_of = require('lakespeak.client')

---@class lakespeak.Term
---@field id string
---@field name string
---@field category string
---@field plain_english string

local ALL = { 'explain', '--all', '--output-format', 'json' }

---@param text string?
---@return lakespeak.Term[]
local function read(text)
  local ok, terms = pcall(vim.json.decode, text or '[]')
  terms = ok and terms or {}
  table.sort(terms, function(a, b)
    return a.name:lower() < b.name:lower()
  end)
  return terms
end

---@param term lakespeak.Term
---@return string
local function line(term)
  local first = (term.plain_english:gsub('%s+', ' ')):match('^.-[.!?]%f[%s%z]') or term.plain_english
  return ('%s · %s · %s'):format(term.name, term.category, first)
end

--- Lets one term be picked, and shows its card.
---@param client vim.lsp.Client
function M.pick(client)
  client_of.cli(client, ALL, { 0 }, function(text)
    vim.ui.select(
      read(text),
      { prompt = 'Glossary', kind = 'lakespeak.term', format_item = line },
      ---@param term? lakespeak.Term
      function(term)
        if term then
          require('lakespeak.card').term(client, term.id)
        end
      end
    )
  end)
end

--- The names of all terms, for completion.
---@param client vim.lsp.Client
---@return string[]
function M.names(client)
  return vim.tbl_map(function(term)
    return term.id
  end, read(client_of.cli_now(client, ALL)))
end

return M
