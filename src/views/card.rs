//! The card of a term, and what a hover shows.

use crate::analysis::{Finding, Guidance};
use crate::lexicon::{Deprecated, Doc, Lexicon, RuleId, Term, TermId};

use super::links;
pub use super::markup::Markup;

/// A part of a card.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Facet {
    /// What it is.
    PlainEnglish,
    /// How it goes wrong.
    RealDrama,
    /// What usually happens then.
    WhatYouDid,
    /// What helps.
    ShouldHaveDone,
    /// What good looks like.
    IdealWorld,
    /// Terms nearby.
    Related,
    /// Where to read on.
    Docs,
}

impl Facet {
    /// All facets, in the order of the card.
    pub const ALL: [Self; 7] =
        [Self::PlainEnglish, Self::RealDrama, Self::WhatYouDid, Self::ShouldHaveDone, Self::IdealWorld, Self::Related, Self::Docs];

    /// Its word in glossaries and settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PlainEnglish => "plain_english",
            Self::RealDrama => "real_drama",
            Self::WhatYouDid => "what_you_did",
            Self::ShouldHaveDone => "should_have_done",
            Self::IdealWorld => "ideal_world",
            Self::Related => "related",
            Self::Docs => "docs",
        }
    }

    /// The facet of that word.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.name() == name)
    }
}

/// Which parts of a card are shown. The heading always is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Facets(u8);

impl Facets {
    /// The whole card.
    pub const ALL: Self = Self(0b111_1111);

    /// Only these.
    pub fn of(facets: impl IntoIterator<Item = Facet>) -> Self {
        Self(facets.into_iter().fold(0, |bits, facet| bits | 1 << facet as u8))
    }

    /// Whether `facet` is shown.
    pub const fn has(self, facet: Facet) -> bool {
        self.0 & (1 << facet as u8) != 0
    }
}

impl Default for Facets {
    fn default() -> Self {
        Self::ALL
    }
}

/// The card of a term; ends with a line end.
pub fn card(lexicon: &Lexicon, term: TermId, markup: Markup, facets: &Facets) -> String {
    card_with(lexicon, term, markup, *facets, &Guidance::default())
}

/// What a hover shows: what the findings say, then the cards, whole.
pub fn hover(lexicon: &Lexicon, terms: &[TermId], findings: &[&Finding], markup: Markup, guidance: &Guidance) -> String {
    hover_with(lexicon, terms, findings, markup, guidance, &Facets::ALL)
}

/// [`hover`] with chosen parts of the cards.
pub fn hover_with(
    lexicon: &Lexicon,
    terms: &[TermId],
    findings: &[&Finding],
    markup: Markup,
    guidance: &Guidance,
    facets: &Facets,
) -> String {
    let mut rules: Vec<RuleId> = Vec::new();
    for finding in findings {
        if !rules.contains(&finding.rule) {
            rules.push(finding.rule);
        }
    }
    about(lexicon, terms, &rules, markup, guidance, facets)
}

/// What rules say, then the cards of terms.
pub fn about(lexicon: &Lexicon, terms: &[TermId], rules: &[RuleId], markup: Markup, guidance: &Guidance, facets: &Facets) -> String {
    let mut blocks: Vec<String> = Vec::new();
    if !rules.is_empty() {
        blocks.push(rules.iter().map(|&rule| advice(lexicon, rule, markup, guidance)).collect::<Vec<_>>().join("\n"));
    }
    blocks.extend(terms.iter().map(|&term| card_with(lexicon, term, markup, *facets, guidance)));
    blocks.join(markup.rule())
}

/// What a rule says, for a hover: message, advice, and the rule's id with its link.
fn advice(lexicon: &Lexicon, id: RuleId, markup: Markup, guidance: &Guidance) -> String {
    let rule = lexicon.rule(id);
    let mut lines = vec![emphatic(markup, &rule.message)];
    if !rule.advice.is_empty() {
        lines.push(markup.paragraph("", &rule.advice));
    }
    lines.push(match links::rule_url(lexicon, id, guidance) {
        Some(url) => markup.link(&rule.id, &url),
        None => markup.inline(&rule.id),
    });
    lines.join("\n\n") + "\n"
}

/// A paragraph that stands out: bold, one pair of marks around all lines.
fn emphatic(markup: Markup, text: &str) -> String {
    match markup {
        Markup::Markdown => format!("**{}**", markup.paragraph("", text)),
        Markup::Plain => markup.paragraph("", text),
    }
}

fn card_with(lexicon: &Lexicon, id: TermId, markup: Markup, facets: Facets, guidance: &Guidance) -> String {
    let term = lexicon.term(id);
    let mut blocks = Vec::new();
    if let Some(deprecated) = &term.deprecated {
        blocks.push(deprecation(lexicon, deprecated, markup));
    }
    blocks.push(heading(term, markup, facets));
    if facets.has(Facet::PlainEnglish) {
        blocks.extend(term.card.examples.iter().map(|example| markup.paragraph("In use:", &format!("“{example}”"))));
    }
    blocks.extend(stories(term, markup, facets));
    if facets.has(Facet::IdealWorld) && !term.card.ideal_world.is_empty() {
        blocks.push(markup.paragraph("Good looks like.", &term.card.ideal_world));
    }
    let further = further(lexicon, id, markup, facets, guidance);
    if !further.is_empty() {
        blocks.push(further);
    }
    blocks.join("\n\n") + "\n"
}

