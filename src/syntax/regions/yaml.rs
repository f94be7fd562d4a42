//! SQL in YAML: scalars under keys that hold SQL, and those that read as SQL.
//!
//! A literal block (`|`) is a cell: its lines are the text's own, and comments go into it. Folded blocks, quoted and plain
//! scalars are read as what they stand for; comments about them go above their key.

use super::builder::Builder;
use super::{Part, Region, verb};
use crate::syntax::yaml::tree::Tree;
use crate::syntax::{Chunk, Language, Lexed, Token, TokenKind};
use crate::text::Span;
use crate::text::position::{line_len, without_line_end};

/// The last words of keys that hold SQL: `sql`, `fail query`, `+pre-hook`.
const LAST_WORDS: [&str; 7] = ["sql", "query", "statement", "statements", "hql", "bql", "hook"];
/// Whole keys that hold SQL.
const KEYS: [&str; 7] = ["queries", "pre_hooks", "post_hooks", "on_run_start", "on_run_end", "sql_header", "sql_statements"];
/// Keys that hold prose, whatever it begins with.
const PROSE: [&str; 14] = [
    "description",
    "comment",
    "comments",
    "summary",
    "doc",
    "docs",
    "title",
    "name",
    "label",
    "message",
    "notes",
    "help",
    "reason",
    "text",
];

/// The scalars of a chunk that may begin SQL: the headers of blocks, and the beginnings of other scalars.
pub(super) fn openings(text: &str, start: u32, chunk: &Chunk) -> Vec<u32> {
    let mut found = Vec::new();
    let mut before = TokenKind::Newline;
    for (index, token) in chunk.tokens.iter().enumerate() {
        let at = (start + token.start) as usize;
        let content = match token.kind {
            TokenKind::BlockHeader => text.get(at..).map(|rest| rest.get(line_len(rest.as_bytes())..).unwrap_or_default()),
            // The scalar's beginning: not what goes on behind a template.
            TokenKind::Scalar if before != TokenKind::TemplateClose => text.get(at..).map(|rest| rest.trim_start_matches(['"', '\''])),
            TokenKind::TemplateOpen if !matches!(before, TokenKind::Scalar | TokenKind::BlockText | TokenKind::Key) => text.get(at..),
            _ => None,
        };
        before = kind_before(&chunk.tokens, index);
        if content.is_some_and(verb::may_begin_sql) {
            found.push(token.start);
        }
    }
    found
}

/// Whether a quoted scalar may hold SQL that is not written as it is read, because of an escape somewhere in the file. Looks
/// at bytes only, and says yes too often rather than too seldom.
pub(crate) fn quoted_sql_is_escaped(text: &str) -> bool {
    let bytes = text.as_bytes();
    let escaped = memchr::memchr(b'\\', bytes).is_some() || memchr::memmem::find(bytes, b"''").is_some();
    escaped && memchr::memchr2_iter(b'"', b'\'', bytes).any(|at| text.get(at + 1..).is_some_and(verb::may_begin_sql))
}

/// Whether SQL may begin behind `before`, told by the key that stands there: prose is none, and a plain scalar is one only under
/// a key that holds SQL. Says yes too often rather than too seldom.
pub(super) fn may_hold(before: &str) -> bool {
    let trimmed = before.trim_ascii_end();
    let line = trimmed.rsplit(['\n', '\r']).next().unwrap_or_default();
    if line.trim_start().starts_with('#') && !before.get(trimmed.len()..).is_some_and(|gap| gap.contains(['\n', '\r'])) {
        // A comment, unless it is a line of a notebook.
        return line.contains('%') || line.contains("MAGIC");
    }
    let quoted = trimmed.strip_suffix(['"', '\'']).map(str::trim_ascii_end);
    let header = trimmed.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-')).strip_suffix(['|', '>']);
    let scalar = quoted.or(header.map(str::trim_ascii_end)).unwrap_or(trimmed);
    let Some(key) = scalar.strip_suffix(':').map(key_at_the_end).filter(|key| !key.is_empty()) else { return true };
    if scalar.len() == trimmed.len() { holds_sql(key) } else { !is_prose(key) }
}

