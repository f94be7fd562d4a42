//! Edits of a cell's text as edits of the file around it.

use super::Region;
use crate::text::{Span, TextEdit};

/// A stretch of a region's text into which whole lines may be written, and how they look in the file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Part {
    /// Where, in the region's text.
    pub(super) inner: Span,
    /// What the file puts behind each line's end, before the next line's text: indentation, a prefix, quotes.
    pub(super) after: Box<str>,
    /// What each line of the region's text begins with that the file does not have.
    pub(super) prefix: &'static str,
    /// Whether the file writes it as a JSON string.
    pub(super) escaped: bool,
}

impl Region {
    /// Whether comments about the text stand in it: it is a cell.
    pub fn takes_comments(&self) -> bool {
        !self.parts.is_empty()
    }

    /// An edit of the region's text as an edit of the file, whose text is `source`. `None` where that can't be written
    /// safely: in text that the file does not say, or over the border of two cells.
    pub fn outward(&self, source: &str, edit: &TextEdit) -> Option<TextEdit> {
        let index = self.parts.partition_point(|part| part.inner.end < edit.span.end);
        let part = self.parts.get(index).filter(|part| part.inner.covers(edit.span))?;
        let mut start = self.place(part, edit.span.start)?;
        let mut end = if edit.span.is_empty() { start } else { self.end(source, part, edit.span.end)? };
        if !edit.span.is_empty() && edit.text.is_empty() && self.ends_line(part, edit.span.end) {
            // The last line goes with what stands before its text, or its end stays.
            match source.get(..start as usize).and_then(|before| before.strip_suffix(&*part.after)) {
                Some(before) => start = before.len() as u32,
                None => end = self.place(part, edit.span.end - 1)?,
            }
        }
        Some(TextEdit { span: Span::new(start, end.max(start)), text: part.written(&edit.text)? })
    }

    /// Whether the last line of a part ends there, with its line end.
    fn ends_line(&self, part: &Part, inner: u32) -> bool {
        inner == part.inner.end && part.inner.of(&self.text).ends_with(['\n', '\r'])
    }

    /// Where in the file the byte at `inner` begins; for the part's end, where the last one ends. `None` for a line that
    /// does not begin yet.
    fn place(&self, part: &Part, inner: u32) -> Option<u32> {
        if self.ends_line(part, inner) {
            return None;
        }
        if inner == part.inner.end {
            let last = self.piece(inner.checked_sub(1).filter(|&last| last >= part.inner.start)?)?;
            return (!last.outer.is_empty()).then(|| last.outer_end(inner));
        }
        let piece = self.piece(inner)?;
        let whole = piece.verbatim || piece.inner.start == inner;
        (whole && !piece.outer.is_empty()).then(|| piece.outer_start(inner))
    }

    /// Where in the file a stretch ends that is taken away: with what stands before the next line's text, and with nothing
    /// that the region leaves out.
    fn end(&self, source: &str, part: &Part, inner: u32) -> Option<u32> {
        let last = self.piece(inner.checked_sub(1)?)?;
        let end = last.outer_end(inner);
        let next = if inner < part.inner.end { self.piece_with_text(inner) } else { None };
        let behind = next.map(|piece| piece.outer_start(inner.max(piece.inner.start)));
        Some(behind.filter(|&behind| Span::new(end, behind).of(source) == &*part.after).unwrap_or(end))
    }

    /// The first piece at or behind `inner` that the file says.
    fn piece_with_text(&self, inner: u32) -> Option<&super::Piece> {
        let index = self.pieces.partition_point(|piece| piece.inner.end <= inner);
        self.pieces.get(index..)?.iter().take(2).find(|piece| !piece.outer.is_empty())
    }
}

impl Part {
    /// Text as the file writes it.
    fn written(&self, text: &str) -> Option<String> {
        let mut out = String::new();
        let mut lines = text.split('\n');
        self.push(&mut out, lines.next().unwrap_or_default());
        for line in lines {
            self.push(&mut out, "\n");
            out.push_str(&self.after);
            self.push(&mut out, line.strip_prefix(self.prefix)?);
        }
        Some(out)
    }

    fn push(&self, out: &mut String, text: &str) {
        for c in text.chars() {
            match c {
                _ if !self.escaped => out.push(c),
                '"' | '\\' => out.extend(['\\', c]),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                c if (c as u32) < 0x20 => out.extend(format!("\\u{:04x}", c as u32).chars()),
                c => out.push(c),
            }
        }
    }
}
