//! Conditions about the Python call that holds the match, its arguments and its chain.

use std::ops::Range;
use std::rc::Rc;

use super::operand::value_of;
use super::value::passes;
use super::{Answer, Asker, Place};
use crate::analysis::shape::Shape;
use crate::lexicon::{Condition, ValueTest};
use crate::syntax::Flat;
use crate::syntax::python::call;
use crate::text::Span;

/// Calls looked at around a match, innermost first: deeper nesting is nobody's handwriting.
const CALLS: usize = 32;

/// A call around a match.
#[derive(Clone, Debug)]
pub(in crate::analysis) struct Site {
    flat: Rc<Flat>,
    /// Its opening bracket.
    open: usize,
}

impl Site {
    pub(super) fn flat(&self) -> &Flat {
        &self.flat
    }

    /// The leaves of its logical line.
    pub(in crate::analysis) fn shared(&self) -> Rc<Flat> {
        Rc::clone(&self.flat)
    }

    /// The leaf of its opening bracket.
    pub(super) fn open(&self) -> usize {
        self.open
    }

    /// Where its bracket stands.
    pub(super) fn start(&self) -> u32 {
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

    /// The call that a match is the name of, or stands in the arguments of.
    pub(in crate::analysis) fn call_at(&self, span: Span) -> Option<Site> {
        self.subject(&Place { span, call: None })
    }

    pub(super) fn subject(&self, place: &Place) -> Option<Site> {
        if place.call.is_some() {
            return place.call.clone();
        }
        let (flat, leaf) = self.leaf_at(place.span)?;
        let open = call::enclosing_calls(&flat, self.lexed(), leaf).next()?.open;
        Some(Site { flat, open })
    }

    /// The logical line around a place and the leaf at its beginning; for an embedded text, those of the literal.
    pub(super) fn leaf_at(&self, span: Span) -> Option<(Rc<Flat>, usize)> {
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

    /// `wanted`: the argument's keyword, its position, or both.
    pub(super) fn argument(&self, condition: &Condition, place: &Place, wanted: (Option<&str>, Option<u32>), test: &ValueTest) -> Answer {
        if let Some(host) = self.host {
            return host.asker.argument(condition, &Place { span: host.span, call: None }, wanted, test);
        }
        let Some(site) = self.subject(place) else { return Answer::No };
        let named = |name| self.find_argument(&site, name);
        let placed = |position| self.find_positional(&site, position);
        let find = || match wanted {
            (Some(name), Some(position)) => named(name).or_else(|unsure| placed(position).map_err(|other| unsure.max(other))),
            (Some(name), None) => named(name),
            (None, position) => placed(position.unwrap_or(1)),
        };
        self.remembered(condition, site.start(), || match find() {
            Ok(value) => passes(test, &value_of(&site.flat, self.lexed(), value)),
            Err(unsure) => unsure,
        })
    }

    /// The value of a call's argument, `outer.inner` meaning an entry of the dict passed as `outer`; or why there is none:
    /// no, or unknown where the call is half-typed or takes `**kwargs`.
    pub(in crate::analysis) fn find_argument(&self, site: &Site, name: &str) -> Result<Range<usize>, Answer> {
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

    /// The value of a call's positional argument of that number, from 1; or why there is none.
    fn find_positional(&self, site: &Site, position: u32) -> Result<Range<usize>, Answer> {
        let arguments = self.arguments(site);
        let mut plain = arguments.iter().take_while(|argument| argument.stars != 1).filter(|argument| argument.name.is_none());
        let found = plain.nth((position as usize).saturating_sub(1)).filter(|argument| argument.stars == 0);
        let unsure = !call::is_closed(&site.flat, site.open) || arguments.iter().any(|argument| argument.stars == 1);
        found.map(|argument| argument.value.clone()).ok_or(if unsure { Answer::Unknown } else { Answer::No })
    }

    /// The arguments of a call. Many matches in one call would read them again and again, so the last ones are kept.
    pub(super) fn arguments(&self, site: &Site) -> Rc<Vec<call::Argument>> {
        self.arguments.get(site.start(), || call::arguments(&site.flat, self.lexed(), site.open))
    }

    pub(super) fn chain_has(&self, span: Span, methods: &[String]) -> Answer {
        let Some((flat, leaf)) = self.leaf_at(span) else { return Answer::No };
        let chain = call::chain(&flat, self.lexed(), leaf);
        methods.iter().any(|method| chain.contains(&method.as_str())).into()
    }
}

/// Whether a dotted name ends with the parts of another: `airflow.models.DAG` with `DAG` and `models.DAG`.
pub(super) fn ends_like(name: &str, ending: &str) -> bool {
    name.strip_suffix(ending).is_some_and(|before| before.is_empty() || before.ends_with('.') || ending.starts_with('.'))
}
