//! What a glossary said before its text was half-typed: terms that are broken now stay as they were.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::{Glossary, Term};

/// `now`, which has mistakes, with what `good` said of the terms that are broken. A term that is gone from the text is gone.
pub(super) fn kept(good: &Glossary, mut now: Glossary, text: &str) -> Glossary {
    let before: FxHashMap<&str, &Term> = good.terms.iter().map(|term| (term.id.as_str(), term)).collect();
    for term in &mut now.terms {
        if let Some(good) = before.get(term.id.as_str()).filter(|_| term.stated.is_broken()) {
            // What is shown of it is where it stands now.
            let source = term.source.clone();
            *term = Term { source, ..(*good).clone() };
        }
    }
    let there: FxHashSet<&str> = now.terms.iter().map(|term| term.id.as_str()).collect();
    let lost = good.terms.iter().filter(|term| !there.contains(term.id.as_str()) && is_named(term, text));
    let lost: Vec<Term> = lost.cloned().collect();
    now.terms.extend(lost);
    now
}

/// Whether a text still speaks of a term, by its id or its name.
fn is_named(term: &Term, text: &str) -> bool {
    text.contains(&term.id) || (!term.name.is_empty() && text.contains(&term.name))
}
