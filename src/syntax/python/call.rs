//! Calls, their arguments and method chains, read from the leaves of one logical line.
//!
//! Nothing here remembers anything, and a line may be asked about at each of its leaves: so looks around a leaf are
//! bounded by what anybody writes.

use std::ops::Range;

use super::words::is_keyword;
use crate::syntax::{Flat, Lexed, TokenKind};
use crate::text::Span;

/// A call around a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Call {
    /// Its dotted name: `requests.get`. What is called on anything but a name begins with a dot: `x().y(` is `.y`.
    pub name: String,
    /// The leaf of its opening parenthesis.
    pub open: usize,
}

/// An argument of a call, or an entry of a dict literal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Argument {
    /// The keyword, or the content of the string key.
    pub name: Option<Span>,
    /// The leaves of its value.
    pub value: Range<usize>,
    /// 1 for `*x`, 2 for `**x`, else 0.
    pub stars: u8,
}

fn text<'a>(flat: &Flat, lexed: &'a Lexed, leaf: usize) -> &'a str {
    flat.get(leaf).map_or("", |leaf| lexed.slice(leaf.span))
}

fn kind(flat: &Flat, leaf: usize) -> Option<TokenKind> {
    flat.get(leaf).map(|leaf| leaf.kind)
}

/// The calls that hold a leaf, innermost first: it stands in their arguments, is one of their parentheses, or a part of
/// their own dotted name (`Variable` and `get` of `Variable.get(`). Looks no further than [`LEVELS`] brackets up.
pub fn enclosing_calls(flat: &Flat, lexed: &Lexed, leaf: usize) -> impl Iterator<Item = Call> {
    let own = match kind(flat, leaf) {
        Some(TokenKind::Word | TokenKind::Dot) => name_end(flat, leaf),
        Some(TokenKind::Open) => Some(leaf),
        Some(TokenKind::Close) => flat.partner(leaf),
        _ => None,
    };
    let holders = std::iter::successors(flat.parent(leaf), |&open| flat.parent(open)).take(LEVELS);
    own.into_iter().chain(holders).filter_map(|open| Some(Call { name: name_before(flat, lexed, open)?, open }))
}

/// The leaf behind the dotted name that `leaf` is a part of.
fn name_end(flat: &Flat, leaf: usize) -> Option<usize> {
    for at in leaf..leaf + NAME_LEAVES {
        match (kind(flat, at)?, kind(flat, at + 1)?) {
            (TokenKind::Word, TokenKind::Open) => return Some(at + 1),
            (TokenKind::Word, TokenKind::Dot) | (TokenKind::Dot, TokenKind::Word) => {}
            _ => return None,
        }
    }
    None
}

/// How many brackets around a leaf are looked at.
const LEVELS: usize = 64;

/// The leaves of a dotted name that are read: a bound, so that asking for every argument of a call stays linear.
pub(crate) const NAME_LEAVES: usize = 32;

/// The leaves of a method chain that are read to either side of a leaf, what its brackets hold left out, and the brackets
/// around it that are tried.
const CHAIN_LEAVES: usize = 256;
const CHAINS: usize = 8;

/// The dotted name of the call whose parenthesis stands at `open`; `None` where nothing with a name is called there.
pub fn name_before(flat: &Flat, lexed: &Lexed, open: usize) -> Option<String> {
    if text(flat, lexed, open) != "(" {
        return None;
    }
    let mut first = open.checked_sub(1).filter(|&at| kind(flat, at) == Some(TokenKind::Word) && !is_keyword(text(flat, lexed, at)))?;
    while let Some(before) = first.checked_sub(1).filter(|before| open - before < NAME_LEAVES) {
        let fits = match kind(flat, before) {
            Some(TokenKind::Dot) => kind(flat, first) == Some(TokenKind::Word),
            Some(TokenKind::Word) => kind(flat, first) == Some(TokenKind::Dot) && !is_keyword(text(flat, lexed, before)),
            _ => false,
        };
        if !fits {
            break;
        }
        first = before;
    }
    let defined = first.checked_sub(1).is_some_and(|at| matches!(text(flat, lexed, at), "def" | "class"));
    (!defined).then(|| (first..open).map(|at| text(flat, lexed, at)).collect())
}

/// The arguments of the call opened at `open`, in order.
pub fn arguments(flat: &Flat, lexed: &Lexed, open: usize) -> Vec<Argument> {
    let argument = |part: Range<usize>| {
        let named =
            kind(flat, part.start) == Some(TokenKind::Word) && kind(flat, part.start + 1) == Some(TokenKind::Equals) && part.len() > 1;
        let stars = stars(flat, lexed, part.start);
        let skipped = if named { 2 } else { usize::from(stars > 0) };
        let keyword = flat.get(part.start).filter(|_| named).map(|leaf| leaf.span);
        Argument { name: keyword, value: part.start + skipped..part.end, stars }
    };
    flat.parts(open).into_iter().map(argument).collect()
}

