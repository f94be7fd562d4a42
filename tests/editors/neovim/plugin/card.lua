-- The card's float: what it shows, how large it is, where it stands, and its keys.
local t = require('support')

--- The columns of code that a window covers.
local function covered(win)
  local place = vim.api.nvim_win_get_config(win)
  local count = 0
  for row = place.row, place.row + place.height - 1 do
    local line = vim.fn.getline(vim.fn.line('w0') + row)
    count = count + math.max(vim.fn.strdisplaywidth(line) - place.col, 0)
  end
  return count
end

local function widest(lines)
  return math.max(unpack(vim.tbl_map(vim.fn.strdisplaywidth, lines)))
end

local function shows_the_card_as_wide_as_it_is()
  t.on('data warehouse')
  vim.cmd.Lakespeak('card')
  local card = t.card()
  t.equal(card.lines[1], 'Data Warehouse · Storage & Formats')
  t.equal(card.lines[#card.lines], 'Docs: dbt, Marts', 'no address in the text')
  t.equal(vim.api.nvim_win_get_width(card.win), widest(card.lines))
  assert(widest(card.lines) <= 60)
  t.equal(vim.api.nvim_win_get_height(card.win), #card.lines)
  t.equal(covered(card.win), 0, 'beside the code')
  local marks = vim.api.nvim_buf_get_extmarks(0, -1, { 0, 0 }, { 0, -1 }, { details = true, type = 'highlight' })
  local word = vim.iter(marks):find(function(mark)
    return mark[4].hl_group == 'LspReferenceTarget'
  end)
  t.equal(vim.fn.getline(1):sub(word[3] + 1, word[4].end_col), 'data warehouse', 'what it is about is marked')
end

local function stands_below_the_line_where_there_is_no_room()
  require('lakespeak.float').close()
  vim.o.columns, vim.o.lines = 80, 16
  vim.cmd.Lakespeak('card')
  local place = vim.api.nvim_win_get_config(t.card().win)
  t.equal(place.row, vim.fn.winline(), 'directly below the cursor')
  assert(place.col + place.width <= 80)
end

local function stands_in_the_free_rows_where_lines_are_long()
  require('lakespeak.float').close()
  vim.o.columns = 80
  vim.cmd.Lakespeak('card')
  local card = t.card()
  t.equal(covered(card.win), 0)
  t.equal(vim.api.nvim_win_get_height(card.win), #card.lines)
end

local function follows_links()
  local opened = {}
  -- luacheck: push ignore 122
  vim.ui.open = function(url)
    opened[#opened + 1] = url
  end
  -- luacheck: pop
  local card = t.card()
  vim.cmd.Lakespeak('card')
  t.equal(vim.api.nvim_get_current_win(), card.win, 'asked again, it goes in')
  vim.api.nvim_win_set_cursor(0, { #card.lines, #'Docs: ' })
  t.equal(
    vim.ui._get_urls()[1],
    'https://docs.getdbt.com/best-practices/how-we-structure/4-marts',
    "Neovim's own gx sees it"
  )
  t.type('<CR>')
  t.type('gx')
  t.equal(opened, { vim.ui._get_urls()[1], vim.ui._get_urls()[1] })
  -- To the first link, which is a term, and back.
  t.type('gg<Tab><CR>')
  t.await('the related card', function()
    return vim.startswith(vim.fn.getline(1), 'Lakehouse ')
  end)
  t.equal(vim.fn.search('http', 'nw'), 0, 'no address here either')
  t.type('<BS>')
  t.equal(vim.fn.getline(1), card.lines[1])
  t.equal(
    t.told_by(function()
      t.type('gg<CR>')
    end),
    'Lakespeak: no link here'
  )
  t.type('q')
  assert(not vim.api.nvim_win_is_valid(card.win), 'q closes')
end

--- Tab and its reverse go from link to link in the order of the page, however long a line is.
local function goes_from_link_to_link()
  local links = { { 0, 1500 }, { 1, 2 }, { 1, 1200 }, { 2, 0 } }
  local marks = vim.tbl_map(function(link)
    return { row = link[1], from = link[2], to = link[2] + 1, url = 'lakespeak:airflow', group = 'LakespeakLink' }
  end, links)
  local lines = { ('a'):rep(2000), ('b'):rep(2000), 'c' }
  require('lakespeak.float').open({ lines = lines, marks = marks }, true)
  local function places(keys)
    return vim.tbl_map(function()
      t.type(keys)
      local at = vim.api.nvim_win_get_cursor(0)
      return { at[1] - 1, at[2] }
    end, { 1, 2, 3, 4, 5 })
  end
  t.equal(places('<Tab>'), { links[1], links[2], links[3], links[4], links[1] })
  t.equal(places('<S-Tab>'), { links[4], links[3], links[2], links[1], links[4] })
  t.type('q')
end

local function closes_when_the_cursor_goes_on()
  vim.cmd.Lakespeak('card')
  local card = t.card()
  t.type('j')
  vim.api.nvim_exec_autocmds('CursorMoved', { buffer = 0 })
  assert(not vim.api.nvim_win_is_valid(card.win), 'a card stays')
  t.equal(vim.fn.maparg('q', 'n'), '', 'no key is left behind')
end

--- Where some code must be covered, as little as can be, and never the line that is asked about.
local function covers_least()
  local long = ('x'):rep(100)
  vim.api.nvim_buf_set_lines(0, 0, -1, true, { '# data lake', long, 'y', long })
  vim.api.nvim_buf_set_lines(0, 4, -1, true, vim.split(('z\n'):rep(60), '\n'))
  vim.fn.cursor(4, 5)
  vim.api.nvim_buf_set_text(0, 3, 0, 3, 12, { '# data lake ' })
  vim.cmd.Lakespeak('card')
  local card = t.card()
  t.equal(covered(card.win), 0)
  t.equal(vim.api.nvim_win_get_config(card.win).row, 4, 'the nearest rows')
  require('lakespeak.float').close()
  vim.cmd('silent undo 0')
end

local function a_finding_speaks_first()
  t.on('requests.get')
  vim.fn.search('requests.get')
  vim.cmd.Lakespeak('card')
  local text = table.concat(t.card().lines, '\n')
  assert(text:find('^With no timeout,'), text)
  assert(text:find('\nhttp-call-without-timeout', 1, true), text)
  assert(not text:find('**', 1, true) and not text:find('http[s]?:'), text)
end

local function a_border_counts()
  require('lakespeak.float').close()
  vim.o.winborder = 'rounded'
  t.on('data warehouse')
  vim.cmd.Lakespeak('card')
  local place = vim.api.nvim_win_get_config(t.card().win)
  assert(place.col + place.width + 2 <= vim.o.columns, vim.inspect(place))
  require('lakespeak.float').close()
end

local function run()
  vim.o.columns, vim.o.lines = 130, 40
  t.open('dag.py', t.DAG)
  shows_the_card_as_wide_as_it_is()
  stands_in_the_free_rows_where_lines_are_long()
  stands_below_the_line_where_there_is_no_room()
  follows_links()
  goes_from_link_to_link()
  closes_when_the_cursor_goes_on()
  vim.o.columns, vim.o.lines = 130, 40
  a_finding_speaks_first()
  a_border_counts()
  covers_least()
  t.equal(
    t.told_by(function()
      t.on('def')
      vim.cmd.Lakespeak()
    end),
    'Lakespeak: nothing to say about this word'
  )
end

return { run = run }
