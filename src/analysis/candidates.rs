//! From anchors to candidates: the rest of a form or phrase is verified around the anchor that proposed it.
//!
//! A verification looks at most [`REACH`] bytes to either side, so that an edit can only change candidates near it.

mod search;

pub(super) use search::{find, places, stands_at};

use crate::lexicon::Case;
use crate::lexicon::matcher::{Entry, Matcher, Use};
use crate::lexicon::spelling::{Edge, Gap, Piece};
use crate::syntax::{Lexed, Zone};
use crate::text::Span;

/// How far from its anchor a spelling may reach, in bytes.
pub(super) const REACH: u32 = 512;

/// A place where a whole spelling stands. Whether it counts is not decided yet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Candidate {
    /// Where.
    pub(super) span: Span,
    /// Which entry of the matcher.
    pub(super) entry: u32,
}

/// The candidate of one use of an anchor that begins at `anchor`.
pub(super) fn verify(lexed: &Lexed, matcher: &Matcher, anchor: u32, each: Use) -> Option<Candidate> {
    let entry = matcher.entry(each.entry)?;
    let start = anchor.checked_sub(u32::from(each.offset))?;
    let span = Verifier::new(lexed, anchor, entry)?.around(usize::from(each.piece), start)?;
    Some(Candidate { span, entry: each.entry })
}

struct Verifier<'a> {
    lexed: &'a Lexed,
    text: &'a str,
    /// The only bytes that are looked at.
    window: Span,
    entry: &'a Entry,
    /// Whether the anchor stands in running text, where only blanks and line breaks part words.
    prose: Option<Zone>,
}

impl<'a> Verifier<'a> {
    fn new(lexed: &'a Lexed, anchor: u32, entry: &'a Entry) -> Option<Self> {
        let text: &str = lexed.text();
        let floor = |mut at: usize| {
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at as u32
        };
        let window = Span::new(floor(anchor.saturating_sub(REACH) as usize), floor(text.len().min((anchor + REACH) as usize)));
        let zone = (entry.spelling.pieces.len() > 1).then(|| lexed.zone_at(anchor));
        let prose = zone.filter(|zone| matches!(zone, Zone::Comment | Zone::String | Zone::Value));
        text.is_char_boundary(anchor as usize).then_some(Self { lexed, text, window, entry, prose })
    }

    /// The whole spelling, given that its piece `number` should begin at `start`.
    fn around(&self, number: usize, start: u32) -> Option<Span> {
        let pieces = &self.entry.spelling.pieces;
        let behind = pieces.get(number + 1..)?;
        let end = if behind.is_empty() {
            self.last(pieces.get(number)?, start)?
        } else {
            let mut end = self.forwards(pieces.get(number)?, start)?;
            for (at, piece) in behind.iter().enumerate() {
                let from = self.gap_behind(end, piece)?;
                end = if at + 1 == behind.len() { self.last(piece, from)? } else { self.forwards(piece, from)? };
            }
            end
        };
        let first = self.before(number, start)?;
        Some(Span::new(first, end))
    }

    /// The whole spelling, given that it should end at `end`.
    fn ending_at(&self, end: u32) -> Option<Span> {
        let (last, _) = self.entry.spelling.pieces.split_last()?;
        last.variants.iter().find_map(|variant| {
            let start = self.back(variant, end)?;
            let first = self.before(self.entry.spelling.pieces.len() - 1, start)?;
            self.right_edge(end).then_some(Span::new(first, end))
        })
    }

    /// Where the spelling begins, given that its piece `number` begins at `start`.
    fn before(&self, number: usize, start: u32) -> Option<u32> {
        let mut start = start;
        for piece in self.entry.spelling.pieces.get(..number)?.iter().rev() {
            start = self.backwards(piece, start)?;
        }
        self.left_edge(start).then_some(start)
    }

    /// The end of the last piece, with the longest variant that a right edge follows.
    fn last(&self, piece: &Piece, start: u32) -> Option<u32> {
        piece.variants.iter().filter_map(|variant| self.ahead(variant, start)).find(|&end| self.right_edge(end))
    }

    fn forwards(&self, piece: &Piece, start: u32) -> Option<u32> {
        piece.variants.iter().find_map(|variant| self.ahead(variant, start))
    }

