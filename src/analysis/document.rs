//! PLACEHOLDER: a text with its tokens and candidates, kept by chunk.

use std::sync::Arc;

use super::{Analysis, Cancel, Facts, Mention};
use crate::lexicon::Lexicon;
use crate::syntax::{Language, Lexed};
use crate::text::{Edit, Span};

/// A text with its tokens and candidates, ready to be asked and cheap to edit.
#[derive(Clone, Debug)]
pub struct Document {
    lexed: Lexed,
}

impl Document {
    /// Reads a whole text.
    pub fn new(text: Arc<str>, language: Language, _lexicon: &Lexicon, _cancel: &Cancel) -> Self {
        Self { lexed: Lexed::new(text, language) }
    }

    /// The document after an edit; `edit` must hold every difference between the two texts. `lexicon` must be the one
    /// this document was read with.
    #[must_use]
    pub fn edited(&self, text: Arc<str>, edit: Edit, _lexicon: &Lexicon, _cancel: &Cancel) -> Self {
        Self { lexed: self.lexed.edited(text, edit).0 }
    }

    /// The text's tokens.
    pub fn lexed(&self) -> &Lexed {
        &self.lexed
    }

    /// Everything: mentions, findings, TODOs and suppressions.
    pub fn analyse(&self, lexicon: &Lexicon, facts: &Facts, cancel: &Cancel) -> Analysis {
        Analysis { mentions: self.mentions(self.everything(), lexicon, facts), ..self.findings(lexicon, facts, cancel) }
    }

    /// Findings, TODOs and suppressions: what diagnostics need. Mentions are left empty.
    pub fn findings(&self, _lexicon: &Lexicon, _facts: &Facts, _cancel: &Cancel) -> Analysis {
        Analysis::default()
    }

    /// The mentions that touch `span`, in order, none inside another: what a hover needs.
    pub fn mentions(&self, _span: Span, _lexicon: &Lexicon, _facts: &Facts) -> Vec<Mention> {
        Vec::new()
    }

    /// The span of the whole text.
    pub fn everything(&self) -> Span {
        Span::new(0, self.lexed.len())
    }
}
