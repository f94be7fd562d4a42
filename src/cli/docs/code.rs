//! An example of a rule as lines of coloured pieces.

use serde::Serialize;

use crate::lexicon::{Example, Lexicon, RuleId};
use crate::views::highlight::{self, Class};
use crate::workspace::examples;

/// An example as a page shows it.
#[derive(Serialize)]
pub(super) struct Snippet {
    language: &'static str,
    path: Option<String>,
    lines: Vec<Line>,
    /// Other files of the workspace: name, text.
    files: Vec<(String, String)>,
}

#[derive(Serialize)]
pub(super) struct Line {
    /// The blanks that it begins with, at most [`DEEPEST`].
    indent: usize,
    pieces: Vec<Piece>,
}

#[derive(Serialize)]
struct Piece {
    text: String,
    class: Class,
    marked: bool,
}

/// The deepest indentation that the style sheet knows.
const DEEPEST: usize = 16;

impl Snippet {
    /// An example, with the places where its rule reports marked.
    pub(super) fn new(lexicon: &Lexicon, rule: RuleId, example: &Example) -> Self {
        let marks = examples::findings(lexicon, rule, example);
        let text = example.text.trim_end();
        let lines = highlight::lines(text, example.language, &marks);
        Self {
            language: example.language.name(),
            path: example.path.clone(),
            lines: lines.iter().map(|pieces| line(text, pieces)).collect(),
            files: example.files.iter().map(|(name, text)| (name.clone(), text.trim_end().to_owned())).collect(),
        }
    }
}

fn line(text: &str, pieces: &[highlight::Piece]) -> Line {
    let piece = |piece: &highlight::Piece| Piece { text: piece.span.of(text).to_owned(), class: piece.class, marked: piece.marked };
    let start = pieces.first().map_or(0, |piece| piece.span.start as usize);
    let rest = text.get(start..).unwrap_or_default();
    let indent = rest.len() - rest.trim_start_matches(' ').len();
    Line { indent: indent.min(DEEPEST), pieces: pieces.iter().map(piece).collect() }
}
