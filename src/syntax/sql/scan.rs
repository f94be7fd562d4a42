//! Code outside quotes and comments: words, numbers, operators, and where the rest begins.

use super::quotes::is_prefix;
use super::{Host, Lexer};
use crate::syntax::jinja::{line_end_len, word_end};
use crate::syntax::{TokenKind, Zone};

/// What a token of code may begin with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Unknown,
    Blank,
    LineEnd,
    Letter,
    Digit,
    Quote,
    Single(TokenKind),
    Operator,
    Dot,
    Brace,
    /// `$`, `@`, `#`, `:`: a word, an operator or more.
    Sigil,
    Wide,
}

const CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut table = [Class::Unknown; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b' ' | b'\t' | b'\x0b' | b'\x0c' => Class::Blank,
            b'\r' | b'\n' => Class::LineEnd,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'\'' | b'"' | b'`' => Class::Quote,
            b'(' | b'[' => Class::Single(TokenKind::Open),
            b')' | b']' | b'}' => Class::Single(TokenKind::Close),
            b',' => Class::Single(TokenKind::Comma),
            b';' => Class::Single(TokenKind::Semicolon),
            b'.' => Class::Dot,
            b'{' => Class::Brace,
            b'$' | b'@' | b'#' | b':' => Class::Sigil,
            b'+' | b'-' | b'*' | b'/' | b'<' | b'>' | b'=' | b'~' | b'!' | b'%' | b'^' | b'&' | b'|' | b'?' => Class::Operator,
            0x80..=0xff => Class::Wide,
            _ => Class::Unknown,
        };
        byte += 1;
    }
    table
}

/// Bytes that go on a word.
const WORD: [bool; 256] = word_bytes();

const fn word_bytes() -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        let this = byte as u8;
        table[byte] = this.is_ascii_alphanumeric() || matches!(this, b'_' | b'$' | b'@' | b'#');
        byte += 1;
    }
    table
}

fn is_word(byte: u8) -> bool {
    WORD[usize::from(byte)]
}

/// Operators of more than one sign, longest first.
const OPERATORS: [&[u8]; 32] = [
    b"->>", b"#>>", b"<=>", b"!~*", b"<->", b"<#>", b"!~~", b"~~*", b"->", b"=>", b"<=", b">=", b"<>", b"!=", b"||", b"::", b":=", b"**",
    b"<<", b">>", b"&&", b"==", b"!~", b"~*", b"~~", b"@>", b"<@", b"#>", b"#-", b"?|", b"?&", b"|>",
];

