//! Jinja tags inside a host language: `{{ … }}`, `{% … %}`, `{# … #}`, and `{% raw %}`; and the comments of Go templates,
//! `{{/* … */}}`, which stand in the YAML of Helm charts.
//!
//! The host's lexer owns the line. Wherever a tag may begin it asks [`State::opens`], hands over to [`lex`], and goes on
//! at the place that it gets back. A tag that is still open at the line's end stays in the [`State`]; the host keeps it
//! and, at the next line's beginning, calls [`lex`] first while [`State::inside`] holds.
//!
//! ```text
//! loop over the line:
//!     if template.inside() || template.opens(rest) { (template, at) = jinja::lex(template, line, at, base, out) }
//!     else { a token of the host's own }
//! ```
//!
//! Between `{% raw %}` and `{% endraw %}` nothing but the latter is a tag: the host reads plain text there.
//!
//! Half-typed tags: a new `{{`, `{%` or `{#` ends one that was never closed, so that a forgotten `}}` costs the lines up
//! to the next tag and not the rest of the file. (No valid Jinja has these inside a tag outside a string.)

use super::{Token, TokenKind, Zone};

/// What is open between two tokens: nothing (the default), a tag, a string inside it, a comment, or raw text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct State {
    tag: Tag,
    /// The quote that ends the string inside the tag; zero outside strings.
    quote: u8,
    /// Braces of dictionaries that are open inside the tag.
    braces: u8,
    /// Whether the text between tags is raw.
    raw: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Tag {
    #[default]
    Outside,
    Expression,
    Statement(Head),
    Comment,
    /// `{{/* … */}}`
    GoComment,
}

/// What a statement tag has said so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Head {
    Empty,
    Raw,
    Other,
}

impl State {
    /// Whether a tag or comment goes on here: then the host calls [`lex`] before anything else.
    pub fn inside(self) -> bool {
        self.tag != Tag::Outside
    }

    /// Whether a comment of a Go template goes on here: it may hold lines that look like the host's own.
    pub fn in_go_comment(self) -> bool {
        self.tag == Tag::GoComment
    }

    /// Whether a tag or comment begins with the first byte of `rest`, outside of tags.
    pub fn opens(self, rest: &[u8]) -> bool {
        matches!(rest, [b'{', b'{' | b'%' | b'#', ..]) && (!self.raw || ends_raw(rest))
    }
}

/// Whether `rest` begins with `{% endraw`, with any trim sign.
fn ends_raw(rest: &[u8]) -> bool {
    let Some(inner) = rest.strip_prefix(b"{%") else { return false };
    let inner = inner.strip_prefix(b"-").or_else(|| inner.strip_prefix(b"+")).unwrap_or(inner);
    inner.trim_ascii_start().strip_prefix(b"endraw").is_some_and(|rest| !rest.first().is_some_and(|&byte| is_word(byte)))
}

/// Lexes from `at`, where a tag begins or goes on, to behind its end or to the line's end. Gives the state there and the
/// place where the host goes on. All tokens are of zone `Template`, but for comments.
///
/// Call it only where [`State::inside`] or [`State::opens`] holds: then it makes progress. `base` is added to every start.
pub fn lex(state: State, line: &str, at: usize, base: u32, out: &mut Vec<Token>) -> (State, usize) {
    let mut lexer = Lexer { state, line, bytes: line.as_bytes(), at, base, out };
    if !state.inside() {
        lexer.open();
    }
    while lexer.state.inside() && lexer.at < line.len() {
        lexer.step();
    }
    (lexer.state, lexer.at)
}

/// The end of the word that goes on at `at`: bytes that `ascii` takes, and letters and digits outside ASCII.
pub(super) fn word_end(line: &str, mut at: usize, ascii: impl Fn(u8) -> bool) -> usize {
    let bytes = line.as_bytes();
    loop {
        match bytes.get(at) {
            Some(&byte) if ascii(byte) => at += 1,
            Some(0x80..) => match line.get(at..).and_then(|rest| rest.chars().next()) {
                Some(c) if c.is_alphanumeric() => at += c.len_utf8(),
                _ => return at,
            },
            _ => return at,
        }
    }
}

