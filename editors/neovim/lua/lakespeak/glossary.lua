--- The terms that apply to a buffer, and the picker over them.
local M = {}

local client_of = require('lakespeak.client')

---@class lakespeak.Term
---@field id string
---@field name string
---@field category string
---@field plain_english string

local METHOD = 'lakespeak/glossary'

---@param bufnr integer
---@return table
local function params(bufnr)
  return { textDocument = vim.lsp.util.make_text_document_params(bufnr) }
end

---@param result table?
---@return lakespeak.Term[]
local function by_name(result)
  local terms = result and result.terms or {}
  table.sort(terms, function(a, b)
    return a.name:lower() < b.name:lower()
  end)
  return terms
end

---@param term lakespeak.Term
---@return string
local function line(term)
  local text = (term.plain_english:gsub('%s+', ' '))
  return ('%s · %s · %s'):format(term.name, term.category, text:match('^.-[.!?]%f[%s%z]') or text)
end

--- Lets one term be picked, and shows its card.
---@param client vim.lsp.Client
---@param bufnr integer
function M.pick(client, bufnr)
  client_of.request(client, METHOD, params(bufnr), bufnr, function(result)
    vim.ui.select(
      by_name(result),
      { prompt = 'Glossary', kind = 'lakespeak.term', format_item = line },
      ---@param term? lakespeak.Term
      function(term)
        if term then
          require('lakespeak.card').term(client, bufnr, term.id)
        end
      end
    )
  end)
end

--- The ids of all terms, for completion; none where the server does not answer within a second.
---@param client vim.lsp.Client
---@param bufnr integer
---@return string[]
function M.ids(client, bufnr)
  local answer = client:request_sync(METHOD, params(bufnr), 1000, bufnr)
  return vim.tbl_map(function(term)
    return term.id
  end, by_name(answer and answer.result))
end

return M