fn deprecation(lexicon: &Lexicon, deprecated: &Deprecated, markup: Markup) -> String {
    let because = &deprecated.because;
    match &deprecated.replaced_by {
        Some(other) => {
            let name = lexicon.term_by_id(other).map_or(other.as_str(), |id| lexicon.term(id).name.as_str());
            let dot = if because.is_empty() { "" } else { " " };
            markup.paragraph("Deprecated.", &format!("Say “{name}” instead.{dot}{because}"))
        }
        None => markup.paragraph("Deprecated.", because),
    }
}

fn heading(term: &Term, markup: Markup, facets: Facets) -> String {
    let mut heading = markup.strong(&term.name);
    if !term.category.is_empty() {
        heading.push_str(" · ");
        heading.push_str(&markup.inline(&term.category));
    }
    if facets.has(Facet::PlainEnglish) && !term.card.plain_english.is_empty() {
        heading.push_str(markup.line_break());
        heading.push_str(&markup.paragraph("", &term.card.plain_english));
    }
    heading
}

/// Scene, usual course and remedy of each story, story by story.
fn stories(term: &Term, markup: Markup, facets: Facets) -> Vec<String> {
    let card = &term.card;
    let parts = [
        (Facet::RealDrama, "The scene.", "Another scene.", &card.real_drama),
        (Facet::WhatYouDid, "What usually happens.", "What usually happens.", &card.what_you_did),
        (Facet::ShouldHaveDone, "What helps.", "What helps.", &card.should_have_done),
    ];
    let count = parts.iter().map(|(.., texts)| texts.len()).max().unwrap_or_default();
    let mut out = Vec::new();
    for story in 0..count {
        for (facet, first, later, texts) in parts {
            if let Some(text) = texts.get(story).filter(|text| facets.has(facet) && !text.is_empty()) {
                out.push(markup.paragraph(if story == 0 { first } else { later }, text));
            }
        }
    }
    out
}

/// The lines at the end: related terms and links.
fn further(lexicon: &Lexicon, id: TermId, markup: Markup, facets: Facets, guidance: &Guidance) -> String {
    let term = lexicon.term(id);
    let mut lines: Vec<String> = term.card.notes.iter().map(|note| noted(note, markup)).collect();
    if facets.has(Facet::Related) && !term.related.is_empty() {
        let names = term.related.iter().map(|id| lexicon.term_by_id(id).map_or(id.as_str(), |id| lexicon.term(id).name.as_str()));
        lines.push(list("Related:", names.map(|name| markup.inline(name)), markup));
    }
    if facets.has(Facet::Docs) {
        let page = guidance.base_url.as_ref().and_then(|_| links::term_url(lexicon, id, guidance));
        let page = page.map(|url| Doc { title: "Guidance".to_owned(), url });
        let docs: Vec<&Doc> = page.iter().chain(&term.card.docs).collect();
        lines.extend(links_to(&docs, markup));
    }
    lines.join(markup.line_break())
}

/// A note behind its heading; one that is a link and nothing else becomes one.
fn noted((heading, text): &(String, String), markup: Markup) -> String {
    let heading = format!("{}:", heading.trim_end_matches(':'));
    match links::only_link(text).filter(|_| markup == Markup::Markdown) {
        Some((title, url)) => format!("{} {}", markup.inline(&heading), markup.link(title, url)),
        None => markup.paragraph("", &format!("{heading} {text}")),
    }
}

/// `Docs:` and the links; in plain text each title wrapped, its address on a line of its own.
fn links_to(docs: &[&Doc], markup: Markup) -> Option<String> {
    let (first, others) = docs.split_first()?;
    if markup == Markup::Markdown {
        let links: Vec<String> = docs.iter().map(|doc| markup.link(&doc.title, &doc.url)).collect();
        return Some(format!("Docs: {}", links.join(" · ")));
    }
    let first = markup.link(&format!("Docs: {}", first.title), &first.url);
    let links = std::iter::once(first).chain(others.iter().map(|doc| markup.link(&doc.title, &doc.url)));
    Some(links.collect::<Vec<_>>().join("\n"))
}

/// `lead` and items between middle dots, no item broken, wrapped at the card's width.
fn list(lead: &str, items: impl Iterator<Item = String>, markup: Markup) -> String {
    let items: Vec<String> = items.collect();
    let last = items.len().saturating_sub(1);
    let words = items.into_iter().enumerate().map(|(at, item)| if at < last { format!("{item} ·") } else { item });
    let words: Vec<String> = std::iter::once(lead.to_owned()).chain(words).collect();
    markup.lines(&words)
}

#[cfg(test)]
mod tests;
