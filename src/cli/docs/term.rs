//! The page of a term: its card, its rules with their examples, and what lies around it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::code::Snippet;
use super::graph::{Graph, graph};
use super::site::Site;
use crate::analysis::comments;
use crate::glossary::builtin;
use crate::lexicon::{Example, Group, RuleId, Term, TermId};
use crate::views::links;
use crate::views::markup::web_address;
use crate::views::prose::{Stretch, stretches};

/// What the template `term.html` shows.
#[derive(Serialize)]
pub(super) struct Page {
    name: String,
    category: String,
    category_href: String,
    /// The glossary that it stands in, where a team wrote it.
    team: Option<String>,
    aliases: Vec<String>,
    deprecated: Option<Notice>,
    plain: Vec<Stretch>,
    stories: Vec<Story>,
    ideal: Vec<Stretch>,
    /// Sentences in which it is used.
    sentences: Vec<Vec<Stretch>>,
    notes: Vec<Note>,
    rules: Vec<Rule>,
    docs: Vec<Link>,
    graph: Option<Graph>,
    /// The other terms of its category.
    neighbours: Vec<Word>,
}

/// That a term should no longer be used.
#[derive(Serialize)]
struct Notice {
    instead: Option<Word>,
    because: Vec<Stretch>,
}

/// A part of the card: its heading, what it is for the style sheet, and what it says.
#[derive(Serialize)]
struct Story {
    kind: &'static str,
    heading: &'static str,
    text: Vec<Stretch>,
}

/// Anything else that its glossary says; a note that is a link and nothing else is one.
#[derive(Serialize)]
struct Note {
    heading: String,
    text: Vec<Stretch>,
    link: Option<Link>,
}

#[derive(Serialize)]
struct Link {
    title: String,
    href: String,
}

/// Another term, with its page where it has one.
#[derive(Clone, Serialize)]
pub(super) struct Word {
    name: String,
    href: Option<String>,
}

#[derive(Serialize)]
struct Rule {
    id: String,
    severity: &'static str,
    /// When it speaks, where that is not always.
    group: Option<&'static str>,
    languages: Vec<&'static str>,
    message: Vec<Stretch>,
    advice: Vec<Stretch>,
    docs: Option<String>,
    bad: Vec<Snippet>,
    good: Vec<Snippet>,
    /// How many examples there are beyond the first of each kind.
    more: usize,
    /// What a TODO about it links to.
    link: String,
}

pub(super) fn page(site: &Site<'_>, id: TermId, incoming: &BTreeMap<TermId, Vec<TermId>>) -> Page {
    let term = site.lexicon.term(id);
    let others = site.lexicon.terms().filter(|(other, entry)| *other != id && entry.category == term.category);
    Page {
        name: term.name.clone(),
        category: term.category.clone(),
        category_href: format!("index.html#{}", site.category_anchor(&term.category)),
        team: team(term),
        aliases: term.aliases.clone(),
        deprecated: term.deprecated.as_ref().map(|deprecated| Notice {
            instead: deprecated.replaced_by.as_ref().and_then(|other| site.lexicon.term_by_id(other)).map(|other| word(site, other)),
            because: stretches(&deprecated.because),
        }),
        plain: stretches(&term.card.plain_english),
        stories: stories(term),
        ideal: stretches(&term.card.ideal_world),
        sentences: term.card.examples.iter().map(|sentence| stretches(sentence)).collect(),
        notes: term.card.notes.iter().map(note).collect(),
        rules: site.rules_of(id).map(|rule| one_rule(site, rule)).collect(),
        docs: term.card.docs.iter().filter_map(|doc| Some(Link { title: doc.title.clone(), href: web_address(&doc.url)? })).collect(),
        graph: graph(site, id, incoming),
        neighbours: others.map(|(other, _)| word(site, other)).collect(),
    }
}

/// The glossary of a term that a team wrote.
pub(super) fn team(term: &Term) -> Option<String> {
    (!builtin::holds(&term.source)).then(|| term.source.file.to_string())
}

pub(super) fn word(site: &Site<'_>, id: TermId) -> Word {
    Word { name: site.lexicon.term(id).name.clone(), href: site.names.href(id).map(str::to_owned) }
}

fn note((heading, text): &(String, String)) -> Note {
    let link = links::only_link(text).and_then(|(title, url)| Some(Link { title: title.to_owned(), href: web_address(url)? }));
    Note { heading: heading.trim_end_matches(':').to_owned(), text: stretches(text), link }
}

/// Scene, usual course and remedy of each story, story by story, as on the card.
fn stories(term: &Term) -> Vec<Story> {
    let card = &term.card;
    let parts = [
        ("scene", "The scene", &card.real_drama),
        ("usual", "What usually happens", &card.what_you_did),
        ("helps", "What helps", &card.should_have_done),
    ];
    let count = parts.iter().map(|(.., texts)| texts.len()).max().unwrap_or_default();
    let mut out = Vec::new();
    for story in 0..count {
        for (kind, heading, texts) in parts {
            if let Some(text) = texts.get(story).filter(|text| !text.trim().is_empty()) {
                let heading = if story > 0 && kind == "scene" { "Another scene" } else { heading };
                out.push(Story { kind, heading, text: stretches(text) });
            }
        }
    }
    out
}

fn one_rule(site: &Site<'_>, id: RuleId) -> Rule {
    let rule = site.lexicon.rule(id);
    let snippets = |examples: Vec<&Example>| examples.into_iter().map(|example| Snippet::new(site.lexicon, id, example)).collect();
    let (bad, good) = paired(&rule.bad, &rule.good);
    let group = match rule.group {
        Group::Recommended => None,
        Group::Migration => Some("only where the newer major version is pinned"),
        Group::Pedantic => Some("off until you switch it on"),
    };
    let term = &site.lexicon.term(site.lexicon.term_of(id)).id;
    Rule {
        id: rule.id.clone(),
        severity: rule.severity.name(),
        group,
        languages: rule.languages.iter().map(crate::syntax::Language::name).collect(),
        message: stretches(&rule.message),
        advice: stretches(&rule.advice),
        docs: rule.docs.as_deref().and_then(web_address),
        more: rule.bad.len().saturating_sub(1) + rule.good.len().saturating_sub(1),
        bad: snippets(bad),
        good: snippets(good),
        link: comments::link(site.guidance, term, Some(&rule.id)),
    }
}

/// The examples of both kinds, of each first the one that is most like one of the other kind: side by side they show what
/// makes the difference.
fn paired<'a>(bad: &'a [Example], good: &'a [Example]) -> (Vec<&'a Example>, Vec<&'a Example>) {
    let likeness = |a: &Example, b: &Example| if a.language == b.language { strsim::sorensen_dice(&a.text, &b.text) } else { -1.0 };
    let pairs = bad.iter().enumerate().flat_map(|(at, a)| good.iter().enumerate().map(move |(place, b)| (at, place, likeness(a, b))));
    // Of pairs that are as much alike, the earliest.
    let best = pairs.fold((0, 0, f64::MIN), |best, next| if next.2 > best.2 { next } else { best });
    (first(bad, best.0), first(good, best.1))
}

fn first(examples: &[Example], place: usize) -> Vec<&Example> {
    let others = examples.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, example)| example);
    examples.get(place).into_iter().chain(others).collect()
}
