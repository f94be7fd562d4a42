//! Cuts one line: keys, values and what nests them. Flow collections and the texts that hold templates have files of
//! their own.

mod flow;
mod pieces;

use super::scan::{self, Closers};
use super::{Awaits, Mode, State};
use crate::syntax::{Token, TokenKind, Zone};
use crate::text::position::without_line_end;

/// What may stand next on a line outside flow collections.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// A key, an item, or a value.
    Node,
    /// What belongs to an explicit `? `: a key even without a `:`.
    ExplicitKey,
    /// The value of a key on this line.
    Value,
    /// Nothing but a comment; anything else is text.
    Nothing,
}

/// A line that is being cut.
pub(super) struct Cut<'a> {
    state: State,
    line: &'a str,
    /// The line without its end.
    text: &'a [u8],
    at: usize,
    /// Where columns count from: behind a byte order mark.
    origin: usize,
    base: u32,
    out: &'a mut Vec<Token>,
    closers: Closers,
    /// Behind the quotes that are open, where that was looked for: no template that begins before and is not closed on
    /// this line is one. The line's end where the quotes go on.
    quoted_until: Option<usize>,
    /// Where the line's text begins.
    indent: usize,
}

impl<'a> Cut<'a> {
    pub(super) fn new(state: State, line: &'a str, base: u32, out: &'a mut Vec<Token>) -> Self {
        let text = without_line_end(line).as_bytes();
        Self { state, line, text, at: 0, origin: 0, base, out, closers: Closers::default(), quoted_until: None, indent: 0 }
    }

    pub(super) fn run(mut self) -> State {
        if self.state.template.inside() {
            self.template();
            if self.state.template.inside() {
                return self.state;
            }
        }
        match self.state.mode {
            Mode::Block(content) => self.block_text(content),
            Mode::Single | Mode::Double => {
                if self.quoted(0) {
                    self.rest(Next::Nothing);
                }
            }
            Mode::Ground if self.at > 0 => self.rest(Next::Nothing),
            Mode::Ground => self.fresh(),
        }
        if self.at < self.line.len() {
            self.push(self.line.len(), TokenKind::Newline, Zone::Code);
        }
        if self.state.depth == 0 && !self.state.inside() && self.state.awaits == Awaits::Nothing {
            self.done();
        }
        self.state
    }

    /// A token up to `end`, if that is behind the place reached.
    fn push(&mut self, end: usize, kind: TokenKind, zone: Zone) {
        if end > self.at {
            self.out.push(Token { start: self.base + self.at as u32, kind, zone });
            self.at = end;
        }
    }

    fn blank(&mut self) {
        self.push(scan::skip_blanks(self.text, self.at), TokenKind::Blank, Zone::Code);
    }

