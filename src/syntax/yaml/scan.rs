//! Looks at the bytes of a line: where keys, plain scalars and templates begin and end. Never over a line's end.

use memchr::memmem;

/// A line's indentation and what stands behind it.
pub(super) struct Indent<'a> {
    /// How many spaces and tabs, each one column.
    pub(super) width: u16,
    /// The rest without trailing blanks and the line's end.
    pub(super) rest: &'a [u8],
}

impl<'a> Indent<'a> {
    pub(super) fn of(line: &'a str) -> Self {
        let rest = line.as_bytes().trim_ascii_end();
        let width = rest.iter().take_while(|&&byte| is_blank(byte)).count();
        Self { width: column(width), rest: rest.get(width..).unwrap_or_default() }
    }
}

/// A column as the state keeps it; lines beyond 65,535 columns are not told apart.
pub(super) fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX - 1)
}

pub(super) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

pub(super) const fn is_flow(byte: u8) -> bool {
    matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
}

/// Whether `at` is behind the text or on a blank: what makes `-`, `?` and `:` signs.
pub(super) fn blank_at(text: &[u8], at: usize) -> bool {
    text.get(at).is_none_or(|&byte| is_blank(byte))
}

/// Whether a `#` at `at` begins a comment: behind a blank, or at the line's beginning and that of a text with a mark.
pub(super) fn comment_at(text: &[u8], at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    text.get(at) == Some(&b'#') && (before.last().is_none_or(|&byte| is_blank(byte)) || before == "\u{feff}".as_bytes())
}

/// Whether a line without indentation is `---` or `...`, with or without something behind it.
pub(super) fn marker(text: &[u8]) -> bool {
    (text.starts_with(b"---") || text.starts_with(b"...")) && blank_at(text, 3)
}

/// Whether a line begins like a plain one-word key or a sequence item: where something unclosed ends.
pub(super) fn structure(text: &[u8]) -> bool {
    let name = text.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/')).count();
    match name {
        0 => false,
        1 if text.starts_with(b"-") => blank_at(text, 1),
        _ => text.get(name) == Some(&b':') && blank_at(text, name + 1),
    }
}

/// Whether two bytes begin a template.
pub(super) fn opens(text: &[u8], at: usize) -> bool {
    matches!(text.get(at..at + 2), Some([b'{', b'{' | b'%' | b'#']))
}

/// Finds where templates end on one line, and keeps the last answer for each kind: text without a closing sign is
/// searched once, not once for every opening one.
#[derive(Clone, Copy, Default)]
pub(super) struct Closers {
    /// Where the search began, and what it found.
    answers: [Option<(usize, Option<usize>)>; 3],
}

impl Closers {
    /// Behind the template that begins at `at`; `None` where none begins or it does not end here.
    pub(super) fn end(&mut self, text: &[u8], at: usize) -> Option<usize> {
        let (kind, closer) = match text.get(at..at + 2)? {
            b"{{" => (0, b"}}"),
            b"{%" => (1, b"%}"),
            b"{#" => (2, b"#}"),
            _ => return None,
        };
        let from = at + 2;
        let answer = self.answers.get_mut(kind)?;
        let found = match *answer {
            Some((start, found)) if start <= from && found.is_none_or(|found| from <= found) => found,
            _ => {
                let found = memmem::find(text.get(from..)?, closer).map(|found| from + found);
                *answer = Some((from, found));
                found
            }
        };
        Some(found? + 2)
    }
}

/// Whether there is nothing but templates and blanks; one that does not end here counts.
pub(super) fn only_templates(text: &[u8]) -> bool {
    let mut closers = Closers::default();
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match closers.end(text, at) {
            Some(end) => at = end,
            None if is_blank(byte) => at += 1,
            None => return opens(text, at),
        }
    }
    true
}

/// Behind the closing quote of what goes on at `at`, inside the quotes.
pub(super) fn quote_end(text: &[u8], mut at: usize, quote: u8) -> Option<usize> {
    loop {
        let rest = text.get(at..)?;
        let found = at + memchr::memchr2(quote, if quote == b'"' { b'\\' } else { quote }, rest)?;
        let doubled = quote == b'\'' && text.get(found + 1) == Some(&b'\'');
        if text.get(found) == Some(&quote) && !doubled {
            return Some(found + 1);
        }
        at = found + 2;
    }
}

