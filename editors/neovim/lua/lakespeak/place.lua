--- Where a float may stand: at the right edge, where it covers least code; where it is too high for that, below or
--- above the cursor's line.
local M = {}

---@class lakespeak.Place
---@field row integer From 0, in the window.
---@field col integer From 0, in the window.
---@field height integer

--- The display columns taken by code in each row of a window, from its top; a row without text takes none.
---@param win integer
---@return integer[]
local function taken(win)
  return vim.api.nvim_win_call(win, function()
    local info = assert(vim.fn.getwininfo(win)[1])
    local rows = {}
    for row = 1, info.height do
      rows[row] = 0
    end
    local lnum, last = info.topline, vim.fn.line('w$')
    while lnum <= last do
      local place = vim.fn.screenpos(win, lnum, 1)
      local folded = vim.fn.foldclosed(lnum) ~= -1
      local width = folded and info.width or info.textoff + vim.fn.virtcol({ lnum, '$' }) - 1
      local height = folded and 1 or vim.api.nvim_win_text_height(win, { start_row = lnum - 1, end_row = lnum - 1 }).all
      local top = place.row > 0 and place.row - info.winrow + 1 or nil
      for row = top or 1, top and top + height - 1 or 0 do
        if rows[row] then
          rows[row] = height > 1 and info.width or width
        end
      end
      lnum = folded and vim.fn.foldclosedend(lnum) + 1 or lnum + 1
    end
    return rows
  end)
end

--- The block of rows at the right edge that covers least code, and of those the nearest to the cursor. The text of the
--- cursor's own line is never covered.
---@param rows integer[]
---@param cursor integer The cursor's row, from 1.
---@param columns integer Columns of the window.
---@param width integer
---@param height integer
---@return integer? row From 1.
local function beside(rows, cursor, columns, width, height)
  local best, least, distance
  for top = 1, #rows - height + 1 do
    local covered = 0
    for row = top, top + height - 1 do
      -- One column stays free between the code and the float.
      local cells = math.max((rows[row] or 0) + 1 + width - columns, 0)
      covered = covered + (row == cursor and cells > 0 and math.huge or cells)
    end
    local away = math.abs(top - cursor)
    if covered < (least or math.huge) or (covered == least and away < distance) then
      best, least, distance = top, covered, away
    end
  end
  return best
end

--- A place for `width` × `height` cells, borders included, in `win`.
---@param win integer
---@param width integer
---@param height integer
---@param may_stand_beside boolean
---@return lakespeak.Place
function M.find(win, width, height, may_stand_beside)
  local columns = vim.api.nvim_win_get_width(win)
  local lines = vim.api.nvim_win_get_height(win)
  local cursor, column = unpack(vim.api.nvim_win_call(win, function()
    return { vim.fn.winline(), vim.fn.wincol() }
  end))
  local right = math.max(columns - width, 0)
  if may_stand_beside then
    local top = beside(taken(win), cursor, columns, width, height)
    if top then
      return { row = top - 1, col = right, height = height }
    end
  end
  local col = may_stand_beside and right or math.max(math.min(column - 1, right), 0)
  local below, above = lines - cursor, cursor - 1
  if height <= below or below >= above then
    return { row = cursor, col = col, height = math.max(math.min(height, below), 1) }
  end
  local fits = math.max(math.min(height, above), 1)
  return { row = cursor - 1 - fits, col = col, height = fits }
end

return M
