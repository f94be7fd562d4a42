-- Which buffers the server is attached to, and with which root.
local t = require('support')

local NOTEBOOK = [[
{
 "cells": [
  {
   "cell_type": "code",
   "execution_count": null,
   "metadata": {},
   "outputs": [],
   "source": [
    "größe = spark.sql(\"SELECT a FROM t WHERE b = NULL\")\n"
   ]
  }
 ],
 "metadata": {"language_info": {"name": "python"}},
 "nbformat": 4,
 "nbformat_minor": 5
}
]]

local function never_attached(name, text)
  vim.cmd.edit(t.write(name, text))
  vim.wait(300)
  t.equal(#vim.lsp.get_clients({ bufnr = 0, name = 'lakespeak' }), 0, name)
end

local function run()
  t.write('lakespeak.yml', 'version: 1\n')
  local ids = {}
  for _, case in ipairs({
    { 'a.sql', 'sql' },
    { 'a.mysql', 'mysql' },
    { 'a.pks', 'plsql' },
    { 'a.py', 'python' },
    { 'a.yml', 'yaml' },
    { 'docker-compose.yml', 'yaml.docker-compose' },
    { 'b.yml', 'yaml.unheard-of' },
    { 'models/b.sql', 'sql.jinja' },
    { 'models/c.sql.j2', 'jinja' },
    { 'models/d.sql', 'sql.dbt' },
  }) do
    local name, filetype = unpack(case)
    vim.cmd.edit(t.write(name, '-- Data Lake\n'))
    vim.bo.filetype = filetype
    local client = t.client(vim.api.nvim_get_current_buf())
    ids[client.id] = true
    t.equal(client.root_dir, vim.fn.getcwd(), name)
    t.equal(client.offset_encoding, 'utf-8', name)
    t.equal(vim.fn.exists(':Lakespeak'), 2, name)
  end
  t.equal(vim.tbl_count(ids), 1, 'one server a root')

  -- A notebook is JSON here, and its findings stand in that.
  local bufnr = t.open('analysis.ipynb', NOTEBOOK)
  t.equal(vim.bo[bufnr].filetype, 'json')
  local found = t.await('a finding in the notebook', function()
    return t.diagnostics(bufnr)[1]
  end)
  t.equal({ found.code, found.text, found.from[1] }, { 'comparison-with-null', '= NULL', 8 })

  never_attached('package.json', '{}\n')
  never_attached('notes.txt', 'data lake\n')
  never_attached('list.json.more', '{}\n')

  -- The command goes with the server.
  vim.cmd.buffer('a.sql')
  t.client(0):stop(true)
  t.await('the end', function()
    return vim.fn.exists(':Lakespeak') == 0
  end)
end

return { run = run }
