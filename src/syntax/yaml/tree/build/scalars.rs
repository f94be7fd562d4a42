//! Scalars, and templates that may be a part of one.

use super::{Builder, Slot};
use crate::syntax::yaml::tree::{Item, NONE};
use crate::text::Span;

impl Builder<'_> {
    /// Gives the slot its scalar, or more of it.
    pub(super) fn fill(&mut self, span: Span) {
        match self.slot {
            Slot::Nothing => return,
            Slot::Value(entry) => {
                if let Some(entry) = self.tree.entries.get_mut(entry as usize) {
                    entry.value = Some(entry.value.map_or(span, |value| value.hull(span)));
                }
            }
            Slot::Item(owner) => match self.tree.items.last_mut().filter(|_| self.filled) {
                Some(item) => item.span = item.span.hull(span),
                None => self.tree.items.push(Item { span, owner: (owner != NONE).then_some(owner) }),
            },
        }
        self.filled = true;
        self.text_here = true;
    }

    pub(super) fn scalar(&mut self, span: Span) {
        let span = self.pending.take().map_or(span, |pending| pending.hull(span));
        self.used = true;
        if !self.belongs(span.start) {
            self.slot = Slot::Nothing;
        }
        self.fill(self.without_line_end(span));
    }

    pub(super) fn block_text(&mut self, span: Span) {
        self.used = true;
        let pending = self.pending.take().filter(|pending| pending.start < self.line || self.column_of(pending.start) > self.column);
        let text = self.text.get(span.range()).unwrap_or_default();
        let all = if text.iter().all(u8::is_ascii_whitespace) { pending } else { Some(pending.map_or(span, |pending| pending.hull(span))) };
        if let Some(all) = all {
            self.fill(self.without_line_end(all));
        }
    }

    fn without_line_end(&self, span: Span) -> Span {
        let text = self.text.get(span.range()).unwrap_or_default();
        let text = text.strip_suffix(b"\n").unwrap_or(text);
        Span::new(span.start, span.start + text.strip_suffix(b"\r").unwrap_or(text).len() as u32)
    }

    /// Behind text of the same scalar a template belongs to it; otherwise what follows decides.
    pub(super) fn template_close(&mut self, span: Span) {
        self.in_template = false;
        self.pend(span);
        let start = self.pending.map_or(span.start, |pending| pending.start);
        let goes_on = start < self.line || self.fresh || self.flow > 0 || self.column_of(start) > self.column;
        if let Some(pending) = self.pending.take_if(|_| self.filled && self.text_here && goes_on) {
            self.fill(pending);
        }
    }

    /// What is pending was no key: a value, if it stands behind a key or dash. A line of templates alone is no value.
    pub(super) fn flush(&mut self) {
        if let Some(pending) = self.pending.take().filter(|_| !self.alias && !self.filled && (self.fresh || self.flow > 0)) {
            self.fill(pending);
        }
    }
}
