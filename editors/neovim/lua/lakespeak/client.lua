--- The server, as this plugin asks it; and its command line, for what no request gives.
local M = {}

---@param bufnr integer
---@return vim.lsp.Client?
function M.get(bufnr)
  return vim.lsp.get_clients({ bufnr = bufnr, name = 'lakespeak' })[1]
end

--- The unit of its columns.
---@param client vim.lsp.Client
---@return 'utf-8'|'utf-16'|'utf-32'
function M.encoding(client)
  return client.offset_encoding --[[@as 'utf-8'|'utf-16'|'utf-32']]
end

---@param message string
---@param level? integer
function M.say(message, level)
  vim.notify('Lakespeak: ' .. message, level or vim.log.levels.INFO)
end

--- Says that this server is too old for something.
---@param client vim.lsp.Client
---@param what string Continues 'can't …'.
function M.say_absent(client, what)
  local version = client.server_info and client.server_info.version or 'of unknown version'
  M.say(("this server (%s) can't %s"):format(version, what), vim.log.levels.WARN)
end

---@param client vim.lsp.Client
---@param method string
---@param params table
---@param bufnr integer
---@param on_result fun(result: any)
function M.request(client, method, params, bufnr, on_result)
  client:request(method, params, function(err, result)
    if err then
      M.say(err.message or tostring(err), vim.log.levels.ERROR)
    else
      on_result(result)
    end
  end, bufnr)
end

--- Whether the server answers to a command of `workspace/executeCommand`.
---@param client vim.lsp.Client
---@param command string
---@return boolean
function M.has_command(client, command)
  local commands = vim.tbl_get(client.server_capabilities or {}, 'executeCommandProvider', 'commands') or {}
  return vim.list_contains(commands, command)
end

--- The folder that its command line runs in, where it has one.
---@param client vim.lsp.Client
---@return string?
function M.root(client)
  local root = client.root_dir
  return root and vim.fn.isdirectory(root) == 1 and root or nil
end

---@param client vim.lsp.Client
---@param arguments string[]
---@return string[]?
local function command_of(client, arguments)
  local cmd = client.config.cmd
  if type(cmd) ~= 'table' or not cmd[1] or vim.fn.executable(cmd[1]) ~= 1 then
    M.say('this needs the binary `lakespeak`, which the configured `cmd` does not name', vim.log.levels.WARN)
    return nil
  end
  return vim.list_extend({ cmd[1] }, arguments)
end

--- Runs the server's own binary where the workspace is. Says so where it fails or is too old.
---@param client vim.lsp.Client
---@param arguments string[]
---@param what string What it is to do; continues 'can't …'.
---@param on_done fun(stdout: string)
function M.cli(client, arguments, what, on_done)
  local command = command_of(client, arguments)
  if not command then
    return
  end
  local done = vim.schedule_wrap(function(result)
    local problem = vim.trim(result.stderr or '')
    if result.code == 0 then
      on_done(result.stdout or '')
    elseif problem:find('unrecognized subcommand', 1, true) then
      M.say_absent(client, what)
    else
      M.say(problem ~= '' and problem or ("it can't " .. what), vim.log.levels.WARN)
    end
  end)
  vim.system(command, { cwd = M.root(client), text = true }, done)
end

return M
