//! The tree of a YAML file's keys: what rules and conditions ask about.
//!
//! Built in one pass over the tokens, for any text: indentation that fits nowhere hangs a key under the nearest one that
//! is indented less. Entries stand in the order of their keys, so an entry's descendants are the ones right behind it.
//! Flow mappings count like block ones. Lines of templates alone make no entry.

mod build;

use crate::syntax::Lexed;
use crate::text::Span;

/// No entry.
const NONE: u32 = u32::MAX;

/// A key of a mapping.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The key, quotes included.
    pub key: Span,
    /// Its scalar, quotes included, and templates in it; all lines of a block scalar, from the first one's beginning, without
    /// its header and the blank lines at its end. `None` where the value is a mapping, a sequence, or nothing.
    pub value: Option<Span>,
    /// The entry whose value is the mapping that holds this key, looking through sequences.
    pub parent: Option<u32>,
    /// The first entry of the mapping that holds this key: the same for all keys of one mapping.
    pub mapping: u32,
    /// The number of the document that holds it.
    pub document: u32,
    next: u32,
    end: u32,
}

/// A sequence item that is a scalar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Item {
    /// The scalar, quotes included.
    pub span: Span,
    /// The entry whose value holds the sequence, looking through sequences; `None` at the document's root.
    pub owner: Option<u32>,
}

/// What stands at a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// The entry's key.
    Key(Span),
    /// The entry's scalar value.
    Value(Span),
    /// A scalar that is an item of a sequence in the entry's value.
    Item(Span),
}

/// Where in the tree an offset is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// The entry; `None` for items of a sequence that no key holds.
    pub entry: Option<u32>,
    /// What of it.
    pub part: Part,
}

/// The keys of a YAML file.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    entries: Vec<Entry>,
    items: Vec<Item>,
    /// Where each document begins.
    documents: Vec<u32>,
    /// Lines on which something begins outside flow collections, scalars and templates.
    lines: Vec<u32>,
    len: u32,
}

impl Tree {
    /// The tree of a text that was read as YAML.
    pub fn new(lexed: &Lexed) -> Self {
        build::build(lexed)
    }

    /// All entries, in order of their keys.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// All sequence items that are scalars, in order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// An entry.
    pub fn get(&self, entry: u32) -> Option<&Entry> {
        self.entries.get(entry as usize)
    }

    /// The name of an entry's key, without quotes; empty for an entry that is not there.
    pub fn name<'a>(&self, lexed: &'a Lexed, entry: u32) -> &'a str {
        self.get(entry).map_or("", |entry| unquoted(lexed.slice(entry.key)))
    }

    /// The key, scalar value or item that holds the byte at `offset`.
    pub fn at(&self, offset: u32) -> Option<Place> {
        let item = self.items.partition_point(|item| item.span.start <= offset).checked_sub(1).and_then(|index| self.items.get(index));
        if let Some(item) = item.filter(|item| item.span.contains(offset)) {
            return Some(Place { entry: item.owner, part: Part::Item(item.span) });
        }
        let index = self.entries.partition_point(|entry| entry.key.start <= offset).checked_sub(1)?;
        let entry = self.entries.get(index)?;
        let part = match entry.value {
            _ if entry.key.contains(offset) => Part::Key(entry.key),
            Some(value) if value.contains(offset) => Part::Value(value),
            _ => return None,
        };
        Some(Place { entry: Some(index as u32), part })
    }

    /// The names from the document's root down to the entry's own; sequence items have no step.
    pub fn path<'a>(&self, lexed: &'a Lexed, entry: u32) -> Vec<&'a str> {
        let mut path: Vec<_> = self.ancestors(entry).map(|entry| self.name(lexed, entry)).collect();
        path.reverse();
        path
    }

    /// The entry and those above it, innermost first.
    pub fn ancestors(&self, entry: u32) -> impl Iterator<Item = u32> {
        let first = self.get(entry).map(|_| entry);
        std::iter::successors(first, |&entry| self.get(entry)?.parent)
    }

    /// The entries of the mapping that holds `entry`, itself included, in order.
    pub fn siblings(&self, entry: u32) -> impl Iterator<Item = u32> {
        let first = self.get(entry).map(|entry| entry.mapping);
        std::iter::successors(first, |&entry| Some(self.get(entry)?.next).filter(|&next| next != NONE))
    }

    /// The entries directly below `entry`: of its mapping, or of the mappings in its sequence.
    pub fn children(&self, entry: u32) -> impl Iterator<Item = u32> {
        let end = self.subtree_end(entry);
        let within = move |next: u32| (next < end).then_some(next);
        std::iter::successors(within(entry.saturating_add(1)), move |&child| within(self.subtree_end(child)))
    }

    /// The number behind the last entry below `entry`: its descendants are `entry + 1..subtree_end(entry)`.
    pub fn subtree_end(&self, entry: u32) -> u32 {
        self.get(entry).map_or(entry, |entry| entry.end)
    }

    /// How many documents there are: at least one.
    pub fn document_count(&self) -> u32 {
        self.documents.len() as u32
    }

    /// A document's bytes, from its `---` to the next one's; what stands before the first `---` belongs to the first
    /// document where it is nothing but comments and directives.
    pub fn document_span(&self, document: u32) -> Span {
        let at = |index: u32| self.documents.get(index as usize).copied().unwrap_or(self.len);
        Span::new(at(document), at(document.saturating_add(1)))
    }

    /// The document that holds `offset`.
    pub fn document_at(&self, offset: u32) -> u32 {
        (self.documents.partition_point(|&start| start <= offset) as u32).saturating_sub(1)
    }

    /// The beginning of the line above which a comment about the byte at `offset` goes: the line of its key or sequence
    /// item; for what is in a flow collection or a scalar of several lines, the line on which that begins or its key stands.
    pub fn line_above(&self, offset: u32) -> u32 {
        let index = self.lines.partition_point(|&line| line <= offset);
        index.checked_sub(1).and_then(|index| self.lines.get(index)).copied().unwrap_or(0)
    }
}

/// A scalar without the quotes around it.
pub fn unquoted(scalar: &str) -> &str {
    let strip = |quote: char| scalar.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    strip('"').or_else(|| strip('\'')).unwrap_or(scalar)
}

#[cfg(test)]
mod tests;
