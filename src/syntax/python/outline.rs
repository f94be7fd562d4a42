//! Logical lines and the blocks they form: what encloses a place, and what runs when the file is imported.

use std::ops::Range;

use super::recovery::begins_statement;
use crate::syntax::lexed::{Content, Line};
use crate::syntax::{Chunk, Lexed, TokenKind};
use crate::text::Span;

/// What a logical line begins with; `async` is looked through.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the names are Python's")]
pub enum Head {
    Def {
        name: Span,
    },
    Class {
        name: Span,
    },
    For,
    While,
    With,
    Try,
    Except,
    Else,
    Finally,
    If,
    Elif,
    Match,
    Case,
    Decorator,
    Import,
    /// Any other statement.
    Simple,
}

impl Head {
    /// Whether a suite belongs to it.
    pub const fn has_suite(self) -> bool {
        !matches!(self, Self::Decorator | Self::Import | Self::Simple)
    }
}

/// A logical line: a statement, or the header of a block. Brackets, strings and joiners make it go over several lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Logical {
    /// From its first token to the end of its last line, without the line end.
    pub span: Span,
    /// The number of its first line: the line above which a comment about it goes.
    pub first_line: u32,
    /// The number of its last line.
    pub last_line: u32,
    /// The width of its indentation.
    pub indent: u16,
    /// The header of the block that holds it.
    pub parent: Option<u32>,
    /// What it begins with.
    pub head: Head,
    /// Behind the last logical line of its suite, and of the suites in it; its own number plus one without a suite.
    end: u32,
}

/// Decorators of one function that are looked at: many places below it may ask about them.
const DECORATORS: usize = 64;

/// The logical lines of a file in order. Comments and blank lines between statements belong to none.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    logicals: Vec<Logical>,
}

impl Outline {
    /// The outline of a text read as Python, in one pass over its lines.
    pub fn new(lexed: &Lexed) -> Self {
        // One line, one statement is the most: room that is not used costs nothing, growing would.
        let logicals = Vec::with_capacity(lexed.line_count() as usize);
        let mut builder = Builder { outline: Self { logicals }, open: Vec::new() };
        let mut number = 0;
        for (start, chunk) in lexed.chunks() {
            for (index, line) in chunk.lines.iter().enumerate() {
                let end = chunk.lines.get(index + 1).map_or(chunk.len, |next| next.start);
                let span = Span::new(start + line.start, start + end);
                if goes_on(lexed, line, span) {
                    builder.go_on(lexed, number, span, line.content);
                } else if line.content == Content::Code {
                    let first = first_token(chunk, line.token);
                    let head = first.map_or(Head::Simple, |first| head(lexed, chunk, start, first));
                    let from = first.and_then(|first| chunk.tokens.get(first)).map_or(span.start, |token| start + token.start);
                    builder.begin(lexed, number, Span::new(from, span.end), line.indent, head);
                }
                number += 1;
            }
        }
        builder.finish()
    }

    /// All logical lines in order.
    pub fn logicals(&self) -> &[Logical] {
        &self.logicals
    }

    /// A logical line.
    pub fn get(&self, index: usize) -> Option<&Logical> {
        self.logicals.get(index)
    }

    /// The logical line that holds the byte at `offset`, or ends there.
    pub fn at(&self, offset: u32) -> Option<usize> {
        let index = self.logicals.partition_point(|logical| logical.span.end < offset);
        self.logicals.get(index).filter(|logical| logical.span.touches(offset)).map(|_| index)
    }

    /// The headers of the blocks that hold a logical line, innermost first.
    pub fn ancestors(&self, index: usize) -> impl Iterator<Item = usize> {
        let parent = |index: usize| self.logicals.get(index).and_then(|logical| logical.parent).map(|parent| parent as usize);
        std::iter::successors(parent(index), move |&index| parent(index))
    }

    /// The decorators directly above a `def` or `class`, at most [`DECORATORS`].
    pub fn decorators(&self, index: usize) -> Range<usize> {
        let Some(own) = self.logicals.get(index).filter(|own| matches!(own.head, Head::Def { .. } | Head::Class { .. })) else {
            return index..index;
        };
        let is_one = |logical: &&Logical| logical.head == Head::Decorator && logical.parent == own.parent;
        let count = self.logicals.get(..index).unwrap_or_default().iter().rev().take(DECORATORS).take_while(is_one).count();
        index - count..index
    }

    /// The statements directly inside the block of a header, those on its own line left out ([`super::body::one_line_suite`]).
    pub fn suite(&self, index: usize) -> impl Iterator<Item = usize> {
        let end = self.logicals.get(index).map_or(index, |logical| logical.end as usize);
        let next = move |at: usize| (at < end).then_some(at);
        std::iter::successors(next(index + 1), move |&at| next((self.logicals.get(at)?.end as usize).max(at + 1)))
    }

    /// The logical lines below a header, of inner blocks too.
    pub fn block(&self, index: usize) -> Range<usize> {
        index + 1..self.logicals.get(index).map_or(index + 1, |logical| logical.end as usize)
    }
}

/// Whether a line belongs to the statement above it.
fn goes_on(lexed: &Lexed, line: &Line, span: Span) -> bool {
    line.inside || (line.depth > 0 && !begins_statement(lexed.slice(span)))
}

