//! Small languages inside values: phrases, paths of keys, versions, tests of a value, globs.

use super::regex;
use crate::glossary::fields::{self, Fields, shown};
use crate::glossary::keys::rule;
use crate::glossary::node::Node;
use crate::glossary::problem::Notes;
use crate::lexicon::condition::{Comparison, KeyPath, KeyStep, VersionTest};
use crate::lexicon::{Case, Globs, Phrase, ValueTest};

pub(crate) const CASES: [(&str, Case); 2] = [("any", Case::Any), ("exact", Case::Exact)];

/// One phrase or a list; `case` is what a phrase without its own means.
pub(super) fn phrases(node: &Node, what: &str, case: Case, notes: &mut Notes) -> Option<Vec<Phrase>> {
    fields::list(node, what, notes, |node, notes| phrase(node, case, notes))
}

fn phrase(node: &Node, case: Case, notes: &mut Notes) -> Option<Phrase> {
    if node.text().is_some() {
        return Some(Phrase { text: literal(node, "phrase", notes)?, case, part: false });
    }
    let fields = Fields::of(node, "a phrase", &rule::PHRASE_MAPPING, notes)?;
    let text = fields.need("text", "a phrase", notes).and_then(|node| literal(node, "text", notes));
    let case = fields.get("case").map_or(Some(case), |node| fields::word(node, "case", &CASES, notes));
    let part = fields.get("part").map_or(Some(false), |node| fields::flag(node, "part", notes));
    Some(Phrase { text: text?, case: case?, part: part? })
}

/// A text that is searched for as it stands. What looks like a regular expression is told: it would never match.
pub(super) fn literal(node: &Node, what: &str, notes: &mut Notes) -> Option<String> {
    let text = fields::text(node, what, notes)?;
    if let Some(message) = regex::in_text(&text) {
        notes.warn(node, message);
    }
    Some(text)
}

/// Texts of which the same holds.
pub(super) fn literals(fields: Fields<'_>, key: &str, notes: &mut Notes) -> Vec<String> {
    let read = |node: &Node, notes: &mut Notes| literal(node, key, notes);
    fields.get(key).and_then(|node| fields::list(node, key, notes, read)).unwrap_or_default()
}

/// A pattern, of which the same is told.
fn pattern(node: &Node, what: &str, notes: &mut Notes) -> Option<String> {
    let text = fields::text(node, what, notes)?;
    if let Some(message) = regex::in_pattern(&text) {
        notes.warn(node, message);
    }
    Some(text)
}

/// Patterns of paths.
pub(crate) fn globs(node: &Node, what: &str, notes: &mut Notes) -> Option<Globs> {
    let mut globs = Globs::default();
    let each = fields::list(node, what, notes, |node, notes| {
        let text = pattern(node, what, notes)?;
        let added = globs.add(&text);
        if let Err(problem) = &added {
            notes.error(node, format!("`{}` is no path pattern: {problem}", fields::short(&text)));
        }
        added.ok()
    });
    each.map(|_| globs)
}

/// `services.*.image`, `**.env.*`; a key with dots in it stands in double quotes.
pub(super) fn key_path(node: &Node, notes: &mut Notes) -> Option<KeyPath> {
    let text = fields::text(node, "key", notes)?;
    let mut steps = Vec::new();
    let mut rest = text.as_str();
    loop {
        let (step, behind) = match rest.strip_prefix('"').and_then(|inner| inner.split_once('"')) {
            Some((step, behind)) => (step, behind),
            None => rest.split_at(rest.find('.').unwrap_or(rest.len())),
        };
        steps.push(if step == "**" { KeyStep::AnyDepth } else { KeyStep::Name(step.to_owned()) });
        let next = behind.strip_prefix('.');
        if step.is_empty() || (next.is_none() && !behind.is_empty()) {
            notes.error(
                node,
                format!("`{}` is no path of keys: write them with dots between, such as `services.*.image`", fields::short(&text)),
            );
            return None;
        }
        match next {
            Some(next) => rest = next,
            None => return Some(KeyPath(steps)),
        }
    }
}

/// `>=3`, `>=2.4,<3`.
pub(super) fn version(node: &Node, notes: &mut Notes) -> Option<VersionTest> {
    let text = fields::text(node, "version", notes)?;
    let parts: Option<Vec<_>> = text.split(',').map(|part| comparison(part.trim())).collect();
    if parts.is_none() {
        notes.error(node, format!("`{}` is no comparison of versions: write `>=3`, or several as `>=2.4,<3`", fields::short(&text)));
    }
    parts.map(VersionTest)
}

fn comparison(text: &str) -> Option<(Comparison, Vec<u32>)> {
    const SIGNS: [(&str, Comparison); 5] = [
        (">=", Comparison::GreaterEqual),
        ("<=", Comparison::LessEqual),
        ("==", Comparison::Equal),
        (">", Comparison::Greater),
        ("<", Comparison::Less),
    ];
    let (rest, sign) = SIGNS.iter().find_map(|(sign, comparison)| Some((text.strip_prefix(sign)?, *comparison)))?;
    let numbers: Option<Vec<u32>> = rest.trim().split('.').map(|part| part.parse().ok()).collect();
    Some((sign, numbers?))
}

/// The test of a value; `fields` may hold `others` too, such as the `name` of `argument`.
pub(super) fn value_test(fields: Fields<'_>, what: &str, others: &[&str], notes: &mut Notes) -> Option<ValueTest> {
    let before = notes.errors();
    if fields.keys().all(|key| others.contains(&key)) {
        notes.error(fields.node, format!("{what} tests nothing: add one of {}", rule::VALUE.names().collect::<Vec<_>>().join(", ")));
    }
    let mut one_of = Vec::new();
    for key in ["equals", "one_of"] {
        let found = fields.get(key).and_then(|node| fields::list(node, key, notes, |node, notes| bare(node, key, notes)));
        one_of.extend(found.unwrap_or_default());
    }
    let number = |key: &str, notes: &mut Notes| fields.get(key).and_then(|node| fields::number(node, key, notes));
    let patterns = fields.get("glob").and_then(|node| fields::list(node, "glob", notes, |node, notes| pattern(node, "glob", notes)));
    let test = ValueTest {
        one_of,
        glob: patterns.unwrap_or_default(),
        min: number("min", notes),
        max: number("max", notes),
        cron: fields.flag("cron", notes),
        duration: fields.flag("duration", notes),
        literal: fields.flag("literal", notes),
        template: fields.flag("template", notes),
        secret_like: fields.flag("secret_like", notes),
    };
    if let (Some(min), Some(max)) = (test.min, test.max)
        && min > max
    {
        notes.error(fields.node, format!("no value is at least {min} and at most {max}"));
    }
    (notes.errors() == before).then_some(test)
}

/// A text that may be empty: `equals: ""` is a test too.
fn bare(node: &Node, what: &str, notes: &mut Notes) -> Option<String> {
    if node.text().is_none() {
        notes.error(node, format!("`{what}` is a text, not {}", shown(node)));
    }
    node.text().map(str::to_owned)
}
