--- `:checkhealth lakespeak`
local M = {}

local health = vim.health

---@return string?
local function binary()
  local config = vim.lsp.config['lakespeak']
  local cmd = config and config.cmd
  if type(cmd) ~= 'table' then
    health.warn('`cmd` is no list, so the binary is not known here')
    return nil
  end
  local path = vim.fn.exepath(cmd[1])
  if path == '' then
    health.error(('`%s` is not on the PATH'):format(cmd[1]), {
      'Install it: `cargo install --path . --locked` in a checkout of Lakespeak.',
      'Or say where it is: `vim.lsp.config("lakespeak", { cmd = { "/path/to/lakespeak", "server" } })`.',
    })
    return nil
  end
  local result = vim.system({ path, '--version' }, { text = true }):wait(5000)
  local version = result.code == 0 and vim.trim(result.stdout or ''):match('^lakespeak (%S+)$')
  if not version then
    health.error(('`%s --version` does not answer as Lakespeak would'):format(path), vim.trim(result.stderr or ''))
    return nil
  end
  health.ok(('%s, version %s'):format(path, version))
  return version
end

---@param version string? The binary's.
local function clients(version)
  local found = vim.lsp.get_clients({ name = 'lakespeak' })
  if #found == 0 then
    health.info('No server is running: it starts with the first SQL, Python, YAML or notebook file.')
  end
  for _, client in ipairs(found) do
    local running = client.server_info and client.server_info.version or 'unknown'
    local buffers = vim.tbl_count(client.attached_buffers)
    local root = client.root_dir or 'no root (each file finds its own)'
    local running_in = 'Running, version %s, in %s: %d buffer(s), columns in %s'
    health.ok(running_in:format(running, root, buffers, client.offset_encoding))
    local status = require('lakespeak.status').of(client)
    if status then
      health.info(('It knows %d terms and %d rules.'):format(status.terms, status.rules))
      for _, glossary in ipairs(status.glossaries) do
        local told = ('%s: %d term(s), %d mistake(s)'):format(
          vim.uri_to_fname(glossary.uri),
          glossary.terms,
          glossary.mistakes
        )
        health[glossary.mistakes > 0 and 'warn' or 'ok'](told)
      end
    end
    if version and running ~= version then
      health.warn('The running server is not the one on the PATH.', 'Restart it: `:edit` after `vim.lsp.stop_client`.')
    end
    local hints = client:supports_method('textDocument/inlayHint')
    health.info(hints and 'Inlay hints: `:Lakespeak hints` shows them.' or 'Inlay hints: this server gives none.')
  end
end

local function workspace()
  local root = vim.fs.root(0, { 'lakespeak.yml', '.git' }) or vim.fn.getcwd()
  local config = vim.fs.joinpath(root, 'lakespeak.yml')
  if vim.fn.filereadable(config) == 1 then
    health.ok('Configuration: ' .. config)
  else
    health.info('No lakespeak.yml in ' .. root .. ': the defaults count.')
  end
end

function M.check()
  health.start('Lakespeak')
  if vim.fn.has('nvim-0.11') ~= 1 then
    return health.error('Neovim 0.11 or newer is needed.')
  end
  health.ok('Neovim ' .. tostring(vim.fn.execute('version')):match('NVIM v(%S+)'))
  local version = binary()
  if vim.lsp.is_enabled('lakespeak') then
    health.ok('Enabled')
  else
    health.warn('Not enabled.', "Put `vim.lsp.enable('lakespeak')` into your init.lua.")
  end
  clients(version)
  workspace()
end

return M
