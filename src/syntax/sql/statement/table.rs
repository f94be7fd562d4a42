//! The name of a table, as one text.

use super::Statement;
use crate::syntax::{Lexed, TokenKind, Zone};

/// Leaves of a name that are read to either side.
const LEAVES: usize = 32;

impl Statement {
    /// The name of the table that a leaf is a part of, without quotes; `None` where a template is in it, and where it
    /// is longer or stranger than what anybody writes.
    pub fn table_name(&self, lexed: &Lexed, leaf: usize) -> Option<String> {
        let part = |at: &usize| self.table_position(*at);
        let first = (0..leaf).rev().take(LEAVES + 1).take_while(part).last().unwrap_or(leaf);
        let last = (leaf..self.flat.len()).take(LEAVES + 1).take_while(part).last().unwrap_or(leaf);
        let dot = |at: Option<usize>| at.and_then(|at| self.flat.get(at)).is_some_and(|leaf| leaf.kind == TokenKind::Dot);
        // What goes on with a dot is only a part of the name.
        if leaf - first > LEAVES || last - leaf >= LEAVES || dot(first.checked_sub(1)) || dot(Some(last + 1)) {
            return None;
        }
        let leaves = self.flat.leaves().get(first..=last)?;
        let template = leaves.iter().any(|leaf| leaf.zone == Zone::Template || leaf.kind == TokenKind::TemplateOpen);
        let span = leaves.first()?.span.hull(leaves.last()?.span);
        let text = lexed.slice(span);
        let computed = template || ["{{", "{%", "${", "$("].iter().any(|sign| text.contains(sign));
        (!computed).then(|| text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '`' | '"' | '[' | ']')).collect())
    }
}
