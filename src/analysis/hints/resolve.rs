//! Values as code writes them: lengths of time, days, time zones, and names that stand for them.

use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::analysis::conditions::{Asker, Value, value_of};
use crate::analysis::shape::Shape;
use crate::lexicon::hint::Unit;
use crate::schedule::date::{self, Date};
use crate::schedule::{Length, Zone};
use crate::syntax::python::Head;
use crate::syntax::python::call;
use crate::syntax::{Flat, Lexed, TokenKind};
use crate::text::Span;

/// A statement longer than this, in bytes, is not read for the value that it gives a name: many may ask about it.
const LONGEST_STATEMENT: u32 = 1 << 13;

/// A value with its place.
#[derive(Clone, Debug)]
pub(in crate::analysis) struct Operand {
    /// As far as the text tells it.
    pub(in crate::analysis) value: Value,
    /// Where it stands.
    pub(in crate::analysis) span: Span,
    /// Its leaves, in Python.
    pub(in crate::analysis) leaves: Option<Leaves>,
}

/// Leaves of a logical line.
#[derive(Clone, Debug)]
pub(in crate::analysis) struct Leaves {
    pub(in crate::analysis) flat: Rc<Flat>,
    pub(in crate::analysis) range: Range<usize>,
}

impl Leaves {
    pub(super) fn value(&self, lexed: &Lexed) -> Value {
        value_of(&self.flat, lexed, self.range.clone())
    }

    pub(super) fn with(&self, range: Range<usize>) -> Self {
        Self { flat: Rc::clone(&self.flat), range }
    }

    /// The texts of its leaves.
    pub(super) fn texts<'a>(&'a self, lexed: &'a Lexed) -> impl Iterator<Item = &'a str> {
        self.flat.leaves().get(self.range.clone()).unwrap_or_default().iter().map(|leaf| lexed.slice(leaf.span))
    }

    /// The name and the opening bracket of the one call that it is.
    pub(super) fn call(&self, lexed: &Lexed) -> Option<(String, usize)> {
        let is_open = |at: &usize| self.flat.get(*at).is_some_and(|leaf| leaf.kind == TokenKind::Open);
        let open = self.range.clone().find(is_open)?;
        let whole = self.flat.partner(open)? + 1 == self.range.end;
        let name = call::name_before(&self.flat, lexed, open).filter(|_| whole)?;
        let leaves = self.range.clone().take_while(|at| *at < open).map(|at| self.flat.get(at).map_or("", |leaf| lexed.slice(leaf.span)));
        (leaves.collect::<String>() == name).then_some((name, open))
    }

    /// The name that it is and nothing more.
    fn name<'a>(&self, lexed: &'a Lexed) -> Option<&'a str> {
        let leaf = self.flat.get(self.range.start).filter(|leaf| self.range.len() == 1 && leaf.kind == TokenKind::Word)?;
        Some(lexed.slice(leaf.span)).filter(|name| !matches!(*name, "None" | "True" | "False"))
    }
}

/// A length of time: `timedelta(…)`, a number of `unit`, or a text.
pub(super) fn length(lexed: &Lexed, operand: &Operand, unit: Option<Unit>) -> Option<Length> {
    if let Some(leaves) = &operand.leaves
        && let Some(found) = timedelta(lexed, leaves)
    {
        return Some(found);
    }
    if !operand.value.literal {
        return None;
    }
    let text = operand.value.text.trim();
    let unit = unit.map(|unit| match unit {
        Unit::Milliseconds => "milliseconds",
        Unit::Seconds => "seconds",
        Unit::Minutes => "minutes",
    });
    match (text.replace('_', "").parse::<f64>(), unit) {
        (Ok(number), Some(unit)) => Length::of_parts([(number, unit)]),
        _ => Length::read(text),
    }
}

/// `timedelta(days=1, hours=2)`, also pendulum's `duration`.
pub(super) fn timedelta(lexed: &Lexed, leaves: &Leaves) -> Option<Length> {
    const PLACES: [&str; 7] = ["days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks"];
    let (name, open) = leaves.call(lexed)?;
    if !matches!(last(&name), "timedelta" | "duration" | "Duration") {
        return None;
    }
    let mut parts = Vec::new();
    for (place, argument) in call::arguments(&leaves.flat, lexed, open).into_iter().enumerate() {
        let unit = argument.name.map_or_else(|| PLACES.get(place).copied(), |name| Some(lexed.slice(name)))?;
        let value = value_of(&leaves.flat, lexed, argument.value);
        parts.push((value.text.replace('_', "").parse::<f64>().ok().filter(|_| value.literal && argument.stars == 0)?, unit));
    }
    Length::of_parts(parts)
}

/// A day: `datetime(2025, 1, 1)`, `pendulum.datetime(…)`, `"2025-01-01"`.
pub(super) fn day(lexed: &Lexed, operand: &Operand) -> Option<Date> {
    let text = || Some(&operand.value.text).filter(|_| operand.value.literal).and_then(|text| date::read(text));
    operand.leaves.as_ref().and_then(|leaves| day_of(lexed, leaves)).or_else(text)
}

