//! TODOs and suppressions found in a text.

use memchr::memmem;

use super::block::{Block, Comment};
use super::line_start;
use super::link::{Link, Template, WORD, holds_back, id_len};
use crate::analysis::{Guidance, Suppression, Todo};
use crate::syntax::{Lexed, TokenKind};
use crate::text::{Span, position};

/// The TODO comments that link to guidance, in order of their links.
pub fn todos(lexed: &Lexed, guidance: &Guidance) -> Vec<Todo> {
    let links = links(lexed, guidance);
    let mut todos = Vec::new();
    let mut rest = links.as_slice();
    while let Some((first, _)) = rest.first() {
        let block = Block::around(lexed, lexed.line_of(first.start));
        let count = rest.partition_point(|(span, _)| block.has(lexed.line_of(span.start)));
        let (here, behind) = rest.split_at(count.max(1));
        read_block(lexed, &block, here, &mut todos);
        rest = behind;
    }
    todos
}

/// Every link inside a comment, with its place.
fn links(lexed: &Lexed, guidance: &Guidance) -> Vec<(Span, Link)> {
    let text = lexed.text();
    let mut found = Vec::new();
    for template in std::iter::once(Template::short()).chain(Template::long(guidance)) {
        for at in memmem::find_iter(text.as_bytes(), template.prefix().as_bytes()) {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let rest = text.get(at..).unwrap_or_default();
            let Some(link) = template.read(rest).filter(|_| !holds_back(before)) else { continue };
            if !is_keyword(rest) && in_comment(lexed, at as u32) {
                found.push((Span::new(at as u32, (at + link.len) as u32), link));
            }
        }
    }
    found.sort_by_key(|(span, _)| *span);
    found
}

fn in_comment(lexed: &Lexed, at: u32) -> bool {
    lexed.token_at(at).is_some_and(|leaf| leaf.kind == TokenKind::Comment)
}

/// One line of a comment's text.
#[derive(Clone, Copy)]
struct Row {
    /// The text without delimiters and blanks around.
    text: Span,
    /// How many bytes of blanks stand before it.
    pad: u32,
    /// Its comment, by its place in the block.
    comment: usize,
}

/// A `TODO` and the links behind it.
struct Open {
    /// Where the word begins, and in which row.
    at: u32,
    row: usize,
    /// The row of its last link.
    last: usize,
    /// Its links, as a range of those of the block.
    links: Vec<usize>,
}

fn read_block(lexed: &Lexed, block: &Block, links: &[(Span, Link)], todos: &mut Vec<Todo>) {
    let mut rows = Vec::new();
    for (index, comment) in block.comments.iter().enumerate() {
        push_rows(lexed, *comment, index, &mut rows);
    }
    let mut next = 0;
    let mut open: Option<Open> = None;
    for (index, row) in rows.iter().enumerate() {
        let text = lexed.slice(row.text);
        if open.as_ref().is_some_and(|open| ends(block, &rows, open, index)) || starts_todo(text) {
            close(lexed, block, &rows, links, open.take(), todos);
        }
        if open.is_none() {
            open = word_todo(text).map(|at| Open { at: row.text.start + at, row: index, last: index, links: Vec::new() });
        }
        while let Some((span, _)) = links.get(next).filter(|(span, _)| span.start < row.text.end) {
            if let Some(open) = open.as_mut().filter(|open| open.at < span.start && row.text.covers(*span)) {
                open.links.push(next);
                open.last = index;
            }
            next += 1;
        }
    }
    close(lexed, block, &rows, links, open, todos);
}

/// The rows of a comment: one a line.
fn push_rows(lexed: &Lexed, comment: Comment, index: usize, rows: &mut Vec<Row>) {
    let whole = lexed.slice(comment.span);
    let inner = whole.strip_prefix(comment.open).unwrap_or(whole);
    let inner_start = comment.span.start + (whole.len() - inner.len()) as u32;
    let inner = if comment.close.is_empty() { inner } else { inner.strip_suffix(comment.close).unwrap_or(inner) };
    let mut at = 0;
    loop {
        let rest = inner.get(at..).unwrap_or_default();
        let len = position::line_len(rest.as_bytes());
        let line = position::without_line_end(rest.get(..len).unwrap_or(rest));
        let text = line.trim_start_matches(|c: char| c.is_whitespace() || c == '*' && !comment.close.is_empty());
        let pad = (line.len() - text.len()) as u32;
        let start = inner_start + at as u32 + pad;
        rows.push(Row { text: Span::new(start, start + text.trim_end().len() as u32), pad, comment: index });
        at += len;
        if len == 0 || at >= inner.len() {
            return;
        }
    }
}

