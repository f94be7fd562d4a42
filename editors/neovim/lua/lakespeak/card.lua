--- Cards: of the word under the cursor, and of any term by its name.
local M = {}

local client_of = require('lakespeak.client')
local float = require('lakespeak.float')
local markdown = require('lakespeak.markdown')

---@param client vim.lsp.Client
---@return table
function M.position(client)
  return vim.lsp.util.make_position_params(0, client_of.encoding(client))
end

--- The text of what a hover or a command gives.
---@param contents string|table
---@return string
function M.text(contents)
  if type(contents) == 'table' then
    return contents.value or table.concat(vim.lsp.util.convert_input_to_markdown_lines(contents), '\n')
  end
  return contents
end

--- Shows the card of what is under the cursor; asked again, goes into it.
---@param client vim.lsp.Client
---@param bufnr integer
function M.here(client, bufnr)
  if float.enter() then
    return
  end
  local window, cursor = vim.api.nvim_get_current_win(), vim.api.nvim_win_get_cursor(0)
  client_of.request(client, 'textDocument/hover', M.position(client), bufnr, function(result)
    local gone = vim.api.nvim_get_current_win() ~= window or not vim.deep_equal(vim.api.nvim_win_get_cursor(0), cursor)
    if gone then
      return
    end
    if not result or not result.contents then
      return client_of.say('nothing to say about this word')
    end
    local word = result.range and { range = result.range, encoding = client_of.encoding(client) }
    float.open(markdown.page(M.text(result.contents)), false, word)
  end)
end

---@param client vim.lsp.Client
---@param bufnr integer
---@param term string A term's id, name or alias.
---@param on_page fun(page: lakespeak.Page)
local function page_of(client, bufnr, term, on_page)
  local params = { textDocument = vim.lsp.util.make_text_document_params(bufnr), term = term }
  client_of.request(client, 'lakespeak/card', params, bufnr, function(result)
    local card = vim.tbl_get(result or {}, 'cards', 1, 'markdown')
    if type(card) ~= 'string' then
      return client_of.say(('there is no term “%s”; `:Lakespeak glossary` lists them'):format(term))
    end
    on_page(markdown.page(card))
  end)
end

--- Shows the card of a term by its name, and goes into it.
---@param client vim.lsp.Client
---@param bufnr integer
---@param term string
function M.term(client, bufnr, term)
  page_of(client, bufnr, term, function(page)
    float.open(page, true)
  end)
end

--- Shows the card of a term in the window that is open.
---@param bufnr integer
---@param term string
function M.push_term(bufnr, term)
  local client = client_of.get(bufnr)
  if client then
    page_of(client, bufnr, term, float.push)
  end
end

return M
