//! Code in colours: which stretch of a text is what, by our own lexers; texts inside texts are read in their own language.

use std::sync::Arc;

use serde::Serialize;

use crate::syntax::regions::regions;
use crate::syntax::{Language, Leaf, Lexed, TokenKind, Zone, is_keyword};
use crate::text::Span;

/// What a stretch of code is, as far as colours go.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Nothing special.
    #[default]
    Plain,
    /// A word of the language.
    Keyword,
    /// A string, or a value of YAML.
    String,
    /// A number.
    Number,
    /// A comment.
    Comment,
    /// A key of YAML, or a decorator's sign.
    Key,
    /// Jinja.
    Template,
    /// Brackets, commas and operators.
    Sign,
}

/// A stretch of a text of one class.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Piece {
    /// Where. Never over a line's end.
    pub span: Span,
    /// What it is.
    pub class: Class,
    /// Whether it lies in one of the marked spans.
    pub marked: bool,
}

/// How deep texts are read in texts.
const DEPTH: u8 = 3;

/// The pieces of a text by line, line ends left out; together they hold every other byte. `marks` are spans to stand out.
pub fn lines(text: &str, language: Language, marks: &[Span]) -> Vec<Vec<Piece>> {
    let mut classes = vec![Class::Plain; text.len()];
    let lexed = Lexed::new(Arc::from(text), language);
    paint(&lexed, DEPTH, &mut |span, class| {
        if let Some(bytes) = classes.get_mut(span.range()) {
            bytes.fill(class);
        }
    });
    let mut marked = vec![false; text.len()];
    for mark in marks {
        if let Some(bytes) = marked.get_mut(mark.range()) {
            bytes.fill(true);
        }
    }
    let line = |span: Span| pieces(span, &classes, &marked, text);
    (0..lexed.line_count()).map(|number| line(without_end(&lexed, number))).collect()
}

fn without_end(lexed: &Lexed, line: u32) -> Span {
    let span = lexed.line_span(line);
    let len = lexed.slice(span).trim_end_matches(['\n', '\r']).len() as u32;
    Span::new(span.start, span.start + len)
}

/// Runs of equal bytes. A border inside a character, which only a wrong mark could bring, is moved behind it.
fn pieces(line: Span, classes: &[Class], marked: &[bool], text: &str) -> Vec<Piece> {
    let look = |at: u32| Some((*classes.get(at as usize)?, *marked.get(at as usize)?));
    let mut out: Vec<Piece> = Vec::new();
    for at in line.start..line.end {
        let Some((class, marked)) = look(at) else { continue };
        match out.last_mut() {
            Some(last) if (last.class == class && last.marked == marked) || !text.is_char_boundary(at as usize) => last.span.end = at + 1,
            _ => out.push(Piece { span: Span::new(at, at + 1), class, marked }),
        }
    }
    out
}

/// Tells the class of every token, then those of the texts inside.
fn paint(lexed: &Lexed, depth: u8, tell: &mut dyn FnMut(Span, Class)) {
    for leaf in lexed.tokens_from(0) {
        tell(leaf.span, class(lexed, leaf));
    }
    let Some(depth) = depth.checked_sub(1) else { return };
    for region in regions(lexed) {
        let inner = Lexed::new(Arc::clone(&region.text), region.language);
        paint(&inner, depth, &mut |span, class| tell(region.outer_span(span), class));
    }
}

fn class(lexed: &Lexed, leaf: Leaf) -> Class {
    match (leaf.kind, leaf.zone) {
        (_, Zone::Template) => Class::Template,
        (TokenKind::Comment, _) | (_, Zone::Comment) => Class::Comment,
        (TokenKind::Key | TokenKind::At | TokenKind::Property | TokenKind::Marker, _) => Class::Key,
        (TokenKind::Word, Zone::Code) if is_keyword(lexed.language(), lexed.slice(leaf.span)) => Class::Keyword,
        (TokenKind::Scalar, _) if number(lexed.slice(leaf.span)) => Class::Number,
        (kind, _) => match kind {
            TokenKind::Blank | TokenKind::Newline | TokenKind::Word | TokenKind::QuotedWord | TokenKind::Unknown => Class::Plain,
            TokenKind::StringOpen
            | TokenKind::StringText
            | TokenKind::StringClose
            | TokenKind::BlockText
            | TokenKind::Scalar
            | TokenKind::BlockHeader => Class::String,
            TokenKind::Number => Class::Number,
            _ => Class::Sign,
        },
    }
}

/// Whether a plain value of YAML is a number or a truth.
fn number(value: &str) -> bool {
    matches!(value, "true" | "false" | "null" | "~") || value.parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests;
