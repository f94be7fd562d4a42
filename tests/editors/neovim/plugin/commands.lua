-- Every subcommand, completion, and what is said where something is absent.
local t = require('support')

local function completion()
  local function of(line)
    return vim.fn.getcompletion(line, 'cmdline')
  end
  t.equal(of('Lakespeak '), { 'card', 'explain', 'glossary', 'hints', 'log', 'report', 'todo' })
  t.equal(of('Lakespeak g'), { 'glossary' })
  t.equal(of('Lakespeak hints o'), { 'off', 'on' })
  t.equal(of('Lakespeak todo '), { 'all', 'here', 'list' })
  t.equal(of('Lakespeak glossary data-w'), { 'data-warehouse' })
  t.equal(of('Lakespeak log '), {})
  t.equal(of('Lakespeak nothing '), {})
end

local function glossary()
  local asked
  -- luacheck: push ignore 122
  vim.ui.select = function(items, options, choose)
    asked = { count = #items, prompt = options.prompt }
    for _, item in ipairs(items) do
      if vim.startswith(options.format_item(item), 'Backfilling · Orchestration') then
        choose(item)
      end
    end
  end
  -- luacheck: pop
  vim.cmd.Lakespeak('glossary')
  local card = t.card()
  assert(asked.count >= 124, asked.count)
  t.equal(card.lines[1], 'Backfilling · Orchestration & Workflow Tools')
  t.equal(vim.api.nvim_get_current_win(), card.win, 'a picked card is gone into')
  t.type('q')
  vim.cmd('Lakespeak glossary data warehouse')
  t.equal(t.card().lines[1], 'Data Warehouse · Storage & Formats')
  t.type('q')
  local told = t.told_by(function()
    vim.cmd('Lakespeak glossary data warhouse')
  end)
  t.equal(told, 'Lakespeak: there is no term “data warhouse”; `:Lakespeak glossary` lists them')
end

local function todo()
  t.on('Variable.get')
  local bufnr = vim.api.nvim_get_current_buf()
  t.await('a finding', function()
    return t.diagnostics(bufnr)[1]
  end)
  local before = vim.api.nvim_buf_get_lines(0, 0, -1, true)
  local line = vim.fn.line('.')
  vim.cmd.Lakespeak('todo')
  t.await('the TODO', function()
    return vim.fn.line('$') > #before
  end)
  assert(vim.startswith(vim.fn.getline(line), '# TODO: '), vim.fn.getline(line))
  t.await('a quieter finding', function()
    return #vim.diagnostic.get(bufnr, { severity = vim.diagnostic.severity.HINT }) > 0
  end)
  vim.cmd.undo()
  t.equal(vim.api.nvim_buf_get_lines(0, 0, -1, true), before)
  t.on('import')
  t.equal(
    t.told_by(function()
      vim.cmd('Lakespeak todo here')
    end),
    'Lakespeak: no TODO to insert here'
  )
end

local function log()
  vim.lsp.log.error('a line of our own')
  vim.cmd.Lakespeak('log')
  t.equal(vim.api.nvim_buf_get_name(0), vim.lsp.log.get_filename())
  assert(vim.fn.search('a line of our own', 'nbcw') > 0)
  vim.cmd.close()
end

local function mistakes()
  local told = t.told_by(function()
    vim.cmd.Lakespeak('crad')
  end)
  t.equal(told, 'Lakespeak: no subcommand `crad`; there are card, explain, glossary, hints, log, report, todo')
  for _, arguments in ipairs({ 'hints maybe', 'todo everywhere' }) do
    local said = t.told_by(function()
      vim.cmd('Lakespeak ' .. arguments)
    end)
    assert(said:find('`on`') or said:find('`here`') or said:find("can't"), said)
  end
end

local function keys()
  for _, name in ipairs({ 'card', 'explain', 'hints', 'todo', 'glossary' }) do
    assert(vim.fn.maparg(('<Plug>(lakespeak-%s)'):format(name), 'n') ~= '' or vim.fn.hasmapto(name) == 0)
  end
  t.on('data warehouse')
  vim.keymap.set('n', 'gK', '<Plug>(lakespeak-card)')
  vim.api.nvim_feedkeys('gK', 'xm', false)
  t.equal(t.card().lines[1], 'Data Warehouse · Storage & Formats')
  require('lakespeak.float').close()
end

--- As if the server were of an earlier version.
local function absence(client)
  local capabilities = client.server_capabilities
  client.server_capabilities = { hoverProvider = true, positionEncoding = 'utf-8' }
  for command, what in pairs({
    explain = 'explain a position',
    hints = 'give inlay hints',
  }) do
    local told = t.told_by(function()
      vim.cmd.Lakespeak(command)
    end)
    local version = client.server_info.version
    t.equal(told, ("Lakespeak: this server (%s) can't %s"):format(version, what))
  end
  client.server_capabilities = capabilities
end

--- What the command line is asked, with one that answers as told.
local function command_line(client)
  local cmd = client.config.cmd
  local function answering(script, command)
    local path = t.write('lakespeak-stub', '#!/bin/sh\n' .. script)
    vim.uv.fs_chmod(path, 493)
    client.config.cmd = { path }
    vim.cmd('Lakespeak ' .. command)
  end
  local unknown = [[echo "error: unrecognized subcommand '$1'" >&2; exit 2]]
  for command, what in pairs({ ['todo list'] = 'list TODOs', report = 'make a report' }) do
    local told = t.told_by(function()
      answering(unknown, command)
    end)
    t.equal(told, ("Lakespeak: this server (%s) can't %s"):format(client.server_info.version, what))
  end
  local trouble = t.told_by(function()
    answering('echo "lakespeak.yml is broken" >&2; exit 2', 'todo list')
  end)
  t.equal(trouble, 'Lakespeak: lakespeak.yml is broken')
  t.equal(
    t.told_by(function()
      answering('[ "$*" = "todo --output-format json" ] && echo "[]"', 'todo list')
    end),
    'Lakespeak: no TODOs that link to guidance'
  )
  client.config.cmd = { '/nonexistent' }
  assert(t.told_by(function()
    vim.cmd.Lakespeak('report')
  end):find('needs the binary', 1, true))
  client.config.cmd = cmd
end

local function run()
  local _, client = t.open('dag.py', t.DAG)
  completion()
  glossary()
  todo()
  log()
  mistakes()
  keys()
  absence(client)
  command_line(client)
end

return { run = run }
