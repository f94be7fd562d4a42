//! Conditions about the Python call that holds the match, its arguments and its chain; and the value at the match.

use std::ops::Range;
use std::rc::Rc;

use super::value::{Value, passes, unquoted};
use super::{Answer, Asker, Place};
use crate::analysis::shape::Shape;
use crate::lexicon::ValueTest;
use crate::syntax::python::call;
use crate::syntax::yaml::tree::Part;
use crate::syntax::{Flat, Leaf, Lexed, TokenKind};
use crate::text::Span;

/// Calls looked at around a match, innermost first: deeper nesting is nobody's handwriting.
const CALLS: usize = 32;

/// A call around a match.
#[derive(Clone, Debug)]
pub(super) struct Site {
    flat: Rc<Flat>,
    /// Its opening bracket.
    open: usize,
}

impl Asker<'_> {
    /// The innermost call around the place whose dotted name ends like one of `names`.
    pub(super) fn call_named(&self, place: &Place, names: &[String]) -> Option<Site> {
        let (flat, leaf) = self.leaf_at(place.span)?;
        let lexed = self.lexed();
        let open = call::enclosing_calls(&flat, lexed, leaf)
            .into_iter()
            .take(CALLS)
            .find(|call| names.iter().any(|name| ends_like(&call.name, name)))?
            .open;
        Some(Site { flat, open })
    }

    fn subject(&self, place: &Place) -> Option<Site> {
        if place.call.is_some() {
            return place.call.clone();
        }
        let (flat, leaf) = self.leaf_at(place.span)?;
        let open = call::enclosing_calls(&flat, self.lexed(), leaf).into_iter().next()?.open;
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

    pub(super) fn call_has(&self, place: &Place, names: &[String]) -> Answer {
        if let Some(host) = self.host {
            return host.asker.call_has(&Place { span: host.span, call: None }, names);
        }
        let Some(site) = self.subject(place) else { return Answer::No };
        names
            .iter()
            .map(|name| self.find_argument(&site, name))
            .map(|found| found.map_or_else(|unsure| unsure, |_| Answer::Yes))
            .max()
            .unwrap_or(Answer::No)
    }

    /// Unlike the reverse of `call_has`, no where there is no call.
    pub(super) fn call_lacks(&self, place: &Place, names: &[String]) -> Answer {
        match self.host {
            Some(host) => host.asker.call_lacks(&Place { span: host.span, call: None }, names),
            None if self.subject(place).is_none() => Answer::No,
            None => self.call_has(place, names).not(),
        }
    }

    pub(super) fn argument(&self, place: &Place, name: &str, test: &ValueTest) -> Answer {
        if let Some(host) = self.host {
            return host.asker.argument(&Place { span: host.span, call: None }, name, test);
        }
        let Some(site) = self.subject(place) else { return Answer::No };
        match self.find_argument(&site, name) {
            Ok(value) => passes(test, &value_of(&site.flat, self.lexed(), value)),
            Err(unsure) => unsure,
        }
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
        let key = site.flat.get(site.open).map_or(u32::MAX, |leaf| leaf.span.start);
        if let Some((at, arguments)) = &*self.arguments.borrow()
            && *at == key
        {
            return Rc::clone(arguments);
        }
        let arguments = Rc::new(call::arguments(&site.flat, self.lexed(), site.open));
        *self.arguments.borrow_mut() = Some((key, Rc::clone(&arguments)));
        arguments
    }

    pub(super) fn chain_has(&self, span: Span, methods: &[String]) -> Answer {
        let Some((flat, leaf)) = self.leaf_at(span) else { return Answer::No };
        let chain = call::chain(&flat, self.lexed(), leaf);
        methods.iter().any(|method| chain.iter().any(|name| name == method)).into()
    }

    pub(super) fn value(&self, span: Span, test: &ValueTest) -> Answer {
        self.value_at(span).map_or(Answer::No, |value| passes(test, &value))
    }

    /// The value that a match names or is.
    fn value_at(&self, span: Span) -> Option<Value> {
        let lexed = self.lexed();
        match self.document.shape() {
            Shape::Yaml(tree) => {
                let place = tree.at(span.start)?;
                let value = match place.part {
                    Part::Item(item) => Some(item),
                    Part::Key(_) | Part::Value(_) => tree.get(place.entry?)?.value,
                };
                Some(Value::scalar(value?.of(lexed.text())))
            }
            Shape::Python(_) => {
                let flat = self.flat(self.unit(span));
                value_behind(&flat, lexed, span)
            }
            Shape::Sql(_) => {
                let statement = self.statement(self.unit(span));
                value_behind(statement.flat(), lexed, span)
            }
        }
    }
}

/// Whether a dotted name ends with the parts of another: `airflow.models.DAG` with `DAG` and `models.DAG`.
pub(super) fn ends_like(name: &str, ending: &str) -> bool {
    name.strip_suffix(ending).is_some_and(|before| before.is_empty() || before.ends_with('.') || ending.starts_with('.'))
}

/// What stands behind the `=` or `:` at the end of, or next to, a match; else the string that holds it.
fn value_behind(flat: &Flat, lexed: &Lexed, span: Span) -> Option<Value> {
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
        return Some(value_of(flat, lexed, last..last + 1 + usize::from(hole)));
    } else {
        return None;
    };
    let ends = |at: &usize| {
        flat.get(*at).is_none_or(|leaf| {
            matches!(leaf.kind, TokenKind::Comma | TokenKind::Semicolon | TokenKind::Close) && flat.parent(*at) == flat.parent(from)
        }) || flat.get(*at).is_some_and(|leaf| leaf.kind == TokenKind::Close && flat.partner(*at).is_none_or(|open| open < from))
    };
    let end = (from..=flat.len()).find(ends)?;
    Some(value_of(flat, lexed, from..end))
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
        [first, .., last] => Value::expression(first.span.hull(last.span).of(lexed.text())),
        [only] => Value::expression(text(only)),
    }
}
