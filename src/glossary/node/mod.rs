//! YAML as a tree with places: what every reader of a file that people write starts from.
//!
//! Total: any text gives a tree of what could be read and the flaws found, in bounded memory and linear time. A syntax
//! error inside an item of a top-level list (a term) costs that item alone: its lines are blanked and the rest is read.

mod build;
mod places;
mod recover;

use std::borrow::Cow;

use saphyr_parser::ScalarStyle;

use crate::text::Span;

/// A place in a YAML text, and what stands there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Node {
    /// Its bytes, without anchors, tags or the blanks behind it.
    pub span: Span,
    /// The line of its first byte, from zero.
    pub line: u32,
    /// The column of its first byte in characters, from zero.
    pub column: u32,
    /// What it is.
    pub kind: Kind,
}

/// What a node is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A text, whatever it looks like: what it means is the reader's business.
    Scalar {
        /// The text, unquoted and unfolded; borrowed where it is part of the binary.
        text: Cow<'static, str>,
        /// Whether it is written without quotes and as no block: only such a text can be a number, a boolean or nothing.
        plain: bool,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and values in the file's order; a key that came twice is left out the second time.
    Mapping(Vec<(Node, Node)>),
}

/// A mistake in the YAML itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Flaw {
    /// Where.
    pub span: Span,
    /// The line, from zero.
    pub line: u32,
    /// The column in characters, from zero.
    pub column: u32,
    /// What is wrong.
    pub message: String,
}

/// A file larger than this is no glossary that a person wrote.
pub const MAX_BYTES: usize = 32 << 20;
/// Deeper than this nobody nests by hand.
pub const MAX_DEPTH: usize = 48;
/// What aliases may add to a file in all, in bytes.
pub const MAX_ALIASED: usize = 1 << 20;

impl Node {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The text of a scalar that is written plainly.
    pub fn plain(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, plain: true } => Some(text),
            _ => None,
        }
    }

    /// Whether nothing is stated here: an empty value, `~` or `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.plain(), Some("" | "~" | "null" | "Null" | "NULL"))
    }

    /// What it is, in a person's words.
    pub fn kind_name(&self) -> &'static str {
        match &self.kind {
            _ if self.is_null() => "nothing",
            Kind::Scalar { .. } => "a text",
            Kind::Sequence(_) => "a list",
            Kind::Mapping(_) => "a mapping",
        }
    }
}

/// Reads the first document of `text`. No node where there is nothing, or nothing that could be read.
pub fn parse(text: &str) -> (Option<Node>, Vec<Flaw>) {
    if text.len() > MAX_BYTES {
        let message = format!("this file is larger than {} MB; split it", MAX_BYTES >> 20);
        return (None, vec![Flaw { span: Span::at(0), line: 0, column: 0, message }]);
    }
    recover::parse(text)
}

const fn is_plain(style: ScalarStyle) -> bool {
    matches!(style, ScalarStyle::Plain)
}

#[cfg(test)]
mod tests;
