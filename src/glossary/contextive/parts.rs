//! The parts of our cards as entries of `meta`, whose values are texts: `real_drama`, `real_drama 2`, and so on.

use crate::glossary::fields::{self, short};
use crate::glossary::format::term::{id_of, is_id};
use crate::glossary::node::Node;
use crate::glossary::problem::Notes;
use crate::lexicon::{Deprecated, Doc, Term};

/// What the entries of `meta` say of a term.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) id: Option<String>,
    pub(super) real_drama: Vec<String>,
    pub(super) what_you_did: Vec<String>,
    pub(super) should_have_done: Vec<String>,
    pub(super) ideal_world: String,
    pub(super) docs: Vec<Doc>,
    pub(super) related: Vec<String>,
    pub(super) because: Option<String>,
    pub(super) replaced_by: Option<String>,
    pub(super) notes: Vec<(String, String)>,
}

impl Parts {
    /// Takes an entry in.
    pub(super) fn take(&mut self, name: &str, value: &Node, notes: &mut Notes) {
        let Some(text) = value.text().map(str::trim).filter(|_| !value.is_null()) else {
            notes.error(value, format!("`{}` is a text, not {}", short(name), value.kind_name()));
            return;
        };
        let text = text.to_owned();
        // The second story is under `real_drama 2`.
        let part = name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
        match part {
            "real_drama" => self.real_drama.push(text),
            "what_you_did" => self.what_you_did.push(text),
            "should_have_done" => self.should_have_done.push(text),
            "ideal_world" => self.ideal_world = text,
            "docs" => match link(&text) {
                Some(doc) => self.docs.push(doc),
                None => notes.warn(value, "a link is written `[title](https://…)`"),
            },
            "related" => self.related.extend(text.split(',').map(str::trim).filter(|id| is_id(id)).map(str::to_owned)),
            "deprecated" => self.because = Some(text),
            "replaced_by" if is_id(&text) => self.replaced_by = Some(text),
            "id" if is_id(&text) => self.id = Some(text),
            "id" | "replaced_by" => notes.warn(value, format!("`{}` is no id: small letters and digits with `-` between", short(&text))),
            _ => self.notes.push((name.trim().to_owned(), text)),
        }
    }

    /// That the term should no longer be used.
    pub(super) fn deprecated(&mut self) -> Option<Deprecated> {
        Some(Deprecated { because: self.because.take()?, replaced_by: self.replaced_by.take() })
    }
}

/// What a term says besides name, definition, examples and aliases, as entries of `meta`.
pub(super) fn entries(term: &Term) -> Vec<(String, String)> {
    let card = &term.card;
    let mut out = Vec::new();
    let mut add = |name: &str, text: String| {
        let same = out.iter().filter(|(known, _): &&(String, String)| known.split(' ').next() == Some(name)).count();
        let name = if same == 0 { name.to_owned() } else { format!("{name} {}", same + 1) };
        out.push((name, text));
    };
    if id_of(&term.name).as_ref() != Some(&term.id) {
        add("id", term.id.clone());
    }
    let stories = [("real_drama", &card.real_drama), ("what_you_did", &card.what_you_did), ("should_have_done", &card.should_have_done)];
    for (name, texts) in stories {
        for text in texts {
            add(name, text.clone());
        }
    }
    if !card.ideal_world.is_empty() {
        add("ideal_world", card.ideal_world.clone());
    }
    for doc in &card.docs {
        add("docs", format!("[{}]({})", doc.title, doc.url));
    }
    if !term.related.is_empty() {
        add("related", term.related.join(", "));
    }
    if let Some(Deprecated { because, replaced_by }) = &term.deprecated {
        add("deprecated", because.clone());
        if let Some(other) = replaced_by {
            add("replaced_by", other.clone());
        }
    }
    out.extend(card.notes.iter().filter(|(name, _)| name != super::read::VISION).cloned());
    out
}

/// `[title](https://…)`, or an address alone.
fn link(text: &str) -> Option<Doc> {
    let inner = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(')'));
    let (title, url) = inner.and_then(|inner| inner.rsplit_once("](")).unwrap_or((text, text));
    fields::is_link(url, fields::SECURE).then(|| Doc { title: title.to_owned(), url: url.to_owned() })
}
