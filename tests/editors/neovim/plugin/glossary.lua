-- A team's glossary, changed on the disk by somebody else and in a buffer: Neovim on Linux watches no files for
-- servers, so the server must see it by itself.
local t = require('support')

local function glossary(meaning)
  return ('version: 1\nterms:\n  - name: Orderbook\n    plain_english: %s\n'):format(meaning)
end

--- What is said about the word, once it is what is wanted.
local function await_card(meaning)
  t.await(meaning, function()
    require('lakespeak.float').close()
    local before = #t.told
    vim.cmd.Lakespeak('card')
    local shown = vim.wait(3000, function()
      return require('lakespeak.float').window() ~= nil or #t.told > before
    end, 5) and require('lakespeak.float').window()
    local lines = shown and vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(shown), 0, -1, true) or {}
    return table.concat(lines, ' '):find(meaning, 1, true)
  end)
end

--- Takes the one action whose title this is, of a place on a line.
local function take(title, line, from, to)
  t.await(title, function()
    local offered = false
    vim.lsp.buf.code_action({
      apply = true,
      range = { start = { line, from }, ['end'] = { line, to } },
      filter = function(action)
        offered = offered or action.title == title
        return action.title == title
      end,
    })
    -- What is offered hangs on glossaries that are read in the background.
    return vim.wait(1000, function()
      return offered
    end, 5)
  end)
end

--- Waits until a file, as it stands in its buffer, has a line.
local function await_line(name, line)
  t.await(line .. ' in ' .. name, function()
    local bufnr = vim.fn.bufnr(name)
    return bufnr > 0 and vim.list_contains(vim.api.nvim_buf_get_lines(bufnr, 0, -1, true), line)
  end)
end

--- A word goes into the glossary, and a rule is switched off, from where one works.
local function the_list_of_actions_changes_the_teams_files(bufnr)
  vim.api.nvim_buf_set_lines(bufnr, 1, -1, true, { '# of the golden grid', 'import requests', 'requests.get("x")' })
  t.await('a finding', function()
    return #t.diagnostics(bufnr) == 1
  end)
  take('Add "golden grid" to the team glossary', 2, #'# of the ', #'# of the golden gri')
  await_line('team.glossary.yml', '  - name: golden grid')
  take('Switch off http-call-without-timeout in this project', 4, 0, 4)
  await_line('lakespeak.yml', '  http-call-without-timeout: off')
  t.await('silence', function()
    return #t.diagnostics(bufnr) == 0
  end)
end

local function run()
  t.write('lakespeak.yml', 'version: 1\n')
  t.write('team.glossary.yml', glossary('All orders there are.'))
  local bufnr, client = t.open('dag.py', '# the orderbook\n')
  t.on('orderbook')
  await_card('All orders there are.')

  -- Changed on the disk, by another program.
  t.write('team.glossary.yml', glossary('Only the paid ones.'))
  await_card('Only the paid ones.')

  -- Open and not saved: it counts as it stands on the screen.
  vim.cmd.split('team.glossary.yml')
  local team = vim.api.nvim_get_current_buf()
  t.client(team)
  vim.api.nvim_buf_set_lines(team, 3, 4, true, { '    plain_english: As it is typed.' })
  vim.cmd.wincmd('p')
  t.equal(vim.api.nvim_get_current_buf(), bufnr)
  await_card('As it is typed.')

  -- A mistake stands in its own file and in the statusline; the rest of the glossary goes on counting.
  vim.api.nvim_buf_set_lines(team, 4, 4, true, { '  - nmae: Oops' })
  local mistake = t.await('the mistake', function()
    return t.diagnostics(team)[1]
  end)
  t.equal(mistake.from[1], 4)
  t.await('the statusline', function()
    return require('lakespeak').status(bufnr):find('glossary!', 1, true)
  end)
  await_card('As it is typed.')
  vim.api.nvim_buf_set_lines(team, 4, 5, true, {})
  t.await('no mistake', function()
    return #t.diagnostics(team) == 0
  end)

  -- The picker and the completion know the team's words.
  t.await('the word among the others', function()
    return vim.list_contains(vim.fn.getcompletion('Lakespeak glossary order', 'cmdline'), 'orderbook')
  end)
  assert(client, 'one server')
  the_list_of_actions_changes_the_teams_files(bufnr)
end

return { run = run }
