//! Conditions about the SELECT around a match.

use super::{Answer, Asker, address};
use crate::lexicon::{Condition, Phrase};
use crate::text::Span;

impl Asker<'_> {
    /// `None` outside of SELECTs.
    pub(super) fn select_has(&self, condition: &Condition, span: Span, phrases: &[Phrase]) -> Option<Answer> {
        let (statement, leaf) = self.sql_at(span)?;
        let block = statement.block_start(leaf?);
        let flat = statement.flat();
        let first = flat.get(flat.at(block)?)?;
        if !["select", "from"].iter().any(|word| self.lexed().slice(first.span).eq_ignore_ascii_case(word)) {
            return None;
        }
        let unit = self.unit(span);
        let holders = self.selects.get((address(condition), unit.start), || {
            let holder = |offset: u32| flat.at(offset).map(|leaf| statement.block_start(leaf));
            // What begins in one SELECT and ends in another stands in neither.
            let whole = |place: &&Span| holder(place.start) == holder(place.end.saturating_sub(1));
            let places = self.places_in(condition, unit, phrases);
            places.iter().filter(whole).filter_map(|place| holder(place.start)).collect()
        });
        Some(holders.contains(&block).into())
    }
}