/// The length of the line end at the beginning of `rest`: `\r\n`, `\n` or `\r`.
pub(super) fn line_end_len(rest: &[u8]) -> usize {
    match rest {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}

/// The length of the opening of a Go template's comment at the beginning of `rest`.
fn go_comment(rest: &[u8]) -> Option<usize> {
    [&b"{{/*"[..], b"{{- /*"].into_iter().find(|open| rest.starts_with(open)).map(<[u8]>::len)
}

fn is_word(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric()
}

struct Lexer<'a> {
    state: State,
    line: &'a str,
    bytes: &'a [u8],
    at: usize,
    base: u32,
    out: &'a mut Vec<Token>,
}

impl Lexer<'_> {
    fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn byte(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    /// A token of `len` bytes of the line.
    fn push(&mut self, kind: TokenKind, len: usize) {
        self.out.push(Token { start: self.base + self.at as u32, kind, zone: Zone::Template });
        self.at += len;
    }

    fn open(&mut self) {
        let trim = usize::from(matches!(self.byte(2), b'-' | b'+'));
        if let Some(opening) = go_comment(self.rest()) {
            self.state = State { tag: Tag::GoComment, raw: self.state.raw, ..State::default() };
            return self.go_comment(opening);
        }
        let tag = match (self.byte(0), self.byte(1)) {
            (b'{', b'{') => Tag::Expression,
            (b'{', b'%') => Tag::Statement(Head::Empty),
            (b'{', b'#') => {
                self.state = State { tag: Tag::Comment, raw: self.state.raw, ..State::default() };
                return self.comment(2);
            }
            _ => return,
        };
        // Inside raw text the host hands over `{% endraw` alone.
        self.state = State { tag, ..State::default() };
        self.push(TokenKind::TemplateOpen, 2 + trim);
    }

    fn close(&mut self, len: usize) {
        self.push(TokenKind::TemplateClose, len);
        self.state = State { raw: self.state.tag == Tag::Statement(Head::Raw), ..State::default() };
    }

    /// A comment's part on this line, whose first `opening` bytes can't close it.
    fn comment(&mut self, opening: usize) {
        let start = self.at;
        let from = start + opening;
        let body = self.bytes.get(from..).unwrap_or_default();
        let close = memchr::memchr_iter(b'#', body).find(|&hash| body.get(hash + 1) == Some(&b'}'));
        self.at = close.map_or(self.bytes.len(), |hash| from + hash + 2);
        if close.is_some() {
            self.state.tag = Tag::Outside;
        }
        self.out.push(Token { start: self.base + start as u32, kind: TokenKind::Comment, zone: Zone::Comment });
    }

    /// The same for a comment of a Go template.
    fn go_comment(&mut self, opening: usize) {
        let start = self.at;
        let body = self.bytes.get(start + opening..).unwrap_or_default();
        let behind = |at: usize| {
            let rest = body.get(at + 2..)?;
            let len = [&b"}}"[..], b" -}}"].into_iter().find(|close| rest.starts_with(close))?.len();
            Some(start + opening + at + 2 + len)
        };
        let close = memchr::memmem::find_iter(body, b"*/").find_map(behind);
        self.at = close.unwrap_or(self.bytes.len());
        if close.is_some() {
            self.state.tag = Tag::Outside;
        }
        self.out.push(Token { start: self.base + start as u32, kind: TokenKind::Comment, zone: Zone::Comment });
    }

    fn step(&mut self) {
        if self.state.tag == Tag::GoComment {
            return self.go_comment(0);
        }
        if self.state.tag == Tag::Comment {
            return self.comment(0);
        }
        if self.state.quote != 0 {
            return self.string();
        }
        let close = self.close_len();
        if close > 0 {
            return self.close(close);
        }
        if matches!(self.rest(), [b'{', b'{' | b'%' | b'#', ..]) {
            return self.open();
        }
        self.token();
    }

    /// The length of the tag's end here; zero where there is none.
    fn close_len(&self) -> usize {
        let trim = usize::from(matches!(self.byte(0), b'-' | b'+'));
        match (self.state.tag, self.byte(trim), self.byte(trim + 1)) {
            (Tag::Statement(_), b'%', b'}') => 2 + trim,
            // `}}` may end two dictionaries, or one and then, with a third brace, the tag.
            (Tag::Expression, b'}', b'}') if trim == 1 || self.state.braces == 0 => 2 + trim,
            (Tag::Expression, b'}', b'}') if self.state.braces == 1 && self.byte(2) != b'}' => 2,
            _ => 0,
        }
    }

    /// Text inside a string of the tag, or its closing quote.
    fn string(&mut self) {
        let quote = self.state.quote;
        if self.byte(0) == quote {
            self.state.quote = 0;
            return self.push(TokenKind::StringClose, 1);
        }
        let rest = self.rest();
        let mut len = 0;
        while let Some(found) = rest.get(len..).and_then(|tail| memchr::memchr2(quote, b'\\', tail)) {
            len += found;
            if rest.get(len) == Some(&quote) {
                return self.push(TokenKind::StringText, len);
            }
            len += 2;
        }
        let all = rest.len();
        self.push(TokenKind::StringText, all);
    }

    fn token(&mut self) {
        use TokenKind::{Blank, Close, Colon, Comma, Dot, Equals, Newline, Number, Open, Operator, StringOpen, Unknown, Word};
        let byte = self.byte(0);
        if !matches!(byte, b' ' | b'\t' | b'\x0c' | b'\r' | b'\n') {
            self.head();
        }
        match byte {
            b' ' | b'\t' | b'\x0b' | b'\x0c' => {
                let blank = self.rest().iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\x0b' | b'\x0c')).count();
                self.push(Blank, blank);
            }
            b'\r' | b'\n' => self.push(Newline, line_end_len(self.rest())),
            b'\'' | b'"' => {
                self.state.quote = byte;
                self.push(StringOpen, 1);
            }
            b'0'..=b'9' => self.push(Number, self.number_len()),
            b'(' | b'[' => self.push(Open, 1),
            b')' | b']' => self.push(Close, 1),
            b'{' => {
                self.state.braces = self.state.braces.saturating_add(1);
                self.push(Open, 1);
            }
            b'}' => {
                self.state.braces = self.state.braces.saturating_sub(1);
                self.push(Close, 1);
            }
            b',' => self.push(Comma, 1),
            b'.' => self.push(Dot, 1),
            b':' => self.push(Colon, 1),
            b'=' | b'!' | b'<' | b'>' if self.byte(1) == b'=' => self.push(Operator, 2),
            b'*' | b'/' if self.byte(1) == byte => self.push(Operator, 2),
            b'=' => self.push(Equals, 1),
            b'!' | b'<' | b'>' | b'*' | b'/' | b'+' | b'-' | b'%' | b'|' | b'~' | b';' | b'&' | b'^' => self.push(Operator, 1),
            _ => match word_end(self.line, self.at, is_word) - self.at {
                0 => {
                    let len = self.line.get(self.at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
                    self.push(Unknown, len);
                }
                len => self.push(Word, len),
            },
        }
    }

    /// Keeps whether all that the statement tag says is `raw`.
    fn head(&mut self) {
        if let Tag::Statement(head) = &mut self.state.tag {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let raw = rest.strip_prefix(b"raw").is_some_and(|behind| !behind.first().is_some_and(|&byte| is_word(byte) || byte >= 0x80));
            *head = if *head == Head::Empty && raw { Head::Raw } else { Head::Other };
        }
    }

    /// Digits with what belongs to them: `1_000`, `1.5`, `2e-3`, `0xff`.
    fn number_len(&self) -> usize {
        let mut len = 0;
        loop {
            let exponent = len > 0 && matches!(self.byte(len - 1), b'e' | b'E') && self.byte(1) != b'x';
            match self.byte(len) {
                byte if is_word(byte) => len += 1,
                b'.' if self.byte(len + 1).is_ascii_digit() => len += 1,
                b'+' | b'-' if exponent && self.byte(len + 1).is_ascii_digit() => len += 1,
                _ => return len,
            }
        }
    }
}

#[cfg(test)]
mod tests;
