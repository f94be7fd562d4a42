-- Beside ruff and yaml-language-server: everybody has their say, and nobody is in another's way.
local t = require('support')

local SCHEMA = [[{"type": "object", "properties": {"services": {
  "description": "What runs.",
  "additionalProperties": {"properties": {"image": {"description": "What it is made from."}}}
}}}
]]

local function init()
  vim.lsp.config('ruff', {
    cmd = { assert(vim.env.LAKESPEAK_RUFF), 'server' },
    filetypes = { 'python' },
    root_markers = { '.git', 'lakespeak.yml' },
  })
  vim.lsp.config('yamlls', {
    cmd = { 'node', assert(vim.env.LAKESPEAK_YAMLLS), '--stdio' },
    filetypes = { 'yaml', 'yaml.docker-compose' },
    root_markers = { '.git', 'lakespeak.yml' },
    settings = { redhat = { telemetry = { enabled = false } }, yaml = { schemaStore = { enable = false, url = '' } } },
  })
  vim.lsp.enable({ 'lakespeak', 'ruff', 'yamlls' })
end

local function other(bufnr, name)
  return t.await(name, function()
    local client = vim.lsp.get_clients({ bufnr = bufnr, name = name })[1]
    return client and client.initialized and client
  end)
end

--- The server neither formats nor colours, and it completes nothing where code stands.
local function modest(client, bufnr, line, character)
  for _, method in ipairs({
    'textDocument/formatting',
    'textDocument/rangeFormatting',
    'textDocument/semanticTokens/full',
    'textDocument/signatureHelp',
    'textDocument/rename',
  }) do
    t.equal(client:supports_method(method, bufnr), false, method)
  end
  local answer = client:request_sync('textDocument/completion', {
    textDocument = { uri = vim.uri_from_bufnr(bufnr) },
    position = { line = line, character = character },
  }, 5000, bufnr)
  local items = answer and answer.result and (answer.result.items or answer.result) or {}
  t.equal(#items, 0, 'completion in code')
end

local function sources(bufnr)
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(bufnr)) do
    found[diagnostic.source:lower()] = true
  end
  return found
end

--- What `K` shows: Neovim's own float of all servers.
local function hover(bufnr, word)
  t.on(word)
  vim.lsp.buf.hover()
  local win = t.await('the hover', function()
    local win = vim.b[bufnr].lsp_floating_preview
    return win and vim.api.nvim_win_is_valid(win) and win
  end)
  local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(win), 0, -1, true)
  vim.api.nvim_win_close(win, true)
  return table.concat(lines, '\n')
end

local function python()
  local bufnr, client =
    t.open('dag.py', 'import os  # noqa: F401, data lake\nimport requests\nx = { 1:requests.get("u") }\nimport json\n')
  local ruff = other(bufnr, 'ruff')
  t.await('findings of both', function()
    local found = sources(bufnr)
    return found.ruff and found.lakespeak
  end)
  modest(client, bufnr, 1, 9)
  local both = hover(bufnr, 'F401')
  assert(both:lower():find('unused%-import'), both)
  assert(not both:find('Data Lake'), both)
  t.equal(hover(bufnr, 'data lake'):match('^(.-)%s*\n'), '**Data Lake** · Storage & Formats', 'a short first line')
  -- Formatting is ruff's alone, and afterwards ours are at their new places.
  vim.lsp.buf.format({ timeout_ms = 5000 })
  assert(vim.fn.search('^x = {1: requests.get("u")}$', 'nw') > 0, table.concat(vim.fn.getline(1, '$'), '\n'))
  assert(ruff:supports_method('textDocument/formatting', bufnr))
  t.await('the finding at its new place', function()
    local found = t.diagnostics(bufnr)[1]
    return found and found.text == 'requests.get' and found.from[2] == 8
  end)
end

local function yaml()
  t.write('schema.json', SCHEMA)
  local text = '# yaml-language-server: $schema=./schema.json\nservices:\n  kafka:\n    image: "apache/kafka:latest"\n'
  local bufnr, client = t.open('docker-compose.yml', text)
  local yamlls = other(bufnr, 'yamlls')
  t.await('our finding', function()
    return t.diagnostics(bufnr)[1]
  end)
  modest(client, bufnr, 2, 4)
  t.await('the schema', function()
    local answer = yamlls:request_sync('textDocument/hover', {
      textDocument = { uri = vim.uri_from_bufnr(bufnr) },
      position = { line = 3, character = 5 },
    }, 5000, bufnr)
    return answer and answer.result
  end)
  local key = hover(bufnr, 'image')
  assert(key:find('What it is made from.', 1, true), key)
  local both = hover(bufnr, 'latest')
  assert(both:find('Which version runs', 1, true) and both:find('What it is made from.', 1, true), both)
end

local function run()
  t.write('lakespeak.yml', 'version: 1\n')
  python()
  yaml()
end

return { init = init, run = run }
