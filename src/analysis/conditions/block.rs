//! Conditions about the Python blocks around the match.

use super::call::ends_like;
use super::{Answer, Asker};
use crate::analysis::shape::Shape;
use crate::lexicon::Condition;
use crate::lexicon::condition::Enclosing;
use crate::syntax::python::{self, BodyKind, Comprehensions, Head, Outline};
use crate::text::Span;

/// Blocks looked at around a match.
const BLOCKS: usize = 64;

impl Asker<'_> {
    pub(super) fn inside_one_of(&self, condition: &Condition, span: Span, blocks: &[Enclosing]) -> Answer {
        if let Some(host) = self.host {
            return host.asker.inside_one_of(condition, host.span, blocks);
        }
        let Shape::Python(outline) = self.document.shape() else { return Answer::No };
        let Some(line) = outline.at(span.start) else { return Answer::No };
        if (blocks.contains(&Enclosing::Lambda) && self.in_lambda(span))
            || (blocks.contains(&Enclosing::Comprehension) && self.in_comprehension(span))
        {
            return Answer::Yes;
        }
        // `for x in y: f(x)`: the line itself holds what stands behind its colon.
        let own = Some(line).filter(|_| self.in_one_line_suite(outline, line, span));
        own.into_iter()
            .chain(outline.ancestors(line).take(BLOCKS))
            .any(|header| self.block_is(condition, outline, header, blocks) == Answer::Yes)
            .into()
    }

    /// Whether the block that a header opens is one of these; remembered, since many matches share a block.
    fn block_is(&self, condition: &Condition, outline: &Outline, header: usize, blocks: &[Enclosing]) -> Answer {
        let Some(line) = outline.get(header) else { return Answer::No };
        self.remembered(condition, line.span.start, || blocks.iter().any(|block| self.is_block(outline, header, &line.head, block)).into())
    }

    fn is_block(&self, outline: &Outline, header: usize, head: &Head, block: &Enclosing) -> bool {
        let named = |names: &[String], span: Span| names.is_empty() || names.iter().any(|name| name == self.lexed().slice(span));
        match (block, head) {
            (Enclosing::Function(names), Head::Def { name }) | (Enclosing::Class(names), Head::Class { name }) => named(names, *name),
            (Enclosing::Decorator(names), Head::Def { .. } | Head::Class { .. }) => self.is_decorated(outline, header, names),
            (Enclosing::Loop, Head::For | Head::While) | (Enclosing::Try, Head::Try) | (Enclosing::Except, Head::Except) => true,
            (Enclosing::With(names), Head::With) => names.is_empty() || self.opens_with(outline, header, names),
            (Enclosing::Subclass(names), Head::Class { .. }) => {
                let bases = outline.get(header).map_or_else(Vec::new, |line| python::bases(self.lexed(), line.span));
                bases.iter().any(|base| names.is_empty() || ends_like_one(base, names))
            }
            (Enclosing::MainGuard, Head::If) => outline.get(header).is_some_and(|line| python::is_main_guard(self.lexed(), line.span)),
            (Enclosing::Dag, Head::With) => self.opens_with(outline, header, &["DAG".to_owned()]),
            (Enclosing::Dag, Head::Def { .. }) => self.is_decorated(outline, header, &["dag".to_owned()]),
            _ => false,
        }
    }

    fn is_decorated(&self, outline: &Outline, header: usize, names: &[String]) -> bool {
        let named = |line: usize| outline.get(line).is_some_and(|line| ends_like_one(&python::decorator_name(self.lexed(), line), names));
        outline.decorators(header).any(|line| names.is_empty() || named(line))
    }

    fn opens_with(&self, outline: &Outline, header: usize, names: &[String]) -> bool {
        let Some(line) = outline.get(header) else { return false };
        python::with_calls(self.lexed(), line.span).iter().any(|call| ends_like_one(call, names))
    }

    fn in_lambda(&self, span: Span) -> bool {
        let unit = self.unit(span);
        let flat = self.flat(unit);
        flat.at(span.start).is_some_and(|leaf| self.later(unit, &flat).in_lambda(leaf))
    }

    fn in_comprehension(&self, span: Span) -> bool {
        let unit = self.unit(span);
        let flat = self.flat(unit);
        let comprehensions = self.comprehensions.get(unit, || Comprehensions::new(&flat, self.lexed()));
        flat.at(span.start).is_some_and(|leaf| comprehensions.holds(leaf))
    }

    fn in_one_line_suite(&self, outline: &Outline, line: usize, span: Span) -> bool {
        let Some(header) = outline.get(line).filter(|header| header.head.has_suite()) else { return false };
        let flat = self.flat(header.span);
        let colon = self.later(header.span, &flat).colon().and_then(|colon| flat.get(colon));
        colon.is_some_and(|colon| colon.span.end <= span.start)
    }

    pub(super) fn module_level(&self, span: Span, wanted: bool) -> Answer {
        if let Some(host) = self.host {
            return host.asker.module_level(host.span, wanted);
        }
        let Shape::Python(outline) = self.document.shape() else { return Answer::No };
        let unit = self.unit(span);
        let flat = self.flat(unit);
        let Some(leaf) = flat.at(span.start) else { return Answer::No };
        let offset = flat.get(leaf).map_or(span.start, |leaf| leaf.span.start);
        (python::runs_at_import(self.lexed(), outline, &self.later(unit, &flat), leaf, offset) == wanted).into()
    }

    pub(super) fn body(&self, condition: &Condition, span: Span, kinds: &[BodyKind]) -> Answer {
        let Shape::Python(outline) = self.document.shape() else { return Answer::No };
        let Some(line) = outline.at(span.start) else { return Answer::No };
        let all =
            |found: Vec<Option<BodyKind>>| !found.is_empty() && found.iter().all(|kind| kind.is_some_and(|kind| kinds.contains(&kind)));
        self.remembered(condition, line as u32, || python::body_kinds(self.lexed(), outline, line).is_some_and(all).into())
    }
}

/// Whether a dotted name ends with the parts of one of `endings`.
fn ends_like_one(name: &str, endings: &[String]) -> bool {
    endings.iter().any(|ending| ends_like(name, ending))
}
