-- The init.lua of a session: what a user of the plugin writes, and once Neovim is up, the scenario.
local here = vim.fs.dirname(debug.getinfo(1, 'S').source:sub(2))
package.path = here .. '/?.lua;' .. package.path

vim.opt.runtimepath:prepend(assert(vim.env.LAKESPEAK_PLUGIN))
vim.o.swapfile = false
-- What a question to the user would wait for, nobody answers here.
vim.o.more = false

local scenario = dofile(here .. '/' .. assert(vim.env.LAKESPEAK_SCENARIO) .. '.lua')
if scenario.init then
  scenario.init()
else
  vim.lsp.enable('lakespeak')
end

vim.api.nvim_create_autocmd('VimEnter', {
  callback = vim.schedule_wrap(function()
    local ok, problem = xpcall(scenario.run, debug.traceback)
    if not ok then
      io.stderr:write(problem, '\n')
    end
    vim.cmd(ok and 'qall!' or 'cquit 1')
  end),
})