/// Where the key that begins at `at` ends, blanks before its `:` left out. `None` where none begins.
pub(super) fn key_end(text: &[u8], at: usize, closers: &mut Closers) -> Option<usize> {
    match text.get(at)? {
        &quote @ (b'"' | b'\'') => {
            let end = quote_end(text, at + 1, quote)?;
            let colon = skip_blanks(text, end);
            (text.get(colon) == Some(&b':') && blank_at(text, colon + 1)).then_some(end)
        }
        b'[' => None,
        b'{' if !opens(text, at) => None,
        _ => plain_key_end(text, at, closers),
    }
}

fn plain_key_end(text: &[u8], from: usize, closers: &mut Closers) -> Option<usize> {
    let mut at = from;
    loop {
        at += memchr::memchr3(b':', b'#', b'{', text.get(at..)?)?;
        match text.get(at)? {
            b':' if blank_at(text, at + 1) => {
                let end = trimmed(text, from, at);
                return (end > from).then_some(end);
            }
            b'#' if comment_at(text, at) => return None,
            b'{' if opens(text, at) => at = closers.end(text, at)?,
            _ => at += 1,
        }
    }
}

/// Where a plain scalar inside a flow collection ends, trailing blanks left out, and whether it is a key.
pub(super) fn flow_plain_end(text: &[u8], from: usize, closers: &mut Closers) -> (usize, bool) {
    let mut at = from;
    let mut key = false;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'{' => match closers.end(text, at) {
                Some(end) => {
                    at = end;
                    continue;
                }
                None => break,
            },
            b':' if flow_colon(text, at) => {
                key = at > from;
                break;
            }
            b'#' if comment_at(text, at) => break,
            _ if is_flow(byte) => break,
            _ => {}
        }
        at += 1;
    }
    (trimmed(text, from, at), key)
}

/// Whether the `:` at `at` is a sign inside a flow collection.
pub(super) fn flow_colon(text: &[u8], at: usize) -> bool {
    text.get(at) == Some(&b':') && (blank_at(text, at + 1) || text.get(at + 1).is_some_and(|&byte| is_flow(byte)))
}

/// Where `from..end` ends without trailing blanks.
fn trimmed(text: &[u8], from: usize, end: usize) -> usize {
    let part = text.get(from..end).unwrap_or_default();
    from + part.iter().rposition(|&byte| !is_blank(byte)).map_or(0, |last| last + 1)
}

/// Where a plain scalar ends outside flow collections: before a comment or the line's end, trailing blanks left out.
pub(super) fn plain_end(text: &[u8], from: usize) -> usize {
    let mut at = from;
    let mut closers = Closers::default();
    while let Some(found) = text.get(at..).and_then(|rest| memchr::memchr2(b'#', b'{', rest)) {
        at += found;
        if let Some(end) = closers.end(text, at) {
            at = end;
        } else if comment_at(text, at) {
            return trimmed(text, from, at);
        } else {
            at += 1;
        }
    }
    trimmed(text, from, text.len())
}

pub(super) fn skip_blanks(text: &[u8], at: usize) -> usize {
    at + text.get(at..).unwrap_or_default().iter().take_while(|&&byte| is_blank(byte)).count()
}

/// Behind the anchor, alias or tag at `at`; `None` where none begins. A `*` before a sign (`*/5`) is no alias.
pub(super) fn property_end(text: &[u8], at: usize, in_flow: bool) -> Option<usize> {
    let name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-' || byte >= 0x80;
    match (text.get(at)?, text.get(at + 1)) {
        (b'&' | b'*', Some(&byte)) if name(byte) => {}
        (b'!', None) => {}
        (b'!', Some(&byte)) if is_blank(byte) || matches!(byte, b'!' | b'<') || name(byte) => {}
        _ => return None,
    }
    let verbatim = text.get(at + 1) == Some(&b'<');
    let rest = text.get(at..)?;
    let len = rest.iter().position(|&byte| is_blank(byte) || (in_flow && !verbatim && is_flow(byte))).unwrap_or(rest.len());
    Some(at + len)
}

/// Behind the header of a block scalar at `at`; `None` where something else follows than a blank, a comment or nothing.
/// Gives its indentation indicator too.
pub(super) fn header_end(text: &[u8], at: usize) -> Option<(usize, Option<u16>)> {
    let mut end = at + 1;
    let mut indicator = None;
    while let Some(&byte) = text.get(end) {
        match byte {
            b'+' | b'-' => {}
            b'1'..=b'9' => indicator = Some(u16::from(byte - b'0')),
            _ => break,
        }
        end += 1;
    }
    let behind = skip_blanks(text, end);
    let fits = behind == text.len() || (end <= at + 3 && comment_at(text, behind));
    (fits && end <= at + 3).then_some((end, indicator))
}
