//! What the statements around candidates say to their rules, kept from version to version: an edit elsewhere changes
//! nothing about it.

use super::candidates::Candidate;
use crate::lexicon::Condition;
use crate::lexicon::condition::CronKind;
use crate::syntax::Language;
use crate::text::{Edit, Span};

/// Candidates of one version, each with its statement and whether that speaks against it; in order.
#[derive(Debug, Default)]
pub(super) struct Judged(Vec<(Candidate, Span, bool)>);

impl Judged {
    /// Adds a candidate that stands behind all others.
    pub(super) fn push(&mut self, candidate: Candidate, statement: Span, refused: bool) {
        self.0.push((candidate, statement, refused));
    }

    /// Whether its statement speaks against a candidate of a later version; `None` where that is not known. `edit` holds all
    /// that was lexed anew since: outside of it the same bytes are the same tokens, and a statement with the same ends is
    /// the same statement.
    pub(super) fn refuse(&self, edit: Edit, candidate: Candidate, statement: Span) -> Option<bool> {
        let before = edit.back(statement)?;
        let moved = |at: u32| at.wrapping_sub(statement.start).wrapping_add(before.start);
        let candidate = Candidate { span: Span::new(moved(candidate.span.start), moved(candidate.span.end)), ..candidate };
        let found = self.0.binary_search_by(|(known, ..)| known.cmp(&candidate)).ok().and_then(|index| self.0.get(index));
        found.filter(|(_, known, _)| *known == before).map(|(.., refused)| *refused)
    }
}

/// Whether a condition's answer hangs on nothing but the tokens of the statement or logical line that holds the match.
pub(super) fn is_about_the_statement(condition: &Condition, language: Language) -> bool {
    match condition {
        Condition::Any(inner) | Condition::All(inner) => inner.iter().all(|condition| is_about_the_statement(condition, language)),
        Condition::LineHas(_) | Condition::LineLacks(_) => language == Language::Python,
        // A gap is one of the file's time zone.
        Condition::Cron(kinds) => !kinds.contains(&CronKind::DstGap),
        Condition::StatementHas(_)
        | Condition::StatementLacks(_)
        | Condition::BracketHas(_)
        | Condition::BracketLacks(_)
        | Condition::Items(_)
        | Condition::Call(_)
        | Condition::CallHas(_)
        | Condition::CallLacks(_)
        | Condition::Argument { .. }
        | Condition::ArgumentCount(_)
        | Condition::Receiver(_)
        | Condition::AssignedTo(_)
        | Condition::UnusedResult(_)
        | Condition::ChainHas(_)
        | Condition::ChainLacks(_)
        | Condition::Statement(_)
        | Condition::Clause(_)
        | Condition::TablePosition(_)
        | Condition::TableName(_)
        | Condition::ColumnName(_)
        | Condition::ColumnList(_)
        | Condition::SelectHas(_)
        | Condition::SelectLacks(_)
        | Condition::Value(_) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_after_an_edit() {
        let candidate = |start: u32| Candidate { span: Span::new(start, start + 2), entry: 7 };
        let mut judged = Judged::default();
        judged.push(candidate(12), Span::new(10, 20), true);
        judged.push(candidate(15), Span::new(10, 20), false);
        judged.push(candidate(52), Span::new(50, 60), true);
        // Bytes 25 to 35 became 5 bytes.
        let edit = Edit { old: Span::new(25, 35), new_len: 5 };
        for (candidate, statement, expected) in [
            (candidate(12), Span::new(10, 20), Some(true)),
            (candidate(15), Span::new(10, 20), Some(false)),
            (candidate(47), Span::new(45, 55), Some(true)),
            // Another statement around it, another phrase in it, one that the edit touches.
            (candidate(47), Span::new(44, 55), None),
            (candidate(48), Span::new(45, 55), None),
            (Candidate { entry: 8, ..candidate(47) }, Span::new(45, 55), None),
            (candidate(12), Span::new(10, 25), None),
            (candidate(31), Span::new(30, 40), None),
        ] {
            assert_eq!(judged.refuse(edit, candidate, statement), expected, "{candidate:?} in {statement:?}");
        }
    }
}