/// A day in Python, as [`day`] knows it.
pub(super) fn day_of(lexed: &Lexed, leaves: &Leaves) -> Option<Date> {
    let Some((name, open)) = leaves.call(lexed) else {
        let value = leaves.value(lexed);
        return date::read(&value.text).filter(|_| value.literal);
    };
    let arguments = call::arguments(&leaves.flat, lexed, open);
    if last(&name) == "parse" {
        let first = arguments.first().filter(|first| first.name.is_none() && first.stars == 0)?;
        let value = value_of(&leaves.flat, lexed, first.value.clone());
        return date::read(&value.text).filter(|_| value.literal);
    }
    if !matches!(last(&name), "datetime" | "date" | "DateTime") {
        return None;
    }
    let number = |place: usize, word: &str| {
        let named = arguments.iter().find(|argument| argument.name.is_some_and(|name| lexed.slice(name) == word));
        let placed = arguments.get(place).filter(|argument| argument.name.is_none() && argument.stars == 0);
        let value = value_of(&leaves.flat, lexed, named.or(placed)?.value.clone());
        value.text.parse::<i16>().ok().filter(|_| value.literal)
    };
    let small = |number: i16| i8::try_from(number).ok();
    Date::new(number(0, "year")?, small(number(1, "month")?)?, small(number(2, "day")?)?).ok()
}

/// The last part of a dotted name.
pub(super) fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// What is known of a time zone.
#[derive(Clone, Debug)]
pub(in crate::analysis) enum Zoned {
    /// It is stated.
    Named(Zone),
    /// None is stated.
    Absent,
    /// One is stated that the text does not tell.
    Unclear,
}

impl Asker<'_> {
    /// The time zone of a day that something begins at.
    pub(super) fn zone_of_start(&self, leaves: &Leaves) -> Zoned {
        let lexed = self.lexed();
        let texts: Vec<&str> = leaves.texts(lexed).collect();
        if texts.iter().any(|text| text.eq_ignore_ascii_case("utc")) {
            return Zone::named("UTC").map_or(Zoned::Unclear, Zoned::Named);
        }
        let strings = leaves.range.clone().filter_map(|leaf| call::string_content(&leaves.flat, lexed, leaf));
        let named: Vec<Zone> = strings.filter_map(|content| Zone::named(lexed.slice(content))).collect();
        if let [zone] = named.as_slice() {
            return Zoned::Named(zone.clone());
        }
        if texts.iter().any(|text| matches!(*text, "tz" | "tzinfo" | "timezone" | "in_timezone" | "in_tz" | "astimezone")) {
            return self.zone_of_file().map_or(Zoned::Unclear, Zoned::Named);
        }
        match leaves.call(lexed) {
            // pendulum's days begin in UTC where nothing else is said.
            Some((name, _)) if name.starts_with("pendulum.") => Zone::named("UTC").map_or(Zoned::Unclear, Zoned::Named),
            _ if day_of(lexed, leaves).is_some() => Zoned::Absent,
            _ => Zoned::Unclear,
        }
    }

    /// What a name stands for, where the file gives it one value and does not change it.
    pub(super) fn named_value(&self, leaves: &Leaves) -> Option<Leaves> {
        let lexed = self.lexed();
        let name = leaves.name(lexed)?;
        let statement = self.assigned.get_or_init(|| self.assigned_once()).get(name).copied().flatten()?;
        let flat = self.named.get(statement.start, || Flat::new(lexed, statement));
        let kind = |at: usize| flat.get(at).map(|leaf| leaf.kind);
        let further = |at: usize| flat.parent(at).is_none() && matches!(kind(at), Some(TokenKind::Semicolon | TokenKind::Equals));
        let is_plain = kind(1) == Some(TokenKind::Equals) && flat.len() > 2 && !(2..flat.len()).any(further);
        is_plain.then_some(Leaves { range: 2..flat.len(), flat })
    }

    /// The statements that give a name its value, by the name; `None` for names that are given several, or changed.
    fn assigned_once(&self) -> FxHashMap<String, Option<Span>> {
        let lexed = self.lexed();
        let mut found: FxHashMap<String, Option<Span>> = FxHashMap::default();
        let Shape::Python(outline) = self.document.shape() else { return found };
        for logical in outline.logicals() {
            let text = lexed.slice(logical.span);
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            match logical.head {
                Head::Simple => {}
                // What a loop or a call gives a name is another value each time.
                Head::Def { .. } | Head::For => {
                    let bound = text.split_once(" in ").map_or(text, |(bound, _)| bound);
                    let names = bound.split(|c| !is_word(c)).filter(|name| !name.is_empty());
                    found.extend(names.map(|name| (name.to_owned(), None)));
                    continue;
                }
                _ => continue,
            }
            let rest = text.trim_start_matches(is_word);
            let Some(name) = text.strip_suffix(rest).filter(|name| !name.is_empty()) else { continue };
            let rest = rest.trim_start();
            if rest.starts_with('=') && !rest.starts_with("==") {
                let fits = logical.span.len() <= LONGEST_STATEMENT;
                let seen = found.contains_key(name);
                found.insert(name.to_owned(), Some(logical.span).filter(|_| fits && !seen));
            } else if rest.starts_with(['[', '.', '|', '+', ':', ',']) {
                found.insert(name.to_owned(), None);
            }
        }
        found
    }
}
