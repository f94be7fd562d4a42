//! The parser's places, as bytes, lines and columns.

use saphyr_parser::Marker;

use crate::text::Span;

/// From the parser's places (counted in characters) to bytes.
pub(super) struct Offsets<'t> {
    text: &'t str,
    skipped: usize,
    /// The byte of each character; empty where they are the same.
    bytes: Vec<u32>,
}

impl<'t> Offsets<'t> {
    pub(super) fn new(text: &'t str, skipped: usize) -> Self {
        let rest = text.get(skipped..).unwrap_or_default();
        let bytes = if rest.is_ascii() { Vec::new() } else { rest.char_indices().map(|(at, _)| (at + skipped) as u32).collect() };
        Self { text, skipped, bytes }
    }

    /// The byte at `at`.
    pub(super) fn byte(&self, at: u32) -> Option<u8> {
        self.text.as_bytes().get(at as usize).copied()
    }

    pub(super) fn offset(&self, marker: &Marker) -> u32 {
        let end = self.text.len() as u32;
        if self.bytes.is_empty() {
            return ((marker.index() + self.skipped) as u32).min(end);
        }
        self.bytes.get(marker.index()).copied().unwrap_or(end)
    }

    pub(super) fn span(&self, span: &saphyr_parser::Span) -> Span {
        Span::new(self.offset(&span.start), self.offset(&span.end))
    }

    /// The span without the blanks behind its text.
    pub(super) fn trimmed(&self, span: &saphyr_parser::Span) -> Span {
        let whole = self.span(span);
        Span::new(whole.start, whole.start + whole.of(self.text).trim_end().len() as u32)
    }

    pub(super) fn position(&self, marker: &Marker) -> (u32, u32) {
        let line = marker.line().saturating_sub(1) as u32;
        // Editors hide the mark but count it.
        let mark = u32::from(self.skipped > 0 && line == 0);
        (line, marker.col() as u32 + mark)
    }

    /// The word at a place, for an error to be seen; never over a line's end.
    pub(super) fn word_at(&self, at: u32) -> Span {
        let rest = self.text.get(at as usize..).unwrap_or_default();
        let len = rest.find(char::is_whitespace).unwrap_or(rest.len()).min(80);
        let len = (0..=len).rev().find(|&len| rest.is_char_boundary(len)).unwrap_or(0);
        Span::new(at, at + len as u32)
    }

    /// The first byte from `at` that is neither blank nor in a comment.
    pub(super) fn next_content(&self, at: u32) -> u32 {
        let mut at = at as usize;
        loop {
            let rest = self.text.get(at..).unwrap_or_default();
            let trimmed = rest.trim_start();
            at += rest.len() - trimmed.len();
            if !trimmed.starts_with('#') {
                return at as u32;
            }
            at += trimmed.find(['\n', '\r']).unwrap_or(trimmed.len());
        }
    }
}
