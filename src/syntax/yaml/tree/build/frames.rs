//! The collections that are open, and what is added to them.

use super::Builder;
use crate::syntax::yaml::tree::{Entry, NONE};
use crate::text::Span;

/// A mapping or sequence that is open.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    /// Where its keys or dashes stand; for flow collections without meaning.
    pub(super) column: u32,
    pub(super) kind: Kind,
    /// The entry whose value it is, looking through sequences.
    pub(super) owner: u32,
    /// The entry last added to it.
    pub(super) last: u32,
    /// Whether that entry's value still goes on: not behind a comma.
    pub(super) going: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Map,
    Seq,
    FlowMap,
    FlowSeq,
}

impl Builder<'_> {
    /// Who owns what is nested in the innermost collection.
    pub(super) fn inner_owner(&self) -> u32 {
        match self.frames.last() {
            Some(frame) if frame.going => frame.last,
            Some(frame) => frame.owner,
            None => NONE,
        }
    }

    /// A new entry of the innermost collection.
    pub(super) fn add(&mut self, key: Span) -> u32 {
        self.used = true;
        let entry = self.tree.entries.len() as u32;
        let document = (self.tree.documents.len() as u32).saturating_sub(1);
        let (mut mapping, mut owner) = (entry, NONE);
        if let Some(frame) = self.frames.last_mut() {
            owner = frame.owner;
            end_last(frame, &mut self.tree.entries);
            if let Some(last) = self.tree.entries.get_mut(frame.last as usize).filter(|_| frame.kind != Kind::FlowSeq) {
                last.next = entry;
                mapping = last.mapping;
            }
            frame.last = entry;
            frame.going = true;
        }
        let parent = (owner != NONE).then_some(owner);
        self.tree.entries.push(Entry { key, value: None, parent, mapping, document, next: NONE, end: entry + 1 });
        entry
    }

    pub(super) fn pop_until(&mut self, stays: impl Fn(&Frame) -> bool) {
        let stay = self.frames.iter().rposition(stays).map_or(0, |last| last + 1);
        self.close_frames(stay);
    }

    /// Closes all frames but the outermost `stay`.
    pub(super) fn close_frames(&mut self, stay: usize) {
        for mut frame in self.frames.drain(stay.min(self.frames.len())..) {
            end_last(&mut frame, &mut self.tree.entries);
        }
    }
}

/// Ends the subtree of a collection's last entry here.
pub(super) fn end_last(frame: &mut Frame, entries: &mut [Entry]) {
    let count = entries.len() as u32;
    if let Some(last) = entries.get_mut(frame.last as usize).filter(|_| frame.going) {
        last.end = count;
    }
    frame.going = false;
}
