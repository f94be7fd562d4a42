//! What the keys above a place allow there.

use crate::glossary::keys::{Key, Known, Shape, Value};
use crate::syntax::Lexed;
use crate::syntax::yaml::Tree;

/// What stands under a key, or at the top of a file.
#[derive(Clone, Copy)]
pub(super) enum Inside {
    /// A mapping whose keys are known.
    Shape(&'static Shape),
    /// A mapping whose keys are free or name something, and what each holds.
    Free(Option<Known>, Value),
    /// A value without keys.
    Value,
}

/// What the entry holds; `None` where a key above it, or its own, is none that we know.
pub(super) fn inside(lexed: &Lexed, tree: &Tree, root: &'static Shape, entry: u32) -> Option<Inside> {
    let mut at = Inside::Shape(root);
    for name in tree.path(lexed, entry) {
        at = within(step(at, name)?.1);
    }
    Some(at)
}

/// The key that an entry is, where it is one of ours, and the shape that has it.
pub(super) fn key(lexed: &Lexed, tree: &Tree, root: &'static Shape, entry: u32) -> Option<(&'static Shape, &'static Key)> {
    let above = match tree.get(entry)?.parent {
        Some(parent) => inside(lexed, tree, root, parent)?,
        None => Inside::Shape(root),
    };
    match above {
        Inside::Shape(shape) => Some((shape, shape.key(tree.name(lexed, entry))?)),
        _ => None,
    }
}

/// What an entry's own value may be.
pub(super) fn value(lexed: &Lexed, tree: &Tree, root: &'static Shape, entry: u32) -> Option<(&'static Shape, Value)> {
    let above = match tree.get(entry)?.parent {
        Some(parent) => inside(lexed, tree, root, parent)?,
        None => Inside::Shape(root),
    };
    match above {
        Inside::Shape(shape) => Some((shape, shape.key(tree.name(lexed, entry))?.value)),
        Inside::Free(_, value) => Some((root, value)),
        Inside::Value => None,
    }
}

fn step(at: Inside, name: &str) -> Option<(Option<&'static Shape>, Value)> {
    match at {
        Inside::Shape(shape) => Some((Some(shape), shape.key(name)?.value)),
        Inside::Free(_, value) => Some((None, value)),
        Inside::Value => None,
    }
}

fn within(value: Value) -> Inside {
    match (value.shape(), value.free()) {
        (Some(shape), _) => Inside::Shape(shape),
        (None, Some((known, value))) => Inside::Free(known, value),
        (None, None) => Inside::Value,
    }
}
