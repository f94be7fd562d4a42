//! What a method is called on.

use super::words::is_name;
use crate::syntax::{Flat, Lexed, TokenKind};

/// Leaves of a receiver that are read, what its brackets hold left out: many places of one chain may ask.
const LEAVES: usize = 128;

/// What stands before the dot at a leaf, without blanks, calls written `()` and subscripts `[]`: `spark.read.format()`
/// before the last dot of `spark.read.format("csv").load`; and whether that is all of it. `None` where there is nothing.
pub fn receiver(flat: &Flat, lexed: &Lexed, dot: usize) -> Option<(String, bool)> {
    let text = |at: usize| flat.get(at).map_or("", |leaf| lexed.slice(leaf.span));
    let mut parts: Vec<&str> = Vec::new();
    let mut at = dot;
    for _ in 0..LEAVES {
        let here = flat.get(at)?.kind;
        let before = at.checked_sub(1).and_then(|before| Some((before, flat.get(before)?.kind)));
        let found = match before {
            Some((before, TokenKind::Word)) if here != TokenKind::Word && is_name(text(before)) => (before, text(before)),
            Some((before, TokenKind::Dot)) if here == TokenKind::Word => (before, "."),
            Some((before, TokenKind::StringText)) if here == TokenKind::Dot => (before, "\"\""),
            Some((before, TokenKind::Close)) if here != TokenKind::Word => {
                let open = flat.partner(before)?;
                let pair = match text(open) {
                    "(" => "()",
                    "[" => "[]",
                    _ => "{}",
                };
                (open, pair)
            }
            _ => return whole(parts, true),
        };
        parts.push(found.1);
        at = found.0;
    }
    whole(parts, false)
}

/// The name made of parts that were found last one first.
fn whole(mut parts: Vec<&str>, all: bool) -> Option<(String, bool)> {
    parts.reverse();
    (!parts.is_empty()).then(|| (parts.concat(), all))
}

#[cfg(test)]
mod tests;
