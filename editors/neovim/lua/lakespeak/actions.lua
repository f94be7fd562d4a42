--- The server's code actions, asked for by what their titles begin with.
local M = {}

local client_of = require('lakespeak.client')

--- Our findings on a line, as the server sent them.
---@param bufnr integer
---@param lnum integer From 0.
---@return lsp.Diagnostic[]
local function findings(bufnr, lnum)
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(bufnr, { lnum = lnum })) do
    local sent = vim.tbl_get(diagnostic, 'user_data', 'lsp')
    if diagnostic.source == 'lakespeak' and sent then
      found[#found + 1] = sent
    end
  end
  return found
end

---@param client vim.lsp.Client
---@param bufnr integer
---@param action lsp.CodeAction
local function apply(client, bufnr, action)
  local function run(resolved)
    if resolved.edit then
      vim.lsp.util.apply_workspace_edit(resolved.edit, client_of.encoding(client))
    end
    local command = type(resolved.command) == 'table' and resolved.command or nil
    if command then
      client:exec_cmd(command, { bufnr = bufnr })
    end
  end
  if not action.edit and client:supports_method('codeAction/resolve', bufnr) then
    client_of.request(client, 'codeAction/resolve', action, bufnr, run)
  else
    run(action)
  end
end

---@class lakespeak.Ask
---@field kind string
---@field titles? string[] What a title begins with.
---@field whole boolean Of the whole buffer, not of the cursor's line.
---@field none string Said where nothing is offered.

--- Applies the one action that is asked for; where there are several, one is picked.
---@param client vim.lsp.Client
---@param bufnr integer
---@param ask lakespeak.Ask
function M.take(client, bufnr, ask)
  local params = ask.whole
      and vim.lsp.util.make_given_range_params({ 1, 0 }, { vim.fn.line('$'), 0 }, bufnr, client_of.encoding(client))
    or vim.lsp.util.make_range_params(0, client_of.encoding(client))
  params.context = {
    only = { ask.kind },
    diagnostics = ask.whole and {} or findings(bufnr, vim.fn.line('.') - 1),
    triggerKind = vim.lsp.protocol.CodeActionTriggerKind.Invoked,
  }
  client_of.request(client, 'textDocument/codeAction', params, bufnr, function(actions)
    local wanted = vim.tbl_filter(function(action)
      return not ask.titles
        or vim.iter(ask.titles):any(function(title)
          return vim.startswith(action.title, title)
        end)
    end, actions or {})
    if #wanted == 0 then
      client_of.say(ask.none)
    elseif #wanted == 1 then
      apply(client, bufnr, wanted[1])
    else
      vim.ui.select(wanted, {
        prompt = 'TODO',
        kind = 'codeaction',
        format_item = function(action)
          return action.title
        end,
      }, function(action)
        if action then
          apply(client, bufnr, action)
        end
      end)
    end
  end)
end

return M
