//! What holds for the texts of all terms together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lakespeak::lexicon::{Lexicon, Term};
use lakespeak::views::card::{self, Facets, Markup};
use libtest_mimic::{Failed, Trial};

/// As many terms as were promised.
const TERMS: usize = 100;
/// What a reader takes in at once.
const PLAIN_ENGLISH: usize = 200;
/// What an editor's float shows without scrolling.
const LINES: usize = 24;

/// What is wrong, one line a fault.
type Faults = Vec<String>;
/// A property's name, and what breaks it.
type Property = (&'static str, fn(&Lexicon) -> Faults);

/// A test for each property.
pub(crate) fn trials(lexicon: &Arc<Lexicon>) -> Vec<Trial> {
    let all: [Property; 8] = [
        ("there are enough terms", enough_terms),
        ("plain English is short", plain_english_is_short),
        ("a card fits a float", cards_fit),
        ("no sentence stands twice", no_sentence_twice),
        ("words are spelled right", words_are_spelled_right),
        ("what a term refers to exists", references_resolve),
        ("related terms are one whole", related_terms_are_connected),
        ("links are https", links_are_https),
    ];
    let trial = |(name, faults): Property| {
        let lexicon = Arc::clone(lexicon);
        Trial::test(name, move || match faults(&lexicon) {
            none if none.is_empty() => Ok(()),
            some => Err(Failed::from(some.join("\n"))),
        })
    };
    all.into_iter().map(trial).collect()
}

fn enough_terms(lexicon: &Lexicon) -> Faults {
    let count = lexicon.terms().len();
    if count >= TERMS { Vec::new() } else { vec![format!("{count} terms of {TERMS}")] }
}

fn plain_english_is_short(lexicon: &Lexicon) -> Faults {
    let lengths = lexicon.terms().map(|(_, term)| (&term.id, term.card.plain_english.chars().count()));
    lengths.filter(|(_, length)| *length > PLAIN_ENGLISH).map(|(id, length)| format!("{id}: {length} characters")).collect()
}

fn cards_fit(lexicon: &Lexicon) -> Faults {
    let lines = |id| {
        let text = card::card(lexicon, id, Markup::Plain, &Facets::ALL);
        // A link's address is clicked, not read; in Markdown it has no line.
        text.lines().filter(|line| !line.trim_start().starts_with("https://")).count()
    };
    let counted = lexicon.terms().map(|(id, term)| (&term.id, lines(id)));
    counted.filter(|(_, lines)| *lines > LINES).map(|(id, lines)| format!("{id}: {lines} lines")).collect()
}

fn no_sentence_twice(lexicon: &Lexicon) -> Faults {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let mut faults = Vec::new();
    for (_, term) in lexicon.terms() {
        for sentence in sentences(term) {
            if let Some(other) = seen.insert(sentence.to_lowercase(), &term.id) {
                faults.push(format!("{other} and {}: {sentence}", term.id));
            }
        }
    }
    faults
}

/// The sentences of a card. What has fewer than three words ("And again.") may be said twice.
fn sentences(term: &Term) -> Vec<String> {
    let card = &term.card;
    let parts = [&card.real_drama, &card.what_you_did, &card.should_have_done].into_iter().flatten();
    let whole = parts.chain([&card.plain_english, &card.ideal_world]);
    let sentences = whole.flat_map(|text| text.split(['.', '!', '?', ':', ';'])).map(|text| text.trim().trim_matches('"').trim());
    sentences.filter(|text| text.split(' ').count() >= 3).map(String::from).collect()
}

fn words_are_spelled_right(lexicon: &Lexicon) -> Faults {
    let mut faults = Vec::new();
    for (_, term) in lexicon.terms() {
        let card = &term.card;
        let story = [&card.real_drama, &card.what_you_did, &card.should_have_done].into_iter().flatten();
        let rest = [&term.name, &card.plain_english, &card.ideal_world];
        let titles = card.docs.iter().map(|doc| &doc.title);
        faults.extend(misspelled(&term.id, story.chain(rest).chain(titles)));
        for rule in &term.rules {
            faults.extend(misspelled(&rule.id, [&rule.message, &rule.advice, &rule.todo]));
        }
    }
    faults
}

/// Misspellings that people are known to make. British and American words both count as right.
fn misspelled<'a>(id: &str, texts: impl IntoIterator<Item = &'a String>) -> Faults {
    let words = texts.into_iter().flat_map(|text| text.split(|c: char| !c.is_alphabetic() && c != '\''));
    let known = |word: &str| typos_dict::WORD.find(&word.trim_matches('\'').into()).map(|right| right.join(" or "));
    words.filter_map(|word| known(word).map(|right| format!("{id}: `{word}`, meant is {right}"))).collect()
}

fn references_resolve(lexicon: &Lexicon) -> Faults {
    let mut faults = Vec::new();
    for (_, term) in lexicon.terms() {
        let replaced = term.deprecated.as_ref().and_then(|deprecated| deprecated.replaced_by.as_ref());
        for other in term.related.iter().chain(replaced) {
            if lexicon.term_by_id(other).is_none() {
                faults.push(format!("{} refers to `{other}`", term.id));
            }
        }
    }
    faults
}

/// Whoever follows related terms, in either direction, can come from any term to any other.
fn related_terms_are_connected(lexicon: &Lexicon) -> Faults {
    // The terms about our own comments, and about words nobody should write, stand for themselves.
    let counts = |term: &Term| !term.related.is_empty() || !["lakespeak-comments", "deprecated-words"].contains(&term.id.as_str());
    let all: BTreeSet<&str> = lexicon.terms().filter(|(_, term)| counts(term)).map(|(_, term)| term.id.as_str()).collect();
    let mut near: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (_, term) in lexicon.terms() {
        for other in &term.related {
            near.entry(&term.id).or_default().push(other);
            near.entry(other).or_default().push(&term.id);
        }
    }
    let mut reached = BTreeSet::new();
    let mut next: Vec<&str> = all.first().copied().into_iter().collect();
    while let Some(id) = next.pop() {
        if reached.insert(id) {
            next.extend(near.get(id).into_iter().flatten());
        }
    }
    all.difference(&reached).map(|id| format!("no way to `{id}`")).collect()
}

fn links_are_https(lexicon: &Lexicon) -> Faults {
    let docs = lexicon.terms().flat_map(|(_, term)| term.card.docs.iter().map(move |doc| (&term.id, &doc.url)));
    docs.filter(|(_, url)| !url.starts_with("https://")).map(|(id, url)| format!("{id}: {url}")).collect()
}
