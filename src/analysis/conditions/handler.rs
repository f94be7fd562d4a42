//! The condition about what an `except` catches.

use super::call::ends_like;
use super::{Answer, Asker};
use crate::lexicon::Condition;
use crate::syntax::python::{self, Head};
use crate::text::Span;

/// Blocks looked at around a match.
const BLOCKS: usize = 64;

impl Asker<'_> {
    pub(super) fn catches(&self, condition: &Condition, span: Span, names: &[String]) -> Answer {
        if let Some(host) = self.host {
            return host.asker.catches(condition, host.span, names);
        }
        let Some(outline) = self.outline() else { return Answer::No };
        let head = |line: usize| outline.get(line).map(|line| line.head);
        let handler = outline.at(span.start).and_then(|line| {
            let around = outline.ancestors(line).take(BLOCKS);
            // What a function inside does, it does later.
            let here = around.take_while(|&line| !matches!(head(line), Some(Head::Def { .. } | Head::Class { .. })));
            std::iter::once(line).chain(here).find(|&line| head(line) == Some(Head::Except)).and_then(|line| outline.get(line))
        });
        let Some(handler) = handler else { return Answer::No };
        self.remembered(condition, handler.span.start, || self.handler_catches(handler.span, names))
    }

    fn handler_catches(&self, header: Span, names: &[String]) -> Answer {
        let Some(caught) = python::caught(self.lexed(), header) else { return Answer::Unknown };
        let is_one = |wanted: &String| match wanted.as_str() {
            "bare" => caught.is_bare(),
            wanted => caught.names.iter().any(|name| ends_like(name, wanted)),
        };
        match (names.iter().any(is_one), caught.unsure) {
            (true, _) => Answer::Yes,
            (false, true) => Answer::Unknown,
            (false, false) => Answer::No,
        }
    }
}
