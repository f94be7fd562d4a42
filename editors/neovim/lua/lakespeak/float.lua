--- The window of a card: as wide as what it shows, closed by `q` or by going on; links are followed with `gx` or <CR>.
local M = {}

local namespace = vim.api.nvim_create_namespace('lakespeak.float')

for group, link in pairs({
  LakespeakStrong = '@markup.strong',
  LakespeakEmphasis = '@markup.italic',
  LakespeakCode = '@markup.raw',
  LakespeakLink = '@markup.link',
  LakespeakRule = 'Comment',
}) do
  vim.api.nvim_set_hl(0, group, { link = link, default = true })
end

---@class lakespeak.Word What a card is about, in the buffer it was asked for.
---@field range lsp.Range
---@field encoding 'utf-8'|'utf-16'|'utf-32'

---@class lakespeak.Shown
---@field win integer
---@field buf integer
---@field source integer The window it belongs to.
---@field source_buf integer
---@field pages lakespeak.Page[] The one that is shown last; <BS> goes back.

---@type lakespeak.Shown?
local shown

---@return lakespeak.CardOptions
local function options()
  return require('lakespeak').options.card
end

---@param source integer
---@param page lakespeak.Page
---@return integer width
---@return integer height
local function size(source, page)
  local width = 1
  for _, line in ipairs(page.lines) do
    width = math.max(width, vim.fn.strdisplaywidth(line))
  end
  width = math.max(math.min(width, options().max_width, vim.api.nvim_win_get_width(source) - 2), 1)
  local height = 0
  for _, line in ipairs(page.lines) do
    height = height + math.max(math.ceil(vim.fn.strdisplaywidth(line) / width), 1)
  end
  return width, height
end

---@param buf integer
---@param page lakespeak.Page
local function write(buf, page)
  vim.bo[buf].modifiable = true
  vim.api.nvim_buf_set_lines(buf, 0, -1, true, page.lines)
  vim.bo[buf].modifiable = false
  vim.api.nvim_buf_clear_namespace(buf, namespace, 0, -1)
  for _, mark in ipairs(page.marks) do
    vim.api.nvim_buf_set_extmark(buf, namespace, mark.row, mark.from, {
      end_col = mark.to,
      hl_group = mark.group,
      -- Neovim's `gx` reads it, and so do terminals. A card's own name is no address for either.
      url = mark.url and mark.url:match('^https?:') and mark.url or nil,
    })
  end
end

--- Where there is no border, a blank at either side keeps the text off the code.
local PADDING = { '', '', '', ' ', '', '', '', ' ' }

---@return any border As |nvim_open_win()| takes it.
---@return integer columns What it adds.
---@return integer rows
local function border()
  local own = options().border or vim.o.winborder
  if own == '' or own == 'none' then
    return PADDING, 2, 0
  end
  return own, 2, 2
end

---@param source integer
---@param page lakespeak.Page
---@return vim.api.keyset.win_config
local function config(source, page)
  local width, height = size(source, page)
  local edge, columns, rows = border()
  local place = require('lakespeak.place').find(source, width + columns, height + rows, options().beside)
  return {
    relative = 'win',
    win = source,
    row = place.row,
    col = place.col,
    width = width,
    height = math.max(place.height - rows, 1),
    style = 'minimal',
    border = edge,
  }
end

function M.close()
  local old = shown
  shown = nil
  if old and vim.api.nvim_buf_is_valid(old.source_buf) then
    vim.api.nvim_buf_clear_namespace(old.source_buf, namespace, 0, -1)
  end
  if old and vim.api.nvim_win_is_valid(old.win) then
    vim.api.nvim_win_close(old.win, true)
  end
end

---@return boolean
local function is_open()
  return shown ~= nil and vim.api.nvim_win_is_valid(shown.win)
end

--- The window, while it is open.
---@return integer?
function M.window()
  return is_open() and assert(shown).win or nil
end

