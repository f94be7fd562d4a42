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

---@class lakespeak.Shown
---@field win integer
---@field buf integer
---@field source integer The window it belongs to.
---@field pages lakespeak.Page[] The one that is shown last; <BS> goes back.

---@type lakespeak.Shown?
local shown

---@return lakespeak.CardOptions
local function options()
  return require('lakespeak').options.card
end

---@param page lakespeak.Page
---@return integer width
---@return integer height
local function size(page)
  local width = 1
  for _, line in ipairs(page.lines) do
    width = math.max(width, vim.fn.strdisplaywidth(line))
  end
  width = math.max(math.min(width, options().max_width, vim.o.columns - 2), 1)
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

---@return string|string[]
local function border()
  local own = options().border
  return own or (vim.fn.exists('+winborder') == 1 and vim.o.winborder ~= '' and vim.o.winborder) or 'none'
end

---@param source integer
---@param page lakespeak.Page
---@return vim.api.keyset.win_config
local function config(source, page)
  local width, height = size(page)
  local edge = border() == 'none' and 0 or 2
  local place = require('lakespeak.place').find(source, width + edge, height + edge, options().beside)
  return {
    relative = 'win',
    win = source,
    row = place.row,
    col = place.col,
    width = width,
    height = math.max(place.height - edge, 1),
    style = 'minimal',
    border = border(),
  }
end

function M.close()
  local old = shown
  shown = nil
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
    require('lakespeak.card').push_term(vim.api.nvim_win_get_buf(shown.source), term)
  elseif url:match('^https?://') then
    local _, problem = vim.ui.open(url)
    if problem then
      require('lakespeak.client').say(problem, vim.log.levels.ERROR)
    end
  else
    require('lakespeak.client').say('only web addresses are opened, and this is none: ' .. url, vim.log.levels.WARN)
  end
end

---@param step 1|-1
local function jump(step)
  local links = vim.tbl_filter(function(mark)
    return mark.url ~= nil
  end, shown and shown.pages[#shown.pages].marks or {})
  table.sort(links, function(a, b)
    return a.row * 1000 + a.from < b.row * 1000 + b.from
  end)
  if #links == 0 then
    return
  end
  local at = vim.api.nvim_win_get_cursor(0)
  local here = (at[1] - 1) * 1000 + at[2]
  local target = step == 1 and links[1] or links[#links]
  for i = step == 1 and #links or 1, step == 1 and 1 or #links, -step do
    local place = links[i].row * 1000 + links[i].from
    if (step == 1 and place > here) or (step == -1 and place < here) then
      target = links[i]
    end
  end
  vim.api.nvim_win_set_cursor(0, { target.row + 1, target.from })
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

--- Shows a page for the current window.
---@param page lakespeak.Page
---@param enter boolean Whether the cursor goes into it.
function M.open(page, enter)
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
  shown = { win = win, buf = buf, source = source, pages = { page } }
  close_when_left(vim.api.nvim_win_get_buf(source))
  if enter then
    vim.api.nvim_set_current_win(win)
  end
end

return M