fn stars(flat: &Flat, lexed: &Lexed, leaf: usize) -> u8 {
    match text(flat, lexed, leaf) {
        "*" => 1,
        "**" => 2,
        _ => 0,
    }
}

/// The entries of the dict literal opened at `open`; what has no plain string for a key has no name.
pub fn dict_entries(flat: &Flat, lexed: &Lexed, open: usize) -> Vec<Argument> {
    let entry = |part: Range<usize>| {
        let stars = stars(flat, lexed, part.start);
        let is_plain = kind(flat, part.start + 1) == Some(TokenKind::Colon) && part.len() > 1;
        let name = if is_plain { string_content(flat, lexed, part.start) } else { None };
        let colon = part.clone().find(|&at| kind(flat, at) == Some(TokenKind::Colon) && flat.parent(at) == Some(open));
        let from = colon.map_or(part.start + usize::from(stars > 0), |colon| colon + 1);
        Argument { name, value: from..part.end, stars }
    };
    flat.parts(open).into_iter().map(entry).collect()
}

/// The entries of a value that is a dict: `{…}` or `dict(…)`. `None` for any other value.
pub fn mapping(flat: &Flat, lexed: &Lexed, value: Range<usize>) -> Option<Vec<Argument>> {
    let whole = |open: usize| flat.end_of(open) + 1 >= value.end;
    match text(flat, lexed, value.start) {
        "{" if whole(value.start) => Some(dict_entries(flat, lexed, value.start)),
        "dict" if text(flat, lexed, value.start + 1) == "(" && whole(value.start + 1) => Some(arguments(flat, lexed, value.start + 1)),
        _ => None,
    }
}

/// The content of a string's leaf, between its quotes. `None` for anything else and for strings that are not closed.
pub fn string_content(flat: &Flat, lexed: &Lexed, leaf: usize) -> Option<Span> {
    let leaf = flat.get(leaf).filter(|leaf| leaf.kind == TokenKind::StringText)?;
    let source = lexed.slice(leaf.span);
    let prefix = source.find(['\'', '"'])?;
    let quote = source.get(prefix..=prefix)?;
    let width = if source.get(prefix..prefix + 3).is_some_and(|open| open.bytes().all(|byte| quote.as_bytes() == [byte])) { 3 } else { 1 };
    let closed = source.len() >= prefix + 2 * width && source.ends_with(quote);
    closed.then(|| Span::new(leaf.span.start + (prefix + width) as u32, leaf.span.end - width as u32))
}

/// Whether the bracket opened at `open` is closed: without that, what is missing may still be typed.
pub fn is_closed(flat: &Flat, open: usize) -> bool {
    flat.partner(open).is_some()
}

/// The names of what is called in the method chain that a leaf is a part of, in order: `mode`, `parquet` for any leaf of
/// `df.write.mode("overwrite").parquet(p)`. A leaf in an argument that is no call itself belongs to the chain around it.
pub fn chain<'a>(flat: &Flat, lexed: &'a Lexed, leaf: usize) -> Vec<&'a str> {
    let levels = std::iter::successors(Some(leaf), |&here| flat.parent(here)).take(CHAINS);
    levels.map(|here| chain_at(flat, lexed, here)).find(|names| !names.is_empty()).unwrap_or_default()
}

fn chain_at<'a>(flat: &Flat, lexed: &'a Lexed, leaf: usize) -> Vec<&'a str> {
    let mut names = Vec::new();
    let mut at = chain_start(flat, lexed, leaf);
    for _ in 0..2 * CHAIN_LEAVES {
        let next = match kind(flat, at) {
            Some(TokenKind::Word) if !is_keyword(text(flat, lexed, at)) => {
                if text(flat, lexed, at + 1) == "(" {
                    names.push(text(flat, lexed, at));
                }
                at + 1
            }
            Some(TokenKind::Dot) => at + 1,
            Some(TokenKind::Open) => match flat.partner(at) {
                Some(close) => close + 1,
                None => return names,
            },
            Some(TokenKind::StringText) => string_end(flat, at),
            _ => return names,
        };
        let joins = match kind(flat, next) {
            Some(TokenKind::Dot) => true,
            Some(TokenKind::Open) => kind(flat, at) != Some(TokenKind::Dot),
            Some(TokenKind::Word) => kind(flat, at) == Some(TokenKind::Dot),
            _ => false,
        };
        if !joins {
            return names;
        }
        at = next;
    }
    names
}