local function redraw()
  if not shown then
    return
  end
  local page = shown.pages[#shown.pages]
  write(shown.buf, page)
  if vim.api.nvim_win_is_valid(shown.source) then
    vim.api.nvim_win_set_config(shown.win, config(shown.source, page))
  end
  vim.api.nvim_win_set_cursor(shown.win, { 1, 0 })
end

--- Goes to another page in the open window.
---@param page lakespeak.Page
function M.push(page)
  if is_open() and shown then
    table.insert(shown.pages, page)
    redraw()
  end
end

local function back()
  if shown and #shown.pages > 1 then
    table.remove(shown.pages)
    redraw()
  end
end

--- The link under the cursor.
---@return string?
local function link_here()
  local at = vim.api.nvim_win_get_cursor(0)
  for _, mark in ipairs(shown and shown.pages[#shown.pages].marks or {}) do
    if mark.url and mark.row == at[1] - 1 and mark.from <= at[2] and at[2] < mark.to then
      return mark.url
    end
  end
end

local function follow()
  local url = link_here()
  if not url then
    return require('lakespeak.client').say('no link here')
  end
  local term = url:match('^lakespeak:(.+)$')
  if term and shown then
    require('lakespeak.card').push_term(shown.source_buf, term)
  elseif url:match('^https?://') then
    local _, problem = vim.ui.open(url)
    if problem then
      require('lakespeak.client').say(problem, vim.log.levels.ERROR)
    end
  else
    require('lakespeak.client').say('only web addresses are opened, and this is none: ' .. url, vim.log.levels.WARN)
  end
end

---@param a [integer, integer] A row and a column in it.
---@param b [integer, integer]
---@return boolean
local function is_before(a, b)
  return a[1] < b[1] or a[1] == b[1] and a[2] < b[2]
end

--- Puts the cursor on the next link, or the one before; behind the last comes the first.
---@param step 1|-1
local function jump(step)
  local places = {}
  for _, mark in ipairs(shown and shown.pages[#shown.pages].marks or {}) do
    if mark.url then
      places[#places + 1] = { mark.row, mark.from }
    end
  end
  table.sort(places, function(a, b)
    return step == 1 and is_before(a, b) or step == -1 and is_before(b, a)
  end)
  local at = vim.api.nvim_win_get_cursor(0)
  local here = { at[1] - 1, at[2] }
  local further = vim.iter(places):find(function(place)
    return step == 1 and is_before(here, place) or step == -1 and is_before(place, here)
  end)
  local target = further or places[1]
  if target then
    vim.api.nvim_win_set_cursor(0, { target[1] + 1, target[2] })
  end
end

---@param buf integer
local function map(buf)
  for keys, run in pairs({
    q = M.close,
    ['<Esc>'] = M.close,
    ['<CR>'] = follow,
    gx = follow,
    ['<BS>'] = back,
    ['<Tab>'] = function()
      jump(1)
    end,
    ['<S-Tab>'] = function()
      jump(-1)
    end,
  }) do
    vim.keymap.set('n', keys, run, { buffer = buf, nowait = true })
  end
end

--- Closes the window once its reader goes on: moves elsewhere, types, or leaves.
---@param source_buf integer
local function close_when_left(source_buf)
  local group = vim.api.nvim_create_augroup('lakespeak.float', {})
  vim.api.nvim_create_autocmd({ 'CursorMoved', 'CursorMovedI', 'InsertCharPre', 'BufHidden' }, {
    group = group,
    buffer = source_buf,
    callback = M.close,
  })
  vim.api.nvim_create_autocmd('WinEnter', {
    group = group,
    callback = vim.schedule_wrap(function()
      if shown and vim.api.nvim_get_current_win() ~= shown.win then
        M.close()
      end
    end),
  })
end

--- Goes into the window if it is open for what is under the cursor.
---@return boolean
function M.enter()
  if shown and is_open() and vim.api.nvim_get_current_win() == shown.source then
    vim.api.nvim_set_current_win(shown.win)
    return true
  end
  return false
end

--- Marks what the card is about, until it closes.
---@param buf integer
---@param word lakespeak.Word
local function highlight(buf, word)
  local function place(position)
    local line = vim.api.nvim_buf_get_lines(buf, position.line, position.line + 1, false)[1] or ''
    return { position.line, vim.str_byteindex(line, word.encoding, position.character, false) }
  end
  vim.hl.range(buf, namespace, 'LspReferenceTarget', place(word.range.start), place(word.range['end']))
end

--- Shows a page for the current window.
---@param page lakespeak.Page
---@param enter boolean Whether the cursor goes into it.
---@param word? lakespeak.Word
function M.open(page, enter, word)
  M.close()
  local source = vim.api.nvim_get_current_win()
  local buf = vim.api.nvim_create_buf(false, true)
  vim.bo[buf].bufhidden = 'wipe'
  vim.bo[buf].filetype = 'lakespeak'
  write(buf, page)
  map(buf)
  local win = vim.api.nvim_open_win(buf, false, config(source, page))
  vim.wo[win].wrap = true
  vim.wo[win].linebreak = true
  vim.wo[win].conceallevel = 0
  local source_buf = vim.api.nvim_win_get_buf(source)
  shown = { win = win, buf = buf, source = source, source_buf = source_buf, pages = { page } }
  if word then
    highlight(source_buf, word)
  end
  close_when_left(source_buf)
  if enter then
    vim.api.nvim_set_current_win(win)
  end
end

return M
