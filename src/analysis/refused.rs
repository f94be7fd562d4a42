//! Candidates that their own statement speaks against, kept from version to version: an edit elsewhere changes nothing
//! about them.

use super::candidates::Candidate;
use crate::lexicon::Condition;
use crate::lexicon::condition::CronKind;
use crate::syntax::Language;
use crate::text::{Edit, Span};

/// Candidates of one version that their own statement speaks against, each with that statement; in order.
#[derive(Debug, Default)]
pub(super) struct Refused(Vec<(Candidate, Span)>);

impl Refused {
    /// Adds a candidate that stands behind all others.
    pub(super) fn push(&mut self, candidate: Candidate, statement: Span) {
        self.0.push((candidate, statement));
    }

    /// Whether a candidate of a later version was refused before. `edit` holds all that was lexed anew since: outside of
    /// it the same bytes are the same tokens, and a statement with the same ends is the same statement.
    pub(super) fn hold(&self, edit: Edit, candidate: Candidate, statement: Span) -> bool {
        let fresh = edit.new_span();
        if statement.end >= fresh.start && statement.start <= fresh.end {
            return false;
        }
        let behind = statement.start > fresh.end;
        let old = |at: u32| if behind { at - fresh.end + edit.old.end } else { at };
        let moved = |span: Span| Span::new(old(span.start), old(span.end));
        let candidate = Candidate { span: moved(candidate.span), ..candidate };
        let found = self.0.binary_search_by(|(known, _)| known.cmp(&candidate)).ok().and_then(|index| self.0.get(index));
        found.is_some_and(|(_, known)| *known == moved(statement))
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
        let mut refused = Refused::default();
        refused.push(candidate(12), Span::new(10, 20));
        refused.push(candidate(52), Span::new(50, 60));
        // Bytes 25 to 35 became 5 bytes.
        let edit = Edit { old: Span::new(25, 35), new_len: 5 };
        for (candidate, statement, expected) in [
            (candidate(12), Span::new(10, 20), true),
            (candidate(47), Span::new(45, 55), true),
            // Another statement around it, another phrase in it, one that the edit touches.
            (candidate(47), Span::new(44, 55), false),
            (candidate(48), Span::new(45, 55), false),
            (Candidate { entry: 8, ..candidate(47) }, Span::new(45, 55), false),
            (candidate(12), Span::new(10, 25), false),
            (candidate(31), Span::new(30, 40), false),
        ] {
            assert_eq!(refused.hold(edit, candidate, statement), expected, "{candidate:?} in {statement:?}");
        }
    }
}
