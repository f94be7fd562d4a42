//! Lines as places: where a comment about a statement goes, and what a removal takes along.

use rustc_hash::FxHashMap;

use crate::syntax::lexed::Content;
use crate::syntax::{Language, Lexed, TokenKind, Zone};
use crate::text::{Span, TextEdit, position};

/// The byte order mark that some editors put before everything else.
const MARK: &str = "\u{feff}";

/// First lines that lose their meaning when something stands above them.
const FIRST: [&str; 7] =
    ["#!", "# Databricks notebook", "-- Databricks notebook", "#standardSQL", "#legacySQL", "# yaml-language-server:", "# syntax="];

/// Whether a line holds nothing but a comment.
pub(crate) fn is_comment_line(lexed: &Lexed, line: u32) -> bool {
    let Some(found) = lexed.line(line) else { return false };
    found.content == Content::Comment || line == 0 && lexed.text().starts_with(MARK) && only_comment(lexed, lexed.line_span(0))
}

fn only_comment(lexed: &Lexed, line: Span) -> bool {
    let kinds: Vec<_> = lexed.tokens_in(line).filter(|leaf| lexed.slice(leaf.span) != MARK).map(|leaf| leaf.kind).collect();
    let trivia = |kind: &TokenKind| matches!(kind, TokenKind::Blank | TokenKind::Newline | TokenKind::Comment);
    kinds.contains(&TokenKind::Comment) && kinds.iter().all(trivia)
}

/// Whether a line goes on with something begun above. Asks the tokens too: what was left open in YAML ends at a line that
/// can't belong to it.
pub(crate) fn goes_on(lexed: &Lexed, line: u32) -> bool {
    let Some(found) = lexed.line(line).filter(|_| line > 0) else { return false };
    if lexed.language() != Language::Yaml || !found.inside {
        return found.inside || left_open(lexed, found.start);
    }
    let first = lexed.tokens_in(lexed.line_span(line)).find(|leaf| leaf.kind != TokenKind::Blank);
    first.is_none_or(|leaf| match leaf.kind {
        TokenKind::Key | TokenKind::Dash | TokenKind::Marker => false,
        TokenKind::Comment => found.content != Content::Comment || !lexed.slice(leaf.span).starts_with('#'),
        _ => true,
    })
}

/// Whether a tag of YAML was left open above a line that can't belong to it: a comment line between would.
fn left_open(lexed: &Lexed, start: u32) -> bool {
    let last = || lexed.tokens_before(start).find(|leaf| !matches!(leaf.kind, TokenKind::Blank | TokenKind::Newline));
    lexed.language() == Language::Yaml && last().is_some_and(|leaf| leaf.zone == Zone::Template && leaf.kind != TokenKind::TemplateClose)
}

/// The beginning of a line; the text's end for lines behind it.
pub(crate) fn line_start(lexed: &Lexed, line: u32) -> u32 {
    lexed.line_span(line).start
}

/// Finds the line that a comment above a line speaks about: out of what runs over lines, then below other comments.
#[derive(Debug)]
pub(crate) struct Anchors<'a> {
    lexed: &'a Lexed,
    /// What is known of lines passed before, so that many questions stay linear: up, then down.
    up: FxHashMap<u32, u32>,
    down: FxHashMap<u32, u32>,
}

impl<'a> Anchors<'a> {
    pub(crate) fn new(lexed: &'a Lexed) -> Self {
        Self { lexed, up: FxHashMap::default(), down: FxHashMap::default() }
    }

    /// The beginning of that line, for the line that holds `offset`.
    pub(crate) fn of(&mut self, offset: u32) -> u32 {
        let lexed = self.lexed;
        let line = lexed.line_of(offset);
        let first = walk(&mut self.up, line, |line| goes_on(lexed, line).then(|| line.saturating_sub(1)));
        let last = walk(&mut self.down, first, |line| is_comment_line(lexed, line).then_some(line + 1));
        line_start(lexed, last)
    }
}

fn walk(known: &mut FxHashMap<u32, u32>, from: u32, next: impl Fn(u32) -> Option<u32>) -> u32 {
    let mut passed = Vec::new();
    let mut line = from;
    let end = loop {
        if let Some(&end) = known.get(&line) {
            break end;
        }
        let Some(there) = next(line) else { break line };
        passed.push(line);
        line = there;
    };
    known.extend(passed.into_iter().map(|line| (line, end)));
    end
}

