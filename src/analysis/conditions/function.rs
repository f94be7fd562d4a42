//! Conditions about the function and the block around a match, as text.

use super::{Answer, Asker, address};
use crate::analysis::candidates::{find, places};
use crate::analysis::shape::Shape;
use crate::lexicon::{Condition, Phrase};
use crate::syntax::Zone;
use crate::syntax::python::{Head, Outline};
use crate::text::Span;

/// Searching so large a part of a unit piece by piece costs as much as searching it whole.
const SMALL_PART: u32 = 8;

/// Blocks looked at around a match, and decorators below one.
const BLOCKS: usize = 64;

impl Asker<'_> {
    /// In SQL and YAML, whose functions are not known, the statement or document.
    pub(super) fn function_has(&self, condition: &Condition, span: Span, phrases: &[Phrase]) -> Answer {
        let whole = self.document.everything();
        match (self.host, self.document.shape()) {
            // What the literal holds is read as what it is, so that its comments are known.
            (Some(_), _) if self.holds(condition, whole, whole, phrases) => Answer::Yes,
            (Some(host), _) => host.asker.function_around(condition, host.span, phrases, host.span),
            (None, Shape::Python(_)) => self.function_around(condition, span, phrases, Span::at(span.start)),
            (None, _) => self.range_has(condition, self.unit(span), phrases),
        }
    }

    /// Whether the Python function around a place holds one, a stretch of it left out.
    fn function_around(&self, condition: &Condition, span: Span, phrases: &[Phrase], without: Span) -> Answer {
        let whole = self.document.everything();
        let Some(range) = self.outline().map_or(Some(whole), |outline| function_at(outline, span.start, whole)) else {
            return Answer::Unknown;
        };
        if without.is_empty() {
            return self.holds(condition, whole, range, phrases).into();
        }
        let sides = [Span::new(range.start, without.start.max(range.start)), Span::new(without.end.min(range.end), range.end)];
        sides.iter().any(|side| self.holds(condition, whole, *side, phrases)).into()
    }

    /// `None` where the match opens no block, unknown where the block is not there yet.
    pub(super) fn body_has(&self, condition: &Condition, span: Span, phrases: &[Phrase]) -> Option<Answer> {
        let outline = self.outline()?;
        let line = outline.at(span.start)?;
        let header = outline.get(line).filter(|header| header.head.has_suite())?;
        let flat = self.flat(header.span);
        let Some(colon) = self.later(header.span, &flat).colon() else { return Some(Answer::Unknown) };
        let end = flat.get(colon)?.span.end;
        if span.start >= end {
            return None;
        }
        let suite = if colon + 1 < flat.len() { Some(Span::new(end, header.span.end)) } else { stretch(outline, outline.block(line)) };
        Some(suite.map_or(Answer::Unknown, |suite| self.holds(condition, self.document.everything(), suite, phrases).into()))
    }

    /// Whether one of a condition's phrases stands in a range of a unit, outside comments. Ranges are searched themselves as
    /// long as all of them together are a small part of the unit; then the unit is searched, once, so that ranges inside
    /// ranges cost no more than one.
    pub(super) fn holds(&self, condition: &Condition, unit: Span, range: Span, phrases: &[Phrase]) -> bool {
        if self.searched.allows((address(condition), unit.start), range.len(), unit.len() / SMALL_PART) {
            return find(self.lexed(), range, phrases, |zone| zone != Zone::Comment).is_some();
        }
        let found = self.places_in(condition, unit, phrases);
        let first = found.partition_point(|place| place.start < range.start);
        found.iter().skip(first).take_while(|place| place.start < range.end).any(|place| place.end <= range.end)
    }

    /// Where a condition's phrases stand in a unit, outside comments; in order.
    pub(super) fn places_in(&self, condition: &Condition, unit: Span, phrases: &[Phrase]) -> std::rc::Rc<Vec<Span>> {
        self.places.get((address(condition), unit.start), || {
            let each = |phrase| places(self.lexed(), unit, phrase, |zone| zone != Zone::Comment);
            let mut all: Vec<Span> = phrases.iter().flat_map(each).collect();
            all.sort_unstable();
            all
        })
    }
}

/// The function around a place with its decorators and its whole body; `whole` outside of functions. `None` where blocks
/// nest deeper than anybody's handwriting.
fn function_at(outline: &Outline, offset: u32, whole: Span) -> Option<Span> {
    let Some(line) = outline.at(offset) else { return Some(whole) };
    let is_def = |&line: &usize| outline.get(line).is_some_and(|line| matches!(line.head, Head::Def { .. }));
    let decorated = |&line: &usize| outline.get(line).is_some_and(|line| line.head != Head::Decorator);
    let own = (line..line + BLOCKS).find(decorated).filter(is_def);
    let mut around = outline.ancestors(line).take(BLOCKS + 1).enumerate();
    let def = match own {
        Some(def) => def,
        None => match around.find(|(depth, line)| *depth == BLOCKS || is_def(line)) {
            Some((BLOCKS, _)) => return None,
            Some((_, def)) => def,
            None => return Some(whole),
        },
    };
    let first = outline.decorators(def).start;
    stretch(outline, first..outline.block(def).end)
}

/// From the first of some logical lines to the end of the last.
fn stretch(outline: &Outline, lines: std::ops::Range<usize>) -> Option<Span> {
    let last = lines.end.checked_sub(1).filter(|last| *last >= lines.start)?;
    Some(outline.get(lines.start)?.span.hull(outline.get(last)?.span))
}
