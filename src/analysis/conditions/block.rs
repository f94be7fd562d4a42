//! Conditions about the Python blocks around the match.

use super::{Answer, Asker};
use crate::analysis::shape::Shape;
use crate::lexicon::Condition;
use crate::lexicon::condition::Enclosing;
use crate::syntax::python::BodyKind;
use crate::syntax::python::outline::{self, Head, Outline};
use crate::syntax::{Flat, TokenKind};
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
        if blocks.contains(&Enclosing::Lambda) && self.in_lambda(span) {
            return Answer::Yes;
        }
        outline.ancestors(line).take(BLOCKS).any(|header| self.block_is(condition, outline, header, blocks) == Answer::Yes).into()
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
            (Enclosing::Dag, Head::With) => self.opens_with(outline, header, &["DAG".to_owned()]),
            (Enclosing::Dag, Head::Def { .. }) => self.is_decorated(outline, header, &["dag".to_owned()]),
            _ => false,
        }
    }

    fn is_decorated(&self, outline: &Outline, header: usize, names: &[String]) -> bool {
        outline.decorators(header).any(|line| names.is_empty() || self.has_dotted_name(outline, line, names))
    }

    fn opens_with(&self, outline: &Outline, header: usize, names: &[String]) -> bool {
        self.has_dotted_name(outline, header, names)
    }

    /// Whether a logical line names one of `names`, as a whole identifier outside brackets.
    fn has_dotted_name(&self, outline: &Outline, line: usize, names: &[String]) -> bool {
        let Some(line) = outline.get(line) else { return false };
        let flat = Flat::new(self.lexed(), line.span);
        let is_name = |index: usize| {
            flat.get(index).is_some_and(|leaf| leaf.kind == TokenKind::Word && names.iter().any(|name| last_part(name) == self.lexed().slice(leaf.span)))
        };
        (0..flat.len()).any(|index| flat.parent(index).is_none() && is_name(index))
    }

    fn in_lambda(&self, span: Span) -> bool {
        let flat = self.flat(self.unit(span));
        let Some(mut at) = flat.at(span.start) else { return false };
        let mut steps = 0;
        while let Some(before) = at.checked_sub(1) {
            steps += 1;
            if steps > 512 {
                return false;
            }
            at = before;
            if flat.get(at).is_some_and(|leaf| self.lexed().slice(leaf.span) == "lambda") {
                return true;
            }
            if flat.get(at).is_some_and(|leaf| leaf.kind == TokenKind::Comma) {
                match flat.parent(at) {
                    Some(open) => at = open,
                    None => return false,
                }
            }
        }
        false
    }

    pub(super) fn module_level(&self, span: Span, wanted: bool) -> Answer {
        if let Some(host) = self.host {
            return host.asker.module_level(host.span, wanted);
        }
        let Shape::Python(outline) = self.document.shape() else { return Answer::No };
        let flat = self.flat(self.unit(span));
        let Some(leaf) = flat.at(span.start) else { return Answer::No };
        (outline::runs_at_import(self.lexed(), outline, &flat, leaf) == wanted).into()
    }

    pub(super) fn body(&self, span: Span, kinds: &[BodyKind]) -> Answer {
        let Shape::Python(outline) = self.document.shape() else { return Answer::No };
        let Some(line) = outline.at(span.start) else { return Answer::No };
        outline::body_kinds(self.lexed(), outline, line).is_some_and(|found| !found.is_empty() && found.iter().all(|kind| kinds.contains(kind))).into()
    }
}

fn last_part(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
