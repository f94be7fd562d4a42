//! Reads the content of Python strings into a region's text.

use super::Region;
use super::builder::Builder;
use super::fill::{self, Filling};
use crate::syntax::{Flat, Language, Leaf, Lexed, TokenKind};
use crate::text::Span;

/// The region of the string at `leaf`, of those written directly behind it, and of what is put together with `+`: what is
/// no string, or is filled in by `.format` or `%`, is a template. `None` where a string is not closed, or holds bytes.
pub(super) fn region(flat: &Flat, lexed: &Lexed, leaf: usize) -> Option<Region> {
    let mut reader = Reader { builder: Builder::new(lexed.text()), lexed };
    let around = flat.parent(leaf).and_then(|open| fill::around(flat, lexed, open));
    let mut outer: Option<Span> = None;
    let mut host = flat.get(leaf)?.span;
    let mut next = leaf;
    loop {
        let operand = next;
        while let Some(string) =
            flat.get(next).filter(|string| string.kind == TokenKind::StringText && flat.parent(next) == flat.parent(leaf))
        {
            next = flat.first_from(string.span.end).max(next + 1);
        }
        let (filling, behind) = fill::behind(flat, lexed, next);
        let mut at = operand;
        while let Some(string) = flat.get(at).filter(|_| at < next) {
            let content = reader.literal(string, around.or(filling))?;
            outer = Some(outer.map_or(content, |outer| outer.hull(content)));
            host = host.hull(string.span);
            at = flat.first_from(string.span.end).max(at + 1);
        }
        next = behind;
        // What is added.
        loop {
            let Some(operand) = fill::added(flat, lexed, next, flat.parent(leaf)) else {
                return Some(reader.builder.finish(Language::Sql, outer?, host));
            };
            if flat.get(operand.start).is_some_and(|leaf| leaf.kind == TokenKind::StringText) {
                next = operand.start;
                break;
            }
            let span = flat.get(operand.start)?.span.hull(flat.get(operand.end.checked_sub(1)?)?.span);
            reader.hole(span);
            outer = outer.map(|outer| outer.hull(span));
            host = host.hull(span);
            next = operand.end;
        }
    }
}

struct Reader<'a> {
    builder: Builder<'a>,
    lexed: &'a Lexed,
}

impl Reader<'_> {
    /// Reads a string's leaf; gives the place of its content.
    fn literal(&mut self, string: Leaf, filling: Option<Filling>) -> Option<Span> {
        let lexed = self.lexed;
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
                TokenKind::StringText if depth == 0 => self.content(token.span, raw, holes, filling),
                _ => {}
            }
        }
        let closed = last.kind == TokenKind::StringClose && last.span.len() == width && depth == 0;
        closed.then(|| Span::new(open.span.end, last.span.start))
    }

    /// Text of a string, without the holes of f-strings.
    fn content(&mut self, span: Span, raw: bool, holes: bool, filling: Option<Filling>) {
        let source = self.builder.source();
        let bytes = source.as_bytes();
        let mut from = span.start;
        let mut at = span.start;
        while at < span.end {
            let rest = Span::new(at, span.end);
            let step = match bytes.get(at as usize) {
                Some(b'\\') if !raw => escape(rest.of(source)),
                Some(&brace @ (b'{' | b'}')) if holes && bytes.get(at as usize + 1) == Some(&brace) => Ok((2, Some(char::from(brace)))),
                Some(b'{' | b'}' | b'%') => match filling.and_then(|filling| filling.step(rest.of(source))) {
                    Some((len, None)) => {
                        self.builder.verbatim(Span::new(from, at));
                        from = (at + len).min(span.end);
                        self.hole(Span::new(at, from));
                        at = from;
                        continue;
                    }
                    Some((len, sign)) => Ok((len, sign)),
                    None => Err(1),
                },
                _ => Err(1),
            };
            match step {
                Ok((len, resolved)) => {
                    self.builder.verbatim(Span::new(from, at));
                    from = (at + len).min(span.end);
                    self.builder.replaced(Span::new(at, from), &resolved.map(String::from).unwrap_or_default());
                    at = from;
                }
                Err(len) => at += len,
            }
        }
        self.builder.verbatim(Span::new(from, span.end));
    }

    /// A hole or what is added, braces included: a template for the inner language.
    fn hole(&mut self, outer: Span) {
        let written = outer.of(self.builder.source());
        let inside = match written.as_bytes().first() {
            Some(b'{') => written.trim_start_matches('{').trim_end_matches('}').trim(),
            Some(b'%') => written.strip_prefix("%(").and_then(|name| name.split_once(')')).map_or("", |(name, _)| name),
            _ => written,
        };
        let ends_early = inside.is_empty() || inside.contains(['{', '}', '%', '#', '\n', '\r']);
        let template = if ends_early { "{{_}}".to_owned() } else { format!("{{{{{inside}}}}}") };
        self.builder.replaced(outer, &template);
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
