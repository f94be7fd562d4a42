--- `:Lakespeak`: its subcommands, and how they are completed.
local M = {}

local client_of = require('lakespeak.client')

---@class lakespeak.Here
---@field client vim.lsp.Client
---@field bufnr integer

---@class lakespeak.Subcommand
---@field run fun(here: lakespeak.Here, arguments: string[])
---@field complete? fun(here: lakespeak.Here): string[]

local EXPLAIN = 'lakespeak.explainPosition'

---@type table<string, lakespeak.Subcommand>
local subcommands = {}

subcommands.card = {
  run = function(here)
    require('lakespeak.card').here(here.client, here.bufnr)
  end,
}

subcommands.explain = {
  run = function(here)
    if not client_of.has_command(here.client, EXPLAIN) then
      return client_of.say_absent(here.client, 'explain a position')
    end
    local card = require('lakespeak.card')
    local params = { command = EXPLAIN, arguments = { card.position(here.client) } }
    client_of.request(here.client, 'workspace/executeCommand', params, here.bufnr, function(result)
      if type(result) ~= 'string' or result == '' then
        return client_of.say('no explanation for this position')
      end
      require('lakespeak.float').open(require('lakespeak.markdown').page(result), false)
    end)
  end,
}

subcommands.hints = {
  run = function(here, arguments)
    if not here.client:supports_method('textDocument/inlayHint', here.bufnr) then
      return client_of.say_absent(here.client, 'give inlay hints')
    end
    local filter = { bufnr = here.bufnr }
    local wanted = { on = true, off = false, toggle = not vim.lsp.inlay_hint.is_enabled(filter) }
    local enable = wanted[arguments[1] or 'toggle']
    if enable == nil then
      return client_of.say('hints are `on`, `off` or `toggle`d', vim.log.levels.ERROR)
    end
    vim.lsp.inlay_hint.enable(enable, filter)
  end,
  complete = function()
    return { 'on', 'off', 'toggle' }
  end,
}

subcommands.todo = {
  run = function(here, arguments)
    local what = arguments[1] or 'here'
    local actions = require('lakespeak.actions')
    if what == 'here' then
      actions.take(here.client, here.bufnr, {
        kind = 'quickfix',
        titles = { 'Insert TODO', 'Go to TODO' },
        whole = false,
        none = 'no TODO to insert here',
      })
    elseif what == 'all' then
      actions.take(here.client, here.bufnr, {
        kind = 'source.addTodos.lakespeak',
        whole = true,
        none = 'no TODO to insert in this file',
      })
    elseif what == 'list' then
      require('lakespeak.todos').list(here.client)
    else
      client_of.say('TODOs: `here`, `all` or `list`', vim.log.levels.ERROR)
    end
  end,
  complete = function()
    return { 'here', 'all', 'list' }
  end,
}

subcommands.glossary = {
  run = function(here, arguments)
    if #arguments > 0 then
      require('lakespeak.card').term(here.client, here.bufnr, table.concat(arguments, ' '))
    else
      require('lakespeak.glossary').pick(here.client, here.bufnr)
    end
  end,
  complete = function(here)
    return require('lakespeak.glossary').ids(here.client, here.bufnr)
  end,
}

subcommands.report = {
  run = function(here)
    require('lakespeak.report').show(here.client)
  end,
}

subcommands.log = {
  run = function()
    local path = vim.lsp.log.get_filename()
    if vim.fn.filereadable(path) ~= 1 then
      return client_of.say('nothing has been logged yet: ' .. path)
    end
    vim.cmd.split(vim.fn.fnameescape(path))
    vim.bo.autoread = true
    vim.cmd.normal({ 'G', bang = true })
  end,
}

---@param arguments string[]
function M.run(arguments)
  local name = arguments[1] or 'card'
  local subcommand = subcommands[name]
  if not subcommand then
    local names = vim.tbl_keys(subcommands)
    table.sort(names)
    local problem = ('no subcommand `%s`; there are %s'):format(name, table.concat(names, ', '))
    return client_of.say(problem, vim.log.levels.ERROR)
  end
  local bufnr = vim.api.nvim_get_current_buf()
  local client = client_of.get(bufnr)
  if not client then
    return client_of.say('the server is not attached to this buffer; see `:checkhealth lakespeak`', vim.log.levels.WARN)
  end
  subcommand.run({ client = client, bufnr = bufnr }, vim.list_slice(arguments, 2))
end

--- What may follow, for what has been typed.
---@param lead string The word being typed.
---@param line string The whole command line.
---@return string[]
function M.complete(lead, line)
  local words = vim.split(line:gsub('^.-Lakespeak%s*', ''), '%s+')
  local choices
  if #words <= 1 then
    choices = vim.tbl_keys(subcommands)
  else
    local subcommand, bufnr = subcommands[words[1]], vim.api.nvim_get_current_buf()
    local client = client_of.get(bufnr)
    local complete = #words == 2 and subcommand and subcommand.complete
    choices = complete and client and complete({ client = client, bufnr = bufnr }) or {}
  end
  table.sort(choices)
  return vim.tbl_filter(function(choice)
    return vim.startswith(choice, lead)
  end, choices)
end

return M
