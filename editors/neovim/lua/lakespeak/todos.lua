--- The TODOs of a workspace, in the quickfix list.
local M = {}

local client_of = require('lakespeak.client')

---@param client vim.lsp.Client
function M.list(client)
  client_of.say_absent(client, 'list TODOs')
end

return M
