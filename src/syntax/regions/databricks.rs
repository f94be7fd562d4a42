//! Databricks notebooks written as source: a `.py` or `.sql` file whose cells in other languages are comments,
//! `# MAGIC %sql` and the lines below that begin with `# MAGIC`.
//!
//! Each SQL cell of a Python notebook is a text of its own. The Python cells of an SQL notebook share their names, so they
//! are one text. What is neither (`%md`, `%sh`, `%scala`) is silent.

use memchr::memmem;

use super::builder::Builder;
use super::{Part, Region};
use crate::syntax::{Language, Lexed, TokenKind};
use crate::text::Span;
use crate::text::position::{line_len, without_line_end};

/// The first line of such a file, behind its comment sign.
const FIRST_LINE: &str = " Databricks notebook source";
/// What a line of a cell in another language begins with, behind the comment sign.
const MAGIC: &str = " MAGIC";

/// The comment sign of a language in which such notebooks are written.
fn sign(language: Language) -> Option<&'static str> {
    match language {
        Language::Python => Some("#"),
        Language::Sql => Some("--"),
        Language::Yaml | Language::Notebook => None,
    }
}

/// Whether a text is such a notebook.
pub(crate) fn is_notebook(text: &str, language: Language) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    sign(language).and_then(|sign| text.strip_prefix(sign)).is_some_and(|text| text.starts_with(FIRST_LINE))
}

/// Whether a comment parts two cells.
pub(crate) fn parts_cells(comment: &str) -> bool {
    comment.trim_start_matches(['-', '#']).starts_with(" COMMAND ----------")
}

/// A cell in another language.
struct Cell {
    language: Option<Language>,
    /// What of each line is the cell's, its line end included.
    lines: Vec<Span>,
    whole: Span,
}

/// The cells of a text in other languages, in order.
pub fn cells(lexed: &Lexed) -> Vec<Region> {
    let text: &str = lexed.text();
    let language = lexed.language();
    let Some(sign) = sign(language).filter(|_| is_notebook(text, language)) else { return Vec::new() };
    let cells = split(lexed, &format!("{sign}{MAGIC}"));
    let part = || Part { after: format!("{sign}{MAGIC} ").into(), ..Part::default() };
    let mut found = Vec::new();
    let mut joined = Joined::new(text);
    for cell in cells {
        match cell.language {
            Some(Language::Python) if language == Language::Sql => joined.add(&cell, part()),
            Some(inner) if inner != language => {
                let mut alone = Joined::new(text);
                alone.add(&cell, part());
                found.extend(alone.finish(inner));
            }
            _ => {}
        }
    }
    found.extend(joined.finish(Language::Python));
    found
}

/// Cuts the lines that begin with `prefix` into cells.
fn split(lexed: &Lexed, prefix: &str) -> Vec<Cell> {
    let text: &str = lexed.text();
    let mut cells: Vec<Cell> = Vec::new();
    let begins_line = |at: usize| at == 0 || text.as_bytes().get(at - 1).is_some_and(|byte| matches!(byte, b'\n' | b'\r'));
    for at in memmem::find_iter(text.as_bytes(), prefix.as_bytes()).filter(|&at| begins_line(at)) {
        let rest = text.get(at..).unwrap_or_default();
        let line = Span::new(at as u32, (at + line_len(rest.as_bytes())) as u32);
        let behind = Span::new(line.start + prefix.len() as u32, line.end);
        let content = behind.of(text);
        if !content.starts_with([' ', '\n', '\r']) && !content.is_empty()
            || lexed.token_at(line.start).is_none_or(|leaf| leaf.kind != TokenKind::Comment)
        {
            continue;
        }
        let content = Span::new(behind.start + u32::from(content.starts_with(' ')), behind.end);
        let head = magic(content.of(text));
        let goes_on = head.is_none() && cells.last().is_some_and(|last| last.whole.end == line.start);
        match (cells.last_mut().filter(|_| goes_on), head) {
            (Some(last), _) => {
                last.lines.push(content);
                last.whole.end = line.end;
            }
            (None, Some((language, len))) => {
                let rest = Span::new(content.start + len, content.end);
                let blank = without_line_end(rest.of(text)).trim().is_empty();
                cells.push(Cell { language, lines: if blank { Vec::new() } else { vec![rest] }, whole: line });
            }
            (None, None) => {}
        }
    }
    cells
}

/// The language that a line such as `%sql` names, and how long the name is with the blanks behind it; `None` where it names
/// nothing.
fn magic(line: &str) -> Option<(Option<Language>, u32)> {
    let name = line.strip_prefix('%')?.trim_start_matches('%');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').unwrap_or(name.len());
    let (word, rest) = name.split_at_checked(end).filter(|(word, _)| word.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let language = match word {
        "sql" => Some(Language::Sql),
        "python" => Some(Language::Python),
        _ => None,
    };
    Some((language, (line.len() - rest.trim_start_matches([' ', '\t']).len()) as u32))
}

/// Cells that are one text, a blank line between two.
struct Joined<'a> {
    builder: Builder<'a>,
    outer: Option<Span>,
    host: Option<Span>,
}

impl<'a> Joined<'a> {
    fn new(text: &'a str) -> Self {
        Self { builder: Builder::new(text), outer: None, host: None }
    }

    fn add(&mut self, cell: &Cell, part: Part) {
        let (Some(first), Some(last)) = (cell.lines.first(), cell.lines.last()) else { return };
        if let Some(outer) = self.outer {
            self.builder.replaced(Span::at(outer.end), "\n");
        }
        let from = self.builder.text().len();
        cell.lines.iter().for_each(|line| self.builder.verbatim(*line));
        self.builder.part(from, part);
        let outer = first.hull(*last);
        self.outer = Some(self.outer.map_or(outer, |before| before.hull(outer)));
        self.host = Some(self.host.map_or(cell.whole, |before| before.hull(cell.whole)));
    }

    fn finish(self, language: Language) -> Option<Region> {
        let (outer, host) = (self.outer?, self.host?);
        Some(self.builder.finish(language, outer, host)).filter(|region| !region.text.trim().is_empty())
    }
}