/// The key that a text ends with, without quotes; nothing where that is not sure.
fn key_at_the_end(text: &str) -> &str {
    let line = text.rsplit(['\n', '\r', ',', '{', '}']).next().unwrap_or_default();
    line.trim_matches(|c: char| c.is_ascii_whitespace() || matches!(c, '-' | '"' | '\''))
}

/// The kind of a token; of the one before for blanks.
fn kind_before(tokens: &[Token], index: usize) -> TokenKind {
    let kinds = tokens.get(..=index).unwrap_or_default().iter().rev().map(|token| token.kind);
    kinds.take(2).find(|kind| *kind != TokenKind::Blank).unwrap_or(TokenKind::Newline)
}

/// The regions among the scalars that begin at these offsets.
pub(super) fn scalars<'a>(lexed: &Lexed, openings: impl Iterator<Item = u32>, tree: impl FnOnce() -> Option<&'a Tree>) -> Vec<Region> {
    let mut openings = openings.peekable();
    if openings.peek().is_none() {
        return Vec::new();
    }
    let Some(tree) = tree() else { return Vec::new() };
    let mut found: Vec<Region> = Vec::new();
    for opening in openings {
        if found.last().is_some_and(|last| opening < last.outer.end) {
            continue;
        }
        found.extend(scalar(lexed, tree, opening));
    }
    found
}

fn scalar(lexed: &Lexed, tree: &Tree, opening: u32) -> Option<Region> {
    use crate::syntax::yaml::tree::Part::{Item, Key, Value};
    let header = lexed.token_at(opening).filter(|leaf| leaf.kind == TokenKind::BlockHeader);
    let at = match header {
        Some(header) => lexed.tokens_from(header.span.end).find(|leaf| !leaf.kind.is_trivia())?.span.start,
        None => opening,
    };
    let place = tree.at(at)?;
    let span = match place.part {
        Key(_) => return None,
        Value(span) | Item(span) => span,
    };
    let key = place.entry.map_or("", |entry| tree.name(lexed, entry));
    let (named, quoted) = (holds_sql(key), lexed.slice(span).starts_with(['"', '\'']));
    if header.is_none() && (span.start != opening || !(named || quoted)) || is_prose(key) {
        return None;
    }
    let region = match header {
        Some(header) => block(lexed, span, lexed.slice(header.span))?,
        None => flow(lexed, span)?,
    };
    let fits = if named { verb::begins(&region.text) } else { verb::is_sql(&region.text) };
    fits.then_some(region)
}

/// Whether a key holds SQL.
fn holds_sql(key: &str) -> bool {
    let key = key.trim_start_matches('+').to_ascii_lowercase().replace(['-', ' ', '.'], "_");
    KEYS.contains(&key.as_str()) || key.rsplit('_').next().is_some_and(|last| LAST_WORDS.contains(&last))
}

fn is_prose(key: &str) -> bool {
    PROSE.iter().any(|prose| key.eq_ignore_ascii_case(prose))
}

