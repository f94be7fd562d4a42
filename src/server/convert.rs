//! Byte spans to the client's positions, and back.

use tower_lsp::ls_types::{DiagnosticSeverity, Location, Position, Range, Uri};

use super::documents::{Cell, Version};
use crate::lexicon::Severity;
use crate::syntax::Lexed;
use crate::text::{Encoding, Span, position};

/// Converts places of one text. Cheap for places in ascending order: on a line of megabytes, each goes on from the last.
#[derive(Debug)]
pub(super) struct Places<'a> {
    lexed: &'a Lexed,
    encoding: Encoding,
    /// The last place: its line, the line's bytes, its offset, and its column.
    last: Option<(u32, Span, u32, u32)>,
    /// The bytes that the client knows, all or those of a notebook's cell.
    within: Span,
    /// Their first line, and how many there are.
    lines: (u32, u32),
}

impl<'a> Places<'a> {
    pub(super) fn new(lexed: &'a Lexed, encoding: Encoding) -> Self {
        Self { lexed, encoding, last: None, within: Span::new(0, lexed.len()), lines: (0, lexed.line_count()) }
    }

    /// The same, with all places counted in a cell.
    pub(super) fn in_cell(self, cell: Option<&Cell>) -> Self {
        match cell {
            Some(cell) => Self { within: cell.span, lines: (cell.line, cell.lines), ..self },
            None => self,
        }
    }

    /// Whether a place is one that the client can be told: it begins in what it knows.
    pub(super) fn holds(&self, span: Span) -> bool {
        self.within.touches(span.start)
    }

    /// The client's range for a span.
    pub(super) fn range(&mut self, span: Span) -> Range {
        let start = self.position(span.start);
        let before = self.last;
        let end = self.position(span.end);
        // The next span begins behind this one's beginning, but perhaps before its end.
        self.last = before;
        Range { start, end }
    }

    /// The client's position for an offset, which is cut off at the ends of what it knows.
    pub(super) fn position(&mut self, offset: u32) -> Position {
        let offset = offset.clamp(self.within.start, self.within.end);
        let (line, bytes, from, column) = match self.last {
            Some(last) if last.2 <= offset && (offset < last.1.end || offset == last.2) => last,
            _ => {
                let line = self.lexed.line_of(offset);
                let bytes = self.lexed.line_span(line);
                (line, bytes, bytes.start, 0)
            }
        };
        let rest = Span::new(from, bytes.end).of(self.lexed.text());
        let column = column + position::column(rest, offset - from, self.encoding);
        self.last = Some((line, bytes, offset, column));
        Position { line: line.saturating_sub(self.lines.0), character: column }
    }

    /// The offset of a client's position; behind a line's text counts as its end. `None` for a line that is not there.
    pub(super) fn offset(&self, position: Position) -> Option<u32> {
        if position.line >= self.lines.1 {
            return None;
        }
        let line = self.lexed.line_span(self.lines.0 + position.line);
        Some(line.start + position::offset_in_line(self.lexed.slice(line), position.character, self.encoding))
    }

    /// The span of a client's range, in whichever order its ends stand; cut off at the text's end.
    pub(super) fn span(&self, range: Range) -> Span {
        let end = self.within.end;
        let (start, end) = (self.offset(range.start).unwrap_or(end), self.offset(range.end).unwrap_or(end));
        Span::new(start.min(end), start.max(end))
    }
}

/// Where a span stands for the client: in the file of that address, or in the cell of a notebook that holds it.
pub(super) fn location(uri: &Uri, version: &Version, lexed: &Lexed, span: Span, encoding: Encoding) -> Location {
    let cell = version.cell_at(span.start);
    let range = Places::new(lexed, encoding).in_cell(cell).range(span);
    Location { uri: cell.map_or(uri, |cell| &cell.uri).clone(), range }
}

/// How loud, in the client's words.
pub(super) fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Hint => DiagnosticSeverity::HINT,
        Severity::Information => DiagnosticSeverity::INFORMATION,
        Severity::Warning => DiagnosticSeverity::WARNING,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Language;
    use crate::text::LineIndex;
    use proptest::prelude::*;

    proptest! {
        /// In whatever order it is asked, it answers as the line index does.
        #[test]
        fn places_are_those_of_the_line_index(text in "[ab\r\né𝄞]{0,40}", mut offsets in prop::collection::vec(0u32..60, 1..9), sorted: bool) {
            let lexed = Lexed::new(text.as_str().into(), Language::Sql);
            let index = LineIndex::new(&text);
            if sorted {
                offsets.sort_unstable();
            }
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                let mut places = Places::new(&lexed, encoding);
                for &offset in offsets.iter().filter(|&&offset| text.is_char_boundary(offset as usize)) {
                    let expected = index.position(&text, offset, encoding);
                    let found = places.position(offset);
                    prop_assert_eq!((found.line, found.character), (expected.line, expected.column), "{}", offset);
                    let again = index.offset(&text, expected, encoding);
                    prop_assert_eq!(places.offset(found), Some(again));
                }
            }
        }
    }
}
