//! Applying a client's changes to a text.

use ropey::Rope;
use tower_lsp::ls_types::{Position, TextDocumentContentChangeEvent};

use crate::text::{Edit, Encoding, Span};

/// Applies changes in order and gives the hull of what they touched; `None` where a change replaced the whole text.
///
/// Positions behind a line's text count as its end, and lines behind the last as the text's end, as LSP says. It says
/// nothing of a range whose end stands before its start; the two are swapped, which is what such a client means.
pub(super) fn apply(rope: &mut Rope, changes: &[TextDocumentContentChangeEvent], encoding: Encoding) -> Option<Edit> {
    let nothing = Edit { old: Span::at(0), new_len: 0 };
    let mut hull: Option<Option<Edit>> = Some(None);
    for change in changes {
        match change.range {
            None => {
                *rope = Rope::from_str(&change.text);
                hull = None;
            }
            Some(range) => {
                let edit = replace(rope, range.start, range.end, &change.text, encoding);
                hull = hull.map(|hull| Some(hull.map_or(edit, |hull: Edit| hull.then(edit))));
            }
        }
    }
    hull.map(|hull| hull.unwrap_or(nothing))
}

fn replace(rope: &mut Rope, start: Position, end: Position, text: &str, encoding: Encoding) -> Edit {
    let (start, end) = (char_at(rope, start, encoding), char_at(rope, end, encoding));
    let (start, end) = (start.min(end), start.max(end));
    let old = Span::new(rope.char_to_byte(start) as u32, rope.char_to_byte(end) as u32);
    rope.remove(start..end);
    rope.insert(start, text);
    Edit { old, new_len: text.len() as u32 }
}

/// The index of the character at a position; always in bounds, never inside a line's end.
fn char_at(rope: &Rope, position: Position, encoding: Encoding) -> usize {
    let line = position.line as usize;
    if line >= rope.len_lines() {
        return rope.len_chars();
    }
    let (start, end) = (rope.line_to_char(line), line_end(rope, line));
    let column = position.character as usize;
    let at = match encoding {
        Encoding::Utf8 => rope.byte_to_char((rope.char_to_byte(start) + column).min(rope.len_bytes())),
        Encoding::Utf16 => rope.utf16_cu_to_char((rope.char_to_utf16_cu(start) + column).min(rope.len_utf16_cu())),
        Encoding::Utf32 => start + column,
    };
    at.clamp(start, end)
}

/// The index behind a line's last character before its line end.
fn line_end(rope: &Rope, line: usize) -> usize {
    let start = rope.line_to_char(line);
    let mut end = rope.line_to_char((line + 1).min(rope.len_lines()));
    for ends in [['\n', '\n'], ['\r', '\r']] {
        // `\n` or `\r\n` or `\r`: at most one of each, in this order from behind.
        if end > start && rope.get_char(end - 1).is_some_and(|c| ends.contains(&c)) {
            end -= 1;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{LineIndex, Position as Place, TextEdit, edit};
    use proptest::prelude::*;
    use tower_lsp::ls_types::Range;

    fn change(start: (u32, u32), end: (u32, u32), text: &str) -> TextDocumentContentChangeEvent {
        let position = |(line, character)| Position { line, character };
        let range = Some(Range { start: position(start), end: position(end) });
        TextDocumentContentChangeEvent { range, range_length: None, text: text.to_owned() }
    }

    #[test]
    fn ranges_that_are_not_there() {
        for (start, end, expected) in [
            ((0, 9), (0, 99), "aéX\nb𝄞c\r\n"),
            ((9, 0), (99, 9), "aé\nb𝄞c\r\nX"),
            ((1, 9), (1, 9), "aé\nb𝄞cX\r\n"),
            ((1, 2), (1, 2), "aé\nbX𝄞c\r\n"),
            ((1, 1), (0, 1), "aX𝄞c\r\n"),
            ((u32::MAX, u32::MAX), (0, 0), "X"),
        ] {
            let mut rope = Rope::from_str("aé\nb𝄞c\r\n");
            apply(&mut rope, &[change(start, end, "X")], Encoding::Utf16);
            assert_eq!(rope.to_string(), expected, "{start:?} to {end:?}");
        }
    }

    #[test]
    fn a_whole_text_has_no_hull() {
        let mut rope = Rope::from_str("a");
        let whole = TextDocumentContentChangeEvent { range: None, range_length: None, text: "bcd".to_owned() };
        assert_eq!(apply(&mut rope, &[whole, change((0, 1), (0, 2), "")], Encoding::Utf8), None);
        assert_eq!(rope.to_string(), "bd");
    }

    proptest! {
        /// The same edit on a string, by the crate's own arithmetic, gives the same text; and outside the hull nothing changed.
        #[test]
        fn edits_are_those_of_a_string(
            text in "[ab\r\né𝄞\u{2028}\u{c}]{0,40}",
            edits in prop::collection::vec(((0u32..9, 0u32..12), (0u32..9, 0u32..12), "[x\r\né𝄞]{0,5}"), 1..6),
            encoding in prop::sample::select(vec![Encoding::Utf8, Encoding::Utf16, Encoding::Utf32]),
        ) {
            let mut rope = Rope::from_str(&text);
            let changes: Vec<_> = edits.iter().map(|(start, end, new)| change(*start, *end, new)).collect();
            let hull = apply(&mut rope, &changes, encoding).unwrap();
            let mut expected = text.clone();
            for (start, end, new) in &edits {
                let index = LineIndex::new(&expected);
                let at = |(line, column): (u32, u32)| index.offset(&expected, Place { line, column }, encoding);
                let (start, end) = (at(*start).min(at(*end)), at(*start).max(at(*end)));
                expected = edit::apply(&expected, &[TextEdit { span: Span::new(start, end), text: new.clone() }]);
            }
            prop_assert_eq!(rope.to_string(), expected.clone());
            prop_assert_eq!(&text[..hull.old.start as usize], &expected[..hull.old.start as usize]);
            prop_assert_eq!(&text[hull.old.end as usize..], &expected[hull.new_span().end as usize..]);
        }
    }
}