/// The lines of the statement around `offset`, found without an outline: what a look at a single place needs.
pub fn statement_lines(lexed: &Lexed, offset: u32) -> Span {
    let goes_on = |number: u32| lexed.line(number).is_some_and(|line| goes_on(lexed, &line, lexed.line_span(number)));
    let line = lexed.line_of(offset);
    let first = (1..=line).rev().find(|&number| !goes_on(number)).unwrap_or(0);
    let last = (line..lexed.line_count()).find(|&number| !goes_on(number + 1)).unwrap_or(line);
    lexed.line_span(first).hull(lexed.line_span(last))
}

struct Builder {
    outline: Outline,
    /// The headers that are open, outermost first.
    open: Vec<u32>,
}

impl Builder {
    fn begin(&mut self, lexed: &Lexed, number: u32, span: Span, indent: u16, head: Head) {
        let index = self.outline.logicals.len() as u32;
        while let Some(&top) = self.open.last() {
            let Some(header) = self.outline.logicals.get_mut(top as usize).filter(|header| header.indent >= indent) else { break };
            header.end = index;
            self.open.pop();
        }
        let parent = self.open.last().copied();
        let span = without_line_end(lexed, span);
        self.outline.logicals.push(Logical { span, first_line: number, last_line: number, indent, parent, head, end: index + 1 });
        if head.has_suite() {
            self.open.push(index);
        }
    }

    fn go_on(&mut self, lexed: &Lexed, number: u32, span: Span, content: Content) {
        if let Some(last) = self.outline.logicals.last_mut().filter(|_| content == Content::Code) {
            last.span.end = without_line_end(lexed, span).end;
            last.last_line = number;
        }
    }

    fn finish(mut self) -> Outline {
        let end = self.outline.logicals.len() as u32;
        for &header in &self.open {
            if let Some(header) = self.outline.logicals.get_mut(header as usize) {
                header.end = end;
            }
        }
        self.outline
    }
}

fn without_line_end(lexed: &Lexed, span: Span) -> Span {
    let bytes = lexed.text().as_bytes().get(span.range()).unwrap_or_default();
    let ends = bytes.iter().rev().take(2).take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
    Span::new(span.start, span.end - ends as u32)
}

/// The first token of a line that is no blank, as an index into its chunk's tokens.
fn first_token(chunk: &Chunk, token: u32) -> Option<usize> {
    let from = token as usize;
    let blanks = chunk.tokens.get(from..)?.iter().take_while(|token| token.kind == TokenKind::Blank).count();
    Some(from + blanks)
}

fn token_span(chunk: &Chunk, start: u32, index: usize) -> Option<(TokenKind, Span)> {
    let token = chunk.tokens.get(index)?;
    let end = chunk.tokens.get(index + 1).map_or(chunk.len, |next| next.start);
    Some((token.kind, Span::new(start + token.start, start + end)))
}

fn head(lexed: &Lexed, chunk: &Chunk, start: u32, first: usize) -> Head {
    let Some((kind, span)) = token_span(chunk, start, first) else { return Head::Simple };
    if kind == TokenKind::At {
        return Head::Decorator;
    }
    if kind != TokenKind::Word || span.len() > 7 {
        return Head::Simple;
    }
    let next_word = || token_span(chunk, start, first + 2).filter(|(kind, _)| *kind == TokenKind::Word);
    let name = || next_word().map_or(Span::at(span.end), |(_, span)| span);
    match lexed.slice(span) {
        "def" => Head::Def { name: name() },
        "class" => Head::Class { name: name() },
        "async" => match next_word() {
            Some((_, word)) if matches!(lexed.slice(word), "def" | "for" | "with") => head(lexed, chunk, start, first + 2),
            _ => Head::Simple,
        },
        "for" => Head::For,
        "while" => Head::While,
        "with" => Head::With,
        "try" => Head::Try,
        "except" => Head::Except,
        "else" => Head::Else,
        "finally" => Head::Finally,
        "if" => Head::If,
        "elif" => Head::Elif,
        "match" if is_soft_header(chunk, first) => Head::Match,
        "case" if is_soft_header(chunk, first) => Head::Case,
        "import" | "from" => Head::Import,
        _ => Head::Simple,
    }
}

/// Whether `match` or `case` is a keyword here: something other than an operator follows, and a colon outside brackets
/// on the same line, or brackets that stay open.
fn is_soft_header(chunk: &Chunk, first: usize) -> bool {
    let mut tokens =
        chunk.tokens.iter().skip(first + 1).take_while(|token| token.kind != TokenKind::Newline).filter(|token| !token.kind.is_trivia());
    let Some(next) = tokens.next() else { return false };
    let mut depth = i32::from(next.kind == TokenKind::Open);
    if matches!(
        next.kind,
        TokenKind::Equals | TokenKind::Dot | TokenKind::Colon | TokenKind::Comma | TokenKind::Close | TokenKind::Semicolon
    ) {
        return false;
    }
    for token in tokens {
        match token.kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close => depth -= 1,
            TokenKind::Colon if depth == 0 => return true,
            TokenKind::Equals if depth == 0 => return false,
            _ => {}
        }
    }
    depth > 0
}

#[cfg(test)]
mod tests;
