//! Reads the content of Python strings into a region's text.

use super::{Piece, Region};
use crate::syntax::{Flat, Language, Leaf, Lexed, TokenKind};
use crate::text::Span;

/// The region of the string at `leaf` and of those written directly behind it. `None` where one is not closed, or holds
/// bytes.
pub(super) fn region(flat: &Flat, lexed: &Lexed, leaf: usize) -> Option<Region> {
    let first = flat.get(leaf)?;
    let mut reader = Reader { source: lexed.text(), text: String::new(), pieces: Vec::new() };
    let mut outer: Option<Span> = None;
    let mut host = first.span;
    let mut next = leaf;
    while let Some(string) = flat.get(next).filter(|string| string.kind == TokenKind::StringText && flat.parent(next) == flat.parent(leaf))
    {
        let content = reader.literal(lexed, string)?;
        outer = Some(outer.map_or(content, |outer| outer.hull(content)));
        host = host.hull(string.span);
        next = flat.first_from(string.span.end).max(next + 1);
    }
    Some(Region { language: Language::Sql, outer: outer?, text: reader.text.into(), host, pieces: reader.pieces })
}

struct Reader<'a> {
    source: &'a str,
    text: String,
    pieces: Vec<Piece>,
}

impl Reader<'_> {
    /// Reads a string's leaf; gives the place of its content.
    fn literal(&mut self, lexed: &Lexed, string: Leaf) -> Option<Span> {
        let mut tokens = lexed.tokens_in(string.span);
        let open = tokens.next().filter(|token| token.kind == TokenKind::StringOpen)?;
        let prefix = lexed.slice(open.span).trim_end_matches(['"', '\'']).to_ascii_lowercase();
        let width = open.span.len() - prefix.len() as u32;
        if prefix.contains('b') {
            return None;
        }
        let (raw, holes) = (prefix.contains('r'), prefix.contains(['f', 't']));
        // The brackets open in a hole, and where the hole began.
        let (mut depth, mut hole) = (0u32, open.span.end);
        let mut last = open;
        for token in tokens {
            last = token;
            match token.kind {
                TokenKind::Open => {
                    hole = if depth == 0 { token.span.start } else { hole };
                    depth += 1;
                }
                TokenKind::Close if depth == 1 => {
                    depth = 0;
                    self.hole(Span::new(hole, token.span.end));
                }
                TokenKind::Close => depth = depth.saturating_sub(1),
                TokenKind::StringText if depth == 0 => self.content(token.span, raw, holes),
                _ => {}
            }
        }
        let closed = last.kind == TokenKind::StringClose && last.span.len() == width && depth == 0;
        closed.then(|| Span::new(open.span.end, last.span.start))
    }

    /// Text of a string, without its holes.
    fn content(&mut self, span: Span, raw: bool, holes: bool) {
        let bytes = self.source.as_bytes();
        let mut from = span.start;
        let mut at = span.start;
        while at < span.end {
            let step = match bytes.get(at as usize) {
                Some(b'\\') if !raw => escape(Span::new(at, span.end).of(self.source)),
                Some(&brace @ (b'{' | b'}')) if holes && bytes.get(at as usize + 1) == Some(&brace) => Ok((2, Some(char::from(brace)))),
                _ => Err(1),
            };
            match step {
                Ok((len, resolved)) => {
                    self.verbatim(Span::new(from, at));
                    from = (at + len).min(span.end);
                    self.replaced(Span::new(at, from), &resolved.map(String::from).unwrap_or_default());
                    at = from;
                }
                Err(len) => at += len,
            }
        }
        self.verbatim(Span::new(from, span.end));
    }

    fn verbatim(&mut self, outer: Span) {
        let source = self.source;
        self.add(outer, outer.of(source), true);
    }

    fn replaced(&mut self, outer: Span, text: &str) {
        self.add(outer, text, false);
    }

    /// A hole, braces included: a template for the inner language.
    fn hole(&mut self, outer: Span) {
        let inside = outer.of(self.source).trim_start_matches('{').trim_end_matches('}').trim();
        let ends_early = inside.contains(['{', '}', '%', '#', '\n', '\r']);
        let template = if ends_early { "{{_}}".to_owned() } else { format!("{{{{{inside}}}}}") };
        self.replaced(outer, &template);
    }

    fn add(&mut self, outer: Span, text: &str, verbatim: bool) {
        if !text.is_empty() {
            let inner = Span::new(self.text.len() as u32, (self.text.len() + text.len()) as u32);
            self.text.push_str(text);
            self.pieces.push(Piece { inner, outer, verbatim });
        }
    }
}

/// What a backslash and what is behind it stand for: the length of both and the character, `None` for nothing; or, as an
/// error, the length of what stays as it is written.
fn escape(text: &str) -> Result<(u32, Option<char>), u32> {
    let code = |digits: usize| {
        let value = text
            .get(2..2 + digits)
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok());
        value.and_then(char::from_u32).map(|c| (2 + digits as u32, Some(c))).ok_or(2)
    };
    match text.as_bytes().get(1) {
        Some(b'\r') if text.as_bytes().get(2) == Some(&b'\n') => Ok((3, None)),
        Some(b'\n' | b'\r') => Ok((2, None)),
        Some(b'n') => Ok((2, Some('\n'))),
        Some(b't') => Ok((2, Some('\t'))),
        Some(b'r') => Ok((2, Some('\r'))),
        Some(&sign @ (b'\\' | b'\'' | b'"')) => Ok((2, Some(char::from(sign)))),
        Some(b'x') => code(2),
        Some(b'u') => code(4),
        Some(b'U') => code(8),
        // A brace behind it may be a literal one, or belong to a hole: it is looked at by itself.
        _ => Err(1),
    }
}
