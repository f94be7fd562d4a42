//! The shape of a text by language: statements, blocks or keys, worked out once a version.

use crate::syntax::python::outline::Outline;
use crate::syntax::sql::statement::Statements;
use crate::syntax::yaml::tree::Tree;
use crate::syntax::{Language, Lexed};
use crate::text::Span;

/// What rules need to know beyond tokens.
#[derive(Debug)]
pub(super) enum Shape {
    /// Where statements begin and end.
    Sql(Statements),
    /// Logical lines and the blocks they open.
    Python(Outline),
    /// Keys and the mappings that hold them.
    Yaml(Tree),
    /// Nothing: a notebook speaks only through its cells.
    None,
}

impl Shape {
    pub(super) fn new(lexed: &Lexed) -> Self {
        match lexed.language() {
            Language::Sql => Self::Sql(Statements::new(lexed)),
            Language::Python => Self::Python(Outline::new(lexed)),
            Language::Yaml => Self::Yaml(Tree::new(lexed)),
            Language::Notebook => Self::None,
        }
    }

    /// The statement (SQL), logical line (Python) or document (YAML) that holds `offset`; where none does, as in a comment
    /// between two, the line.
    pub(super) fn unit(&self, lexed: &Lexed, offset: u32) -> Span {
        let found = match self {
            Self::Sql(statements) => statements.at(offset),
            Self::Python(outline) => outline.at(offset).and_then(|line| Some(outline.get(line)?.span)),
            Self::Yaml(tree) => Some(tree.document_span(tree.document_at(offset))),
            Self::None => None,
        };
        found.unwrap_or_else(|| lexed.line_span(lexed.line_of(offset)))
    }
}
