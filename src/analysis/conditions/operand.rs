//! The value at a match: what it is given, or the string that it is.

use std::ops::Range;

use super::value::{Value, passes, unquoted};
use super::{Answer, Asker};
use crate::analysis::hints::{Leaves, Operand};
use crate::analysis::shape::Shape;
use crate::lexicon::{Condition, ValueTest};
use crate::syntax::yaml::tree::Part;
use crate::syntax::{Flat, Language, Leaf, Lexed, TokenKind};
use crate::text::Span;

/// Leaves of a value that are read.
const VALUE_LEAVES: usize = 64;

impl Asker<'_> {
    pub(super) fn value(&self, condition: &Condition, span: Span, test: &ValueTest) -> Answer {
        self.with_value(condition, span, |value| passes(test, value)).unwrap_or(Answer::No)
    }

    /// The answer about the value that a match names or is, asked once for all that name it. `None` where there is no value.
    pub(super) fn with_value(&self, condition: &Condition, span: Span, ask: impl Fn(&Value) -> Answer) -> Option<Answer> {
        let lexed = self.lexed();
        let of = |flat: &Flat, value: Range<usize>| {
            let start = flat.get(value.start).map_or(span.end, |leaf| leaf.span.start);
            self.remembered(condition, start, || ask(&value_of(flat, lexed, value)))
        };
        match self.document.shape() {
            Shape::Yaml(tree) => {
                let place = self.place_in(tree, span)?;
                let value = match place.part {
                    Part::Item(item) => item,
                    Part::Key(_) | Part::Value(_) => tree.get(place.entry?)?.value?,
                };
                Some(self.remembered(condition, value.start, || ask(&Value::scalar(value.of(lexed.text())))))
            }
            Shape::Python(_) => {
                let flat = self.flat(self.unit(span));
                Some(of(&flat, value_behind(&flat, span)?))
            }
            Shape::Sql(_) => {
                let statement = self.statement(self.unit(span));
                let value = option_value(statement.flat(), lexed, span)?;
                Some(of(statement.flat(), value))
            }
            Shape::None => None,
        }
    }
}

impl Asker<'_> {
    /// The value that a match names or is, and where it stands. SQL has none.
    pub(in crate::analysis) fn setting(&self, span: Span) -> Option<Operand> {
        let lexed = self.lexed();
        match self.document.shape() {
            Shape::Yaml(tree) => {
                let place = self.place_in(tree, span)?;
                let span = match place.part {
                    Part::Item(item) => item,
                    Part::Key(_) | Part::Value(_) => tree.get(place.entry?)?.value?,
                };
                Some(Operand { value: Value::scalar(span.of(lexed.text())), span, leaves: None })
            }
            Shape::Python(_) => {
                let flat = self.flat(self.unit(span));
                let range = whole(&flat, value_behind(&flat, span)?);
                let whole = flat.get(range.start)?.span.hull(flat.get(range.end.checked_sub(1)?)?.span);
                let value = value_of(&flat, lexed, range.clone());
                Some(Operand { value, span: whole, leaves: Some(Leaves { flat, range }) })
            }
            Shape::Sql(_) | Shape::None => None,
        }
    }
}

/// A value to its end, where it was cut off behind a bracket's content.
fn whole(flat: &Flat, value: Range<usize>) -> Range<usize> {
    let own = |at: usize| flat.partner(at).is_some_and(|open| open >= value.start);
    let is_end = |at: &usize| {
        let kind = flat.get(*at).map(|leaf| leaf.kind);
        let parts = matches!(kind, Some(TokenKind::Comma | TokenKind::Semicolon)) && flat.parent(*at) == flat.parent(value.start);
        kind.is_none() || parts || (kind == Some(TokenKind::Close) && !own(*at))
    };
    let longest = value.start.saturating_add(VALUE_LEAVES).min(flat.len());
    let end = (value.end..=longest).find(is_end).unwrap_or(longest);
    value.start..end.max(value.end)
}

