//! What a statement is: the word that says so, found behind whatever stands before it.

use crate::syntax::sql::StatementKind;
use crate::syntax::sql::keyword::{Keyword, keyword};
use crate::syntax::{Flat, Lexed, TokenKind, Zone};

/// The verb of a statement.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    pub(super) kind: StatementKind,
    /// Its leaf; behind the last one where there is none.
    pub(super) verb: usize,
    /// The first leaf outside of templates.
    pub(super) first: usize,
    /// Whether its words are those of a query: not so in `GRANT SELECT ON …`.
    pub(super) query: bool,
}

/// The keyword at a leaf of code: no part of a dotted name.
pub(super) fn keyword_at(lexed: &Lexed, flat: &Flat, index: usize) -> Option<Keyword> {
    let leaf = flat.get(index).filter(|leaf| leaf.kind == TokenKind::Word && leaf.zone == Zone::Code)?;
    let found = keyword(lexed.slice(leaf.span))?;
    let dot = |index: Option<usize>| index.and_then(|index| flat.get(index)).is_some_and(|leaf| leaf.kind == TokenKind::Dot);
    (!dot(index.checked_sub(1)) && !dot(Some(index + 1))).then_some(found)
}

/// Behind the template that begins at `index`; behind the leaf where there is none.
pub(super) fn behind_template(flat: &Flat, index: usize) -> usize {
    if let Some(close) = flat.partner(index) {
        return close + 1;
    }
    // Never closed: as far as its own tokens go.
    let own = flat.leaves().iter().skip(index + 1).take_while(|leaf| leaf.zone == Zone::Template && leaf.kind != TokenKind::TemplateOpen);
    index + 1 + own.count()
}

fn first_code(flat: &Flat, mut index: usize) -> usize {
    while flat.get(index).is_some_and(|leaf| leaf.kind == TokenKind::TemplateOpen) {
        index = behind_template(flat, index);
    }
    index
}

pub(super) fn head(lexed: &Lexed, flat: &Flat) -> Head {
    let first = first_code(flat, 0);
    let mut at = first;
    let other = |verb, query| Head { kind: StatementKind::Other, verb, first, query };
    while at < flat.len() {
        let leaf = flat.get(at);
        if leaf.is_some_and(|leaf| matches!(leaf.kind, TokenKind::Open | TokenKind::TemplateOpen | TokenKind::Semicolon)) {
            at = first_code(flat, at + usize::from(leaf.is_some_and(|leaf| leaf.kind != TokenKind::TemplateOpen)));
            continue;
        }
        let Some(word) = keyword_at(lexed, flat, at) else { return other(at, true) };
        if let Some(kind) = kind_of(lexed, flat, at, word) {
            return Head { kind, verb: at, first, query: true };
        }
        at = match word {
            Keyword::With => find(lexed, flat, at + 1, |word, before| before != Some(Keyword::As) && is_verb(word)),
            Keyword::If | Keyword::Elseif | Keyword::While | Keyword::For => {
                find(lexed, flat, at + 1, |word, _| matches!(word, Keyword::Then | Keyword::Do | Keyword::Loop)) + 1
            }
            Keyword::Explain => find(lexed, flat, at + 1, |word, _| is_verb(word) || word == Keyword::With),
            Keyword::Begin if matches!(keyword_at(lexed, flat, at + 1), Some(Keyword::Transaction | Keyword::Work)) => {
                return other(at, true);
            }
            Keyword::Begin | Keyword::Else | Keyword::Loop | Keyword::Repeat => at + 1,
            word => return other(at, !matches!(word, Keyword::Grant | Keyword::Revoke | Keyword::Deny | Keyword::Comment)),
        };
    }
    other(flat.len(), true)
}

fn is_verb(word: Keyword) -> bool {
    use Keyword::{Alter, Copy, Create, Delete, Drop, From, Insert, Merge, Replace, Select, Table, Truncate, Update, Upsert, Values};
    matches!(
        word,
        Alter | Copy | Create | Delete | Drop | From | Insert | Merge | Replace | Select | Table | Truncate | Update | Upsert | Values
    )
}

fn kind_of(lexed: &Lexed, flat: &Flat, at: usize, word: Keyword) -> Option<StatementKind> {
    Some(match word {
        Keyword::Select | Keyword::Values | Keyword::From | Keyword::Table => StatementKind::Select,
        Keyword::Insert | Keyword::Replace | Keyword::Upsert => StatementKind::Insert,
        Keyword::Update => StatementKind::Update,
        Keyword::Delete => StatementKind::Delete,
        Keyword::Merge => StatementKind::Merge,
        Keyword::Truncate => StatementKind::Truncate,
        Keyword::Drop => StatementKind::Drop,
        Keyword::Alter => StatementKind::Alter,
        Keyword::Copy => StatementKind::Copy,
        Keyword::Create => created(lexed, flat, at + 1),
        _ => return None,
    })
}

/// What `CREATE OR REPLACE TEMPORARY …` creates: said within a few words.
fn created(lexed: &Lexed, flat: &Flat, at: usize) -> StatementKind {
    for index in at..at + 8 {
        match keyword_at(lexed, flat, index) {
            Some(Keyword::Table) if keyword_at(lexed, flat, index + 1) != Some(Keyword::Function) => return StatementKind::CreateTable,
            Some(Keyword::View) => return StatementKind::CreateView,
            Some(Keyword::Table | Keyword::Function | Keyword::As | Keyword::On) => break,
            _ if !flat.get(index).is_some_and(|leaf| matches!(leaf.kind, TokenKind::Word | TokenKind::Equals)) => break,
            _ => {}
        }
    }
    StatementKind::CreateOther
}

/// The first keyword from `at` on that `wanted` takes, brackets jumped over; behind the last leaf where there is none.
/// `wanted` sees the keyword directly before it, too.
fn find(lexed: &Lexed, flat: &Flat, mut at: usize, wanted: impl Fn(Keyword, Option<Keyword>) -> bool) -> usize {
    let mut before = None;
    while let Some(leaf) = flat.get(at) {
        if matches!(leaf.kind, TokenKind::Open | TokenKind::TemplateOpen) {
            // A bracket never closed is looked into: half-typed code.
            at = flat.partner(at).map_or(at + 1, |close| close + 1);
            before = None;
            continue;
        }
        let word = keyword_at(lexed, flat, at);
        if word.is_some_and(|word| wanted(word, before)) {
            return at;
        }
        before = word;
        at += 1;
    }
    flat.len()
}
