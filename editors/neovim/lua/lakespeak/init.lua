--- Lakespeak in Neovim. Everything works without `setup()`, once `vim.lsp.enable('lakespeak')` is called.
---@class lakespeak
local M = {}

---@class lakespeak.CardOptions
---@field max_width integer Columns of a card at most. Default 60.
---@field border? string|string[] Border of its window. Default: 'winborder'.
---@field beside boolean At the right edge, where it covers least code, or at the cursor. Default true.

---@class lakespeak.Options
---@field cmd? string[] Command that starts the server. Default: `lakespeak server`.
---@field settings? table Settings of the server, without the namespace: `{ hover = { facets = { 'plain_english' } } }`.
---@field hints boolean Whether inlay hints are shown from the start. Default false.
---@field card lakespeak.CardOptions

---@type lakespeak.Options
local defaults = {
  cmd = nil,
  settings = nil,
  hints = false,
  card = { max_width = 60, border = nil, beside = true },
}

---@type lakespeak.Options
M.options = vim.deepcopy(defaults)

--- Takes options and switches the server on. Calling it again begins from the defaults.
---@param opts? table Any part of |lakespeak.Options|.
function M.setup(opts)
  opts = opts or {}
  vim.validate('opts', opts, 'table')
  vim.validate('opts.cmd', opts.cmd, 'table', true)
  vim.validate('opts.settings', opts.settings, 'table', true)
  vim.validate('opts.hints', opts.hints, 'boolean', true)
  vim.validate('opts.card', opts.card, 'table', true)
  M.options = vim.tbl_deep_extend('force', vim.deepcopy(defaults), opts)
  vim.validate('opts.card.max_width', M.options.card.max_width, 'number')
  if opts.cmd or opts.settings then
    vim.lsp.config('lakespeak', {
      cmd = opts.cmd,
      settings = opts.settings and { lakespeak = opts.settings },
    })
  end
  vim.lsp.enable('lakespeak')
end

--- One piece of text for a statusline: nothing where Lakespeak is not attached, else its name, the number of findings
--- in the buffer, and `glossary!` while a glossary has mistakes.
---@param bufnr? integer Default: the current buffer.
---@return string
function M.status(bufnr)
  return require('lakespeak.status').text(bufnr or vim.api.nvim_get_current_buf())
end

return M
