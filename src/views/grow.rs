//! What a text offers to a team's glossary: a phrase that is no term yet, and the terms it may be another name of.

use crate::analysis::{Document, Facts, Mention};
use crate::lexicon::{Lexicon, TermId};
use crate::text::Span;

/// How many characters a term's name may have that somebody marks in a text.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=60;
/// More words are a sentence.
const MOST_WORDS: usize = 6;
/// What people mark along with a phrase.
const AROUND: &[char] = &['"', '\'', '`', '(', ')', '[', ']', '{', '}', '<', '>', ',', ';', ':', '!', '?'];
/// What stands in code and in sentences, but in no name.
const NEVER: &[char] =
    &['=', '<', '>', '(', ')', '[', ']', '{', '}', '"', '`', '\\', ';', ',', ':', '!', '?', '*', '%', '$', '@', '|', '^', '~'];
/// How many terms a phrase may be another name of.
const MOST_TERMS: usize = 2;
/// How many lines above a phrase a term is looked for where its own line has none.
const LINES_ABOVE: u32 = 10;

/// The phrase in what is marked: blanks, quotes and brackets around it left out. `None` for what is no name, and for what is
/// known already.
pub fn phrase<'d>(doc: &'d Document, lexicon: &Lexicon, facts: &Facts, marked: Span) -> Option<(Span, &'d str)> {
    let whole = doc.lexed().slice(marked);
    let begun = whole.trim_start_matches(|c: char| c.is_whitespace() || AROUND.contains(&c));
    let text = begun.trim_end_matches(|c: char| c.is_whitespace() || c == '.' || AROUND.contains(&c));
    let start = marked.start + (whole.len() - begun.len()) as u32;
    let span = Span::new(start, start + text.len() as u32);
    let fits = LENGTH.contains(&text.chars().take(LENGTH.end() + 1).count()) && text.split_whitespace().count() <= MOST_WORDS;
    let is_name = fits && text.chars().any(char::is_alphabetic) && !text.chars().any(|c| NEVER.contains(&c) || is_unseen(c));
    let known = || lexicon.find_term(text).is_some() || doc.mentions(span, lexicon, facts).iter().any(|found| found.span.covers(span));
    (is_name && !known()).then_some((span, text))
}

/// Control characters, line ends, and those that turn the direction of what follows.
fn is_unseen(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The terms that a phrase may be another name of: the nearest two on its line, else the nearest above. Terms that should
/// not be used any more get no new names.
pub fn candidates(doc: &Document, lexicon: &Lexicon, facts: &Facts, phrase: Span) -> Vec<TermId> {
    let lexed = doc.lexed();
    let number = lexed.line_of(phrase.start);
    let line = lexed.line_span(number);
    let fits = |found: &Mention| !found.span.overlaps(phrase) && lexicon.term(found.term).deprecated.is_none();
    let mut here = doc.mentions(line, lexicon, facts);
    here.retain(|found| fits(found) && line.contains(found.span.start));
    here.sort_by_key(|found| if found.span.end <= phrase.start { phrase.start - found.span.end } else { found.span.start - phrase.end });
    let mut terms: Vec<TermId> = Vec::new();
    for found in here {
        if !terms.contains(&found.term) {
            terms.push(found.term);
        }
    }
    terms.truncate(MOST_TERMS);
    if terms.is_empty() {
        let above = Span::new(lexed.line_span(number.saturating_sub(LINES_ABOVE)).start, line.start);
        let before = doc.mentions(above, lexicon, facts);
        terms.extend(before.iter().rev().find(|found| found.span.end <= phrase.start && fits(found)).map(|found| found.term));
    }
    terms
}

/// The terms that stand at a place or in what is marked on one line; none of a longer stretch.
pub fn terms_at(doc: &Document, lexicon: &Lexicon, facts: &Facts, marked: Span) -> Vec<TermId> {
    if doc.lexed().line_of(marked.start) != doc.lexed().line_of(marked.end) {
        return Vec::new();
    }
    let meets = |span: Span| if marked.is_empty() { span.touches(marked.start) } else { span.overlaps(marked) };
    let mut terms: Vec<TermId> = Vec::new();
    for found in doc.mentions(marked, lexicon, facts).iter().filter(|found| meets(found.span)) {
        if !terms.contains(&found.term) {
            terms.push(found.term);
        }
    }
    terms.truncate(MOST_TERMS);
    terms
}
