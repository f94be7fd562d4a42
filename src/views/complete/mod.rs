//! Completion: terms in running text, ids in our own comments. Never in bare code, and quiet until enough is typed.

mod fit;
mod ids;
mod place;

use std::sync::Arc;

use super::casing::Style;
use crate::analysis::{Analysis, Document};
use crate::lexicon::{Lexicon, RuleId, TermId};
use crate::text::Span;
use fit::Fit;
use place::Place;

/// Letters of running text before anything is offered: below, every word of prose would open a list.
const ENOUGH: usize = 3;
/// The same for capitals: `SL` begins an abbreviation and no word.
const ENOUGH_CAPITALS: usize = 2;
/// A longer list helps nobody.
const MOST: usize = 60;

/// What may stand at a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completion {
    /// What is typed so far, and replaced by what is chosen; it ends at the place.
    pub typed: Span,
    /// Best first.
    pub items: Vec<Item>,
    /// Whether more letters may bring other items.
    pub is_incomplete: bool,
}

/// One thing that may stand there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// What is written.
    pub text: String,
    /// What it is about.
    pub about: About,
}

/// What an item is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum About {
    /// A term: its spelling, or its id.
    Term(TermId),
    /// A rule, by its id.
    Rule(RuleId),
    /// A word of our comments.
    Word,
}

/// What may stand at `at`; `None` where nothing is offered. `analysis` is that of the whole file, and only asked inside our
/// own comments. `explicit`: the person asked, or typed a letter; not one of the signs that ask by themselves.
pub fn complete(
    doc: &Document,
    lexicon: &Lexicon,
    at: u32,
    explicit: bool,
    analysis: &mut dyn FnMut() -> Option<Arc<Analysis>>,
) -> Option<Completion> {
    if let Some((each, inside)) = doc.embedded_at(lexicon, at) {
        let found = complete(&each.document, lexicon, inside, explicit, analysis)?;
        let outer = Span::new(each.region.outer_span(Span::at(found.typed.start)).start, at);
        // What the file writes otherwise than it is read cannot be replaced safely.
        let same = doc.lexed().slice(outer) == each.document.lexed().slice(found.typed);
        return same.then_some(Completion { typed: outer, ..found });
    }
    let lexed = doc.lexed();
    match place::at(lexed, at)? {
        Place::Keyword { typed } => Some(ids::keywords(lexed, typed)),
        Place::Ignored { typed, others } => Some(ids::rules(lexed, lexicon, typed, &others, analysis().as_deref())),
        Place::Link { typed } => Some(ids::links(lexed, lexicon, typed, analysis().as_deref())),
        Place::Text { word } if explicit => {
            let line = Span::new(lexed.line_span(lexed.line_of(word.start)).start, at);
            Some(terms(lexed.slice(line), lexicon, at, word))
        }
        Place::Text { .. } => None,
    }
}

/// Whether a name, or one of its aliases, fits what somebody looks for; everything fits nothing.
pub fn fits(query: &str, name: &str, aliases: &[String]) -> bool {
    let wanted = fit::fold(query);
    std::iter::once(name).chain(aliases.iter().map(String::as_str)).any(|spelling| Fit::new(&wanted, spelling).is_some())
}

/// The terms that what is typed may become. `line` is the line up to the place.
fn terms(line: &str, lexicon: &Lexicon, at: u32, word: Span) -> Completion {
    if word.is_empty() {
        return Completion { typed: word, items: all_terms(lexicon), is_incomplete: false };
    }
    for typed in place::readings(line, word.len() as usize) {
        let letters = typed.chars().filter(|c| c.is_alphanumeric()).count();
        let capitals = !typed.chars().any(char::is_lowercase) && typed.chars().any(char::is_uppercase);
        if letters < if capitals { ENOUGH_CAPITALS } else { ENOUGH } {
            continue;
        }
        let before = line.strip_suffix(typed).unwrap_or_default();
        let mut found = fitting(lexicon, typed, before);
        if !found.is_empty() {
            let cut = found.len() > MOST;
            found.truncate(MOST);
            // A letter more may be the one that a looser reading was waiting for.
            let is_incomplete = cut || letters < fit::LOOSE;
            return Completion { typed: Span::new(at - typed.len() as u32, at), items: found, is_incomplete };
        }
    }
    Completion { typed: word, items: Vec::new(), is_incomplete: true }
}

fn all_terms(lexicon: &Lexicon) -> Vec<Item> {
    lexicon.terms().map(|(id, term)| Item { text: Style::Words.write(&term.name), about: About::Term(id) }).collect()
}

/// The terms that begin like what is typed, each by the spelling that fits best, written the way it is typed.
fn fitting(lexicon: &Lexicon, typed: &str, before: &str) -> Vec<Item> {
    let style = Style::of(typed, before);
    let wanted = fit::fold(typed);
    let mut found: Vec<(Fit, Item)> = Vec::new();
    for (id, term) in lexicon.terms() {
        let spellings = std::iter::once(&term.name).chain(&term.aliases);
        let best = spellings.filter_map(|spelling| Some((Fit::new(&wanted, spelling)?, spelling))).min_by_key(|(fit, _)| *fit);
        if let Some((fit, spelling)) = best {
            found.push((fit, Item { text: style.write(spelling), about: About::Term(id) }));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.text.cmp(&b.1.text)));
    found.into_iter().map(|(_, item)| item).filter(|item| item.text != typed).collect()
}

#[cfg(test)]
mod tests;
