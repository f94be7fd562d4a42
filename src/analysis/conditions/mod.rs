//! Conditions: questions about the place of a match, answered yes, no or unknown.
//!
//! Each condition of the vocabulary is one small function of this folder. Unknown is the honest answer wherever the text
//! is half-typed, computed or templated, and it never lets a rule report.

mod answer;
mod ask;
mod block;
mod bracket;
mod call;
mod cron;
mod function;
mod handler;
mod insert;
mod kept;
mod operand;
mod phrases;
mod select;
mod sql;
mod table;
mod usage;
pub(super) mod value;
mod workspace;
mod yaml;

pub(super) use operand::value_of;
pub(super) use value::Value;
pub(super) use workspace::{in_tests, pinned};

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

pub(super) use answer::Answer;
pub(super) use call::Site;
use kept::{Budget, Kept, Last};

use rustc_hash::{FxHashMap, FxHashSet};

use super::document::Document;
use super::insertion;
use super::shape::Shape;
use super::{CommentStyle, Facts, Insertion};
use crate::lexicon::{Condition, Lexicon};
use crate::schedule::Zone;
use crate::syntax::python::call::Argument;
use crate::syntax::python::{Comprehensions, Later, Outline, Simples};
use crate::syntax::sql::statement::{Lists, Statement};
use crate::syntax::yaml::tree::{self, Tree};
use crate::syntax::{Flat, Lexed};
use crate::text::Span;

/// Answers conditions about one document.
pub(super) struct Asker<'a> {
    pub(super) document: &'a Document,
    pub(super) lexicon: &'a Lexicon,
    pub(super) facts: &'a Facts,
    /// The file around an embedded text: who to ask about imports and enclosing blocks.
    pub(super) host: Option<Host<'a>>,
    /// The place asked about last, and its unit: all conditions of a candidate ask for the same.
    unit: Cell<Option<(u32, Span)>>,
    /// The same for the place in the tree of keys.
    key: Cell<Option<(u32, Option<tree::Place>)>>,
    flat: Last<Span, Flat>,
    later: Last<Span, Later>,
    comprehensions: Last<Span, Comprehensions>,
    simples: Last<Span, Simples>,
    statement: Last<Span, Statement>,
    lists: Last<Span, Lists>,
    arguments: Last<u32, Vec<Argument>>,
    /// The time zone stated in a call or mapping, by its beginning or number.
    zone: Last<u32, Option<Zone>>,
    insertion: Last<u32, Insertion>,
    /// A line, and the one on which what it goes on with begins.
    pub(super) outermost: Cell<(u32, u32)>,
    imports: OnceCell<Vec<String>>,
    /// The one time zone that the file makes of a name.
    file_zone: OnceCell<Option<String>>,
    /// The statement that gives a name its value, by names; none for those that are given several.
    pub(super) assigned: OnceCell<FxHashMap<String, Option<Span>>>,
    /// The leaves of those statements, by their beginnings.
    pub(super) named: Kept<u32, Flat>,
    /// Whether the file sets the catchup of a DAG that is there already.
    pub(super) sets_catchup: OnceCell<bool>,
    style: OnceCell<CommentStyle>,
    /// Answers that hold for a whole unit (a line, statement, call, value …), by condition (its address) and the unit's
    /// beginning.
    memo: RefCell<FxHashMap<(usize, u32), Answer>>,
    /// Where the phrases of a condition stand in a unit or the whole text, by condition and the beginning.
    places: Kept<(usize, u32), Vec<Span>>,
    /// How many bytes of a unit were searched for a condition piece by piece.
    searched: Budget<(usize, u32)>,
    /// The SELECTs of a statement that hold a phrase of a condition, by condition and the statement's beginning.
    selects: Kept<(usize, u32), FxHashSet<u32>>,
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
            unit: Cell::default(),
            key: Cell::default(),
            flat: Last::default(),
            later: Last::default(),
            comprehensions: Last::default(),
            simples: Last::default(),
            statement: Last::default(),
            lists: Last::default(),
            arguments: Last::default(),
            zone: Last::default(),
            insertion: Last::default(),
            outermost: Cell::default(),
            imports: OnceCell::new(),
            file_zone: OnceCell::new(),
            assigned: OnceCell::new(),
            named: Kept::default(),
            sets_catchup: OnceCell::new(),
            style: OnceCell::new(),
            memo: RefCell::default(),
            places: Kept::default(),
            searched: Budget::default(),
            selects: Kept::default(),
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
    pub(super) fn all_at<'c>(&self, span: Span, conditions: impl IntoIterator<Item = &'c Condition, IntoIter: Clone>) -> Answer {
        self.all(conditions, &Place { span, call: None })
    }

    /// Whether one of the conditions is yes at a match; no where there are none.
    pub(super) fn any_at<'c>(&self, span: Span, conditions: impl IntoIterator<Item = &'c Condition>) -> Answer {
        self.any(conditions, &Place { span, call: None })
    }

    /// The weakest answer; a `call` among the conditions names the call that the others are about.
    fn all<'c>(&self, conditions: impl IntoIterator<Item = &'c Condition, IntoIter: Clone>, place: &Place) -> Answer {
        let conditions = conditions.into_iter();
        let named = conditions.clone().find_map(|condition| match condition {
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

    fn any<'c>(&self, conditions: impl IntoIterator<Item = &'c Condition>, place: &Place) -> Answer {
        let mut strongest = Answer::No;
        for condition in conditions {
            strongest = strongest.max(self.ask(condition, place));
            if strongest == Answer::Yes {
                break;
            }
        }
        strongest
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
        if let Some((_, unit)) = self.unit.get().filter(|(at, _)| *at == span.start) {
            return unit;
        }
        let unit = self.document.shape().unit(self.lexed(), span.start);
        self.unit.set(Some((span.start, unit)));
        unit
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

    /// The simple statements of a Python logical line.
    fn simples(&self, unit: Span, flat: &Flat) -> Rc<Simples> {
        self.simples.get(unit, || Simples::new(flat, self.lexed()))
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
        let key = (address(condition), unit);
        if let Some(&answer) = self.memo.borrow().get(&key) {
            return answer;
        }
        let answer = ask();
        self.memo.borrow_mut().insert(key, answer);
        answer
    }
}

/// What a condition is remembered by: the lexicon that holds it outlives every question.
fn address<T>(condition: &T) -> usize {
    std::ptr::from_ref(condition) as usize
}

#[cfg(test)]
mod tests;
