//! Comprehensions: what is worked out once for each item.

use crate::syntax::{Flat, Lexed, TokenKind};

/// For each leaf of a line, whether it stands in a comprehension or generator: read once for all leaves.
#[derive(Clone, Debug)]
pub struct Comprehensions(Vec<bool>);

/// How far the reading of a bracket has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// No comprehension.
    Plain,
    /// Before its first `for`, or behind its first source.
    Each,
    /// Between the first `for` and its `in`.
    Target,
    /// In the first source, which is read once.
    Source,
}

impl Comprehensions {
    /// Of the line with these leaves.
    pub fn new(flat: &Flat, lexed: &Lexed) -> Self {
        let word = |at: usize| flat.get(at).filter(|leaf| leaf.kind == TokenKind::Word).map_or("", |leaf| lexed.slice(leaf.span));
        let mut stages = vec![Stage::Plain; flat.len()];
        for at in (0..flat.len()).filter(|&at| word(at) == "for") {
            if let Some(stage) = flat.parent(at).and_then(|open| stages.get_mut(open)) {
                *stage = Stage::Each;
            }
        }
        let mut inside = vec![false; flat.len()];
        let mut sources = vec![None; flat.len()];
        for at in 0..flat.len() {
            let Some(open) = flat.parent(at) else { continue };
            let around = inside.get(open).copied().unwrap_or(false);
            let (Some(stage), Some(source)) = (stages.get(open).copied(), sources.get_mut(open)) else { continue };
            if stage != Stage::Plain {
                *source = match (source.unwrap_or(stage), word(at)) {
                    // The first `for` only: once its source is read, no other counts.
                    (Stage::Each, "for") if source.is_none() => Some(Stage::Target),
                    (Stage::Target, "in") => Some(Stage::Source),
                    (Stage::Source, "for" | "if" | "async") => Some(Stage::Each),
                    _ => *source,
                };
            }
            let once = *source == Some(Stage::Source) && word(at) != "in";
            if let Some(place) = inside.get_mut(at) {
                *place = around || (stage != Stage::Plain && !once);
            }
        }
        Self(inside)
    }

    /// Whether a leaf stands in one.
    pub fn holds(&self, leaf: usize) -> bool {
        self.0.get(leaf).copied().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests;
