//! What is asked for at a place.

use crate::syntax::{Lexed, TokenKind, Zone};
use crate::text::Span;

/// What is asked for at a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// Behind `lakespeak:`, where a word of ours may stand.
    Keyword { typed: Span },
    /// A rule's id in the list of a suppression, which names others already.
    Ignored { typed: Span, others: Vec<String> },
    /// A term's or rule's id behind `(lakespeak:`.
    Link { typed: Span },
    /// Running text; the letters, digits, `_` and `-` before the place.
    Text { word: Span },
}

/// What begins every comment of ours.
const WORD: &str = "lakespeak:";

/// What is asked for at `at`; `None` in code.
pub(super) fn at(lexed: &Lexed, at: u32) -> Option<Place> {
    let before = lexed.token_at(at.checked_sub(1)?)?;
    let text = lexed.slice(Span::new(before.span.start, at));
    if text.ends_with(['\n', '\r']) {
        return None;
    }
    let open = match (before.zone, before.kind) {
        (Zone::Comment, _) => !is_closed(text),
        (Zone::String, kind) => kind != TokenKind::StringClose,
        (Zone::Value, kind) => matches!(kind, TokenKind::Scalar | TokenKind::BlockText) && !is_quoted(text),
        _ => false,
    };
    if !open {
        return None;
    }
    let ours = if before.zone == Zone::Comment { our_comment(text, at) } else { None };
    let run = text.get(text.trim_end_matches(is_word).len()..).unwrap_or_default();
    let len = run.trim_start_matches(['-', '_']).len();
    Some(ours.unwrap_or(Place::Text { word: Span::new(at - len as u32, at) }))
}

/// Whether a comment ends where this part of it does.
fn is_closed(text: &str) -> bool {
    text.len() >= 4 && (text.starts_with("/*") && text.ends_with("*/") || text.starts_with("{#") && text.ends_with("#}"))
        || !text.starts_with(['/', '#', '-', '{']) && text.ends_with("*/")
}

/// Whether this part of a quoted scalar is all of it.
fn is_quoted(text: &str) -> bool {
    text.len() >= 2 && ['"', '\''].iter().any(|&quote| text.starts_with(quote) && text.ends_with(quote))
}

fn our_comment(text: &str, at: u32) -> Option<Place> {
    let (head, rest) = text.rsplit_once(WORD)?;
    let typed = |len: usize| Span::new(at - len as u32, at);
    if head.ends_with('(') {
        let ids = |c: char| is_word(c) || c == '/';
        return rest.chars().all(ids).then(|| Place::Link { typed: typed(rest.len()) });
    }
    let inside = rest.trim_start_matches([' ', '\t']);
    match inside.split_once('[') {
        None => inside.chars().all(is_word).then(|| Place::Keyword { typed: typed(inside.len()) }),
        Some((word, list)) if matches!(word.trim_end(), "ignore" | "ignore-file") && !list.contains(']') => {
            let mut ids: Vec<&str> = list.split(',').map(str::trim_start).collect();
            let last = ids.pop()?;
            let others = ids.into_iter().map(|id| id.trim().to_owned()).collect();
            last.chars().all(is_word).then(|| Place::Ignored { typed: typed(last.len()), others })
        }
        Some(_) => None,
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

/// How the end of a line may be read as the beginning of a name, longest first: the last words with blanks between, then
/// the word itself, then the parts at its end. `word` is the length of the last word.
pub(super) fn readings(line: &str, word: usize) -> impl Iterator<Item = &str> {
    /// No name has more words.
    const WORDS: usize = 4;
    /// Nor more bytes: what is longer is data, such as a key or a picture in a string.
    const LONGEST: usize = 120;
    let start = line.len().saturating_sub(word);
    let mut starts = Vec::new();
    let mut rest = line.get(..start).unwrap_or_default();
    for _ in 1..WORDS {
        let Some(more) = rest.strip_suffix(' ') else { break };
        let kept = more.trim_end_matches(is_word);
        if !more.get(kept.len()..).is_some_and(|word| word.starts_with(char::is_alphanumeric)) {
            break;
        }
        starts.push(kept.len());
        rest = kept;
    }
    starts.reverse();
    starts.push(start);
    let mut previous = ' ';
    for (at, c) in line.get(start..).unwrap_or_default().char_indices() {
        let begins = at > 0 && c.is_alphanumeric() && (!previous.is_alphanumeric() || c.is_uppercase() && previous.is_lowercase());
        starts.extend(begins.then_some(start + at));
        previous = c;
    }
    starts.into_iter().filter_map(|at| line.get(at..)).filter(|typed| typed.len() <= LONGEST)
}
