//! Strings and quoted words: where they begin and, without a dialect, where they end.
//!
//! **A backslash before a quote.** Half of the dialects read `'it\'s'` as one string, the other half end `'C:\'` at the
//! second quote. An even run of backslashes escapes itself in both, so only an odd run decides, by what follows on the
//! same line:
//!
//! 1. A letter, a digit, or another quote follows: the quote is escaped (`'it\'s'`, `'\''`).
//! 2. No further quote is on the line: the quote ends the string (`ESCAPE '\'`).
//! 3. The next quote on the line looks only like one that opens a string (`'C:\', 'D:\'`): this one ends its own. It looks
//!    only like one that closes (`'a \'b\' c'`): this one is escaped.
//! 4. Otherwise a comma, a closing bracket, `;` or `|` right behind means an end, anything else an escape.
//!
//! In `E'…'` and in double quotes a backslash always escapes.
//!
//! **Three quotes.** `'''` is read as the opening of a long string (`BigQuery`) unless the line goes on with quotes that
//! the standard's doubling explains: `'''a'' b'` and `'''a' || b`. Where both readings hold, they end at the same byte.
//!
//! A backtick word ends with its line: identifiers have no line breaks, and one typed half-way costs a line only.

use super::{Host, Lexer};
use crate::syntax::{TokenKind, Zone};

/// An open quote.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Quote {
    byte: u8,
    /// Three of them end it.
    long: bool,
    /// A string; otherwise an identifier.
    string: bool,
    backslash: Backslash,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Backslash {
    Escapes,
    Depends,
    Plain,
}

impl Quote {
    /// Whether it can't go on to the next line.
    pub(super) fn ends_with_its_line(self) -> bool {
        self.byte == b'`'
    }

    fn zone(self) -> Zone {
        if self.string { Zone::String } else { Zone::Code }
    }

    fn text(self) -> TokenKind {
        if self.string { TokenKind::StringText } else { TokenKind::QuotedWord }
    }
}

/// An open `$tag$`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Dollar {
    /// The length with both dollars.
    len: u8,
    hash: u32,
}

/// How long a `$tag$` may be.
const LONGEST_TAG: usize = 128;

/// Whether a word directly before a quote is its prefix.
pub(super) fn is_prefix(word: &[u8], quote: u8) -> bool {
    let letters = |wanted: &[&[u8]]| wanted.iter().any(|one| one.eq_ignore_ascii_case(word));
    letters(&[b"r", b"b", b"rb", b"br"]) || (quote == b'\'' && letters(&[b"e", b"n", b"x", b"u&"]))
}

