//! Deprecated terms: the word to say instead, and the edit that says it.

use std::collections::HashSet;

use super::casing::Style;
use crate::analysis::{Document, Finding};
use crate::lexicon::spelling::{plural, singular};
use crate::lexicon::{Lexicon, Term, TermId};
use crate::syntax::{Language, Lexed, Zone};
use crate::text::{Span, TextEdit};

/// The term to use instead of a deprecated one: where that is deprecated too, what stands for it in turn. `None` where no
/// such term applies.
pub fn replacement(lexicon: &Lexicon, old: TermId) -> Option<&Term> {
    let (mut seen, mut id) = (HashSet::new(), old);
    while let Some(deprecated) = &lexicon.term(id).deprecated {
        if !seen.insert(id) {
            return None;
        }
        id = lexicon.term_by_id(deprecated.replaced_by.as_ref()?)?;
    }
    (id != old).then(|| lexicon.term(id))
}

/// Puts the new word in the place of a deprecated one, written as the old one was. `None` where nobody named one, or where
/// the text may mean something to a machine: code, names, strings that are no sentence.
pub fn replace(doc: &Document, lexicon: &Lexicon, finding: &Finding) -> Option<(String, TextEdit)> {
    let old = finding.deprecated?;
    let new = replacement(lexicon, old)?;
    let text = written(lexicon.term(old), &new.name, doc.lexed().slice(finding.span))?;
    let edit = TextEdit { span: finding.span, text };
    is_safe(doc, lexicon, &edit).then(|| (format!("Replace with \"{}\"", edit.text), edit))
}

/// A new name in the number, joining and case in which the old one was found. `None` where it was found in another form,
/// such as that of a verb, which no rule makes of a new name.
fn written(old: &Term, new: &str, found: &str) -> Option<String> {
    let words = words_of(found);
    let name = std::iter::once(&old.name).chain(&old.aliases).find_map(|name| in_number(name, new, &words));
    let listed = || old.forms.iter().any(|form| words_of(&form.text) == words);
    let name = name.or_else(|| listed().then(|| new.to_owned()))?;
    // What joins the words of the old name itself says nothing about how it was written.
    let own = std::iter::once(&old.name).chain(&old.aliases).any(|name| found.to_lowercase().starts_with(&name.to_lowercase()));
    let typed = if own || found.contains(char::is_whitespace) { spaced(found) } else { found.to_owned() };
    Some(Style::of(&typed, "").write(&name))
}

/// `new` in the number in which `words` are `old`: singular or plural.
fn in_number(old: &str, new: &str, words: &[String]) -> Option<String> {
    let known = words_of(old);
    let ((last, before), (found, above)) = (known.split_last()?, words.split_last()?);
    if before != above {
        return None;
    }
    let start = new.trim_end_matches(char::is_alphanumeric).len();
    let (head, tail) = new.split_at_checked(start)?;
    if found == last || tail.is_empty() {
        return (found == last || *found == plural(last)).then(|| new.to_owned());
    }
    if *found == plural(last) {
        // A new name that is a plural already stays one.
        return Some(if singular(tail).is_some() { new.to_owned() } else { format!("{head}{}", plural(tail)) });
    }
    (singular(last).as_ref() == Some(found)).then(|| format!("{head}{}", singular(tail).unwrap_or_else(|| tail.to_owned())))
}

/// The words of a name however they are joined, in small letters.
fn words_of(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut previous = ' ';
    for c in name.chars().filter(|c| *c != '\'') {
        if c.is_alphanumeric() {
            let begins = !previous.is_alphanumeric() || c.is_uppercase() && previous.is_lowercase();
            match words.last_mut() {
                Some(word) if !begins => word.extend(c.to_lowercase()),
                _ => words.push(c.to_lowercase().collect()),
            }
        }
        previous = c;
    }
    words
}

/// With blanks between the words, and without what begins the next line of a comment.
fn spaced(found: &str) -> String {
    found.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether an edit changes what people read and nothing that a machine does.
fn is_safe(doc: &Document, lexicon: &Lexicon, edit: &TextEdit) -> bool {
    let (lexed, span) = (doc.lexed(), edit.span);
    if let Some((inside, at)) = doc.embedded_at(lexicon, span.start) {
        let inner = Span::new(at, at + span.len());
        let same = inside.document.lexed().slice(inner) == lexed.slice(span);
        return same && is_plain(&edit.text) && is_safe(&inside.document, lexicon, &TextEdit { span: inner, ..edit.clone() });
    }
    match lexed.zone_at(span.start) {
        Zone::Comment => !edit.text.contains(char::is_control) && !["*/", "#}", "-->"].iter().any(|end| edit.text.contains(end)),
        Zone::String | Zone::Value => lexed.language() != Language::Sql && is_plain(&edit.text) && is_in_a_sentence(lexed, span),
        Zone::Code | Zone::Key | Zone::Template => false,
    }
}

/// Whether a text means nothing to any reader of strings and values.
fn is_plain(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/' | '+');
    text.starts_with(char::is_alphanumeric) && text.chars().all(plain)
}

/// Whether the words at `span` stand apart between others, as in a sentence: alone they may be a key, a path or a name.
fn is_in_a_sentence(lexed: &Lexed, span: Span) -> bool {
    let line = lexed.line_span(lexed.line_of(span.start));
    let Some(token) = lexed.token_at(span.start).map(|token| token.span).filter(|token| token.covers(span)) else { return false };
    let before = lexed.slice(Span::new(token.start.max(line.start), span.start));
    let behind = lexed.slice(Span::new(span.end, token.end.min(line.end)));
    let apart = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | '.' | ';' | '!' | '?' | '(' | ')'));
    let dotted = behind.starts_with('.') && behind.chars().nth(1).is_some_and(char::is_alphanumeric);
    let is_words = |text: &str| text.split_whitespace().any(|word| word.chars().any(char::is_alphabetic));
    apart(before.chars().next_back())
        && apart(behind.chars().next())
        && !before.ends_with('.')
        && !dotted
        && !lexed.slice(span).contains('_')
        && (is_words(before) || is_words(behind))
}

#[cfg(test)]
mod tests;
