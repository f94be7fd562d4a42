//! Writing terms in our own format: what other formats can say of a term, so no rules, hints or forms.

use std::fmt::Write;

use super::CATEGORY;
use super::term::id_of;
use crate::glossary::emit;
use crate::lexicon::{Condition, Term};

/// Terms as a glossary file, in their order.
pub fn write(terms: &[Term]) -> String {
    let mut out = "version: 1\n".to_owned();
    let common = terms.first().map(|term| &term.category).filter(|first| terms.iter().all(|term| term.category == **first));
    if let Some(category) = common.filter(|category| *category != CATEGORY) {
        emit::entry(&mut out, 0, "category", category);
    }
    out.push_str("terms:\n");
    for term in terms {
        one(&mut out, term, common.is_none());
    }
    out
}

fn one(out: &mut String, term: &Term, with_category: bool) {
    let card = &term.card;
    // A String takes everything.
    let _ = writeln!(out, "  - name: {}", emit::scalar(&term.name));
    if id_of(&term.name).as_ref() != Some(&term.id) {
        emit::entry(out, 4, "id", &term.id);
    }
    if with_category {
        emit::entry(out, 4, "category", &term.category);
    }
    emit::list(out, 4, "aliases", &term.aliases);
    emit::entry(out, 4, "plain_english", &card.plain_english);
    emit::list(out, 4, "examples", &card.examples);
    let stories = [("real_drama", &card.real_drama), ("what_you_did", &card.what_you_did), ("should_have_done", &card.should_have_done)];
    for (key, texts) in stories {
        match texts.as_slice() {
            [text] => emit::entry(out, 4, key, text),
            texts => emit::list(out, 4, key, texts),
        }
    }
    if !card.ideal_world.is_empty() {
        emit::entry(out, 4, "ideal_world", &card.ideal_world);
    }
    if !card.notes.is_empty() {
        out.push_str("    notes:\n");
        for (name, text) in &card.notes {
            emit::entry(out, 6, name, text);
        }
    }
    if !card.docs.is_empty() {
        out.push_str("    docs:\n");
        for doc in &card.docs {
            let _ = writeln!(out, "      - {{ title: {}, url: {} }}", emit::in_flow(&doc.title), emit::in_flow(&doc.url));
        }
    }
    emit::list(out, 4, "related", &term.related);
    if let Some(deprecated) = &term.deprecated {
        out.push_str("    deprecated:\n");
        emit::entry(out, 6, "because", &deprecated.because);
        deprecated.replaced_by.iter().for_each(|other| emit::entry(out, 6, "replaced_by", other));
    }
    for condition in &term.generated.when {
        if let Condition::Path(globs) = condition {
            out.push_str("    when:\n");
            emit::list(out, 6, "path", globs.patterns());
        }
    }
}
