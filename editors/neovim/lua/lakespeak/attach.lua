--- What happens in a buffer when the server comes and goes.
local M = {}

---@param bufnr integer
---@param client vim.lsp.Client
function M.attached(bufnr, client)
  vim.api.nvim_buf_create_user_command(bufnr, 'Lakespeak', function(command)
    require('lakespeak.commands').run(command.fargs)
  end, {
    nargs = '*',
    desc = 'Plain English for data engineering',
    complete = function(lead, line)
      return require('lakespeak.commands').complete(lead, line)
    end,
  })
  local status = require('lakespeak.status')
  client.handlers['lakespeak/statusChanged'] = function()
    status.ask(client)
  end
  status.ask(client)
  if require('lakespeak').options.hints and client:supports_method('textDocument/inlayHint', bufnr) then
    vim.lsp.inlay_hint.enable(true, { bufnr = bufnr })
  end
end

---@param bufnr integer
---@param client vim.lsp.Client
function M.detached(bufnr, client)
  local others = vim.tbl_filter(function(other)
    return other.id ~= client.id
  end, vim.lsp.get_clients({ bufnr = bufnr, name = 'lakespeak' }))
  if vim.tbl_count(client.attached_buffers) <= 1 then
    require('lakespeak.status').forget(client.id)
  end
  if #others == 0 and vim.api.nvim_buf_is_valid(bufnr) then
    pcall(vim.api.nvim_buf_del_user_command, bufnr, 'Lakespeak')
  end
end

--- Lets the server have a filetype of several parts when it has one of them: `vim.lsp.enable` compares whole names.
---@param filetype string
function M.admit(filetype)
  local config = vim.lsp.config['lakespeak']
  local known = config and config.filetypes
  if not known or vim.list_contains(known, filetype) then
    return
  end
  for part in vim.gsplit(filetype, '.', { plain = true }) do
    if part ~= 'json' and vim.list_contains(known, part) then
      vim.lsp.config('lakespeak', { filetypes = vim.list_extend({ filetype }, known) })
      -- Neovim may have looked at this buffer already; enabling once more looks again.
      vim.schedule(function()
        vim.lsp.enable('lakespeak')
      end)
      return
    end
  end
end

return M
