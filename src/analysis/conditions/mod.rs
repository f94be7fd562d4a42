//! Conditions: questions about the place of a match, answered yes, no or unknown.
//!
//! Each condition of the vocabulary is one small function of this folder. Unknown is the honest answer wherever the text
//! is half-typed, computed or templated, and it never lets a rule report.

mod block;
mod call;
mod phrases;
mod sql;
pub(super) mod value;
mod workspace;
mod yaml;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::document::Document;
use super::insertion;
use super::shape::Shape;
use super::{CommentStyle, Facts, Insertion};
use crate::lexicon::{Condition, Lexicon};
use crate::syntax::python::call::Argument;
use crate::syntax::python::{Later, Outline};
use crate::syntax::sql::statement::Statement;
use crate::syntax::yaml::tree::Tree;
use crate::syntax::{Flat, Lexed};
use crate::text::Span;

/// The answer of a condition.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Answer {
    /// It is not so.
    No,
    /// It cannot be told from the text.
    Unknown,
    /// It is so.
    Yes,
}

impl Answer {
    /// Yes for no, no for yes.
    pub(super) fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::Yes => Self::No,
        }
    }
}

impl From<bool> for Answer {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

/// Answers conditions about one document.
pub(super) struct Asker<'a> {
    pub(super) document: &'a Document,
    pub(super) lexicon: &'a Lexicon,
    pub(super) facts: &'a Facts,
    /// The file around an embedded text: who to ask about imports and enclosing blocks.
    pub(super) host: Option<Host<'a>>,
    flat: Last<Span, Flat>,
    later: Last<Span, Later>,
    statement: Last<Span, Statement>,
    arguments: Last<u32, Vec<Argument>>,
    insertion: Last<u32, Insertion>,
    /// A line, and the one on which what it goes on with begins.
    pub(super) outermost: Cell<(u32, u32)>,
    imports: OnceCell<Vec<String>>,
    style: OnceCell<CommentStyle>,
    /// Answers that hold for a whole unit (a line, statement, call, value …), by condition (its address) and the unit's
    /// beginning.
    memo: RefCell<FxHashMap<(usize, u32), Answer>>,
}

/// What was worked out last, and of what: candidates come in order, so one is enough.
struct Last<K, T>(RefCell<Option<(K, Rc<T>)>>);

impl<K: PartialEq, T> Last<K, T> {
    fn get(&self, key: K, make: impl FnOnce() -> T) -> Rc<T> {
        if let Some((at, value)) = &*self.0.borrow()
            && *at == key
        {
            return Rc::clone(value);
        }
        let value = Rc::new(make());
        *self.0.borrow_mut() = Some((key, Rc::clone(&value)));
        value
    }
}

impl<K, T> Default for Last<K, T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

/// The file around an embedded text.
#[derive(Clone, Copy)]
pub(super) struct Host<'a> {
    pub(super) asker: &'a Asker<'a>,
    /// The literal that holds the text.
    pub(super) span: Span,
    /// Whether comments about the text go above the literal's statement, and not into the text.
    pub(super) comments: bool,
}

/// The place that is asked about.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) span: Span,
    /// The call that `call_has` and its like speak about, where a `call` beside them named one.
    call: Option<call::Site>,
}

impl<'a> Asker<'a> {
    pub(super) fn new(document: &'a Document, lexicon: &'a Lexicon, facts: &'a Facts) -> Self {
        Self {
            document,
            lexicon,
            facts,
            host: None,
            flat: Last::default(),
            later: Last::default(),
            statement: Last::default(),
            arguments: Last::default(),
            insertion: Last::default(),
            outermost: Cell::default(),
            imports: OnceCell::new(),
            style: OnceCell::new(),
            memo: RefCell::default(),
        }
    }

    /// One that asks `host` about what lies around an embedded text.
    pub(super) fn inside(document: &'a Document, host: Host<'a>) -> Self {
        Self::new(document, host.asker.lexicon, host.asker.facts).within(Some(host))
    }

    /// One that asks `host`, where there is one.
    pub(super) fn within(self, host: Option<Host<'a>>) -> Self {
        Self { host, ..self }
    }

    /// Whether all conditions are yes at a match; yes where there are none.
    pub(super) fn all_at(&self, span: Span, conditions: &[Condition]) -> Answer {
        self.all(conditions, &Place { span, call: None })
    }

    /// Whether one of the conditions is yes at a match; no where there are none.
    pub(super) fn any_at(&self, span: Span, conditions: &[Condition]) -> Answer {
        self.any(conditions, &Place { span, call: None })
    }

    /// The weakest answer; a `call` among the conditions names the call that the others are about.
    fn all(&self, conditions: &[Condition], place: &Place) -> Answer {
        let named = conditions.iter().find_map(|condition| match condition {
            Condition::Call(names) => Some(self.call_named(place, names)),
            _ => None,
        });
        let place = match named {
            Some(call) => &Place { span: place.span, call },
            None => place,
        };
        let mut weakest = Answer::Yes;
        for condition in conditions {
            weakest = weakest.min(self.ask(condition, place));
            if weakest == Answer::No {
                break;
            }
        }
        weakest
    }

