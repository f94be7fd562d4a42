--- Markdown to lines and marks: what the server writes, without the marks of the writing. Neovim's own float keeps
--- hidden addresses in its lines and sizes itself by them; here a line is what is seen.
local M = {}

---@class lakespeak.Mark
---@field row integer From 0.
---@field from integer Byte column, from 0.
---@field to integer Byte column behind the last byte.
---@field group string
---@field url? string Where it leads.

---@class lakespeak.Page
---@field lines string[]
---@field marks lakespeak.Mark[]

---@class lakespeak.Pen
---@field page lakespeak.Page
---@field strong? integer[] Row and column where bold began.
---@field emphasis? integer[] Row and column where italics began.

---@param page lakespeak.Page
---@param from integer[]
---@param to integer[]
---@param group string
---@param url? string
local function mark(page, from, to, group, url)
  for row = from[1], to[1] do
    local start = row == from[1] and from[2] or 0
    local stop = row == to[1] and to[2] or #(page.lines[row + 1] or '')
    if start < stop then
      page.marks[#page.marks + 1] = { row = row, from = start, to = stop, group = group, url = url }
    end
  end
end

--- Reads `[title](url)` at `at`.
---@param text string
---@param at integer
---@return string? title
---@return string? url
---@return integer? after
local function link(text, at)
  local depth, i = 0, at
  while i <= #text do
    local c = text:sub(i, i)
    if c == '\\' then
      i = i + 1
    elseif c == '[' then
      depth = depth + 1
    elseif c == ']' then
      depth = depth - 1
      if depth == 0 then
        break
      end
    end
    i = i + 1
  end
  local url = depth == 0 and text:match('^%(([^%s()]*)%)', i + 1) or nil
  if not url then
    return nil
  end
  return text:sub(at + 1, i - 1), url, i + #url + 3
end

--- Writes a line's text behind `out`, noting where styles begin and end.
---@param pen lakespeak.Pen
---@param text string
---@param out string
---@return string
local function inline(pen, text, out)
  local row, at = #pen.page.lines, 1
  local function toggle(style, group)
    local here = { row, #out }
    if pen[style] then
      -- The line is not among the page's lines yet: marks of this row name their end themselves.
      mark(pen.page, pen[style], here, group)
      pen[style] = nil
    else
      pen[style] = here
    end
  end
  while at <= #text do
    local c = text:sub(at, at)
    if c == '\\' and text:sub(at + 1, at + 1):match('%p') then
      out, at = out .. text:sub(at + 1, at + 1), at + 2
    elseif text:sub(at, at + 1) == '**' then
      toggle('strong', 'LakespeakStrong')
      at = at + 2
    elseif c == '*' then
      toggle('emphasis', 'LakespeakEmphasis')
      at = at + 1
    elseif c == '`' and text:find('`', at + 1, true) then
      local stop = assert(text:find('`', at + 1, true))
      local from = { row, #out }
      out = out .. text:sub(at + 1, stop - 1)
      mark(pen.page, from, { row, #out }, 'LakespeakCode')
      at = stop + 1
    else
      local title, url, after = nil, nil, nil
      if c == '[' then
        title, url, after = link(text, at)
      end
      if title and url and after then
        local from = { row, #out }
        out = inline({ page = pen.page }, title, out)
        mark(pen.page, from, { row, #out }, 'LakespeakLink', url)
        at = after
      else
        out, at = out .. c, at + 1
      end
    end
  end
  return out
end

--- Makes the names behind 'Related:' lead to their cards.
---@param page lakespeak.Page
---@param row integer
local function related(page, row)
  local text = page.lines[row + 1] or ''
  local at = #'Related: ' + 1
  while text:sub(1, #'Related: ') == 'Related: ' and at <= #text do
    local stop = text:find(' · ', at, true) or #text + 1
    local name = text:sub(at, stop - 1)
    page.marks[#page.marks + 1] =
      { row = row, from = at - 1, to = stop - 1, group = 'LakespeakLink', url = 'lakespeak:' .. name }
    at = stop + #' · '
  end
end

---@param text string
---@return lakespeak.Page
function M.page(text)
  local page = { lines = {}, marks = {} }
  local pen = { page = page }
  local fenced = false
  for line in vim.gsplit((text:gsub('\r\n?', '\n'):gsub('\n+$', '')), '\n', { plain = true }) do
    local row = #page.lines
    if line:match('^%s*```') then
      fenced = not fenced
    elseif fenced then
      page.lines[row + 1] = line
      mark(page, { row, 0 }, { row, #line }, 'LakespeakCode')
    elseif line:match('^%-%-%-+%s*$') then
      page.lines[row + 1] = ('─'):rep(8)
      mark(page, { row, 0 }, { row, #page.lines[row + 1] }, 'LakespeakRule')
    else
      if line == '' then
        pen.strong, pen.emphasis = nil, nil
      end
      local title = line:match('^#+%s+(.*)$')
      local shown = inline(pen, (title or line):gsub('[ \\]+$', ''), '')
      page.lines[row + 1] = shown
      if title then
        mark(page, { row, 0 }, { row, #shown }, 'LakespeakStrong')
      end
      related(page, row)
    end
  end
  return page
end

return M
