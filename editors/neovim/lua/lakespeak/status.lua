--- What a statusline says. It is asked at every redraw, so what it needs from the server is kept.
local M = {}

---@class lakespeak.Glossary
---@field uri string
---@field terms integer
---@field mistakes integer

---@class lakespeak.Status
---@field terms integer
---@field rules integer
---@field glossaries lakespeak.Glossary[] The team's.

---@type table<integer, lakespeak.Status>
local by_client = {}

--- Asks the server how much it knows.
---@param client vim.lsp.Client
function M.ask(client)
  client:request('lakespeak/status', vim.empty_dict(), function(err, result)
    -- An earlier server does not know the question; nothing is shown then.
    if not err and type(result) == 'table' then
      by_client[client.id] = result
      vim.cmd.redrawstatus()
    end
  end)
end

--- What the server last said.
---@param client vim.lsp.Client
---@return lakespeak.Status?
function M.of(client)
  return by_client[client.id]
end

---@param client_id integer
function M.forget(client_id)
  by_client[client_id] = nil
end

---@param bufnr integer
---@return integer
local function findings(bufnr)
  local count = 0
  for _, diagnostic in ipairs(vim.diagnostic.get(bufnr)) do
    if diagnostic.source == 'lakespeak' then
      count = count + 1
    end
  end
  return count
end

---@param bufnr integer
---@return string
function M.text(bufnr)
  local client = require('lakespeak.client').get(bufnr)
  if not client then
    return ''
  end
  local parts, count = { 'Lakespeak' }, findings(bufnr)
  if count > 0 then
    parts[#parts + 1] = tostring(count)
  end
  for _, glossary in ipairs((by_client[client.id] or {}).glossaries or {}) do
    if glossary.mistakes > 0 then
      parts[#parts + 1] = 'glossary!'
      break
    end
  end
  return table.concat(parts, ' ')
end

return M
