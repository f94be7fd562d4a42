-- One session: sets Neovim up with the README's snippet, opens a file, and writes what it saw as JSON.
-- nvim --clean -l session.lua SNIPPET FILE ANSWER WORD
local snippet, file, answer, word = unpack(arg)

vim.cmd('filetype on')
dofile(snippet)
vim.cmd.edit(file)
local buffer = vim.api.nvim_get_current_buf()

--- What `get` gives as soon as it gives something.
local function await(what, get)
  local value
  vim.wait(10000, function()
    value = get()
    return value
  end, 5)
  return value or error('waited in vain for ' .. what)
end

local client = await('the server', function()
  local found = vim.lsp.get_clients({ bufnr = buffer, name = 'lakespeak' })[1]
  return found and found.initialized and found
end)
await('a diagnostic', function()
  return #vim.diagnostic.get(buffer) > 0
end)
local saw = {
  filetype = vim.bo[buffer].filetype,
  encoding = client.offset_encoding,
  capabilities = client.capabilities,
  diagnostics = vim.tbl_map(function(found)
    local line = vim.api.nvim_buf_get_lines(buffer, found.lnum, found.lnum + 1, true)[1]
    return {
      code = found.code,
      source = found.source,
      line = found.lnum + 1,
      text = line:sub(found.col + 1, found.end_col),
    }
  end, vim.diagnostic.get(buffer)),
}

-- K on the word.
vim.fn.cursor(1, 1)
vim.fn.search('\\V' .. word, 'c')
vim.lsp.buf.hover({ max_width = 60 })
local float = await('the hover', function()
  return vim.b[buffer].lsp_floating_preview
end)
saw.hover = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(float), 0, -1, true)
saw.hover_width = vim.api.nvim_win_get_width(float)
vim.api.nvim_win_close(float, true)

-- gra on the first finding, the entry that inserts the TODO.
local first = vim.diagnostic.get(buffer)[1]
vim.api.nvim_win_set_cursor(0, { first.lnum + 1, first.col })
local before = vim.b[buffer].changedtick
vim.lsp.buf.code_action({
  apply = true,
  filter = function(action)
    return vim.startswith(action.title, 'Insert TODO')
  end,
})
await('the edit', function()
  return vim.b[buffer].changedtick ~= before
end)
saw.first = first.lnum + 1
saw.lines = vim.api.nvim_buf_get_lines(buffer, 0, -1, true)
-- A TODO makes its finding a hint.
await('a quieter finding', function()
  local acknowledged = vim.diagnostic.get(buffer, { severity = vim.diagnostic.severity.HINT })
  return #acknowledged > 0
end)

client:stop()
await('the end', function()
  return client:is_stopped()
end)
local out = assert(io.open(answer, 'w'))
out:write(vim.json.encode(saw))
out:close()
