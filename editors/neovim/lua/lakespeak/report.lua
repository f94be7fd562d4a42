--- The workspace report: made by the server or its command line, shown by the system's browser.
local M = {}

local client_of = require('lakespeak.client')

---@param client vim.lsp.Client
---@param bufnr integer
---@param command string
function M.show(client, bufnr, command)
  if not client_of.has_command(client, command) then
    return client_of.say_absent(client, 'make a workspace report')
  end
  client_of.request(client, 'workspace/executeCommand', { command = command, arguments = {} }, bufnr, function(result)
    client_of.say(vim.inspect(result))
  end)
end

return M