fn hash(tag: &[u8]) -> u32 {
    tag.iter().fold(0x811c_9dc5, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

impl Lexer<'_> {
    /// Opens the quote at `quote`, whose prefix (if any) begins at `at`.
    pub(super) fn open_quote(&mut self, quote: usize) {
        let byte = self.byte(quote);
        let prefix = self.bytes.get(self.at..quote).unwrap_or_default();
        let long = match byte {
            b'\'' => self.opens_long(quote),
            b'"' => self.run(quote, byte) >= 3 && self.run(quote, byte) != 4,
            _ => false,
        };
        let backslash = match byte {
            b'`' => Backslash::Plain,
            b'\'' if !long && !prefix.eq_ignore_ascii_case(b"e") => Backslash::Depends,
            _ => Backslash::Escapes,
        };
        let string = byte == b'\'' || long || (byte == b'"' && !prefix.is_empty());
        let open = Quote { byte, long, string, backslash };
        self.host = Host::Quoted(open);
        let behind = quote + if long { 3 } else { 1 };
        if string {
            self.push_in(Zone::String, TokenKind::StringOpen, behind);
        } else {
            self.body(open, behind);
        }
    }

    /// How many of `quote` stand together from `at` on, counted to seven.
    fn run(&self, at: usize, quote: u8) -> usize {
        self.rest(at).iter().take(7).take_while(|&&byte| byte == quote).count()
    }

    /// Whether the three single quotes at `at` open a long string.
    fn opens_long(&self, at: usize) -> bool {
        if self.run(at, b'\'') != 3 {
            return false;
        }
        let Some(next) = memchr::memchr(b'\'', self.rest(at + 3)).map(|found| at + 3 + found) else { return true };
        match self.run(next, b'\'') {
            1 => !ends_string(self.byte(next + 1)),
            2 => false,
            _ => true,
        }
    }

    /// Text of an open quote, up to a template, its end or the line's end.
    pub(super) fn quoted(&mut self, quote: Quote) {
        self.body(quote, self.at);
    }

    /// The same, with the bytes up to `from` being part of it already.
    fn body(&mut self, quote: Quote, from: usize) {
        let mut at = from;
        loop {
            let rest = self.rest(at);
            let found = match quote.backslash {
                Backslash::Plain => memchr::memchr2(quote.byte, b'{', rest),
                _ => memchr::memchr3(quote.byte, b'\\', b'{', rest),
            };
            let Some(found) = found else {
                if quote.ends_with_its_line() {
                    self.host = Host::Code;
                }
                return self.push_in(quote.zone(), quote.text(), self.text_end(quote));
            };
            at += found;
            match self.byte(at) {
                b'{' if self.template.opens(self.rest(at)) => {
                    self.push_in(quote.zone(), quote.text(), at);
                    (self.template, self.at) = super::jinja::lex(self.template, self.line, at, self.base, self.out);
                    return;
                }
                b'{' => at += 1,
                b'\\' => at = self.behind_backslash(quote, at),
                _ if quote.long && self.run(at, quote.byte) < 3 => at += 1,
                _ if !quote.long && self.byte(at + 1) == quote.byte => at += 2,
                _ => return self.close_quote(quote, at),
            }
        }
    }

    /// Where a text that isn't ended on this line ends on it.
    fn text_end(&self, quote: Quote) -> usize {
        let len = self.bytes.len();
        if !quote.ends_with_its_line() {
            return len;
        }
        let line_end = self.bytes.iter().rev().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        len - line_end
    }

    fn close_quote(&mut self, quote: Quote, at: usize) {
        self.host = Host::Code;
        let end = at + if quote.long { 3 } else { 1 };
        if quote.string {
            self.push_in(Zone::String, TokenKind::StringText, at);
            self.push_in(Zone::String, TokenKind::StringClose, end);
        } else {
            self.push_in(Zone::Code, TokenKind::QuotedWord, end);
        }
    }

    /// Where the text goes on behind the backslash at `at` and what it escapes.
    fn behind_backslash(&self, quote: Quote, at: usize) -> usize {
        match self.byte(at + 1) {
            b'\\' => at + 2,
            byte if byte == quote.byte && (quote.backslash == Backslash::Escapes || self.escapes(quote.byte, at + 1)) => at + 2,
            _ => at + 1,
        }
    }

    /// Whether the quote at `at`, behind a backslash, is escaped by it: the module's rules 1 to 4.
    fn escapes(&self, quote: u8, at: usize) -> bool {
        let follower = self.byte(at + 1);
        if follower == quote || follower == b'_' || follower.is_ascii_alphanumeric() || follower >= 0x80 {
            return true;
        }
        let Some(distance) = memchr::memchr(quote, self.rest(at + 1)) else { return false };
        let (next, between) = (at + 1 + distance, self.rest(at + 1).get(..distance).unwrap_or_default());
        let opens = begins_string(self.byte(next - 1));
        let closes = ends_string(self.byte(next + 1));
        if opens == closes {
            return !matches!(between.trim_ascii_start().first(), Some(b',' | b')' | b']' | b';' | b'|'));
        }
        closes
    }

    /// The length of a `$tag$` at `at`; zero where there is none.
    pub(super) fn dollar_len(&self, at: usize) -> usize {
        let behind = self.rest(at + 1);
        let Some(tag) = behind.get(..behind.len().min(LONGEST_TAG)).and_then(|near| near.iter().position(|&byte| byte == b'$')) else {
            return 0;
        };
        let name = behind.get(..tag).unwrap_or_default();
        let word = name.iter().all(|&byte| byte == b'_' || byte.is_ascii_alphanumeric() || byte >= 0x80);
        if word && !name.first().is_some_and(u8::is_ascii_digit) { tag + 2 } else { 0 }
    }

    /// Opens the dollar string whose tag of `len` bytes is here.
    pub(super) fn open_dollar(&mut self, len: usize) {
        let tag = self.bytes.get(self.at..self.at + len).unwrap_or_default();
        self.host = Host::Dollar(Dollar { len: len as u8, hash: hash(tag) });
        self.push_in(Zone::String, TokenKind::StringOpen, self.at + len);
    }

    /// Text of a dollar string, up to a template, its end or the line's end.
    pub(super) fn dollar(&mut self, dollar: Dollar) {
        let mut at = self.at;
        while let Some(found) = memchr::memchr2(b'$', b'{', self.rest(at)) {
            at += found;
            if self.byte(at) == b'{' {
                if self.template.opens(self.rest(at)) {
                    self.push_in(Zone::String, TokenKind::StringText, at);
                    (self.template, self.at) = super::jinja::lex(self.template, self.line, at, self.base, self.out);
                    return;
                }
            } else if self.is_tag(dollar, at) {
                self.host = Host::Code;
                self.push_in(Zone::String, TokenKind::StringText, at);
                return self.push_in(Zone::String, TokenKind::StringClose, at + usize::from(dollar.len));
            }
            at += 1;
        }
        self.push_in(Zone::String, TokenKind::StringText, self.bytes.len());
    }

    /// Whether the tag stands at `at`. Looks as far as the next dollar and no further, so that a line of dollars is linear.
    fn is_tag(&self, dollar: Dollar, at: usize) -> bool {
        let len = usize::from(dollar.len);
        let Some(tag) = self.bytes.get(at..at + len) else { return false };
        memchr::memchr(b'$', tag.get(1..).unwrap_or_default()) == Some(len - 2) && hash(tag) == dollar.hash
    }
}

/// Whether a string may begin behind this byte.
fn begins_string(before: u8) -> bool {
    matches!(before, b' ' | b'\t' | b'(' | b',' | b'=' | b'[' | b'|' | b'<' | b'>' | b'+' | b':')
}

/// Whether a string may end before this byte; the line's end is a zero or a line break.
fn ends_string(behind: u8) -> bool {
    matches!(behind, 0 | b' ' | b'\t' | b'\r' | b'\n' | b')' | b',' | b';' | b']' | b'|' | b':' | b'=' | b'<' | b'>' | b'+' | b'}')
}
