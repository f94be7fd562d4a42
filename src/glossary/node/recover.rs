//! Reading on behind a broken item: one half-typed term must not cost the others.

use super::{Flaw, Node, build::build};
use crate::text::LineIndex;

/// How many broken items are looked past before what was read is taken as it is.
const ROUNDS: usize = 12;
/// The same in a text that takes long to be read.
const ROUNDS_OF_LONG: usize = 2;
/// A longer text takes long.
const LONG: usize = 2 << 20;

/// Reads `text`, blanking the lines of each broken item of a top-level list.
pub(super) fn parse(text: &str) -> (Option<Node>, Vec<Flaw>) {
    let mut lost = Vec::new();
    let mut copy = text.to_owned();
    let rounds = if text.len() > LONG { ROUNDS_OF_LONG } else { ROUNDS };
    for round in 0.. {
        let outcome = build(&copy);
        let Some(stop) = outcome.stop else {
            return (outcome.root, joined(outcome.flaws, lost));
        };
        lost.push(stop.flaw);
        let blanked = stop.item.filter(|_| stop.recoverable && round < rounds).and_then(|item| blank_item(&copy, item));
        match blanked {
            Some(next) => copy = next,
            None => return (outcome.root, joined(outcome.flaws, lost)),
        }
    }
    (None, lost)
}

fn joined(mut flaws: Vec<Flaw>, lost: Vec<Flaw>) -> Vec<Flaw> {
    flaws.extend(lost);
    flaws.sort_by_key(|flaw| flaw.span);
    flaws.dedup();
    flaws
}

/// The text with the lines of the block item at `item` blanked, every other byte in its place. `None` where the item is
/// not written as a block of lines of its own.
fn blank_item(text: &str, item: u32) -> Option<String> {
    let lines = LineIndex::new(text);
    let first = lines.line_of(item);
    let line = lines.line_span(first).of(text);
    let indent = line.len() - line.trim_start_matches(' ').len();
    if !line.trim_start_matches(' ').starts_with('-') {
        return None;
    }
    let start = lines.line_span(first).start;
    let end = (first + 1..lines.line_count()).map(|line| lines.line_span(line)).find(|span| ends_item(span.of(text), indent));
    let end = end.map_or(text.len() as u32, |span| span.start);
    let mut out = String::with_capacity(text.len());
    out.push_str(text.get(..start as usize)?);
    // Each character becomes one blank of one byte or stays: only line ends and the count of bytes must hold.
    for c in text.get(start as usize..end as usize)?.chars() {
        match c {
            '\n' | '\r' => out.push(c),
            c => out.extend(std::iter::repeat_n(' ', c.len_utf8())),
        }
    }
    out.push_str(text.get(end as usize..)?);
    Some(out)
}

/// Whether a line stands outside an item whose dash is at `indent`: the next item, or a key above it.
fn ends_item(line: &str, indent: usize) -> bool {
    let content = line.trim_start_matches(' ');
    let blank = content.trim_end().is_empty() || content.starts_with('#');
    let depth = line.len() - content.len();
    !blank && depth <= indent
}