/// The region of a block scalar whose lines are `span`.
fn block(lexed: &Lexed, span: Span, header: &str) -> Option<Region> {
    let text = lexed.text();
    let whole = Span::new(span.start, lexed.line_span(lexed.line_of(span.end.checked_sub(1)?)).end);
    let folded = header.starts_with('>');
    let indent = whole.of(text).lines().find(|line| !line.trim().is_empty()).map(|line| line.len() - line.trim_start_matches(' ').len())?;
    let mut builder = Builder::new(text);
    let mut at = whole.start;
    let mut line_end: Option<Span> = None;
    while at < whole.end {
        let rest = Span::new(at, whole.end).of(text);
        let line = rest.get(..line_len(rest.as_bytes()))?;
        let content = without_line_end(line);
        let left_out = content.bytes().take(indent).take_while(|byte| *byte == b' ').count();
        let span = Span::new(at + left_out as u32, at + content.len() as u32);
        if let Some(end) = line_end.take() {
            let joins = folded && !builder.text().ends_with('\n') && span.of(text).starts_with(|c: char| !c.is_whitespace());
            if joins { builder.replaced(end, " ") } else { builder.verbatim(end) }
        }
        builder.verbatim(span);
        at += line.len() as u32;
        line_end = Some(Span::new(span.end, at));
    }
    if let Some(end) = line_end {
        builder.verbatim(end);
    }
    if !folded {
        builder.part(0, Part { after: " ".repeat(indent).into(), ..Part::default() });
    }
    Some(builder.finish(Language::Sql, whole, whole))
}

/// The region of a quoted or plain scalar; `None` where a quote is not closed.
fn flow(lexed: &Lexed, span: Span) -> Option<Region> {
    let text = lexed.text();
    let quote = span.of(text).chars().next().filter(|c| matches!(c, '"' | '\''));
    let content = match quote {
        Some(quote) => {
            let closed = span.len() >= 2 && span.of(text).ends_with(quote);
            closed.then(|| Span::new(span.start + 1, span.end - 1))?
        }
        None => span,
    };
    let mut builder = Builder::new(text);
    let (mut from, mut at) = (content.start, content.start);
    while at < content.end {
        let rest = Span::new(at, content.end).of(text);
        let found = match rest.as_bytes().first() {
            Some(b'\\') if quote == Some('"') => escape(rest),
            Some(b'\'') if quote == Some('\'') => Some((2, "'".to_owned())),
            Some(b'\n' | b'\r') => Some(fold(rest)),
            _ => None,
        };
        match found {
            Some((len, with)) => {
                // Blanks before a line's end are none.
                let before = Span::new(from, at);
                let kept = if with.starts_with([' ', '\n']) && rest.starts_with(['\n', '\r']) {
                    before.of(text).trim_end_matches([' ', '\t']).len() as u32
                } else {
                    before.len()
                };
                builder.verbatim(Span::new(from, from + kept));
                let end = (at + len).min(content.end);
                builder.replaced(Span::new(from + kept, end), &with);
                (from, at) = (end, end);
            }
            None => at += 1,
        }
    }
    builder.verbatim(Span::new(from, content.end));
    Some(builder.finish(Language::Sql, content, span))
}

/// A line's end in a flow scalar with the blanks behind it: a blank, or as many line ends as there are empty lines.
fn fold(text: &str) -> (u32, String) {
    let len = text.len() - text.trim_start_matches([' ', '\t', '\n', '\r']).len();
    let ends = text.get(..len).unwrap_or_default().bytes().filter(|byte| *byte == b'\n').count();
    (len as u32, if ends > 1 { "\n".repeat(ends - 1) } else { " ".to_owned() })
}

/// What a backslash and what is behind it stand for, and the length of both.
fn escape(text: &str) -> Option<(u32, String)> {
    let code = |digits: usize| {
        let hex = text.get(2..2 + digits).filter(|hex| hex.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let value = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok());
        value.and_then(char::from_u32).map(|c| (2 + digits as u32, c.to_string()))
    };
    let one = |c: char| Some((2, c.to_string()));
    match text.as_bytes().get(1)? {
        b'n' => one('\n'),
        b't' | b'\t' => one('\t'),
        b'r' => one('\r'),
        sign @ (b'"' | b'\\' | b'/' | b' ') => one(char::from(*sign)),
        b'x' => code(2),
        b'u' => code(4),
        b'U' => code(8),
        b'\n' | b'\r' => Some((1 + fold(text.get(1..)?).0, String::new())),
        _ => None,
    }
}
