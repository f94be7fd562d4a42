//! Comments put together from their lines' tokens.

use std::ops::Range;

use super::{FORMS, is_comment_line};
use crate::syntax::{Lexed, TokenKind};
use crate::text::Span;

/// A comment, over all its lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Comment {
    /// From its first delimiter to its last, or to its line's end (not included).
    pub(super) span: Span,
    /// Its first delimiter.
    pub(super) open: &'static str,
    /// Its last delimiter; empty where it ends with its line.
    pub(super) close: &'static str,
    /// Its first and last line.
    pub(super) lines: (u32, u32),
}

/// The longest run of lines that comments hold together: lines of nothing but comment, and lines that one comment joins.
#[derive(Clone, Debug)]
pub(super) struct Block {
    lines: Range<u32>,
    /// Its comments in order.
    pub(super) comments: Vec<Comment>,
    /// For each line, the first line at or below it that is no comment.
    below: Vec<u32>,
}

impl Block {
    /// The block around a line. Blocks of two lines are the same or apart, so reading each once is linear.
    pub(super) fn around(lexed: &Lexed, line: u32) -> Self {
        let mut lines = line..line + 1;
        while joins(lexed, lines.start) {
            lines.start -= 1;
        }
        while joins(lexed, lines.end) {
            lines.end += 1;
        }
        let mut comments = Vec::new();
        for line in lines.clone() {
            read_line(lexed, line, &mut comments);
        }
        let mut below: Vec<u32> = Vec::with_capacity(lines.len());
        for line in lines.clone().rev() {
            let next = below.last().copied().unwrap_or(lines.end);
            below.push(if is_comment_line(lexed, line) { next } else { line });
        }
        below.reverse();
        Self { lines, comments, below }
    }

    /// Whether a line is in it.
    pub(super) fn has(&self, line: u32) -> bool {
        self.lines.contains(&line)
    }

    /// The first line at or below `line` that is no comment.
    pub(super) fn below(&self, line: u32) -> u32 {
        let index = line.checked_sub(self.lines.start).map(|index| index as usize);
        index.and_then(|index| self.below.get(index)).copied().unwrap_or(line)
    }

    /// The comment that holds the byte at `offset`.
    pub(super) fn comment_at(&self, offset: u32) -> Option<Comment> {
        let index = self.comments.partition_point(|comment| comment.span.start <= offset).checked_sub(1)?;
        self.comments.get(index).copied().filter(|comment| comment.span.contains(offset))
    }
}

/// Whether a comment, or a run of comment lines, goes on from the line above.
fn joins(lexed: &Lexed, line: u32) -> bool {
    line > 0 && (continues(lexed, line) || is_comment_line(lexed, line) && is_comment_line(lexed, line - 1))
}

/// Whether a line begins inside a comment.
fn continues(lexed: &Lexed, line: u32) -> bool {
    super::place::goes_on(lexed, line) && lexed.token_at(lexed.line_span(line).start).is_some_and(|leaf| leaf.kind == TokenKind::Comment)
}

fn read_line(lexed: &Lexed, line: u32, comments: &mut Vec<Comment>) {
    let span = lexed.line_span(line);
    let mut held = continues(lexed, line);
    for leaf in lexed.tokens_in(span) {
        if leaf.kind != TokenKind::Comment {
            held = false;
            continue;
        }
        let text = lexed.slice(leaf.span);
        let end = leaf.span.start + text.trim_end_matches(['\n', '\r']).len() as u32;
        let form = FORMS.iter().find(|(open, _)| text.starts_with(open));
        match (comments.last_mut(), form) {
            // The comment begun above, or the rest of one that a template cut.
            (Some(last), _) if held && !last.close.is_empty() => last.grow(end, line),
            (Some(last), None) if last.lines.1 == line => last.grow(end, line),
            (_, form) => {
                let (open, close) = form.copied().unwrap_or_default();
                comments.push(Comment { span: Span::new(leaf.span.start, end), open, close, lines: (line, line) });
            }
        }
        held = false;
    }
}

impl Comment {
    fn grow(&mut self, end: u32, line: u32) {
        self.span.end = self.span.end.max(end);
        self.lines.1 = line;
    }
}
