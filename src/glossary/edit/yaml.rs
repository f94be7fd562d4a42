//! Small values to be written into a file, as blocks or on one line.

use std::fmt::Write;

use crate::glossary::emit;

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Yaml {
    Text(String),
    /// A word of a closed list, written as it is: `off` needs no quotes here.
    Word(String),
    List(Vec<Self>),
    Map(Vec<(String, Self)>),
}

impl Yaml {
    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    pub(super) fn map<'k>(pairs: impl IntoIterator<Item = (&'k str, Self)>) -> Self {
        Self::Map(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// On one line.
    pub(super) fn flow(&self) -> String {
        match self {
            Self::Text(text) => emit::in_flow(text),
            Self::Word(word) => word.clone(),
            Self::List(items) => format!("[{}]", items.iter().map(Self::flow).collect::<Vec<_>>().join(", ")),
            Self::Map(pairs) => {
                let pairs: Vec<_> = pairs.iter().map(|(key, value)| format!("{}: {}", emit::in_flow(key), value.flow())).collect();
                format!("{{ {} }}", pairs.join(", "))
            }
        }
    }

    /// `key: value` as a block, its lines indented by `indent`, each with a line end. A String takes everything.
    pub(super) fn entry(&self, out: &mut String, indent: usize, key: &str) {
        let pad = " ".repeat(indent);
        match self {
            Self::Text(text) => emit::entry(out, indent, key, text),
            Self::Word(word) => {
                let _ = writeln!(out, "{pad}{}: {word}", emit::scalar(key));
            }
            Self::Map(pairs) => {
                let _ = writeln!(out, "{pad}{}:", emit::scalar(key));
                for (key, value) in pairs {
                    value.entry(out, indent + 2, key);
                }
            }
            Self::List(items) if items.iter().all(|item| matches!(item, Self::Text(_))) => {
                let _ = writeln!(out, "{pad}{}: {}", emit::scalar(key), self.flow());
            }
            Self::List(items) => {
                let _ = writeln!(out, "{pad}{}:", emit::scalar(key));
                for item in items {
                    item.item(out, indent + 2);
                }
            }
        }
    }

    /// `- value` as a block, its dash indented by `indent`.
    pub(super) fn item(&self, out: &mut String, indent: usize) {
        let pad = " ".repeat(indent);
        let Self::Map(pairs) = self else {
            let text = if let Self::Text(text) = self { emit::scalar(text) } else { self.flow() };
            let _ = writeln!(out, "{pad}- {text}");
            return;
        };
        let mut inner = String::new();
        for (key, value) in pairs {
            value.entry(&mut inner, indent + 2, key);
        }
        out.push_str(&pad);
        out.push_str("- ");
        out.push_str(inner.trim_start_matches(' '));
    }
}
