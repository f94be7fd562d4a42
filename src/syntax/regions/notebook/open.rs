//! Notebooks that an editor has open cell by cell: the texts of the cells one behind the other, each below a line of our
//! own that names its language. Nothing is escaped, so a place in a cell is a place in the text some lines further down.

use super::json::{Cell, Notebook, Source};
use crate::text::Span;

/// What lines of our own begin with: the sign for a new record, which no source says.
const MARK: char = '\u{1e}';
/// What the first line says of a notebook from Databricks.
const DATABRICKS: &str = "databricks";

/// The text of a notebook whose code cells are these, as (language, text), and where the text of each stands in it. A cell
/// is in it byte by byte, but for signs that would begin a line of our own or join one.
pub fn joined<'a>(cells: impl IntoIterator<Item = (&'a str, &'a str)>, databricks: bool) -> (String, Vec<Span>) {
    let mut text = format!("{MARK}{}\n", if databricks { DATABRICKS } else { "" });
    let mut places = Vec::new();
    for (language, cell) in cells {
        text.push(MARK);
        text.extend(language.chars().filter(|c| !c.is_control()));
        text.push('\n');
        let start = text.len() as u32;
        text.extend(cell.chars().map(|c| if c == MARK { ' ' } else { c }));
        if text.ends_with('\r') {
            // With the line end behind it, it would be one line end where the cell has its own.
            text.pop();
            text.push('\n');
        }
        places.push(Span::new(start, text.len() as u32));
        text.push('\n');
    }
    (text, places)
}

/// Reads such a text; `None` for any other.
pub(super) fn read(text: &str) -> Option<Notebook> {
    let mut parts = text.strip_prefix(MARK)?.split(MARK);
    let head = parts.next()?;
    let mut start = MARK.len_utf8() + head.len();
    let mut cells = Vec::new();
    for (part, number) in parts.zip(1..) {
        start += MARK.len_utf8();
        let (language, body) = part.split_once('\n')?;
        let from = start + language.len() + 1;
        let to = from + body.strip_suffix('\n').unwrap_or(body).len();
        let source = Source::plain(Span::new(from as u32, to as u32));
        cells.push(Cell { number, language: Some(language.to_lowercase()), source });
        start += part.len();
    }
    Some(Notebook { language: None, databricks: head.trim_end() == DATABRICKS, cells })
}
