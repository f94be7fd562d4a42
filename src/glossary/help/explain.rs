//! What a key means, for a hover.

use std::fmt::Write;

use super::{Format, place, read};
use crate::glossary::format::condition::ROWS;
use crate::glossary::keys::{Key, Shape, Value, rule};
use crate::syntax::yaml::tree::Part;
use crate::text::Span;

/// What is known of a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Explained {
    /// The key or word that it is about.
    pub span: Span,
    /// What is to say, as Markdown of our own making.
    pub markdown: String,
}

/// What the key at an offset means; on a word of a closed list, what the key that it belongs to means.
pub fn explain(format: Format, text: &str, offset: u32) -> Option<Explained> {
    let (lexed, tree) = read(text);
    let root = format.shape(&lexed, &tree);
    let found = tree.at(offset)?;
    let (shape, key) = place::key(&lexed, &tree, root, found.entry?)?;
    let span = match found.part {
        Part::Key(span) => span,
        Part::Value(span) | Part::Item(span) if !words(key.value).is_empty() => span,
        _ => return None,
    };
    Some(Explained { span, markdown: about(shape, key) })
}

/// A key as a person is told of it.
pub(super) fn about(shape: &'static Shape, key: &'static Key) -> String {
    let mut out = format!("**{}**", key.name.replace('_', "\\_"));
    if key.needed {
        out.push_str(" · needed");
    } else if !matches!(key.default, "" | "–") {
        let default = if key.default == "**needed**" { "needed".to_owned() } else { format!("default: {}", key.default) };
        out.push_str(" · ");
        out.push_str(&default);
    }
    out.push_str("\n\n");
    out.push_str(key.text);
    let words = words(key.value);
    if !words.is_empty() && words.iter().any(|word| !key.text.contains(&format!("`{word}`"))) {
        out.push_str("\n\nOne of ");
        out.push_str(&words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "));
        out.push('.');
    }
    if let Value::Count(least) = key.value {
        let _ = write!(out, " A whole number from {least}.");
    }
    let row = ROWS.iter().find(|row| std::ptr::eq(shape, &raw const rule::CONDITION) && row.name == key.name);
    if let Some(row) = row {
        let _ = write!(out, "\n\n```yaml\n{}\n```", row.example);
    }
    out + "\n"
}

/// The words that a value may be.
pub(super) fn words(value: Value) -> Vec<&'static str> {
    match value {
        Value::Word(words) => words(),
        Value::Flag => vec!["true", "false"],
        Value::Yes => vec!["true"],
        Value::Version => vec!["1"],
        Value::Many(one) | Value::List(one) => words(*one),
        Value::Either(all) => all.iter().flat_map(|one| words(*one)).collect(),
        _ => Vec::new(),
    }
}
