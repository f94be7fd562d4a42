//! Conditions about what a Python match is called on, and what becomes of the result.

use std::ops::Range;

use super::value::like;
use super::{Answer, Asker, Place};
use crate::lexicon::Condition;
use crate::lexicon::condition::Bounds;
use crate::syntax::python::{self, call};
use crate::syntax::{Flat, Lexed, TokenKind};
use crate::text::Span;

/// Brackets around a whole statement that are looked through.
const WRAPPERS: usize = 8;

impl Asker<'_> {
    pub(super) fn receiver(&self, span: Span, names: &[String]) -> Answer {
        let found = self.leaf_at(span).and_then(|(flat, leaf)| {
            let dot = |leaf: &usize| flat.get(*leaf).is_some_and(|leaf| leaf.kind == TokenKind::Dot);
            let dot = Some(leaf).filter(dot).or_else(|| leaf.checked_sub(1).filter(dot))?;
            python::receiver(&flat, self.lexed(), dot)
        });
        match found {
            None => Answer::No,
            Some((_, false)) => Answer::Unknown,
            Some((receiver, true)) => names.iter().any(|name| like(&receiver, name)).into(),
        }
    }

    pub(super) fn assigned_to(&self, condition: &Condition, span: Span, names: &[String]) -> Answer {
        if let Some(host) = self.host {
            return host.asker.assigned_to(condition, host.span, names);
        }
        let Some((flat, leaf)) = self.leaf_at(span) else { return Answer::No };
        let statement = self.simples(self.unit(span), &flat).of(&flat, leaf);
        let start = flat.get(statement.start).map_or(span.start, |leaf| leaf.span.start);
        self.remembered(condition, start, || {
            let targets = python::targets(&flat, self.lexed(), statement);
            targets.iter().any(|target| names.iter().any(|name| like(target, name))).into()
        })
    }

    pub(super) fn unused_result(&self, place: &Place, wanted: bool) -> Answer {
        if let Some(host) = self.host {
            return host.asker.unused_result(&Place { span: host.span, call: None }, wanted);
        }
        let Some(site) = self.subject(place) else { return Answer::No };
        let flat = site.flat();
        let Some(close) = flat.partner(site.open()) else { return Answer::Unknown };
        let statement = unwrapped(flat, self.lexed(), self.simples(self.unit(place.span), flat).of(flat, site.open()));
        let awaited = flat.get(statement.start).is_some_and(|leaf| self.lexed().slice(leaf.span) == "await");
        let first = statement.start + usize::from(awaited);
        let alone = close + 1 == statement.end && call::chain_start(flat, self.lexed(), site.open()) == first;
        (alone == wanted).into()
    }

    pub(super) fn argument_count(&self, condition: &Condition, place: &Place, bounds: Bounds) -> Answer {
        if let Some(host) = self.host {
            return host.asker.argument_count(condition, &Place { span: host.span, call: None }, bounds);
        }
        let Some(site) = self.subject(place) else { return Answer::No };
        self.remembered(condition, site.start(), || {
            let arguments = self.arguments(&site);
            let unsure = !call::is_closed(site.flat(), site.open()) || arguments.iter().any(|argument| argument.stars > 0);
            if unsure { Answer::Unknown } else { bounds.hold(arguments.len()).into() }
        })
    }
}

/// A statement without the brackets around all of it.
fn unwrapped(flat: &Flat, lexed: &Lexed, mut statement: Range<usize>) -> Range<usize> {
    for _ in 0..WRAPPERS {
        let is_open = flat.get(statement.start).is_some_and(|leaf| lexed.slice(leaf.span) == "(");
        if !is_open || flat.partner(statement.start).is_none_or(|close| close + 1 != statement.end) {
            break;
        }
        statement = statement.start + 1..statement.end - 1;
    }
    statement
}