/// Whether the TODO ends before a row: with its comment, or, over line comments, where no continuation follows.
fn ends(block: &Block, rows: &[Row], open: &Open, row: usize) -> bool {
    let (Some(first), Some(last), Some(row)) = (rows.get(open.row), rows.get(row.saturating_sub(1)), rows.get(row)) else { return true };
    if row.comment == last.comment {
        return false;
    }
    let (Some(above), Some(here)) = (block.comments.get(last.comment), block.comments.get(row.comment)) else { return true };
    let joins = here.close.is_empty() && here.open == above.open && here.lines.0 == above.lines.1 + 1;
    let linked = !open.links.is_empty();
    // A comment behind code begins anew.
    !joins
        || block.below(here.lines.0) == here.lines.0
        || block.below(above.lines.0) == above.lines.0
        || row.text.is_empty()
        || linked && row.pad <= first.pad
}

/// Whether a text begins with the word `TODO`.
fn starts_todo(text: &str) -> bool {
    text.strip_prefix("TODO").is_some_and(|behind| !holds_back(behind.chars().next()))
}

/// Where the first word `TODO` stands.
fn word_todo(text: &str) -> Option<u32> {
    let mut places = memmem::find_iter(text.as_bytes(), b"TODO");
    let whole = |at: &usize| {
        let before = text.get(..*at).and_then(|text| text.chars().next_back());
        !holds_back(before) && starts_todo(text.get(*at..).unwrap_or_default())
    };
    places.find(whole).map(|at| at as u32)
}

fn close(lexed: &Lexed, block: &Block, rows: &[Row], links: &[(Span, Link)], open: Option<Open>, todos: &mut Vec<Todo>) {
    let Some(open) = open else { return };
    let Some((span, line)) = extent(lexed, block, rows, links, &open) else { return };
    let about = line_start(lexed, block.below(line));
    for (place, link) in open.links.iter().filter_map(|&index| links.get(index)) {
        todos.push(Todo { span, link: *place, term: link.term.clone(), rule: link.rule.clone(), about });
    }
}

/// The bytes that are the TODO's, and the last line of its comment.
fn extent(lexed: &Lexed, block: &Block, rows: &[Row], links: &[(Span, Link)], open: &Open) -> Option<(Span, u32)> {
    let (first, last) = (rows.get(open.row)?, rows.get(open.last)?);
    let (begin, end) = (block.comments.get(first.comment)?, block.comments.get(last.comment)?);
    let link = links.get(*open.links.last()?)?.0;
    let behind = lexed.slice(Span::new(link.end, last.text.end));
    let tail = behind.trim_start_matches([')', '.', ' ', '\t']);
    let leads = open.at == first.text.start;
    if begin.close.is_empty() {
        let start = if leads && begins(rows, open.row) { begin.span.start } else { own_start(lexed, begin, open.at) };
        // What another delimiter begins is somebody else's.
        let foreign = !end.open.is_empty() && tail.starts_with(end.open);
        let end_at = if foreign { last.text.end - tail.len() as u32 } else { end.span.end };
        return Some((Span::new(start, end_at), end.lines.1));
    }
    let alone = leads && tail.is_empty() && !has_others(first.comment, rows, open);
    let part = Span::new(open.at, last.text.end - tail.len() as u32);
    Some((if alone { begin.span } else { part }, end.lines.1))
}

fn begins(rows: &[Row], row: usize) -> bool {
    let comment = rows.get(row).map(|row| row.comment);
    row == 0 || rows.get(row - 1).map(|row| row.comment) != comment
}

