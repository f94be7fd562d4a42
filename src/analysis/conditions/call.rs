//! Conditions about the Python call that holds the match, its arguments and its chain; and the value at the match.

use std::ops::Range;
use std::rc::Rc;

use super::value::{Value, passes, unquoted};
use super::{Answer, Asker, Place};
use crate::analysis::shape::Shape;
use crate::lexicon::{Condition, ValueTest};
use crate::syntax::python::call;
use crate::syntax::yaml::tree::Part;
use crate::syntax::{Flat, Leaf, Lexed, TokenKind};
use crate::text::Span;

/// Calls looked at around a match, innermost first: deeper nesting is nobody's handwriting.
const CALLS: usize = 32;

/// Leaves of a value that are read.
const VALUE_LEAVES: usize = 64;

/// A call around a match.
#[derive(Clone, Debug)]
pub(super) struct Site {
    flat: Rc<Flat>,
    /// Its opening bracket.
    open: usize,
}

impl Site {
    /// Where its bracket stands.
    fn start(&self) -> u32 {
        self.flat.get(self.open).map_or(u32::MAX, |leaf| leaf.span.start)
    }
}

impl Asker<'_> {
    /// The innermost call around the place whose dotted name ends like one of `names`.
    pub(super) fn call_named(&self, place: &Place, names: &[String]) -> Option<Site> {
        let (flat, leaf) = self.leaf_at(place.span)?;
        let lexed = self.lexed();
        let open =
            call::enclosing_calls(&flat, lexed, leaf).take(CALLS).find(|call| names.iter().any(|name| ends_like(&call.name, name)))?.open;
        Some(Site { flat, open })
    }

    fn subject(&self, place: &Place) -> Option<Site> {
        if place.call.is_some() {
            return place.call.clone();
        }
        let (flat, leaf) = self.leaf_at(place.span)?;
        let open = call::enclosing_calls(&flat, self.lexed(), leaf).next()?.open;
        Some(Site { flat, open })
    }

    /// The logical line around a place and the leaf at its beginning; for an embedded text, those of the literal.
    fn leaf_at(&self, span: Span) -> Option<(Rc<Flat>, usize)> {
        let Shape::Python(_) = self.document.shape() else { return None };
        let flat = self.flat(self.unit(span));
        let leaf = flat.at(span.start).or_else(|| Some(flat.first_from(span.start)).filter(|&leaf| leaf < flat.len()))?;
        Some((flat, leaf))
    }

    pub(super) fn call(&self, place: &Place, names: &[String]) -> Answer {
        match self.host {
            Some(host) => host.asker.call(&Place { span: host.span, call: None }, names),
            None => self.call_named(place, names).is_some().into(),
        }
    }

    pub(super) fn call_has(&self, condition: &Condition, place: &Place, names: &[String]) -> Answer {
        if let Some(host) = self.host {
            return host.asker.call_has(condition, &Place { span: host.span, call: None }, names);
        }
        let Some(site) = self.subject(place) else { return Answer::No };
        let has = |name: &String| self.find_argument(&site, name).map_or_else(|unsure| unsure, |_| Answer::Yes);
        self.remembered(condition, site.start(), || names.iter().map(has).max().unwrap_or(Answer::No))
    }

    /// Unlike the reverse of `call_has`, no where there is no call.
    pub(super) fn call_lacks(&self, condition: &Condition, place: &Place, names: &[String]) -> Answer {
        match self.host {
            Some(host) => host.asker.call_lacks(condition, &Place { span: host.span, call: None }, names),
            None if self.subject(place).is_none() => Answer::No,
            None => self.call_has(condition, place, names).not(),
        }
    }

    pub(super) fn argument(&self, condition: &Condition, place: &Place, name: &str, test: &ValueTest) -> Answer {
        if let Some(host) = self.host {
            return host.asker.argument(condition, &Place { span: host.span, call: None }, name, test);
        }
        let Some(site) = self.subject(place) else { return Answer::No };
        self.remembered(condition, site.start(), || match self.find_argument(&site, name) {
            Ok(value) => passes(test, &value_of(&site.flat, self.lexed(), value)),
            Err(unsure) => unsure,
        })
    }

    /// The value of a call's argument, `outer.inner` meaning an entry of the dict passed as `outer`; or why there is none:
    /// no, or unknown where the call is half-typed or takes `**kwargs`.
    fn find_argument(&self, site: &Site, name: &str) -> Result<Range<usize>, Answer> {
        let lexed = self.lexed();
        let flat = &site.flat;
        let (name, inner) = name.split_once('.').map_or((name, None), |(name, inner)| (name, Some(inner)));
        let arguments = self.arguments(site);
        let named = arguments.iter().find(|argument| argument.name.is_some_and(|span| span.of(lexed.text()) == name));
        let Some(found) = named else {
            let unsure = !call::is_closed(flat, site.open) || arguments.iter().any(|argument| argument.stars > 0);
            return Err(if unsure { Answer::Unknown } else { Answer::No });
        };
        let Some(inner) = inner else { return Ok(found.value.clone()) };
        let entries = call::mapping(flat, lexed, found.value.clone()).ok_or(Answer::Unknown)?;
        let entry = entries.iter().find(|entry| entry.name.is_some_and(|span| span.of(lexed.text()) == inner));
        entry.map(|entry| entry.value.clone()).ok_or(if entries.iter().any(|entry| entry.stars > 0) { Answer::Unknown } else { Answer::No })
    }

    /// The arguments of a call. Many matches in one call would read them again and again, so the last ones are kept.
    fn arguments(&self, site: &Site) -> Rc<Vec<call::Argument>> {
        self.arguments.get(site.start(), || call::arguments(&site.flat, self.lexed(), site.open))
    }

    pub(super) fn chain_has(&self, span: Span, methods: &[String]) -> Answer {
        let Some((flat, leaf)) = self.leaf_at(span) else { return Answer::No };
        let chain = call::chain(&flat, self.lexed(), leaf);
        methods.iter().any(|method| chain.contains(&method.as_str())).into()
    }

    pub(super) fn value(&self, condition: &Condition, span: Span, test: &ValueTest) -> Answer {
        self.answer_of_value(condition, span, test).unwrap_or(Answer::No)
    }

    /// The answer for the value that a match names or is, asked once for all that name it.
    fn answer_of_value(&self, condition: &Condition, span: Span, test: &ValueTest) -> Option<Answer> {
        let lexed = self.lexed();
        let behind = |flat: &Flat| {
            let value = value_behind(flat, span)?;
            let start = flat.get(value.start).map_or(span.end, |leaf| leaf.span.start);
            Some(self.remembered(condition, start, || passes(test, &value_of(flat, lexed, value))))
        };
        match self.document.shape() {
            Shape::Yaml(tree) => {
                let place = tree.at(span.start)?;
                let value = match place.part {
                    Part::Item(item) => item,
                    Part::Key(_) | Part::Value(_) => tree.get(place.entry?)?.value?,
                };
                Some(self.remembered(condition, value.start, || passes(test, &Value::scalar(value.of(lexed.text())))))
            }
            Shape::Python(_) => behind(&self.flat(self.unit(span))),
            Shape::Sql(_) => behind(self.statement(self.unit(span)).flat()),
            Shape::None => None,
        }
    }
}

