//! Regions: text of one language inside another, and the exact map between the two.
//!
//! A region's text is what the inner language would read: escapes resolved, the holes of f-strings as templates, the
//! indentation of a block left out; [`Region::outer_span`] leads back to the file. Some regions are *cells*: whole lines
//! of their own, into which comments may be written ([`Region::outward`]).

mod builder;
mod context;
pub(crate) mod databricks;
mod fill;
pub(crate) mod notebook;
mod outward;
mod python;
mod read;
mod verb;
mod yaml;

use std::sync::Arc;

use super::yaml::tree::Tree;
use super::{Language, Lexed};
use crate::text::Span;
pub use databricks::cells;
pub use notebook::{CellPlace, joined as joined_cells, places as cell_places};
pub use outward::Part;
pub use python::Strings;
pub(crate) use yaml::quoted_sql_is_escaped;

/// The words of which one begins every SQL text inside another.
pub(crate) fn sql_verbs() -> impl Iterator<Item = &'static str> {
    verb::verbs()
}

/// Whether one of [`sql_verbs`], found at `at`, may begin such a text. Looks at what stands before it only.
pub(crate) fn may_open_sql(text: &str, at: usize, language: Language) -> bool {
    verb::may_open(text, at) && (language != Language::Yaml || yaml::may_hold(text.get(..at).unwrap_or_default()))
}

/// How far behind a string's beginning the text decides whether [`openings`] names it.
pub const LOOK_AHEAD: u32 = 512;

/// A text in another language inside a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Region {
    /// The language of the text.
    pub language: Language,
    /// The content of the string in the file; of strings written one behind the other, from the first content to the last.
    pub outer: Span,
    /// What the inner language reads.
    pub text: Arc<str>,
    host: Span,
    /// Gapless in the inner text.
    pieces: Vec<Piece>,
    /// The stretches that take comments; none where those go above the host's statement.
    parts: Vec<Part>,
}

/// A stretch of the inner text and where it comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Piece {
    inner: Span,
    outer: Span,
    /// Whether the two hold the same bytes.
    verbatim: bool,
}

impl Region {
    /// The place in the file of a span of the inner text: exact for what is copied, the whole of every escape and hole
    /// that it touches.
    pub fn outer_span(&self, inner: Span) -> Span {
        let start = self.piece(inner.start).map_or(self.outer.end, |piece| piece.outer_start(inner.start));
        if inner.is_empty() {
            return Span::at(start);
        }
        let end = self.piece(inner.end - 1).map_or(self.outer.end, |piece| piece.outer_end(inner.end));
        Span::new(start, end)
    }

    /// The place in the inner text of an offset in the file; the beginning of the escape or hole that holds it. `None`
    /// outside, and between strings written one behind the other.
    pub fn inner_offset(&self, outer: u32) -> Option<u32> {
        if outer == self.outer.end {
            return Some(self.text.len() as u32);
        }
        let index = self.pieces.partition_point(|piece| piece.outer.end <= outer);
        let piece = self.pieces.get(index).filter(|piece| piece.outer.contains(outer))?;
        Some(if piece.verbatim { piece.inner.start + (outer - piece.outer.start) } else { piece.inner.start })
    }

    /// The span of the inner text that stands at a span of the file, where both its ends are in the region.
    pub fn inner_span(&self, outer: Span) -> Option<Span> {
        let start = self.inner_offset(outer.start)?;
        if outer.is_empty() {
            return Some(Span::at(start));
        }
        let last = self.pieces.partition_point(|piece| piece.outer.end < outer.end);
        let piece = self.pieces.get(last).filter(|piece| piece.outer.contains(outer.end - 1))?;
        let end = if piece.verbatim { piece.inner.start + (outer.end - piece.outer.start) } else { piece.inner.end };
        Some(Span::new(start, end))
    }

    /// The whole literal with its prefix and quotes: what stands in the host's statement.
    pub fn host_span(&self) -> Span {
        self.host
    }

    /// The same region in a text in which it stands so many bytes further behind; what goes beyond the largest offset
    /// comes out before.
    #[must_use]
    pub fn moved(&self, by: u32) -> Self {
        let span = |span: Span| Span::new(span.start.wrapping_add(by), span.end.wrapping_add(by));
        Self {
            language: self.language,
            outer: span(self.outer),
            text: Arc::clone(&self.text),
            host: span(self.host),
            pieces: self.pieces.iter().map(|piece| Piece { outer: span(piece.outer), ..*piece }).collect(),
            parts: self.parts.clone(),
        }
    }

    fn piece(&self, inner: u32) -> Option<&Piece> {
        self.pieces.get(self.pieces.partition_point(|piece| piece.inner.end <= inner))
    }
}

impl Piece {
    fn outer_start(&self, inner: u32) -> u32 {
        if self.verbatim { self.outer.start + inner.saturating_sub(self.inner.start) } else { self.outer.start }
    }

    fn outer_end(&self, inner_end: u32) -> u32 {
        if self.verbatim { self.outer.start + inner_end.saturating_sub(self.inner.start) } else { self.outer.end }
    }
}

/// The regions of a text, in order.
///
/// Python: strings are SQL where they stand in a place that takes SQL and begin like an SQL statement; see the tables in
/// `context` and `verb`. YAML: scalars under keys that hold SQL, and those that read as SQL. A text without SQL costs one
/// look at the first letter of each string. Databricks notebooks as source: cells in other languages. Jupyter notebooks: all code as one text.
pub fn regions(lexed: &Lexed) -> Vec<Region> {
    let openings = lexed.chunks().enumerate().flat_map(|(index, (start, _))| openings(lexed, index).into_iter().map(move |at| start + at));
    let tree = (lexed.language() == Language::Yaml).then(|| Tree::new(lexed));
    regions_at(lexed, openings, || tree.as_ref())
}

/// The regions of a text whose [`openings`] are these, in order of their beginnings.
///
/// `tree` gives the keys of a YAML text, and is asked only where there are openings.
pub fn regions_at<'a>(lexed: &Lexed, openings: impl Iterator<Item = u32>, tree: impl FnOnce() -> Option<&'a Tree>) -> Vec<Region> {
    let mut found = match lexed.language() {
        Language::Python => python::strings(lexed, openings),
        Language::Yaml => yaml::scalars(lexed, openings, tree),
        Language::Notebook => return notebook::region(lexed.text()).into_iter().collect(),
        Language::Sql => Vec::new(),
    };
    let cells = databricks::cells(lexed);
    if !cells.is_empty() {
        found.extend(cells);
        found.sort_by_key(|region| region.outer.start);
    }
    found
}

/// Where the strings of a chunk begin that may hold a region, counted from the chunk's beginning. A function of the
/// chunk's tokens and of the text at most [`LOOK_AHEAD`] bytes behind each of them.
pub fn openings(lexed: &Lexed, chunk: usize) -> Vec<u32> {
    let Some((start, chunk)) = lexed.chunk(chunk) else { return Vec::new() };
    match lexed.language() {
        Language::Python => python::openings(lexed.text(), start, chunk),
        Language::Yaml => yaml::openings(lexed.text(), start, chunk),
        Language::Sql | Language::Notebook => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