/// Whether the comment has text in rows before or behind the TODO's own.
fn has_others(comment: usize, rows: &[Row], open: &Open) -> bool {
    let mine = |row: &&Row| row.comment == comment;
    let before = rows.get(..open.row).unwrap_or_default().iter().rev().take_while(mine);
    let behind = rows.get(open.last + 1..).unwrap_or_default().iter().take_while(mine);
    before.chain(behind).any(|row| !row.text.is_empty())
}

/// Where our part of a longer line comment begins: at a delimiter directly before, else at its own word.
fn own_start(lexed: &Lexed, comment: &Comment, at: u32) -> u32 {
    let before = lexed.slice(Span::new(comment.span.start, at));
    let bare = before.trim_end();
    match bare.strip_suffix(comment.open) {
        Some(rest) if !comment.open.is_empty() => comment.span.start + rest.len() as u32,
        _ => at,
    }
}

/// The comments that silence rules, in order.
pub fn suppressions(lexed: &Lexed) -> Vec<Suppression> {
    let text = lexed.text();
    let hits: Vec<usize> = memmem::find_iter(text.as_bytes(), WORD.as_bytes()).collect();
    let mut found = Vec::new();
    let mut block: Option<Block> = None;
    for (index, &at) in hits.iter().enumerate() {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        if holds_back(before) || !in_comment(lexed, at as u32) {
            continue;
        }
        // No further than the next one, so that unclosed brackets stay linear.
        let limit = hits.get(index + 1).copied().unwrap_or(text.len());
        let line = lexed.line_of(at as u32);
        if !block.as_ref().is_some_and(|block| block.has(line)) {
            block = Some(Block::around(lexed, line));
        }
        let Some((block, comment)) = block.as_ref().and_then(|block| Some((block, block.comment_at(at as u32)?))) else { continue };
        let end = (limit as u32).min(comment.span.end).min(lexed.line_span(line).end);
        let Some(read) = read_suppression(lexed, Span::new(at as u32, end), comment) else { continue };
        let below = block.below(line);
        let lines = [line_start(lexed, line), line_start(lexed, if below == line { line + 1 } else { below })];
        found.push(Suppression { comment: comment.span, lines, ..read });
    }
    found
}

/// The word behind [`WORD`], where it is one of a suppression's, with its length up to its end.
fn keyword(text: &str) -> Option<(&str, usize)> {
    let behind = text.strip_prefix(WORD)?;
    let word = behind.trim_start_matches([' ', '\t']);
    let len = id_len(word);
    let end = text.len() - word.len() + len;
    word.get(..len).filter(|word| matches!(*word, "ignore" | "ignore-file")).map(|word| (word, end))
}

fn is_keyword(text: &str) -> bool {
    keyword(text).is_some()
}

fn read_suppression(lexed: &Lexed, span: Span, comment: Comment) -> Option<Suppression> {
    let text = lexed.slice(span);
    let (word, word_end) = keyword(text)?;
    let mut found = Suppression {
        span: Span::new(span.start, span.start + word_end as u32),
        comment: comment.span,
        ids: Vec::new(),
        whole_file: word == "ignore-file",
        lines: [0, 0],
    };
    let behind = text.get(word_end..)?;
    let Some(list) = behind.trim_start_matches([' ', '\t']).strip_prefix('[') else { return Some(found) };
    let list_start = span.start + (text.len() - list.len()) as u32;
    let closed = list.find(']');
    let list = closed.map_or_else(|| unclosed(list, comment), |end| list.get(..end).unwrap_or_default());
    let mut at = list_start;
    for piece in list.split(',') {
        let id = piece.trim();
        if !id.is_empty() {
            let start = at + (piece.len() - piece.trim_start().len()) as u32;
            found.ids.push((Span::new(start, start + id.len() as u32), id.to_owned(), false));
        }
        at += piece.len() as u32 + 1;
    }
    found.span.end = list_start + list.len() as u32 + u32::from(closed.is_some());
    Some(found)
}

/// The list of a bracket that nobody closed yet: up to the comment's or line's end.
fn unclosed(list: &str, comment: Comment) -> &str {
    let list = list.trim_end();
    let list = if comment.close.is_empty() { list } else { list.strip_suffix(comment.close).unwrap_or(list) };
    list.trim_end()
}
