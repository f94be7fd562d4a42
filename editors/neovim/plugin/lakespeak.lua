-- What is there before anything is asked for: the command where the server is attached, and keys to map.
-- Nothing starts here: `vim.lsp.enable('lakespeak')` does, or `require('lakespeak').setup()`.
if vim.g.loaded_lakespeak then
  return
end
vim.g.loaded_lakespeak = true

local group = vim.api.nvim_create_augroup('lakespeak', {})

vim.api.nvim_create_autocmd('LspAttach', {
  group = group,
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client.name == 'lakespeak' then
      require('lakespeak.attach').attached(event.buf, client)
    end
  end,
})

vim.api.nvim_create_autocmd('LspDetach', {
  group = group,
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client.name == 'lakespeak' then
      require('lakespeak.attach').detached(event.buf, client)
    end
  end,
})

-- `yaml.docker-compose`, `sql.dbt` and whatever else people put behind the dot.
vim.api.nvim_create_autocmd('FileType', {
  group = group,
  pattern = '*.*',
  callback = function(event)
    if vim.lsp.is_enabled('lakespeak') then
      require('lakespeak.attach').admit(event.match)
    end
  end,
})

for _, name in ipairs({ 'card', 'explain', 'hints', 'todo', 'glossary' }) do
  vim.keymap.set('n', ('<Plug>(lakespeak-%s)'):format(name), function()
    require('lakespeak.commands').run({ name })
  end, { desc = 'Lakespeak: ' .. name })
end
