--- What a statusline says. It is asked at every redraw, so it counts and never computes.
local M = {}

---@param diagnostics vim.Diagnostic[]
---@return integer
local function ours(diagnostics)
  local count = 0
  for _, diagnostic in ipairs(diagnostics) do
    if diagnostic.source == 'lakespeak' then
      count = count + 1
    end
  end
  return count
end

---@return boolean
local function glossary_has_mistakes()
  local errors = vim.diagnostic.get(nil, { severity = vim.diagnostic.severity.ERROR })
  for _, diagnostic in ipairs(errors) do
    if diagnostic.source == 'lakespeak' and diagnostic.bufnr then
      local name = vim.api.nvim_buf_get_name(diagnostic.bufnr)
      if name:match('%.glossary%.ya?ml$') or name:match('%.contextive/definitions%.ya?ml$') then
        return true
      end
    end
  end
  return false
end

---@param bufnr integer
---@return string
function M.text(bufnr)
  local client = require('lakespeak.client').get(bufnr)
  if not client then
    return ''
  end
  if not client.initialized then
    return 'Lakespeak …'
  end
  local parts = { 'Lakespeak' }
  local count = ours(vim.diagnostic.get(bufnr))
  if count > 0 then
    parts[#parts + 1] = tostring(count)
  end
  if glossary_has_mistakes() then
    parts[#parts + 1] = 'glossary!'
  end
  return table.concat(parts, ' ')
end

return M
