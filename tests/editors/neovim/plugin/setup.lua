-- The plugin form: `setup()` with options, as lazy.nvim calls it.
local t = require('support')

local function init()
  require('lakespeak').setup({
    settings = { hover = { facets = { 'plain_english' } } },
    card = { max_width = 40, beside = false, border = 'single' },
  })
end

local function run()
  local bufnr = t.open('dag.py', t.DAG)
  t.on('data warehouse')
  vim.cmd.Lakespeak('card')
  local card = t.card()
  assert(not table.concat(card.lines, '\n'):find('What helps'), 'only the facets that are asked for')
  t.equal(vim.api.nvim_win_get_width(card.win), 40)
  t.equal(vim.api.nvim_win_get_config(card.win).row, 1, 'below')
  assert(vim.api.nvim_win_get_height(card.win) > #card.lines, 'wrapped lines count')

  -- What is wrong is said at once, and nothing of it is taken.
  for _, wrong in ipairs({ { cmd = 'lakespeak' }, { hints = 'yes' }, { card = { max_width = 'wide' } } }) do
    t.equal(pcall(require('lakespeak').setup, wrong), false, vim.inspect(wrong))
  end

  require('lakespeak').setup({ settings = { diagnostics = { enable = true } } })
  t.equal(require('lakespeak').options.card.max_width, 60, 'calling it again begins from the defaults')
  t.await('findings', function()
    return #t.diagnostics(bufnr) == 2
  end)
end

return { init = init, run = run }
