//! Cuts one line of Python into tokens.

use memchr::{memchr, memchr2, memchr3};

use super::class::{Class, class};
use super::recovery::begins_statement;
use super::state::{Frame, Quotes, State};
use crate::syntax::{Token, TokenKind, Zone};

/// Cuts one line, its line end included, into tokens that cover it; `base` is added to every start.
///
/// - A string in single quotes ends at the line's end, closed or not, unless a backslash stands there; so do the holes
///   of an f-string in single quotes. In a hole of a triple-quoted string, the same triple quotes end that string: a
///   half-typed `{` must not turn the code behind it inside out.
/// - A line that begins like a statement where brackets are open closes them all ([`begins_statement`]).
pub fn lex_line(state: State, line: &str, base: u32, out: &mut Vec<Token>) -> State {
    let mut scanner =
        Scanner { text: line, bytes: line.as_bytes(), end: content_len(line.as_bytes()), at: 0, base, state, out, fresh: false };
    scanner.run();
    scanner.state
}

/// The length of a line without its line end.
fn content_len(line: &[u8]) -> usize {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line).len()
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// Where the line end begins.
    end: usize,
    at: usize,
    base: u32,
    state: State,
    out: &'a mut Vec<Token>,
    /// Whether nothing but blanks was seen of a logical line.
    fresh: bool,
}