/// The leaves of what stands behind the `=` or `:` at the end of, or next to, a match, or behind the bracket that it ends with
/// (the first argument); else the string that holds it. What goes on for more than [`VALUE_LEAVES`] is cut off there: it is an expression either way.
fn value_behind(flat: &Flat, span: Span) -> Option<Range<usize>> {
    let last = flat.at(span.end.checked_sub(1)?)?;
    let sign = |leaf: Leaf| matches!(leaf.kind, TokenKind::Equals | TokenKind::Colon);
    let leaf = flat.get(last)?;
    let from = if sign(leaf) || leaf.kind == TokenKind::Open {
        last + 1
    } else if flat.get(last + 1).is_some_and(sign) {
        last + 2
    } else if leaf.kind == TokenKind::StringText {
        // One hole is enough to tell an f-string from a literal.
        let hole = flat.get(last + 1).is_some_and(|next| leaf.span.covers(next.span));
        return Some(last..last + 1 + usize::from(hole));
    } else {
        return None;
    };
    let ends = |at: &usize| {
        flat.get(*at).is_none_or(|leaf| {
            matches!(leaf.kind, TokenKind::Comma | TokenKind::Semicolon | TokenKind::Close) && flat.parent(*at) == flat.parent(from)
        }) || flat.get(*at).is_some_and(|leaf| leaf.kind == TokenKind::Close && flat.partner(*at).is_none_or(|open| open < from))
    };
    let longest = from.saturating_add(VALUE_LEAVES).min(flat.len());
    let end = (from..=longest).find(ends).unwrap_or(longest);
    Some(from..end)
}

/// The leaves of the value of an SQL option: `= 0`, `=> 0`, `TO 0`, or a literal directly behind the match; else the string
/// that holds it. Options stand one behind the other without commas, so a value is one operand, if no operator follows it.
fn option_value(flat: &Flat, lexed: &Lexed, span: Span) -> Option<Range<usize>> {
    let last = flat.at(span.end.checked_sub(1)?)?;
    let kind = |at: usize| flat.get(at).map(|leaf| leaf.kind);
    let text = |at: usize| flat.get(at).map_or("", |leaf| leaf.span.of(lexed.text()));
    let sign = |at: usize| matches!(kind(at), Some(TokenKind::Equals | TokenKind::Colon)) || matches!(text(at), "=>" | ":=");
    if kind(last) == Some(TokenKind::StringText) {
        return Some(last..last + 1);
    }
    let from = if sign(last) {
        last + 1
    } else if sign(last + 1) {
        last + 2
    } else {
        let from = last + 1 + usize::from(text(last + 1).eq_ignore_ascii_case("to"));
        let number = from + usize::from(text(from) == "-");
        return matches!(kind(number), Some(TokenKind::Number | TokenKind::StringText)).then_some(from..number + 1);
    };
    let end = match kind(from)? {
        TokenKind::Open | TokenKind::TemplateOpen => flat.partner(from)? + 1,
        TokenKind::Operator if text(from) == "-" => from + 2,
        _ => from + 1,
    };
    let goes_on =
        matches!(kind(end), Some(TokenKind::Operator | TokenKind::Dot | TokenKind::Open | TokenKind::Colon | TokenKind::TemplateOpen));
    Some(from..if goes_on { (end + 1).min(flat.len()) } else { end.min(flat.len()) })
}

/// A word that is a value.
fn is_constant(language: Language, word: &str) -> bool {
    match language {
        Language::Sql => ["true", "false", "null"].iter().any(|constant| word.eq_ignore_ascii_case(constant)),
        _ => matches!(word, "True" | "False" | "None"),
    }
}

/// The value of a stretch of leaves.
pub(in crate::analysis) fn value_of(flat: &Flat, lexed: &Lexed, range: Range<usize>) -> Value {
    let leaves = flat.leaves().get(range).unwrap_or_default();
    let text = |leaf: &Leaf| leaf.span.of(lexed.text());
    match leaves {
        [] => Value::expression(""),
        [only] if only.kind == TokenKind::StringText => Value::scalar(text(only)),
        [only] if only.kind == TokenKind::Number => Value::scalar(text(only)),
        [only] if is_constant(lexed.language(), text(only)) => Value::scalar(text(only)),
        [sign, number] if text(sign) == "-" && number.kind == TokenKind::Number => {
            Value::scalar(sign.span.hull(number.span).of(lexed.text()))
        }
        // An f-string with holes: its leaf is followed by those of the holes, which lie inside it.
        [string, holes @ ..] if string.kind == TokenKind::StringText && holes.iter().all(|hole| string.span.covers(hole.span)) => {
            Value { text: unquoted(text(string)).to_owned(), literal: false, template: true }
        }
        [first, .., last] if first.kind == TokenKind::TemplateOpen => {
            Value { text: first.span.hull(last.span).of(lexed.text()).to_owned(), literal: false, template: true }
        }
        [first, .., last] if leaves.len() <= VALUE_LEAVES => Value::expression(first.span.hull(last.span).of(lexed.text())),
        [first, ..] => Value::expression(text(first)),
    }
}
