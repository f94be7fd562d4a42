//! Reading typed values out of nodes: each function gives the value or notes what is wrong, at its place.

use super::keys::Shape;
use super::node::{Kind, Node};
use super::problem::{Notes, nearest};

/// The values of a mapping whose keys are known.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'n> {
    /// The mapping.
    pub(crate) node: &'n Node,
    pairs: &'n [(Node, Node)],
    shape: &'static Shape,
}

impl<'n> Fields<'n> {
    /// The mapping at `node`, each key outside `shape` noted. `what` is a person's word for it, such as `a rule`.
    pub(crate) fn of(node: &'n Node, what: &str, shape: &'static Shape, notes: &mut Notes) -> Option<Self> {
        let Kind::Mapping(pairs) = &node.kind else {
            notes.error(node, format!("{what} is a mapping (`key: value`), not {}", node.kind_name()));
            return None;
        };
        for (key, _) in pairs {
            match key.text() {
                Some(word) if shape.key(word).is_some() => {}
                Some(word) => {
                    let near = notes.near(word, shape.names());
                    notes.error(key, format!("unknown key `{}` in {what}{near}", short(word)));
                }
                None => notes.error(key, format!("a key in {what} must be a word")),
            }
        }
        Some(Self { node, pairs, shape })
    }

    /// Its keys, known or not.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'n str> {
        self.pairs.iter().filter_map(|(key, _)| key.text())
    }

    /// The value of `key`; `None` where it is missing or states nothing.
    pub(crate) fn get(&self, key: &str) -> Option<&'n Node> {
        self.pairs.iter().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value).filter(|value| !value.is_null())
    }

    /// The value of `key`, which must be there.
    pub(crate) fn need(&self, key: &str, what: &str, notes: &mut Notes) -> Option<&'n Node> {
        let value = self.get(key);
        if value.is_none() {
            // Where the key stands without a value, that is the place.
            let stated = self.pairs.iter().find(|(name, _)| name.text() == Some(key)).map(|(name, _)| name);
            match stated {
                Some(name) => notes.error(name, format!("`{key}` is empty")),
                // A misspelt key is told, and that is the one mistake.
                None if self.pairs.iter().any(|(name, _)| self.means(name, key)) => {}
                None => notes.missing(self.node, what, key),
            }
        }
        value
    }

    /// Whether an unknown key is likely meant to be `key`.
    fn means(&self, name: &Node, key: &str) -> bool {
        let unknown = name.text().filter(|word| self.shape.key(word).is_none());
        unknown.is_some_and(|word| nearest(word, self.shape.names()) == Some(key))
    }

    /// The text of `key`; empty where it is missing.
    pub(crate) fn text_or_empty(&self, key: &str, notes: &mut Notes) -> String {
        self.get(key).and_then(|node| text(node, key, notes)).unwrap_or_default()
    }

    /// The texts of `key`; none where it is missing.
    pub(crate) fn texts(&self, key: &str, notes: &mut Notes) -> Vec<String> {
        self.get(key).and_then(|node| texts(node, key, notes)).unwrap_or_default()
    }

    /// The yes or no of `key`.
    pub(crate) fn flag(&self, key: &str, notes: &mut Notes) -> Option<bool> {
        self.get(key).and_then(|node| flag(node, key, notes))
    }
}

/// The entries of a mapping whose keys are free.
pub(crate) fn entries<'n>(node: &'n Node, what: &str, notes: &mut Notes) -> &'n [(Node, Node)] {
    if let Kind::Mapping(pairs) = &node.kind {
        return pairs;
    }
    notes.error(node, format!("`{what}` is a mapping (`key: value`), not {}", node.kind_name()));
    &[]
}

/// The items of a list; a value that is no list is a list of itself.
pub(crate) fn items(node: &Node) -> &[Node] {
    match &node.kind {
        Kind::Sequence(items) => items,
        _ => std::slice::from_ref(node),
    }
}

/// A text that is not empty, without the blanks around it.
pub(crate) fn text(node: &Node, what: &str, notes: &mut Notes) -> Option<String> {
    match node.text().map(str::trim) {
        Some("") => notes.error(node, format!("`{what}` is empty")),
        Some(text) if !node.is_null() => return Some(text.to_owned()),
        _ => notes.error(node, format!("`{what}` is a text, not {}", node.kind_name())),
    }
    None
}

