//! Lists without brackets: what stands between the commas of a clause.

use super::Statement;
use crate::syntax::sql::Clause;
use crate::syntax::{Lexed, TokenKind, Zone};

/// The lists of a statement: stretches of one clause in one bracket. Read once for all leaves.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// The list of each leaf.
    of: Vec<usize>,
    lists: Vec<List>,
}

#[derive(Clone, Debug, Default)]
struct List {
    /// The leaves of its commas, in order.
    commas: Vec<usize>,
    last: usize,
    /// The last leaf behind which templates or a bracket never closed may bring more.
    unsure: Option<usize>,
}

impl Lists {
    /// Of one statement.
    pub fn new(lexed: &Lexed, statement: &Statement) -> Self {
        let flat = statement.flat();
        let mut lists = Self { of: Vec::with_capacity(flat.len()), lists: Vec::new() };
        // For the inside of each bracket, and for the outside of all, last: the list that goes on there, and whose it is.
        let mut open: Vec<Option<(usize, Clause, u32)>> = vec![None; flat.len() + 1];
        for (at, leaf) in flat.leaves().iter().enumerate() {
            let Some(level) = open.get_mut(flat.parent(at).unwrap_or(flat.len())) else { continue };
            let (clause, block) = (statement.clause(at), statement.block_start(at));
            let bracket = matches!(leaf.kind, TokenKind::Open | TokenKind::Close | TokenKind::TemplateOpen | TokenKind::TemplateClose);
            let goes_on = |&(_, of, from): &(usize, Clause, u32)| {
                bracket || (of == clause && from == block && !(clause == Clause::Over && begins_part(lexed.slice(leaf.span))))
            };
            let list = level.filter(goes_on).unwrap_or((lists.lists.len(), clause, block));
            if list.0 == lists.lists.len() {
                lists.lists.push(List::default());
            }
            *level = Some(list);
            lists.of.push(list.0);
            let Some(list) = lists.lists.get_mut(list.0) else { continue };
            list.last = at;
            let template = leaf.kind == TokenKind::TemplateOpen && !statement.table_position(at);
            if template || (leaf.kind == TokenKind::Open && flat.partner(at).is_none()) {
                list.unsure = Some(at);
            } else if leaf.kind == TokenKind::Comma && leaf.zone == Zone::Code {
                list.commas.push(at);
            }
        }
        lists
    }

    /// How many things stand behind a leaf in its list; `None` where a template or half-typed code may bring more.
    pub fn behind(&self, leaf: usize) -> Option<usize> {
        let list = self.lists.get(*self.of.get(leaf)?)?;
        if list.unsure.is_some_and(|unsure| unsure > leaf) {
            return None;
        }
        let commas = list.commas.get(list.commas.partition_point(|&comma| comma <= leaf)..).unwrap_or_default();
        let ends_with_comma = commas.last() == Some(&list.last);
        Some(if list.last > leaf { commas.len() + usize::from(!ends_with_comma) } else { 0 })
    }
}

/// The words that begin a new part of a window.
fn begins_part(word: &str) -> bool {
    ["order", "rows", "range", "groups"].iter().any(|part| word.eq_ignore_ascii_case(part))
}
