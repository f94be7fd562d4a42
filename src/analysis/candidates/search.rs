//! Phrases looked for without an automaton: those of conditions, in the lines, statements and bodies around a match.

use super::Verifier;
use crate::lexicon::Phrase;
use crate::lexicon::matcher::Entry;
use crate::lexicon::spelling::{Piece, Spelling};
use crate::syntax::{Lexed, Zone};
use crate::text::Span;

/// The first place in `range` where one of `phrases` stands in a zone that is wanted. Looks at every byte of the range once
/// a phrase, so callers remember the answer.
pub(in crate::analysis) fn find(lexed: &Lexed, range: Span, phrases: &[Phrase], zones: impl Fn(Zone) -> bool) -> Option<Span> {
    phrases.iter().find_map(|phrase| places(lexed, range, phrase, &zones).next())
}

/// Every place in `range` where a phrase stands in a zone that is wanted, in order.
pub(in crate::analysis) fn places<'a>(
    lexed: &'a Lexed,
    range: Span,
    phrase: &Phrase,
    zones: impl Fn(Zone) -> bool + 'a,
) -> impl Iterator<Item = Span> + 'a {
    let begin = |spelling: Spelling| {
        let entry = Entry { spelling, ..Entry::searched() };
        let needle = Needle::of(entry.spelling.pieces.first()?)?;
        let haystack = range.of(lexed.text()).as_bytes();
        let all = memchr::memchr2_iter(needle.byte.to_ascii_lowercase(), needle.byte.to_ascii_uppercase(), haystack);
        Some(all.filter_map(move |at| {
            let at = at.checked_sub(needle.offset)?;
            let start = range.start + at as u32;
            let span = may_begin(haystack, at, &entry).then(|| Verifier::new(lexed, start, &entry)?.around(0, start))??;
            (span.end <= range.end && zones(lexed.zone_at(start))).then_some(span)
        }))
    };
    phrase.spelling().and_then(begin).into_iter().flatten()
}

/// The byte of a piece that stands least often in code: what a search looks for.
struct Needle {
    byte: u8,
    /// Where in the piece it stands.
    offset: usize,
}

impl Needle {
    /// `None` for an empty piece. Letters beyond ASCII may be written in bytes of another number: only what stands before
    /// the first of them is at a known place.
    fn of(piece: &Piece) -> Option<Self> {
        let stem = piece.stem().as_bytes();
        let sure = stem.iter().position(|byte| !byte.is_ascii()).unwrap_or(stem.len());
        let all = stem.get(..sure).unwrap_or_default().iter().enumerate();
        let rarest = all.min_by_key(|(offset, byte)| (commonness(**byte), *offset)).map(|(offset, &byte)| Self { byte, offset });
        let first = || Some(Self { byte: *piece.variants.first()?.as_bytes().first()?, offset: 0 });
        rarest.or_else(first)
    }
}

/// How often a byte stands in code, as a rough order.
fn commonness(byte: u8) -> usize {
    const RISING: &[u8] = b"zqjx;$@!?~^%&|+*#><[]{}\\/`9876543kwyv2h1gb:0-f(),\"'=.puml_cdionsartle \n";
    RISING.iter().position(|&other| other == byte.to_ascii_lowercase()).map_or(0, |place| place + 1)
}

/// Whether the first piece of a spelling may stand there: a look at the letters is cheaper than one at the tokens around.
fn may_begin(haystack: &[u8], at: usize, entry: &Entry) -> bool {
    let begins = |variant: &String| {
        let found = haystack.get(at..at.saturating_add(variant.len()));
        !variant.is_ascii() || found.is_some_and(|found| found.eq_ignore_ascii_case(variant.as_bytes()))
    };
    entry.spelling.pieces.first().is_some_and(|piece| piece.variants.iter().any(begins))
}

/// Whether one of `phrases` stands exactly at `start` (or, with `ends`, ends exactly there).
pub(in crate::analysis) fn stands_at(lexed: &Lexed, at: u32, phrases: &[Phrase], ends: bool) -> bool {
    phrases.iter().any(|phrase| {
        let Some(spelling) = phrase.spelling() else { return false };
        let entry = Entry { spelling, ..Entry::searched() };
        let Some(verifier) = Verifier::new(lexed, if ends { at.saturating_sub(1) } else { at }, &entry) else { return false };
        if ends { verifier.ending_at(at).is_some() } else { verifier.around(0, at).is_some() }
    })
}
