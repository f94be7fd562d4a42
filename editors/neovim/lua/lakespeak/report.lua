--- The report about the workspace: one page, made by the command line, shown by the system's browser.
local M = {}

local client_of = require('lakespeak.client')

---@param client vim.lsp.Client
function M.show(client)
  local path = vim.fn.tempname() .. '.html'
  client_of.cli(client, { 'report', '--output', path }, 'make a report', function()
    local _, problem = vim.ui.open(path)
    -- Where no browser can be had, as over SSH, the page is there all the same.
    client_of.say(problem and ('the report is in %s (%s)'):format(path, problem) or 'the report is in ' .. path)
  end)
end

return M