impl Lexer<'_> {
    /// Tokens of code, until something else begins or the line ends.
    pub(super) fn code(&mut self) {
        while self.at < self.bytes.len() && self.host == Host::Code && !self.template.inside() {
            let byte = self.byte(self.at);
            match CLASSES[usize::from(byte)] {
                Class::Blank => {
                    let blanks = self.rest(self.at).iter().take_while(|&&byte| CLASSES[usize::from(byte)] == Class::Blank).count();
                    self.push(TokenKind::Blank, self.at + blanks);
                }
                Class::Letter => self.word(),
                Class::Single(kind) => self.push(kind, self.at + 1),
                Class::LineEnd => self.push(TokenKind::Newline, self.at + line_end_len(self.rest(self.at)).max(1)),
                Class::Digit => self.number(),
                Class::Quote => self.open_quote(self.at),
                Class::Operator => self.operator(),
                Class::Dot => self.dot(),
                Class::Brace => self.brace(),
                Class::Sigil => self.sigil(byte),
                Class::Wide => self.wide(),
                Class::Unknown => self.push(TokenKind::Unknown, self.at + 1),
            }
        }
    }

    /// A word, or the prefix of a string.
    fn word(&mut self) {
        let tail = self.rest(self.at + 1);
        let end = self.at + 1 + tail.iter().position(|&byte| !is_word(byte)).unwrap_or(tail.len());
        match self.byte(end) {
            quote @ (b'\'' | b'"') if end - self.at <= 2 && is_prefix(self.bytes.get(self.at..end).unwrap_or_default(), quote) => {
                self.open_quote(end);
            }
            b'&' if end - self.at == 1 && self.byte(end + 1) == b'\'' && matches!(self.byte(self.at), b'u' | b'U') => {
                self.open_quote(end + 1);
            }
            0x80.. => self.push(TokenKind::Word, word_end(self.line, end, is_word)),
            _ => self.push(TokenKind::Word, end),
        }
    }

    /// Digits with what belongs to them: `1.5`, `2e-3`, `0xff`, `10_000`, `7d`.
    fn number(&mut self) {
        let start = self.at;
        let hex = matches!(self.byte(start + 1), b'x' | b'X');
        let mut end = start + 1;
        loop {
            let exponent = !hex && matches!(self.byte(end - 1), b'e' | b'E');
            match self.byte(end) {
                byte if is_word(byte) => end += 1,
                b'.' if self.byte(end + 1).is_ascii_digit() => end += 1,
                b'+' | b'-' if exponent && self.byte(end + 1).is_ascii_digit() => end += 1,
                _ => break,
            }
        }
        self.push(TokenKind::Number, end);
    }

    /// `.5` is a number where no name stands before it.
    fn dot(&mut self) {
        let before = self.at.checked_sub(1).map_or(b' ', |before| self.byte(before));
        let name = is_word(before) || before >= 0x80 || matches!(before, b'"' | b'`' | b']' | b')' | b'}');
        if !name && self.byte(self.at + 1).is_ascii_digit() {
            return self.number();
        }
        self.push(TokenKind::Dot, self.at + 1);
    }

    fn brace(&mut self) {
        if self.template.opens(self.rest(self.at)) {
            (self.template, self.at) = crate::syntax::jinja::lex(self.template, self.line, self.at, self.base, self.out);
        } else {
            self.push(TokenKind::Open, self.at + 1);
        }
    }

    fn operator(&mut self) {
        match (self.byte(self.at), self.byte(self.at + 1)) {
            (b'-', b'-') => return self.line_comment(),
            (b'/', b'*') => {
                let (end, depth) = self.comment_end(self.at + 2, 1);
                self.push_in(Zone::Comment, TokenKind::Comment, end);
                if depth > 0 {
                    self.host = Host::Comment(depth);
                }
                return;
            }
            _ => {}
        }
        match self.sign_len() {
            1 if self.byte(self.at) == b'=' => self.push(TokenKind::Equals, self.at + 1),
            len => self.push(TokenKind::Operator, self.at + len),
        }
    }

    /// The length of the operator here.
    fn sign_len(&self) -> usize {
        if !matches!(CLASSES[usize::from(self.byte(self.at + 1))], Class::Operator | Class::Sigil) {
            return 1;
        }
        let rest = self.rest(self.at);
        OPERATORS.iter().find(|operator| rest.starts_with(operator)).map_or(1, |operator| operator.len())
    }

    /// A comment up to the line's end, without it.
    fn line_comment(&mut self) {
        let ends = self.bytes.iter().rev().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.push_in(Zone::Comment, TokenKind::Comment, self.bytes.len() - ends);
    }

    fn sigil(&mut self, byte: u8) {
        match byte {
            b'#' if self.hash_comments() => return self.line_comment(),
            b'$' => match self.dollar_len(self.at) {
                0 => {}
                len => return self.open_dollar(len),
            },
            _ => {}
        }
        let next = self.byte(self.at + 1);
        let named = next == b'_' || next.is_ascii_alphabetic() || next >= 0x80 || (byte == b'$' && next.is_ascii_digit());
        let global = byte == b'@' && next == b'@';
        // `a:b` reaches into a JSON value, `:b` is a parameter.
        let before = self.at.checked_sub(1).map_or(b' ', |before| self.byte(before));
        let free =
            byte != b':' || !(is_word(before) || before >= 0x80 || matches!(before, b')' | b']' | b'}' | b'"' | b'\'' | b'`' | b':'));
        if (named && free) || global {
            let end = word_end(self.line, self.at + 1, is_word);
            return self.push(if end == self.at + 1 { TokenKind::Operator } else { TokenKind::Word }, end);
        }
        match self.sign_len() {
            1 if byte == b':' => self.push(TokenKind::Colon, self.at + 1),
            len => self.push(TokenKind::Operator, self.at + len),
        }
    }

    /// Whether the `#` here begins a comment.
    fn hash_comments(&self) -> bool {
        let before = self.bytes.get(..self.at).unwrap_or_default();
        let blank = |byte: u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0);
        if !before.last().is_none_or(|&byte| blank(byte)) {
            return false;
        }
        let rest = self.rest(self.at + 1);
        if rest.first().is_none_or(|&byte| blank(byte)) {
            return true;
        }
        // A line of them, as in `### Orders ###`, and the one word that is a comment without a blank.
        let first = self.at == 0 || self.out.last().is_some_and(|token| token.kind == TokenKind::Blank && token.start == self.base);
        if !first {
            return false;
        }
        let behind = rest.iter().position(|&byte| byte != b'#').map_or(0, |at| rest.get(at).copied().unwrap_or(0));
        (rest.first() == Some(&b'#') && blank(behind)) || rest.get(..11).is_some_and(|word| word.eq_ignore_ascii_case(b"standardsql"))
    }

    /// A character outside ASCII: a letter, a blank or a stranger.
    fn wide(&mut self) {
        let end = word_end(self.line, self.at, is_word);
        if end > self.at {
            return self.push(TokenKind::Word, end);
        }
        let c = self.line.get(self.at..).and_then(|rest| rest.chars().next()).unwrap_or('\0');
        let blank = c.is_whitespace() || c == '\u{feff}';
        self.push(if blank { TokenKind::Blank } else { TokenKind::Unknown }, self.at + c.len_utf8());
    }
}
