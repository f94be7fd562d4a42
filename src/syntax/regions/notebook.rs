//! Jupyter notebooks (`.ipynb`): JSON whose code cells are one text, so that an import in the first counts in the last.
//!
//! The text is what Databricks would write as source: Python cells one behind the other, a blank line between, and each
//! SQL cell as a comment, `# MAGIC %sql` and its lines, so that it is found as a cell of its own from there on. What the
//! file does not say (those signs, the blank lines) stands for nothing in it. Outputs, Markdown, cells in other languages
//! and commands for the notebook itself (`%pip …`, `!ls`) are left out. JSON that is broken holds nothing.

mod json;
mod magic;
mod open;

use super::builder::Builder;
use super::{Part, Region};
use crate::syntax::Language;
use crate::text::Span;
use json::{Cell, Notebook, Piece, Source};
use magic::Kind;
pub use open::joined;

/// What the text begins with: it is read as a notebook in turn.
const HEAD: &str = "# Databricks notebook source\n";
/// What a line of an SQL cell begins with.
const MAGIC: &str = "# MAGIC ";

/// The text of all code cells of a file, or of what [`joined`] made of cells; `None` where there is none.
pub(crate) fn region(text: &str) -> Option<Region> {
    let notebook = open::read(text).or_else(|| json::read(text))?;
    let mut writer = Writer { builder: Builder::new(text), outer: None };
    for cell in &notebook.cells {
        writer.cell(cell, &notebook);
    }
    let outer = writer.outer?;
    Some(writer.builder.finish(Language::Python, outer, outer))
}

/// A place as a person who looks at a notebook counts it, all from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CellPlace {
    /// Which cell, of any kind.
    pub index: u32,
    /// The line in the cell.
    pub line: u32,
    /// The column in the line, in Unicode scalar values.
    pub column: u32,
}

/// The places in their cells of offsets in a notebook's file, which come in order; `None` for one in no code cell.
pub fn places(text: &str, offsets: &[u32]) -> Vec<Option<CellPlace>> {
    let mut found = vec![None; offsets.len()];
    let Some(notebook) = json::read(text) else { return found };
    let mut wanted = offsets.iter().zip(&mut found).peekable();
    for cell in &notebook.cells {
        let (mut line, mut column) = (1, 1);
        for piece in cell.source.pieces(text) {
            while let Some((&at, place)) = wanted.next_if(|(at, _)| **at < piece.outer.end) {
                let before = if piece.text.is_some() { "" } else { Span::new(piece.outer.start, at).of(text) };
                let here = CellPlace { index: cell.number, line, column: column + before.chars().count() as u32 };
                *place = (at >= piece.outer.start).then_some(here);
            }
            let words = piece.text.as_deref().unwrap_or_else(|| piece.outer.of(text));
            (line, column) = if words.ends_with('\n') { (line + 1, 1) } else { (line, column + words.chars().count() as u32) };
        }
    }
    found
}

struct Writer<'a> {
    builder: Builder<'a>,
    /// What is written so far.
    outer: Option<Span>,
}

/// A line of a cell: its resolved text, its end included, and the pieces it is made of.
#[derive(Default)]
struct Line {
    text: String,
    pieces: Vec<Piece>,
}