/// A text on one line: line breaks become blanks.
pub(crate) fn line(node: &Node, what: &str, notes: &mut Notes) -> Option<String> {
    text(node, what, notes).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The schemes of links that a glossary may hold.
pub(crate) const SECURE: &[&str] = &["https://"];
/// Those of a page that a team serves itself.
pub(crate) const WEB: &[&str] = &["https://", "http://"];

/// Whether a text is a link of such a scheme: an address behind it, no blanks, and nothing that could end the link where
/// it is shown.
pub(crate) fn is_link(text: &str, schemes: &[&str]) -> bool {
    let behind = schemes.iter().find_map(|scheme| text.strip_prefix(scheme));
    let ends = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"');
    behind.is_some_and(|behind| !behind.is_empty()) && !text.contains(ends)
}

/// A link of such a scheme.
pub(crate) fn link(node: &Node, what: &str, schemes: &[&str], notes: &mut Notes) -> Option<String> {
    let url = text(node, what, notes)?;
    let good = is_link(&url, schemes);
    if !good {
        notes.error(node, format!("`{}` is no link: it must begin with `https://` and hold no blanks and none of `< > \"`", short(&url)));
    }
    good.then_some(url)
}

/// A text, or a list of texts with at least one.
pub(crate) fn texts(node: &Node, what: &str, notes: &mut Notes) -> Option<Vec<String>> {
    list(node, what, notes, |node, notes| text(node, what, notes))
}

/// One value or a list of at least one, each read by `read`; `None` where one of them is wrong.
pub(crate) fn list<T>(node: &Node, what: &str, notes: &mut Notes, mut read: impl FnMut(&Node, &mut Notes) -> Option<T>) -> Option<Vec<T>> {
    let all = items(node);
    if all.is_empty() {
        notes.error(node, format!("`{what}` is an empty list"));
        return None;
    }
    // Every item is read, so that every mistake is told.
    let values: Vec<Option<T>> = all.iter().map(|item| read(item, notes)).collect();
    values.into_iter().collect()
}

/// `true` or `false`.
pub(crate) fn flag(node: &Node, what: &str, notes: &mut Notes) -> Option<bool> {
    match node.plain() {
        Some("true" | "True" | "TRUE") => Some(true),
        Some("false" | "False" | "FALSE") => Some(false),
        _ => {
            notes.error(node, format!("`{what}` is `true` or `false`, not {}", shown(node)));
            None
        }
    }
}

/// A number.
pub(crate) fn number(node: &Node, what: &str, notes: &mut Notes) -> Option<f64> {
    let value = node.text().and_then(|text| text.trim().replace('_', "").parse::<f64>().ok()).filter(|value| value.is_finite());
    if value.is_none() {
        notes.error(node, format!("`{what}` is a number, not {}", shown(node)));
    }
    value
}

/// A number without sign or fraction, at least `least`.
pub(crate) fn count(node: &Node, what: &str, least: u64, notes: &mut Notes) -> Option<u64> {
    let value = node.text().and_then(|text| text.trim().replace('_', "").parse::<u64>().ok()).filter(|value| *value >= least);
    if value.is_none() {
        notes.error(node, format!("`{what}` is a whole number from {least}, not {}", shown(node)));
    }
    value
}

/// One word of a closed list.
pub(crate) fn word<T: Copy>(node: &Node, what: &str, words: &[(&str, T)], notes: &mut Notes) -> Option<T> {
    let found = node.text().and_then(|text| words.iter().find(|(word, _)| *word == text.trim()));
    if found.is_none() {
        let near = notes.near(node.text().unwrap_or_default(), words.iter().map(|(word, _)| *word));
        let known = words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
        let help = if near.is_empty() { format!(" (known: {known})") } else { near };
        notes.error(node, format!("unknown {what} {}{help}", shown(node)));
    }
    found.map(|(_, value)| *value)
}

/// A node's text as shown in a message, or what it is.
pub(crate) fn shown(node: &Node) -> String {
    match node.text() {
        Some(text) if !node.is_null() => format!("`{}`", short(text)),
        _ => node.kind_name().to_owned(),
    }
}

/// The beginning of a text that may be long.
pub(crate) fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= 60 { line.to_owned() } else { line.chars().take(59).chain(['…']).collect() }
}