    /// Where `piece` begins, given that the piece behind it begins at `next`.
    fn backwards(&self, piece: &Piece, next: u32) -> Option<u32> {
        self.gaps_before(next).find_map(|end| piece.variants.iter().find_map(|variant| self.back(variant, end)))
    }

    /// The end of `variant` if it stands at `start`.
    fn ahead(&self, variant: &str, start: u32) -> Option<u32> {
        let rest = Span::new(start, self.window.end).of(self.text);
        if self.entry.spelling.case == Case::Exact {
            return rest.starts_with(variant).then(|| start + variant.len() as u32);
        }
        if variant.is_ascii() {
            let found = rest.as_bytes().get(..variant.len())?;
            return found.eq_ignore_ascii_case(variant.as_bytes()).then(|| start + variant.len() as u32);
        }
        let mut wanted = variant.chars();
        let mut len = 0;
        for c in rest.chars() {
            for folded in c.to_lowercase() {
                if wanted.next()? != folded {
                    return None;
                }
            }
            len += c.len_utf8() as u32;
            if wanted.as_str().is_empty() {
                return Some(start + len);
            }
        }
        None
    }

    /// The beginning of `variant` if it ends at `end`.
    fn back(&self, variant: &str, end: u32) -> Option<u32> {
        let start = if variant.is_ascii() {
            end.checked_sub(variant.len() as u32)?
        } else {
            let before = Span::new(self.window.start, end).of(self.text);
            let (at, _) = before.char_indices().rev().nth(variant.chars().count().checked_sub(1)?)?;
            self.window.start + at as u32
        };
        (start >= self.window.start && self.ahead(variant, start)? == end).then_some(start)
    }

    /// Where `next` may begin behind a piece that ends at `end`.
    fn gap_behind(&self, end: u32, next: &Piece) -> Option<u32> {
        if self.entry.spelling.gap == Gap::Flexible {
            if self.forwards(next, end).is_some() {
                return Some(end);
            }
            if matches!(self.byte(end), Some(b'_' | b'-')) {
                return Some(end + 1);
            }
        }
        let behind = match self.prose {
            Some(_) => self.blanks_behind(end),
            // In code, words on two lines are two things.
            None if self.entry.spelling.gap == Gap::Flexible => self.skip(end, is_blank),
            None => self.trivia_behind(end),
        };
        (behind > end || !self.joins(end)).then_some(behind)
    }

    /// Where the piece before a piece that begins at `start` may end, likeliest first.
    fn gaps_before(&self, start: u32) -> impl Iterator<Item = u32> {
        let flexible = self.entry.spelling.gap == Gap::Flexible;
        let before = match self.prose {
            Some(_) => self.blanks_before(start),
            None if flexible => self.skip_back(start, is_blank),
            None => self.trivia_before(start),
        };
        let joined = (flexible || !self.joins(start)).then_some(start);
        let sign = (flexible && matches!(start.checked_sub(1).and_then(|at| self.byte(at)), Some(b'_' | b'-'))).then(|| start - 1);
        joined.into_iter().chain(sign).chain((before < start).then_some(before))
    }