/// Whether a dotted name ends with the parts of another: `airflow.models.DAG` with `DAG` and `models.DAG`.
pub(super) fn ends_like(name: &str, ending: &str) -> bool {
    name.strip_suffix(ending).is_some_and(|before| before.is_empty() || before.ends_with('.') || ending.starts_with('.'))
}

/// The leaves of what stands behind the `=` or `:` at the end of, or next to, a match; else the string that holds it.
/// What goes on for more than [`VALUE_LEAVES`] is cut off there: it is an expression either way.
fn value_behind(flat: &Flat, span: Span) -> Option<Range<usize>> {
    let last = flat.at(span.end.checked_sub(1)?)?;
    let sign = |leaf: Leaf| matches!(leaf.kind, TokenKind::Equals | TokenKind::Colon);
    let leaf = flat.get(last)?;
    let from = if sign(leaf) {
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

/// The value of a stretch of leaves.
fn value_of(flat: &Flat, lexed: &Lexed, range: Range<usize>) -> Value {
    let leaves = flat.leaves().get(range).unwrap_or_default();
    let text = |leaf: &Leaf| leaf.span.of(lexed.text());
    match leaves {
        [] => Value::expression(""),
        [only] if only.kind == TokenKind::StringText => Value::scalar(text(only)),
        [only] if only.kind == TokenKind::Number => Value::scalar(text(only)),
        [only] if matches!(text(only), "True" | "False" | "None") => Value::scalar(text(only)),
        [sign, number] if text(sign) == "-" && number.kind == TokenKind::Number => {
            Value::scalar(sign.span.hull(number.span).of(lexed.text()))
        }
        // An f-string with holes: its leaf is followed by those of the holes, which lie inside it.
        [string, holes @ ..] if string.kind == TokenKind::StringText && holes.iter().all(|hole| string.span.covers(hole.span)) => {
            Value { text: unquoted(text(string)).to_owned(), literal: false, template: true }
        }
        [first, .., last] if leaves.len() <= VALUE_LEAVES => Value::expression(first.span.hull(last.span).of(lexed.text())),
        [first, ..] => Value::expression(text(first)),
    }
}
