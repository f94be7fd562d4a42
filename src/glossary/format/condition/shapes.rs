//! Conditions whose value is a mapping with keys of its own.

use super::super::value;
use crate::glossary::fields::{self, Fields};
use crate::glossary::keys::rule;
use crate::glossary::node::{Kind, Node};
use crate::glossary::problem::Notes;
use crate::lexicon::condition::{Bounds, KeyPath, KeyStep};
use crate::lexicon::{Case, Condition};

/// `near`: phrases alone, or with how many lines.
pub(super) fn near(node: &Node, notes: &mut Notes) -> Option<Condition> {
    const LINES: u32 = 3;
    let Kind::Mapping(_) = node.kind else {
        return value::phrases(node, "near", Case::Any, notes).map(|phrases| Condition::Near { phrases, lines: LINES });
    };
    let fields = Fields::of(node, "`near`", &rule::NEAR, notes)?;
    let phrases = fields.need("phrases", "`near`", notes).and_then(|node| value::phrases(node, "phrases", Case::Any, notes));
    let lines = fields.get("lines").map_or(Some(u64::from(LINES)), |node| fields::count(node, "lines", 0, notes));
    Some(Condition::Near { phrases: phrases?, lines: u32::try_from(lines?).unwrap_or(u32::MAX) })
}

pub(super) fn package(node: &Node, notes: &mut Notes) -> Option<Condition> {
    let fields = Fields::of(node, "`package`", &rule::PACKAGE, notes)?;
    let name = fields.need("name", "`package`", notes).and_then(|node| fields::text(node, "name", notes));
    let version = fields.need("version", "`package`", notes).and_then(|node| value::version(node, notes));
    Some(Condition::Package { name: package_name(&name?), version: version? })
}

/// A package's name as `PyPI` compares it: lower case, each run of `-`, `_` and `.` one `-`.
pub fn package_name(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    lower.split(['-', '_', '.']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// `argument`: a name, a position or both, and the tests of a value.
pub(super) fn argument(node: &Node, notes: &mut Notes) -> Option<Condition> {
    const PLACE: [&str; 2] = ["name", "position"];
    let fields = Fields::of(node, "`argument`", &rule::ARGUMENT, notes)?;
    let before = notes.errors();
    if PLACE.iter().all(|key| fields.get(key).is_none()) {
        notes.error(node, "`argument` needs `name` or `position`");
    }
    let name = fields.get("name").and_then(|node| fields::text(node, "name", notes));
    let position = fields.get("position").and_then(|node| number(node, "position", 1, notes));
    let test = value::value_test(fields, "`argument`", &PLACE, notes);
    (notes.errors() == before).then_some(Condition::Argument { name, position, test: test? })
}

/// `sibling`: a key or a path of keys, and the tests of a value.
pub(super) fn sibling(node: &Node, notes: &mut Notes) -> Option<Condition> {
    let fields = Fields::of(node, "`sibling`", &rule::SIBLING, notes)?;
    let path = fields.need("name", "`sibling`", notes).and_then(|node| inner_path(node, notes));
    let test = value::value_test(fields, "`sibling`", &["name"], notes);
    Some(Condition::Sibling { path: path?, test: test? })
}

/// A path of keys from one mapping down: each step is one key.
pub(super) fn inner_path(node: &Node, notes: &mut Notes) -> Option<KeyPath> {
    let path = value::key_path(node, notes)?;
    if path.0.contains(&KeyStep::AnyDepth) {
        notes.error(node, "`**` has no place here: name each key on the way, `*` for any one");
        return None;
    }
    Some(path)
}

/// `min`, `max` or both, as whole numbers.
pub(super) fn bounds(node: &Node, what: &str, notes: &mut Notes) -> Option<Bounds> {
    let fields = Fields::of(node, &format!("`{what}`"), &rule::BOUNDS, notes)?;
    let before = notes.errors();
    let read = |key: &str, notes: &mut Notes| fields.get(key).and_then(|node| number(node, key, 0, notes));
    let bounds = Bounds { min: read("min", notes), max: read("max", notes) };
    if bounds == Bounds::default() && notes.errors() == before {
        notes.error(node, format!("`{what}` needs `min` or `max`"));
    }
    if bounds.min.zip(bounds.max).is_some_and(|(min, max)| min > max) {
        notes.error(node, format!("`{what}` asks for more at least than at most"));
    }
    (notes.errors() == before).then_some(bounds)
}

fn number(node: &Node, what: &str, least: u64, notes: &mut Notes) -> Option<u32> {
    fields::count(node, what, least, notes).map(|count| u32::try_from(count).unwrap_or(u32::MAX))
}