impl Scanner<'_> {
    fn run(&mut self) {
        let joined = std::mem::take(&mut self.state.joined);
        if self.state.brackets > 0 && !joined && self.state.top() == Frame::None && begins_statement(self.text) {
            self.state.brackets = 0;
        }
        self.fresh = !joined && self.state.brackets == 0 && self.state.top() == Frame::None;
        while self.at < self.bytes.len() {
            match self.state.top() {
                Frame::None | Frame::Hole(_) => self.code(),
                Frame::Text(quotes) => self.string(quotes),
                Frame::Spec => self.spec(),
            }
        }
        if !self.state.joined {
            self.state.end_line();
        }
    }

    /// Code up to the beginning of a string, the end of a hole or the line's end.
    fn code(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match class(byte) {
                Class::Blank => self.run_of(TokenKind::Blank, |class| class == Class::Blank),
                Class::Word => {
                    if self.word() {
                        return;
                    }
                }
                Class::Operator => {
                    if self.operator(byte) {
                        return;
                    }
                }
                Class::Open => {
                    self.emit(TokenKind::Open, Zone::Code, self.at + 1);
                    self.state.open();
                }
                Class::Close => {
                    let top = self.state.top();
                    self.emit(TokenKind::Close, Zone::Code, self.at + 1);
                    self.state.close(byte);
                    if matches!(top, Frame::Hole(_)) && !matches!(self.state.top(), Frame::Hole(_)) {
                        return;
                    }
                }
                Class::Digit => self.number(),
                Class::Quote => return self.open_string(self.at),
                Class::Comment => self.emit(TokenKind::Comment, Zone::Comment, self.end),
                Class::LineEnd => return self.emit(TokenKind::Newline, Zone::Code, self.bytes.len()),
                Class::Backslash if self.at + 1 == self.end => {
                    self.emit(TokenKind::Joiner, Zone::Code, self.at + 1);
                    self.state.joined = true;
                }
                Class::Backslash => self.emit(TokenKind::Unknown, Zone::Code, self.at + 1),
                Class::Other => {
                    if self.other() {
                        return;
                    }
                }
            }
        }
    }

    fn emit(&mut self, kind: TokenKind, zone: Zone, to: usize) {
        if to > self.at {
            self.out.push(Token { start: self.base + self.at as u32, kind, zone });
            self.at = to;
            self.fresh &= kind == TokenKind::Blank;
        }
    }

    fn run_of(&mut self, kind: TokenKind, belongs: impl Fn(Class) -> bool) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let len = rest.iter().position(|&byte| !belongs(class(byte))).unwrap_or(rest.len());
        self.emit(kind, Zone::Code, self.at + len);
    }

    /// An identifier, keyword or the prefix of a string; true when a string has begun.
    fn word(&mut self) -> bool {
        let mut to = self.at;
        loop {
            let rest = self.bytes.get(to..).unwrap_or_default();
            to += rest.iter().position(|&byte| !matches!(class(byte), Class::Word | Class::Digit)).unwrap_or(rest.len());
            match self.bytes.get(to) {
                Some(128..) => match self.text.get(to..).and_then(|rest| rest.chars().next()).filter(|c| c.is_alphanumeric()) {
                    Some(c) => to += c.len_utf8(),
                    None => break,
                },
                Some(b'\'' | b'"') if to - self.at <= 2 && self.is_prefix(to) => {
                    self.open_string(to);
                    return true;
                }
                _ => break,
            }
        }
        self.emit(TokenKind::Word, Zone::Code, to);
        false
    }

    fn is_prefix(&self, to: usize) -> bool {
        let word = self.bytes.get(self.at..to).unwrap_or_default();
        word.iter().all(|byte| matches!(byte.to_ascii_lowercase(), b'r' | b'b' | b'u' | b'f' | b't'))
    }

    /// A string whose quotes stand at `quote`, its prefix before them; true to leave off reading code.
    fn open_string(&mut self, quote: usize) {
        let byte = self.bytes.get(quote).copied().unwrap_or(b'"');
        let triple = self.bytes.get(quote + 1) == Some(&byte) && self.bytes.get(quote + 2) == Some(&byte);
        let outer = self.state.string().filter(|outer| triple && outer.triple() && outer.byte() == byte);
        if outer.is_some() {
            self.emit(TokenKind::Word, Zone::Code, quote);
            self.emit(TokenKind::StringClose, Zone::String, quote + 3);
            self.state.close_string();
            return;
        }
        let quotes = Quotes::new(self.bytes.get(self.at..quote).unwrap_or_default(), byte, triple);
        self.emit(TokenKind::StringOpen, Zone::String, quote + if triple { 3 } else { 1 });
        self.state.push(Frame::Text(quotes));
    }

    /// Anything outside ASCII, and signs that are no Python; true when a string has begun.
    fn other(&mut self) -> bool {
        match self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            Some(c) if c.is_alphanumeric() => return self.word(),
            Some(c) => self.emit(TokenKind::Unknown, Zone::Code, self.at + c.len_utf8()),
            None => self.emit(TokenKind::Unknown, Zone::Code, self.bytes.len()),
        }
        false
    }

    fn number(&mut self) {
        let byte = |at: usize| self.bytes.get(at).copied().unwrap_or_default();
        let digits = |mut at: usize| {
            while matches!(byte(at), b'0'..=b'9' | b'_') {
                at += 1;
            }
            at
        };
        let mut to = self.at;
        if byte(to) == b'0' && matches!(byte(to + 1) | 0x20, b'x' | b'o' | b'b') {
            to += 2;
            while byte(to).is_ascii_alphanumeric() || byte(to) == b'_' {
                to += 1;
            }
        } else {
            to = digits(to);
            if byte(to) == b'.' {
                to = digits(to + 1);
            }
            let sign = usize::from(matches!(byte(to + 1), b'+' | b'-'));
            if byte(to) | 0x20 == b'e' && byte(to + 1 + sign).is_ascii_digit() {
                to = digits(to + 1 + sign);
            }
            if byte(to) | 0x20 == b'j' {
                to += 1;
            }
        }
        self.emit(TokenKind::Number, Zone::Code, to);
    }

    /// An operator or sign; true when a format spec has begun.
    fn operator(&mut self, first: u8) -> bool {
        let (second, third) =
            (self.bytes.get(self.at + 1).copied().unwrap_or_default(), self.bytes.get(self.at + 2).copied().unwrap_or_default());
        if first == b'.' && second.is_ascii_digit() {
            self.number();
            return false;
        }
        if first == b':' && self.state.top() == Frame::Hole(0) {
            self.emit(TokenKind::Colon, Zone::Code, self.at + 1);
            self.state.push(Frame::Spec);
            return true;
        }
        let len = operator_len(first, second, third);
        let kind = match first {
            _ if len > 1 => TokenKind::Operator,
            b'=' => TokenKind::Equals,
            b'.' => TokenKind::Dot,
            b':' => TokenKind::Colon,
            b',' => TokenKind::Comma,
            b';' => TokenKind::Semicolon,
            b'@' if self.fresh => TokenKind::At,
            _ => TokenKind::Operator,
        };
        self.emit(kind, Zone::Code, self.at + len);
        false
    }

    /// String text up to the quotes, a hole or the line's end, and the quotes or brace behind it.
    fn string(&mut self, quotes: Quotes) {
        let mut to = self.at;
        loop {
            let rest = self.bytes.get(to..self.end).unwrap_or_default();
            let found = if quotes.holes() { memchr3(quotes.byte(), b'\\', b'{', rest) } else { memchr2(quotes.byte(), b'\\', rest) };
            let Some(found) = found else { return self.string_end(quotes.triple()) };
            to += found;
            match self.bytes.get(to).copied().unwrap_or_default() {
                b'\\' if to + 1 >= self.end => {
                    self.state.joined = true;
                    return self.string_end(true);
                }
                b'\\' => to += self.escape_len(quotes, to),
                b'{' if self.bytes.get(to + 1) == Some(&b'{') => to += 2,
                b'{' if !self.state.has_room() => to += 1,
                b'{' => return self.open_hole(to),
                quote => {
                    let closes = !quotes.triple() || (self.bytes.get(to + 1) == Some(&quote) && self.bytes.get(to + 2) == Some(&quote));
                    if closes {
                        self.emit(TokenKind::StringText, Zone::String, to);
                        self.emit(TokenKind::StringClose, Zone::String, to + if quotes.triple() { 3 } else { 1 });
                        return self.state.pop();
                    }
                    to += 1;
                }
            }
        }
    }

    /// The line ends inside a string, which goes on below or ends here.
    fn string_end(&mut self, goes_on: bool) {
        let to = if goes_on { self.bytes.len() } else { self.end };
        self.emit(TokenKind::StringText, Zone::String, to);
        if !goes_on {
            self.state.end_line();
        }
    }

    fn open_hole(&mut self, brace: usize) {
        self.emit(TokenKind::StringText, Zone::String, brace);
        self.emit(TokenKind::Open, Zone::Code, brace + 1);
        self.state.push(Frame::Hole(0));
    }

    /// How many bytes a backslash in an f-string or string takes in: never a brace that opens or closes a hole.
    fn escape_len(&self, quotes: Quotes, at: usize) -> usize {
        let rest = self.bytes.get(at + 1..self.end).unwrap_or_default();
        match rest.first() {
            Some(b'{' | b'}') if quotes.holes() => 1,
            Some(b'N') if quotes.holes() && !quotes.raw() && rest.get(1) == Some(&b'{') => {
                memchr(b'}', rest.get(..64).unwrap_or(rest)).map_or(2, |brace| brace + 2)
            }
            _ => 2,
        }
    }

    /// The format spec of a hole: text up to the hole's end, a nested hole, or the quotes of the string.
    fn spec(&mut self) {
        let quotes = self.state.string().unwrap_or_else(|| Quotes::new(b"", b'"', false));
        let rest = self.bytes.get(self.at..self.end).unwrap_or_default();
        let Some(found) = memchr3(b'{', b'}', quotes.byte(), rest) else { return self.string_end(quotes.triple()) };
        let to = self.at + found;
        match rest.get(found) {
            Some(b'{') if self.state.has_room() => self.open_hole(to),
            Some(b'{') => self.emit(TokenKind::StringText, Zone::String, to + 1),
            Some(b'}') => {
                self.emit(TokenKind::StringText, Zone::String, to);
                self.emit(TokenKind::Close, Zone::Code, to + 1);
                self.state.pop();
                self.state.pop();
            }
            _ => {
                let wanted = if quotes.triple() { 3 } else { 1 };
                let run = rest.iter().skip(found).take(wanted).take_while(|&&byte| byte == quotes.byte()).count();
                if run < wanted {
                    return self.emit(TokenKind::StringText, Zone::String, to + run);
                }
                self.emit(TokenKind::StringText, Zone::String, to);
                self.emit(TokenKind::StringClose, Zone::String, to + wanted);
                self.state.close_string();
            }
        }
    }
}

fn operator_len(first: u8, second: u8, third: u8) -> usize {
    match (first, second) {
        (b'.', b'.') if third == b'.' => 3,
        (b'*' | b'/' | b'<' | b'>', _) if first == second => 2 + usize::from(third == b'='),
        (b'-' | b'<', b'>') | (b'+' | b'-' | b'*' | b'/' | b'%' | b'@' | b'&' | b'|' | b'^' | b'<' | b'>' | b'=' | b'!' | b':', b'=') => 2,
        _ => 1,
    }
}