    fn any(&self, conditions: &[Condition], place: &Place) -> Answer {
        let mut strongest = Answer::No;
        for condition in conditions {
            strongest = strongest.max(self.ask(condition, place));
            if strongest == Answer::Yes {
                break;
            }
        }
        strongest
    }

    fn ask(&self, condition: &Condition, place: &Place) -> Answer {
        match condition {
            Condition::Any(inner) => self.any(inner, place),
            Condition::All(inner) => self.all(inner, place),
            Condition::FileHas(phrases) => self.file_has(phrases),
            Condition::FileLacks(phrases) => self.file_has(phrases).not(),
            Condition::LineHas(phrases) => self.range_has(condition, self.line(place.span), phrases),
            Condition::LineLacks(phrases) => self.range_has(condition, self.line(place.span), phrases).not(),
            Condition::StatementHas(phrases) => self.range_has(condition, self.unit(place.span), phrases),
            Condition::StatementLacks(phrases) => self.range_has(condition, self.unit(place.span), phrases).not(),
            Condition::Near { phrases, lines } => self.near(condition, place.span, phrases, *lines),
            Condition::PrecededBy(phrases) => self.preceded_by(place.span, phrases),
            Condition::FollowedBy(phrases) => self.followed_by(place.span, phrases),
            Condition::BracketFollowedBy(phrases) => self.bracket_followed_by(place.span, phrases),
            Condition::Imports(modules) => self.imports(condition, modules),
            Condition::Package { name, version } => self.package(name, version),
            Condition::Path(globs) => self.path(globs),
            Condition::Call(names) => self.call(place, names),
            Condition::CallHas(names) => self.call_has(condition, place, names),
            Condition::CallLacks(names) => self.call_lacks(condition, place, names),
            Condition::Argument { name, test } => self.argument(condition, place, name, test),
            Condition::ChainHas(methods) => self.chain_has(place.span, methods),
            Condition::ChainLacks(methods) => self.chain_has(place.span, methods).not(),
            Condition::Inside(blocks) => self.inside_one_of(condition, place.span, blocks),
            Condition::ModuleLevel(wanted) => self.module_level(place.span, *wanted),
            Condition::Body(kinds) => self.body(condition, place.span, kinds),
            Condition::Statement(kinds) => self.statement_is(place.span, kinds),
            Condition::Clause(clauses) => self.clause_is(place.span, clauses),
            Condition::TablePosition(wanted) => self.table_position(place.span, *wanted),
            Condition::Key(paths) => self.key(place.span, paths),
            Condition::SiblingHas(keys) => self.sibling_has(condition, place.span, keys),
            Condition::SiblingLacks(keys) => self.sibling_lacks(condition, place.span, keys),
            Condition::Value(test) => self.value(condition, place.span, test),
        }
    }

    pub(super) fn lexed(&self) -> &'a Lexed {
        self.document.lexed()
    }

    fn outline(&self) -> Option<&'a Outline> {
        match self.document.shape() {
            Shape::Python(outline) => Some(outline),
            _ => None,
        }
    }

    fn tree(&self) -> Option<&'a Tree> {
        match self.document.shape() {
            Shape::Yaml(tree) => Some(tree),
            _ => None,
        }
    }

    /// The logical line, statement or document that holds the place: see `StatementHas`.
    pub(super) fn unit(&self, span: Span) -> Span {
        self.document.shape().unit(self.lexed(), span.start)
    }

    /// The logical line (Python) or line that holds the place.
    fn line(&self, span: Span) -> Span {
        match self.document.shape() {
            Shape::Python(_) => self.unit(span),
            _ => self.lexed().line_span(self.lexed().line_of(span.start)),
        }
    }

    /// The tokens of a Python logical line.
    fn flat(&self, unit: Span) -> Rc<Flat> {
        self.flat.get(unit, || Flat::new(self.lexed(), unit))
    }

    /// What of a Python logical line does not run when the line does.
    fn later(&self, unit: Span, flat: &Flat) -> Rc<Later> {
        self.later.get(unit, || Later::new(flat, self.lexed()))
    }

    /// The SQL statement that holds a place.
    pub(super) fn statement(&self, unit: Span) -> Rc<Statement> {
        self.statement.get(unit, || Statement::new(self.lexed(), unit))
    }

    /// Where a comment goes about what begins on the line at `line`, worked out once for all that does.
    pub(super) fn insertion_at(&self, line: u32, make: impl FnOnce() -> Insertion) -> Insertion {
        *self.insertion.get(line, make)
    }

    /// How comments are written in this text.
    pub(super) fn comment_style(&self) -> CommentStyle {
        *self.style.get_or_init(|| insertion::style(self.lexed()))
    }

    /// The answer for a whole unit, worked out once.
    fn remembered<T>(&self, condition: &T, unit: u32, ask: impl FnOnce() -> Answer) -> Answer {
        let key = (std::ptr::from_ref(condition) as usize, unit);
        if let Some(&answer) = self.memo.borrow().get(&key) {
            return answer;
        }
        let answer = ask();
        self.memo.borrow_mut().insert(key, answer);
        answer
    }
}

#[cfg(test)]
mod tests;
