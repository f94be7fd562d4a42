---@brief
---
--- Lakespeak: plain English for data engineering. A language server for SQL, Python, YAML and notebooks that knows the
--- words of the trade, warns where a known accident is being prepared, and is silent everywhere else.
---
--- It needs the binary `lakespeak` on the `PATH`, or its path in the environment variable `LAKESPEAK_PATH`.

local root_markers = { 'lakespeak.yml', '.git' }

---@param name string
---@return boolean
local function is_notebook(name)
  return name:sub(-6) == '.ipynb'
end

---@type vim.lsp.Config
return {
  cmd = { vim.env.LAKESPEAK_PATH or 'lakespeak', 'server' },
  filetypes = {
    'sql',
    'mysql',
    'plsql',
    'python',
    'yaml',
    'yaml.ansible',
    'yaml.docker-compose',
    'yaml.github',
    'yaml.gitlab',
    'yaml.helm-values',
    'jinja',
    'sql.jinja',
    -- Only notebooks: see `root_dir`.
    'json',
  },
  root_markers = root_markers,
  -- Neovim opens a notebook as the JSON it is, and that is how Lakespeak reads it; any other JSON is not its business.
  root_dir = function(bufnr, on_dir)
    if vim.bo[bufnr].filetype == 'json' and not is_notebook(vim.api.nvim_buf_get_name(bufnr)) then
      return
    end
    on_dir(vim.fs.root(bufnr, root_markers))
  end,
  -- The server then tells when it knows other words than before; the plugin shows it in the statusline.
  capabilities = { experimental = { lakespeakStatus = true } },
  settings = { lakespeak = vim.empty_dict() },
}