    /// Whether word characters stand on both sides of `at`, so that something must part them.
    fn joins(&self, at: u32) -> bool {
        let word = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80);
        word(at.checked_sub(1).and_then(|at| self.byte(at))) && word(self.byte(at))
    }

    fn byte(&self, at: u32) -> Option<u8> {
        (self.window.start <= at && at < self.window.end).then(|| self.text.as_bytes().get(at as usize).copied())?
    }

    /// Behind the trivia tokens that begin at `at`, in code.
    fn trivia_behind(&self, at: u32) -> u32 {
        if !matches!(self.byte(at), Some(b' ' | b'\t' | b'\n' | b'\r' | b'/' | b'-' | b'#' | b'\\' | b'{' | 0x0c)) {
            return at;
        }
        let trivia = self.lexed.tokens_from(at).take_while(|leaf| leaf.kind.is_trivia() && leaf.span.end <= self.window.end);
        trivia.last().map_or(at, |leaf| leaf.span.end)
    }

    /// Before the trivia tokens that end at `at`, in code.
    fn trivia_before(&self, at: u32) -> u32 {
        // Inside a token nothing but the token's own text is before.
        if self.lexed.token_at(at).is_some_and(|leaf| leaf.span.start < at) {
            return at;
        }
        let before = self.lexed.tokens_before(at).take_while(|leaf| leaf.kind.is_trivia() && leaf.span.start >= self.window.start);
        before.last().map_or(at, |leaf| leaf.span.start)
    }

    /// Behind blanks with at most one line break; in comments also behind the next line's comment sign.
    fn blanks_behind(&self, at: u32) -> u32 {
        let at = self.skip(at, is_blank);
        let Some(line) = self.line_break_at(at) else { return at };
        let line = self.skip(line, is_blank);
        if self.prose == Some(Zone::Comment) { self.skip(self.skip(line, is_comment_sign), is_blank) } else { line }
    }

    /// Before blanks with at most one line break; in comments also before this line's comment sign.
    fn blanks_before(&self, at: u32) -> u32 {
        let near = self.skip_back(at, is_blank);
        let sign = if self.prose == Some(Zone::Comment) { self.skip_back(near, is_comment_sign) } else { near };
        match self.line_break_before(self.skip_back(sign, is_blank)) {
            Some(line) => self.skip_back(line, is_blank),
            None => near,
        }
    }

    fn skip(&self, mut at: u32, wanted: impl Fn(u8) -> bool) -> u32 {
        while self.byte(at).is_some_and(&wanted) {
            at += 1;
        }
        at
    }

    fn skip_back(&self, mut at: u32, wanted: impl Fn(u8) -> bool) -> u32 {
        while at.checked_sub(1).and_then(|before| self.byte(before)).is_some_and(&wanted) {
            at -= 1;
        }
        at
    }

    fn line_break_at(&self, at: u32) -> Option<u32> {
        match (self.byte(at), self.byte(at + 1)) {
            (Some(b'\r'), Some(b'\n')) => Some(at + 2),
            (Some(b'\n' | b'\r'), _) => Some(at + 1),
            _ => None,
        }
    }

    fn line_break_before(&self, at: u32) -> Option<u32> {
        let before = |by: u32| at.checked_sub(by).and_then(|at| self.byte(at));
        match (before(2), before(1)) {
            (Some(b'\r'), Some(b'\n')) => Some(at - 2),
            (_, Some(b'\n' | b'\r')) => Some(at - 1),
            _ => None,
        }
    }

    fn left_edge(&self, start: u32) -> bool {
        let inside = Span::new(start, self.window.end).of(self.text).chars().next();
        let outside = Span::new(self.window.start, start).of(self.text).chars().next_back();
        let (Some(inside), Some(outside)) = (inside, outside) else { return true };
        if !is_word(inside) || has_no_blanks(inside) {
            return true;
        }
        match self.entry.spelling.edge {
            Edge::Whole => !is_word(outside),
            // An underscore parts an identifier, on either side of the edge.
            Edge::Part if inside == '_' => true,
            Edge::Part => !outside.is_alphanumeric() || (!outside.is_uppercase() && inside.is_uppercase()),
        }
    }

    fn right_edge(&self, end: u32) -> bool {
        let inside = Span::new(self.window.start, end).of(self.text).chars().next_back();
        let mut behind = Span::new(end, self.window.end).of(self.text).chars();
        let (Some(inside), Some(outside)) = (inside, behind.next()) else { return true };
        if !is_word(inside) || has_no_blanks(inside) {
            return true;
        }
        match self.entry.spelling.edge {
            Edge::Whole => !is_word(outside),
            Edge::Part if inside == '_' || !outside.is_alphanumeric() => true,
            // dataLake|Path, and ETL|Job where the next hump has begun.
            Edge::Part => outside.is_uppercase() && (!inside.is_uppercase() || behind.next().is_some_and(char::is_lowercase)),
        }
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

fn is_comment_sign(byte: u8) -> bool {
    matches!(byte, b'#' | b'-' | b'*' | b'/')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether a letter is of a script that writes words without blanks between them.
fn has_no_blanks(c: char) -> bool {
    matches!(u32::from(c), 0x0E00..=0x0EFF | 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

#[cfg(test)]
mod tests;