impl Writer<'_> {
    fn cell(&mut self, cell: &Cell, notebook: &Notebook) {
        let lines = lines(self.builder.source(), &cell.source);
        let Some(skipped) = lines.iter().position(|line| !line.text.trim().is_empty()) else { return };
        let Some(first) = lines.get(skipped) else { return };
        let (kind, head) = magic::cell(&first.text, notebook, cell.language.as_deref());
        if kind == Kind::Silent {
            return;
        }
        let place = Span::at(self.outer.map_or(first.pieces.first().map_or(0, |piece| piece.outer.start), |outer| outer.end));
        self.builder.replaced(place, if self.outer.is_none() { HEAD } else { "\n\n" });
        let after = cell.source.between(self.builder.source());
        let part = Part { after, escaped: cell.source.escaped, prefix: if kind == Kind::Sql { MAGIC } else { "" }, ..Part::default() };
        let lines_here = lines.get(skipped..).unwrap_or_default();
        if kind == Kind::Sql {
            self.sql(lines_here, head.unwrap_or_default(), part, place);
        } else {
            self.python(lines_here, head, &part);
        }
        if let Some(last) = lines.last().and_then(|line| line.pieces.last()) {
            let all = Span::new(place.start, last.outer.end);
            self.outer = Some(self.outer.map_or(all, |outer| outer.hull(all)));
        }
    }

    /// The lines of an SQL cell; `head` bytes of the first one are a command.
    fn sql(&mut self, lines: &[Line], head: usize, part: Part, place: Span) {
        let from = self.builder.text().len();
        self.builder.replaced(place, MAGIC);
        let bare = head > 0 && lines.first().is_some_and(|first| first.rest_is_blank(head));
        self.builder.replaced(place, if head > 0 && !bare { "%sql " } else { "%sql\n" });
        for (index, line) in lines.iter().enumerate().skip(usize::from(bare)) {
            if index > 0 || head == 0 {
                self.builder.replaced(line.start(), MAGIC);
            }
            self.line(line, if index == 0 { head } else { 0 });
        }
        self.builder.part(from, part);
    }

    /// The lines of a Python cell, those for the notebook left out but for SQL behind `%sql`.
    fn python(&mut self, lines: &[Line], head: Option<usize>, part: &Part) {
        let mut from = self.builder.text().len();
        let mut goes_on = false;
        for (index, line) in lines.iter().enumerate() {
            let head = head.filter(|_| index == 0);
            if head.is_some_and(|head| line.rest_is_blank(head)) {
                continue;
            }
            if head.is_none() && (goes_on || magic::is_command(&line.text)) {
                if let Some(head) = magic::sql_line(&line.text).filter(|_| !goes_on) {
                    // No comment goes there: the line is all that the command reads.
                    self.builder.part(from, part.clone());
                    self.builder.replaced(line.start(), MAGIC);
                    self.builder.replaced(line.start(), "%sql ");
                    self.line(line, head);
                    from = self.builder.text().len();
                }
                goes_on = line.text.trim_end().ends_with('\\');
                continue;
            }
            self.line(line, head.unwrap_or_default());
        }
        self.builder.part(from, part.clone());
    }

    /// The rest of a line, behind its first `from` bytes.
    fn line(&mut self, line: &Line, from: usize) {
        let mut at = 0;
        for piece in &line.pieces {
            let len = piece.text.as_ref().map_or(piece.outer.len() as usize, String::len);
            let cut = from.saturating_sub(at).min(len);
            match &piece.text {
                None => self.builder.verbatim(Span::new(piece.outer.start + cut as u32, piece.outer.end)),
                Some(text) if cut == 0 => self.builder.replaced(piece.outer, text),
                Some(_) => {}
            }
            at += len;
        }
    }
}

impl Line {
    fn start(&self) -> Span {
        Span::at(self.pieces.first().map_or(0, |piece| piece.outer.start))
    }

    fn rest_is_blank(&self, from: usize) -> bool {
        self.text.get(from..).is_some_and(|rest| rest.trim().is_empty())
    }
}

/// The lines of a source, whether it is a list of lines or one string.
fn lines(text: &str, source: &Source) -> Vec<Line> {
    let mut lines = vec![Line::default()];
    for piece in source.pieces(text) {
        let words = piece.text.as_deref().unwrap_or_else(|| piece.outer.of(text));
        if lines.last().is_some_and(|line| line.text.ends_with('\n')) {
            lines.push(Line::default());
        }
        if let Some(line) = lines.last_mut() {
            line.text.push_str(words);
            line.pieces.push(piece);
        }
    }
    lines.retain(|line| !line.pieces.is_empty());
    lines
}
