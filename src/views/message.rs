//! What a finding says where there is room for a line or two.

use std::borrow::Cow;

use super::deprecated::replacement;
use crate::analysis::Finding;
use crate::lexicon::Lexicon;

/// What a finding says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said<'l> {
    /// What will happen.
    pub message: Cow<'l, str>,
    /// What to do instead; may be empty.
    pub advice: Cow<'l, str>,
}

impl<'l> Said<'l> {
    /// What a finding says: its rule's words, or those of the deprecated term that stands there.
    pub fn of(lexicon: &'l Lexicon, finding: &Finding) -> Self {
        let old = finding.deprecated.map(|id| (id, lexicon.term(id)));
        let Some((id, old, deprecated)) = old.and_then(|(id, term)| Some((id, term, term.deprecated.as_ref()?))) else {
            let rule = lexicon.rule(finding.rule);
            return Self { message: Cow::Borrowed(&rule.message), advice: Cow::Borrowed(&rule.advice) };
        };
        let message = match replacement(lexicon, id) {
            Some(new) => format!("“{}” is deprecated. Say “{}” instead.", old.name, new.name),
            None => format!("“{}” is deprecated.", old.name),
        };
        Self { message: message.into(), advice: Cow::Borrowed(&deprecated.because) }
    }
}

/// The message of a diagnostic: what will happen, and on a line of its own what to do instead.
pub fn diagnostic(lexicon: &Lexicon, finding: &Finding) -> String {
    let Said { message, advice } = Said::of(lexicon, finding);
    if advice.is_empty() { message.into_owned() } else { format!("{message}\n{advice}") }
}