/// Where a comment line about the line at `offset` goes: a line's beginning, outside of everything that runs over lines
/// and below what must stand first.
pub(crate) fn place(lexed: &Lexed, offset: u32) -> u32 {
    let mut line = lexed.line_of(offset);
    while goes_on(lexed, line) {
        line = line.saturating_sub(1);
    }
    line_start(lexed, line).max(top(lexed))
}

/// The first place where a comment line may stand: behind a byte order mark and lines that must come first.
pub(crate) fn top(lexed: &Lexed) -> u32 {
    let mut at = if lexed.text().starts_with(MARK) { MARK.len() as u32 } else { 0 };
    for line in 0..2 {
        let text = position::without_line_end(lexed.slice(Span::new(at, lexed.line_span(line).end)));
        if is_comment_line(lexed, line) && (FIRST.iter().any(|first| text.starts_with(first)) || names_encoding(text)) {
            at = lexed.line_span(line).end;
        } else {
            break;
        }
    }
    at
}

/// Whether a comment is one by which Python learns a file's encoding.
fn names_encoding(text: &str) -> bool {
    let value = text.strip_prefix('#').and_then(|text| text.split_once("coding")).map(|(_, behind)| behind);
    value.is_some_and(|behind| behind.starts_with([':', '=']))
}

/// The line end that a new line at `at` takes: its own line's, else the one's above, else `\n`.
pub(crate) fn line_end(lexed: &Lexed, at: u32) -> &'static str {
    let line = lexed.line_of(at);
    let end = |line| {
        let text = lexed.slice(lexed.line_span(line));
        ["\r\n", "\n", "\r"].into_iter().find(|end| text.ends_with(end))
    };
    let found = end(line).or_else(|| end(line.checked_sub(1)?)).unwrap_or("\n");
    // A lone `\r` before a `\n` would become one line end with it.
    let behind = lexed.slice(Span::new(at, lexed.len()));
    if found == "\r" && behind.starts_with('\n') { "\n" } else { found }
}

/// The blanks at the beginning of the line at `at`.
pub(crate) fn indent_of(lexed: &Lexed, at: u32) -> Span {
    let line = lexed.slice(Span::new(at, lexed.line_span(lexed.line_of(at)).end));
    let blanks = line.len() - line.trim_start_matches([' ', '\t', '\u{c}']).len();
    Span::new(at, at + blanks as u32)
}

/// Takes a comment away: with its lines where it stands alone, else with the blanks before it.
pub(crate) fn cut(lexed: &Lexed, span: Span) -> TextEdit {
    let first = lexed.line_span(lexed.line_of(span.start));
    let last = lexed.line_span(lexed.line_of(span.end.saturating_sub(1).max(span.start)));
    let before = lexed.slice(Span::new(first.start, span.start));
    let behind = lexed.slice(Span::new(span.end, last.end));
    let bare = before.trim_start_matches(MARK);
    if bare.trim().is_empty() && behind.trim().is_empty() {
        let start = first.start + (before.len() - bare.len()) as u32;
        return TextEdit { span: Span::new(start, last.end), text: String::new() };
    }
    cut_around(lexed, span)
}

/// Takes a part of a line away, with the blanks that only it needed.
pub(crate) fn cut_around(lexed: &Lexed, span: Span) -> TextEdit {
    let blank = [' ', '\t'];
    let first = lexed.line_span(lexed.line_of(span.start));
    let before = lexed.slice(Span::new(first.start, span.start));
    let last = lexed.line_span(lexed.line_of(span.end.saturating_sub(1).max(span.start)));
    let behind = lexed.slice(Span::new(span.end, last.end));
    let kept = before.trim_end_matches(blank);
    let (mut start, mut end) = (span.start, span.end);
    if behind.trim().is_empty() {
        start = first.start + kept.len() as u32;
    } else {
        end += (behind.len() - behind.trim_start_matches(blank).len()) as u32;
    }
    if start == first.start && behind.trim().is_empty() {
        start = span.start;
    }
    TextEdit { span: Span::new(start, end), text: String::new() }
}
