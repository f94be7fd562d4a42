//! Lines and columns, in the units that editors and people count in.

use super::Span;

/// The unit of a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: what LSP means unless agreed otherwise.
    #[default]
    Utf16,
    /// Unicode scalar values: what a person counts, and what `check` prints.
    Utf32,
}

/// A place as line and column, both from zero.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct Position {
    /// The line; `\n`, `\r\n` and `\r` end one, as in LSP.
    pub line: u32,
    /// The column, in units of an [`Encoding`].
    pub column: u32,
}

/// The width of a character in units of `encoding`.
fn width(encoding: Encoding, c: char) -> u32 {
    match encoding {
        Encoding::Utf8 => c.len_utf8() as u32,
        Encoding::Utf16 => c.len_utf16() as u32,
        Encoding::Utf32 => 1,
    }
}

/// The column of byte `offset` in `line`; an offset inside a character counts as its beginning.
pub fn column(line: &str, offset: u32, encoding: Encoding) -> u32 {
    let offset = floor_char(line, offset.min(line.len() as u32));
    let before = line.as_bytes().get(..offset as usize).unwrap_or_default();
    // Bytes are counted, not characters: a notebook may be one line of megabytes with a thousand findings.
    let count = |wanted: fn(u8) -> bool| before.iter().filter(|&&byte| wanted(byte)).count() as u32;
    let characters = || count(|byte| byte & 0xc0 != 0x80);
    match encoding {
        Encoding::Utf8 => offset,
        Encoding::Utf32 => characters(),
        Encoding::Utf16 => characters() + count(|byte| byte >= 0xf0),
    }
}

/// The byte offset of `column` in `line`; behind the line's text counts as its end (before the line end), inside a
/// character as its beginning.
pub fn offset_in_line(line: &str, column: u32, encoding: Encoding) -> u32 {
    let line = without_line_end(line);
    if encoding == Encoding::Utf8 {
        return floor_char(line, column.min(line.len() as u32));
    }
    let mut passed = 0;
    for (at, c) in line.char_indices() {
        passed += width(encoding, c);
        if passed > column {
            return at as u32;
        }
    }
    line.len() as u32
}

/// The nearest character border at or before `offset`.
fn floor_char(text: &str, offset: u32) -> u32 {
    let mut at = offset as usize;
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at as u32
}

/// A line without its `\n`, `\r\n` or `\r`.
pub fn without_line_end(line: &str) -> &str {
    line.strip_suffix("\r\n").or_else(|| line.strip_suffix('\n')).or_else(|| line.strip_suffix('\r')).unwrap_or(line)
}

/// The length of the first line of `text`, its line end included; the whole length where there is none.
pub fn line_len(text: &[u8]) -> usize {
    match memchr::memchr2(b'\n', b'\r', text) {
        None => text.len(),
        Some(at) if text.get(at) == Some(&b'\r') && text.get(at + 1) == Some(&b'\n') => at + 2,
        Some(at) => at + 1,
    }
}

/// Where the lines of a text begin.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    len: u32,
}

impl LineIndex {
    /// The lines of `text`: at least one, the last possibly empty.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let mut at = 0;
        while at < bytes.len() {
            let rest = bytes.get(at..).unwrap_or_default();
            let len = line_len(rest);
            at += len;
            if matches!(bytes.get(at - 1), Some(b'\n' | b'\r')) {
                starts.push(at as u32);
            }
        }
        Self { starts, len: bytes.len() as u32 }
    }

    /// How many lines there are.
    pub fn line_count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The line that holds `offset`.
    pub fn line_of(&self, offset: u32) -> u32 {
        (self.starts.partition_point(|&start| start <= offset) as u32).saturating_sub(1)
    }

    /// A line's bytes, its line end included; the empty span at the end for a line that is not there.
    pub fn line_span(&self, line: u32) -> Span {
        let start = self.starts.get(line as usize).copied().unwrap_or(self.len);
        let end = self.starts.get(line as usize + 1).copied().unwrap_or(self.len);
        Span::new(start, end)
    }

    /// The position of a byte offset in `text`, the text this index was made of.
    pub fn position(&self, text: &str, offset: u32, encoding: Encoding) -> Position {
        let line = self.line_of(offset.min(self.len));
        let span = self.line_span(line);
        Position { line, column: column(span.of(text), offset.min(self.len) - span.start, encoding) }
    }

    /// The byte offset of a position in `text`; positions outside are clamped to the line, then to the text.
    pub fn offset(&self, text: &str, position: Position, encoding: Encoding) -> u32 {
        if position.line >= self.line_count() {
            return self.len;
        }
        let span = self.line_span(position.line);
        span.start + offset_in_line(span.of(text), position.column, encoding)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_in_three_encodings() {
        let line = "aé𝄞b";
        for (encoding, columns) in [(Encoding::Utf8, [0, 1, 3, 7]), (Encoding::Utf16, [0, 1, 2, 4]), (Encoding::Utf32, [0, 1, 2, 3])] {
            for ((offset, _), expected) in line.char_indices().zip(columns) {
                assert_eq!(column(line, offset as u32, encoding), expected, "{encoding:?} {offset}");
                assert_eq!(offset_in_line(line, expected, encoding), offset as u32, "{encoding:?} {expected}");
            }
        }
        assert_eq!(offset_in_line(line, 3, Encoding::Utf16), 3, "inside a surrogate pair counts as its beginning");
        assert_eq!(offset_in_line("ab\r\n", 9, Encoding::Utf16), 2, "never behind the line's text");
    }

    #[test]
    fn lines_end_as_in_lsp_and_nowhere_else() {
        let index = LineIndex::new("a\r\nb\rc\n\u{2028}d\u{b}e\n");
        let spans: Vec<_> = (0..index.line_count()).map(|line| (index.line_span(line).start, index.line_span(line).end)).collect();
        assert_eq!(spans, [(0, 3), (3, 5), (5, 7), (7, 14), (14, 14)]);
    }

    proptest! {
        #[test]
        fn every_offset_comes_back(text in "[ab\r\né𝄞]{0,40}") {
            let index = LineIndex::new(&text);
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                for (offset, c) in text.char_indices() {
                    // A position never lies inside or behind a line's end, so only offsets before it come back.
                    if c != '\r' && c != '\n' {
                        let position = index.position(&text, offset as u32, encoding);
                        prop_assert_eq!(index.offset(&text, position, encoding), offset as u32);
                    }
                }
            }
        }

        #[test]
        fn any_position_gives_a_character_border(text in "[ab\r\né𝄞]{0,40}", line in 0u32..9, column in 0u32..50) {
            let index = LineIndex::new(&text);
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                let offset = index.offset(&text, Position { line, column }, encoding);
                prop_assert!(text.is_char_boundary(offset as usize));
            }
        }
    }
}
