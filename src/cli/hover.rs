//! `lakespeak hover FILE:LINE:COL`: what an editor would show there.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};

use super::args::HoverArgs;
use super::output::{Exit, Output, complain};
use super::project::{Projects, Read};
use crate::analysis::{Analysis, Cancel, Document, Facts};
use crate::lexicon::Lexicon;
use crate::text::{Encoding, LineIndex, Position};
use crate::views::card::{self, Facets, Markup};
use crate::views::here::{Wanted, here};

pub(super) fn run(args: &HoverArgs, output: &mut Output) -> anyhow::Result<Exit> {
    let projects = Projects::new()?;
    let Looked { document, analysis, facts, lexicon, at } = look(&projects, &Place::parse(&args.place)?)?;
    let Some(here) = here(&document, &lexicon, &facts, &analysis, at, Wanted::ALL) else {
        complain(&format!("nothing to say at {}: no term of the glossary stands there, and no rule reports it", args.place));
        return Ok(Exit::Found);
    };
    output.text(&card::about(&lexicon, &here.terms, &here.rules, Markup::Markdown, &facts.guidance, &Facets::ALL))?;
    Ok(Exit::Fine)
}

/// A file that was read, and a place in it.
pub(super) struct Looked {
    pub(super) document: Document,
    pub(super) analysis: Analysis,
    pub(super) facts: Facts,
    pub(super) lexicon: Arc<Lexicon>,
    pub(super) at: u32,
}

/// Reads the file of a place. What is wrong around it is named on standard error.
pub(super) fn look(projects: &Projects, place: &Place<'_>) -> anyhow::Result<Looked> {
    let file = projects.target(Path::new(place.file));
    let project = projects.of(&file.path);
    projects.problems().iter().for_each(|problem| complain(problem));
    let source = match project.read(&file.path) {
        Read::Text(source) => source,
        Read::Skipped(why) | Read::Failed(why) => bail!("{why}"),
        Read::Foreign => bail!("{}: Lakespeak reads SQL, Python, YAML and notebook files, and this seems to be none of these", place.file),
    };
    let lines = LineIndex::new(&source.text);
    if place.line > lines.line_count() {
        bail!("{}: there is no line {}, the file has {}", place.file, place.line, lines.line_count());
    }
    let at = lines.offset(&source.text, Position { line: place.line - 1, column: place.column - 1 }, Encoding::Utf32);
    let (lexicon, cancel) = (project.lexicon_for(&file.path), Cancel::default());
    let document = Document::new(source.text, source.language, &lexicon, &cancel);
    let analysis = document.findings(&lexicon, &source.facts, &cancel);
    Ok(Looked { document, analysis, facts: source.facts, lexicon, at })
}

/// `FILE:LINE:COL`, both counted from 1.
#[derive(PartialEq, Debug)]
pub(super) struct Place<'a> {
    pub(super) file: &'a str,
    pub(super) line: u32,
    pub(super) column: u32,
}

impl<'a> Place<'a> {
    /// Read from its end: a file's name may hold colons.
    pub(super) fn parse(text: &'a str) -> anyhow::Result<Self> {
        let parts = text.rsplit_once(':').and_then(|(front, column)| Some((front.rsplit_once(':')?, column)));
        let Some(((file, line), column)) = parts.filter(|((file, _), _)| !file.is_empty()) else {
            bail!("“{text}” is no place: write FILE:LINE:COL, for example dags/orders.py:12:8");
        };
        let number = |what: &str, text: &str| {
            let number: u32 = text.parse().with_context(|| format!("“{text}” is no {what}: write FILE:LINE:COL, both counted from 1"))?;
            if number == 0 {
                bail!("lines and columns count from 1");
            }
            Ok(number)
        };
        Ok(Self { file, line: number("line", line)?, column: number("column", column)? })
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn places() {
        assert_eq!(Place::parse("a.py:1:2").ok(), Some(Place { file: "a.py", line: 1, column: 2 }));
        assert_eq!(Place::parse("C:\\a.py:1:2").ok(), Some(Place { file: "C:\\a.py", line: 1, column: 2 }));
        for wrong in ["a.py", "a.py:1", ":1:2", "a.py:0:1", "a.py:1:0", "a.py:x:1", "a.py:1:", "a.py:-1:1", "a.py:1:99999999999"] {
            assert!(Place::parse(wrong).is_err(), "{wrong}");
        }
    }
}
