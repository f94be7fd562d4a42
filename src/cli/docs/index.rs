//! The overview by category, and what the search looks through.

use serde::Serialize;
use serde_json::json;

use super::site::Site;
use super::term::{self, Word};
use crate::lexicon::{Term, TermId};
use crate::views::prose::{Stretch, first_sentence, stretches};

/// What the template `index.html` shows.
#[derive(Serialize)]
pub(super) struct Page {
    terms: usize,
    rules: usize,
    /// The words that a team wrote down itself.
    team: Vec<Entry>,
    categories: Vec<Category>,
    /// A term whose page would take the place of this one.
    index: Option<term::Page>,
}

#[derive(Serialize)]
struct Category {
    name: String,
    anchor: String,
    terms: Vec<Entry>,
}

#[derive(Clone, Serialize)]
struct Entry {
    name: String,
    /// Its page, where it has one.
    href: Option<String>,
    sentence: Vec<Stretch>,
    rules: usize,
    team: bool,
    /// What to say instead.
    instead: Option<Word>,
}

pub(super) fn page(site: &Site<'_>, index: Option<term::Page>) -> Page {
    let all: Vec<(&str, Entry)> = site.lexicon.terms().map(|(id, term)| (term.category.as_str(), entry(site, id, term))).collect();
    let category = |name: &&str| Category {
        name: (*name).to_owned(),
        anchor: site.category_anchor(name),
        terms: all.iter().filter(|(category, _)| category == name).map(|(_, entry)| entry.clone()).collect(),
    };
    Page {
        terms: all.len(),
        rules: site.lexicon.rule_ids().len(),
        team: all.iter().filter(|(_, entry)| entry.team).map(|(_, entry)| entry.clone()).collect(),
        categories: site.categories().iter().map(category).collect(),
        index,
    }
}

fn entry(site: &Site<'_>, id: TermId, term: &Term) -> Entry {
    Entry {
        name: term.name.clone(),
        href: address(site, id, term),
        sentence: stretches(&first_sentence(&term.card.plain_english)),
        rules: site.rules_of(id).count(),
        team: term::team(term).is_some(),
        instead: instead(site, term),
    }
}

fn instead(site: &Site<'_>, term: &Term) -> Option<Word> {
    let by = term.deprecated.as_ref()?.replaced_by.as_ref()?;
    site.lexicon.term_by_id(by).map(|other| term::word(site, other))
}

/// A term's page; that of a term below this overview begins at its own anchor.
fn address(site: &Site<'_>, id: TermId, term: &Term) -> Option<String> {
    if term.id == super::site::INDEX { Some("#_term".to_owned()) } else { site.names.href(id).map(str::to_owned) }
}

/// The script that holds what the search looks through. It is data: nothing in it can end the script or be run.
pub(super) fn search(site: &Site<'_>) -> anyhow::Result<String> {
    let entry = |(id, term): (TermId, &Term)| {
        let href = site.names.href(id)?;
        let rules: Vec<_> = site.rules_of(id).map(|rule| site.lexicon.rule(rule)).map(|rule| json!([rule.id, rule.message])).collect();
        let also: Vec<&String> = term.aliases.iter().chain([&term.id]).collect();
        Some(json!({
            "href": href,
            "name": term.name,
            "category": term.category,
            "also": also,
            "says": first_sentence(&term.card.plain_english),
            "rules": rules,
        }))
    };
    let entries: Vec<_> = site.lexicon.terms().filter_map(entry).collect();
    let json = serde_json::to_string(&entries)?;
    let safe = json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    Ok(format!("\"use strict\";\nwindow.lakespeakIndex = {safe};\n"))
}