    fn byte(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// A line that goes on with nothing but, maybe, flow collections or a plain scalar.
    fn fresh(&mut self) {
        if self.line.starts_with('\u{feff}') {
            self.push('\u{feff}'.len_utf8(), TokenKind::Blank, Zone::Code);
            self.origin = self.at;
        }
        self.blank();
        self.indent = self.at;
        let Some(first) = self.byte() else { return };
        if self.state.depth > 0 {
            return self.rest(Next::Nothing);
        }
        let indent = scan::column(self.at - self.origin);
        if indent == 0 && scan::marker(self.text.get(self.at..).unwrap_or_default()) {
            self.state = State { template: self.state.template, ..State::default() };
            self.push(self.at + 3, TokenKind::Marker, Zone::Code);
        } else if indent == 0 && first == b'%' && self.text.get(self.at + 1).is_some_and(u8::is_ascii_uppercase) {
            self.push(self.text.len(), TokenKind::Property, Zone::Code);
        } else if first == b'#' {
            // A comment ends a plain scalar; a value may still follow.
            if self.state.awaits == Awaits::Plain {
                self.done();
            }
        } else if self.state.awaits == Awaits::Plain && indent >= self.state.floor {
            if scan::key_end(self.text, self.at, &mut self.closers).is_none() {
                self.plain();
                return self.rest(Next::Nothing);
            }
        } else if indent < self.state.floor {
            self.done();
        }
        self.rest(Next::Node);
    }

    /// The rest of the line.
    fn rest(&mut self, mut next: Next) {
        let mut node = None;
        while let Some(byte) = self.byte() {
            if self.state.depth > 0 {
                self.flow();
                next = Next::Nothing;
                continue;
            }
            let sign = scan::blank_at(self.text, self.at + 1);
            match byte {
                b' ' | b'\t' => self.blank(),
                b'#' if scan::comment_at(self.text, self.at) => self.push(self.text.len(), TokenKind::Comment, Zone::Comment),
                b':' if sign && next != Next::Value => {
                    let first = node.is_none();
                    self.begins_value(node.take().unwrap_or(self.at));
                    self.push(self.at + 1, TokenKind::Colon, Zone::Code);
                    next = if first && next == Next::Node { Next::Node } else { Next::Value };
                }
                b'-' | b'?' if sign && matches!(next, Next::Node | Next::ExplicitKey) => {
                    self.begins_value(self.at);
                    self.push(self.at + 1, TokenKind::Dash, Zone::Code);
                    next = if byte == b'?' { Next::ExplicitKey } else { Next::Node };
                    node = None;
                }
                b'&' | b'*' | b'!' if next != Next::Nothing && scan::property_end(self.text, self.at, false).is_some() => {
                    node.get_or_insert(self.at);
                    self.property();
                }
                _ => {
                    let start = *node.get_or_insert(self.at);
                    next = self.node(start, next);
                }
            }
        }
    }

    /// A key or a value. Says what may follow.
    fn node(&mut self, start: usize, next: Next) -> Next {
        match next {
            Next::Nothing => self.plain(),
            Next::Value => self.value(),
            Next::Node | Next::ExplicitKey => {
                if let Some(end) = scan::key_end(self.text, self.at, &mut self.closers) {
                    self.pieces(end, TokenKind::Key, Zone::Key);
                    self.blank();
                    // A template may have ended elsewhere than it seemed to.
                    if self.byte() != Some(b':') {
                        return Next::Nothing;
                    }
                    self.begins_value(start);
                    self.push(self.at + 1, TokenKind::Colon, Zone::Code);
                    return Next::Value;
                }
                if next == Next::ExplicitKey {
                    self.explicit_key();
                } else {
                    self.value();
                }
            }
        }
        Next::Nothing
    }

    fn begins_value(&mut self, start: usize) {
        self.state.floor = scan::column(start.saturating_sub(self.origin)) + 1;
        self.state.awaits = Awaits::Value;
    }

    /// Nothing is awaited any more. The floor goes too, so that equal situations are equal states.
    fn done(&mut self) {
        self.state.awaits = Awaits::Nothing;
        self.state.floor = 0;
    }

    /// A key behind `? ` that has no `:` on its line.
    fn explicit_key(&mut self) {
        match self.text.get(self.at) {
            Some(&quote @ (b'"' | b'\'')) => match scan::quote_end(self.text, self.at + 1, quote) {
                Some(end) => self.pieces(end, TokenKind::Key, Zone::Key),
                None => self.value(),
            },
            Some(b'|' | b'>' | b'[' | b'{') => self.value(),
            _ => {
                let end = scan::plain_end(self.text, self.at);
                self.pieces(end, TokenKind::Key, Zone::Key);
            }
        }
    }

    fn property(&mut self) {
        if let Some(end) = scan::property_end(self.text, self.at, self.state.depth > 0) {
            self.push(end, TokenKind::Property, Zone::Code);
        }
    }

    fn value(&mut self) {
        match self.byte().unwrap_or_default() {
            byte @ (b'"' | b'\'') => {
                self.state.awaits = Awaits::Nothing;
                self.open_quotes(byte);
            }
            b'[' | b'{' if !self.opens(self.at, false) => {
                self.state.awaits = Awaits::Nothing;
                self.state.depth = 1;
                self.push(self.at + 1, TokenKind::Open, Zone::Code);
            }
            b'|' | b'>' => match scan::header_end(self.text, self.at) {
                Some((end, indicator)) => {
                    self.push(end, TokenKind::BlockHeader, Zone::Code);
                    self.state.awaits = Awaits::Nothing;
                    self.state.mode = Mode::Block(indicator.map(|by| self.state.floor.saturating_sub(1).saturating_add(by)));
                }
                None => self.plain(),
            },
            _ => self.plain(),
        }
    }

    /// A plain scalar up to a comment or the line's end. A line of templates alone ends a scalar begun above: most are
    /// control lines.
    fn plain(&mut self) {
        let (start, from) = (self.at, self.out.len());
        self.pieces(scan::plain_end(self.text, self.at), TokenKind::Scalar, Zone::Value);
        let text = self.out.get(from..).unwrap_or_default().iter().any(|token| token.kind == TokenKind::Scalar);
        if start == self.indent && !text {
            self.done();
            if self.state.template.inside() {
                self.state.floor = scan::column(start) + 1;
            }
        } else if self.state.floor > 0 {
            self.state.awaits = Awaits::Plain;
        }
    }
}
