//! PLACEHOLDER: the automaton of anchors.

use super::Lexicon;

/// PLACEHOLDER
#[derive(Debug, Default)]
pub struct Matcher {}

impl Matcher {
    pub(super) fn new(_lexicon: &Lexicon) -> Self {
        Self {}
    }
}
