//! Places by file: what a list of ten thousand comes down to.

use serde::Serialize;

use crate::views::report::{Place, Uses};

/// How many files of one rule or word a page lists; the data has all.
const MOST: usize = 300;

/// Files with the lines in them.
#[derive(Serialize)]
pub(super) struct Places {
    files: Vec<InFile>,
    /// How many files are not listed.
    more: usize,
}

#[derive(Serialize)]
struct InFile {
    path: String,
    /// The lines of open findings, or of a word's first mention.
    lines: String,
    /// The lines of those with a TODO.
    acknowledged: String,
    /// How often, where that is not told by the lines.
    times: usize,
}

/// Of findings, sorted by path.
pub(super) fn findings(places: &[Place]) -> Places {
    let mut files: Vec<InFile> = Vec::new();
    let mut more = 0;
    for group in places.chunk_by(|a, b| a.path == b.path) {
        let lines = |acknowledged| {
            let mut lines: Vec<String> =
                group.iter().filter(|place| place.acknowledged == acknowledged).map(|place| place.line.to_string()).collect();
            lines.dedup();
            lines.join(", ")
        };
        match group.first() {
            Some(first) if files.len() < MOST => {
                files.push(InFile { path: first.path.clone(), lines: lines(false), acknowledged: lines(true), times: 0 });
            }
            _ => more += 1,
        }
    }
    Places { files, more }
}

/// Of mentions, the most first.
pub(super) fn uses(uses: &[Uses]) -> Places {
    let one =
        |uses: &Uses| InFile { path: uses.path.clone(), lines: uses.line.to_string(), acknowledged: String::new(), times: uses.mentions };
    Places { files: uses.iter().take(MOST).map(one).collect(), more: uses.len().saturating_sub(MOST) }
}
