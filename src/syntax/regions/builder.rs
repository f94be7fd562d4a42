//! Puts a region's text together, piece by piece.

use super::{Part, Piece, Region};
use crate::syntax::Language;
use crate::text::Span;

/// A region's text so far.
pub(super) struct Builder<'a> {
    source: &'a str,
    text: String,
    pieces: Vec<Piece>,
    parts: Vec<Part>,
}

impl<'a> Builder<'a> {
    /// For a region of that file.
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, text: String::new(), pieces: Vec::new(), parts: Vec::new() }
    }

    /// The file's text.
    pub(super) fn source(&self) -> &'a str {
        self.source
    }

    /// What was put together so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Adds bytes of the file as they are.
    pub(super) fn verbatim(&mut self, outer: Span) {
        let text = outer.of(self.source);
        let joined = self.pieces.last_mut().filter(|last| last.verbatim && last.outer.end == outer.start);
        if let Some(last) = joined {
            last.outer.end += text.len() as u32;
            last.inner.end += text.len() as u32;
            self.text.push_str(text);
        } else {
            self.add(outer, text, true);
        }
    }

    /// Adds what stands for bytes of the file; for none where the file does not say it.
    pub(super) fn replaced(&mut self, outer: Span, text: &str) {
        self.add(outer, text, false);
    }

    fn add(&mut self, outer: Span, text: &str, verbatim: bool) {
        if !text.is_empty() {
            let inner = Span::new(self.text.len() as u32, (self.text.len() + text.len()) as u32);
            self.text.push_str(text);
            self.pieces.push(Piece { inner, outer, verbatim });
        }
    }

    /// Says that what was added since `from` takes comments, written like that.
    pub(super) fn part(&mut self, from: usize, part: Part) {
        self.parts.push(Part { inner: Span::new(from as u32, self.text.len() as u32), ..part });
    }

    /// The region: where its content stands, and what of the host holds it.
    pub(super) fn finish(self, language: Language, outer: Span, host: Span) -> Region {
        Region { language, outer, text: self.text.into(), host, pieces: self.pieces, parts: self.parts }
    }
}