/// The leaf behind a string and its holes.
fn string_end(flat: &Flat, leaf: usize) -> usize {
    let end = flat.get(leaf).map_or(0, |leaf| leaf.span.end);
    flat.first_from(end).max(leaf + 1)
}

/// The first leaf of the postfix chain that a leaf belongs to.
pub fn chain_start(flat: &Flat, lexed: &Lexed, leaf: usize) -> usize {
    let mut at = match kind(flat, leaf) {
        Some(TokenKind::Close) => flat.partner(leaf).unwrap_or(leaf),
        _ => leaf,
    };
    for _ in 0..CHAIN_LEAVES {
        let Some(before) = at.checked_sub(1) else { break };
        let here = kind(flat, at);
        let joins = match kind(flat, before) {
            Some(TokenKind::Dot) => here == Some(TokenKind::Word),
            Some(TokenKind::Word) => matches!(here, Some(TokenKind::Dot | TokenKind::Open)) && !is_keyword(text(flat, lexed, before)),
            Some(TokenKind::Close) => matches!(here, Some(TokenKind::Dot | TokenKind::Open)),
            Some(TokenKind::StringText) => here == Some(TokenKind::Dot),
            _ => false,
        };
        if !joins {
            break;
        }
        at = if kind(flat, before) == Some(TokenKind::Close) {
            match flat.partner(before) {
                Some(open) => open,
                None => break,
            }
        } else {
            before
        };
    }
    at
}

/// The value that a place is given: the right side of `=` for a leaf of a target (`x`, `conf["x"]`) or a keyword
/// argument's name, the value of a dict entry for its key.
pub fn value_after_equals(flat: &Flat, lexed: &Lexed, leaf: usize) -> Option<Range<usize>> {
    let holder = flat.parent(leaf);
    let in_dict = holder.is_some_and(|open| text(flat, lexed, open) == "{");
    let end = holder.map_or(flat.len(), |open| flat.end_of(open));
    let ends = |kind: TokenKind| kind == TokenKind::Semicolon || (holder.is_some() && kind == TokenKind::Comma);
    let direct = |from: usize, wanted: &dyn Fn(TokenKind) -> bool| {
        (from..end).find(|&at| flat.parent(at) == holder && kind(flat, at).is_some_and(|kind| wanted(kind) || ends(kind)))
    };
    let found = direct(leaf + 1, &|kind| kind == TokenKind::Equals || (in_dict && kind == TokenKind::Colon));
    match found.filter(|&at| kind(flat, at).is_some_and(|kind| !ends(kind))) {
        Some(sign) => Some(sign + 1..direct(sign + 1, &|_| false).unwrap_or(end)),
        None => holder.filter(|&open| text(flat, lexed, open) == "[").and_then(|open| value_after_subscript(flat, lexed, open)),
    }
}

/// `= value` directly behind the subscript opened at `open`, or behind those that follow it.
fn value_after_subscript(flat: &Flat, lexed: &Lexed, open: usize) -> Option<Range<usize>> {
    let mut at = open;
    while text(flat, lexed, at) == "[" {
        at = flat.partner(at)? + 1;
    }
    let end = flat.parent(at).map_or(flat.len(), |open| flat.end_of(open));
    let stop = || (at + 1..end).find(|&next| kind(flat, next) == Some(TokenKind::Semicolon)).unwrap_or(end);
    (kind(flat, at) == Some(TokenKind::Equals)).then(|| at + 1..stop())
}

/// For each leaf of a line, whether it stands in the body of a `lambda`, which does not run where it is written.
pub fn in_lambdas(flat: &Flat, lexed: &Lexed) -> Vec<bool> {
    let mut inside = vec![false; flat.len()];
    // For the leaves inside each bracket, by its place, and for those outside of all, last: how many `lambda` wait for
    // their colon, and whether a body goes on.
    let mut levels = vec![(0_u32, false); flat.len() + 1];
    for (at, leaf) in flat.leaves().iter().enumerate() {
        let holder = flat.parent(at);
        let around = holder.and_then(|open| inside.get(open)).copied().unwrap_or(false);
        let Some((heads, body)) = levels.get_mut(holder.unwrap_or(flat.len())) else { continue };
        if let Some(inside) = inside.get_mut(at) {
            *inside = around || *body;
        }
        match leaf.kind {
            TokenKind::Word if lexed.slice(leaf.span) == "lambda" => *heads += 1,
            TokenKind::Colon if *heads > 0 => {
                *heads -= 1;
                *body = true;
            }
            TokenKind::Comma if *heads == 0 => *body = false,
            _ => {}
        }
    }
    inside
}

#[cfg(test)]
mod tests;
