//! Conditions about what stands around the match, as text.

use super::{Answer, Asker};
use crate::analysis::candidates::{find, stands_at};
use crate::lexicon::{Condition, Context, Phrase, Within};
use crate::syntax::{Flat, TokenKind, Zone};
use crate::text::Span;

/// Trivia tokens that may stand between a match and its neighbour.
const TRIVIA: usize = 64;

impl Asker<'_> {
    pub(super) fn file_has(&self, phrases: &[Phrase]) -> Answer {
        let matcher = self.lexicon.matcher();
        let here = || phrases.iter().any(|phrase| self.document.has_witness(phrase, matcher));
        let around = || self.host.is_some_and(|host| host.asker.file_has(phrases) == Answer::Yes);
        let Some(first) = phrases.first() else { return Answer::No };
        self.remembered(first, 0, || Answer::from(here() || around()))
    }

    pub(super) fn range_has(&self, condition: &Condition, range: Span, phrases: &[Phrase]) -> Answer {
        let outside_comments = |zone| zone != Zone::Comment;
        self.remembered(condition, range.start, || find(self.lexed(), range, phrases, outside_comments).is_some().into())
    }

    pub(super) fn near(&self, condition: &Condition, span: Span, phrases: &[Phrase], lines: u32) -> Answer {
        let lexed = self.lexed();
        let line = lexed.line_of(span.start);
        let range = lexed.line_span(line.saturating_sub(lines)).hull(lexed.line_span(line.saturating_add(lines)));
        self.remembered(condition, line, || find(lexed, range, phrases, |_| true).is_some().into())
    }

    pub(super) fn preceded_by(&self, span: Span, phrases: &[Phrase]) -> Answer {
        let lexed = self.lexed();
        let within = lexed.token_at(span.start).is_some_and(|leaf| leaf.span.start < span.start);
        let end = if within {
            let before = Span::new(0, span.start).of(lexed.text());
            before.trim_end_matches([' ', '\t']).len() as u32
        } else {
            let leaf = lexed.tokens_before(span.start).take(TRIVIA).find(|leaf| !leaf.kind.is_trivia());
            match leaf {
                Some(leaf) => leaf.span.end,
                None => return Answer::No,
            }
        };
        stands_at(lexed, end, phrases, true).into()
    }

    pub(super) fn followed_by(&self, span: Span, phrases: &[Phrase]) -> Answer {
        let lexed = self.lexed();
        let within = lexed.token_at(span.end).is_some_and(|leaf| leaf.span.start < span.end);
        let start = if within {
            let behind = Span::new(span.end, lexed.len()).of(lexed.text());
            lexed.len() - behind.trim_start_matches([' ', '\t']).len() as u32
        } else {
            match lexed.tokens_from(span.end).take(TRIVIA).find(|leaf| !leaf.kind.is_trivia()) {
                Some(leaf) => leaf.span.start,
                None => return Answer::No,
            }
        };
        stands_at(lexed, start, phrases, false).into()
    }

    pub(super) fn bracket_followed_by(&self, span: Span, phrases: &[Phrase]) -> Answer {
        let closing = |flat: &Flat| {
            let open = flat.at(span.end.checked_sub(1)?).filter(|&leaf| flat.get(leaf).is_some_and(|leaf| leaf.kind == TokenKind::Open))?;
            Some(flat.partner(open).and_then(|close| flat.get(close)).map(|leaf| leaf.span))
        };
        match self.with_flat(span, closing) {
            None => Answer::No,
            Some(None) => Answer::Unknown,
            Some(Some(close)) => self.followed_by(close, phrases),
        }
    }

    /// Whether a context word stands near enough for an ordinary word to count.
    pub(in crate::analysis) fn has_context(&self, span: Span, context: &Context) -> bool {
        let lexed = self.lexed();
        let range = match context.within {
            Within::Line => lexed.line_span(lexed.line_of(span.start)),
            Within::Statement => self.unit(span),
            Within::File => self.document.everything(),
        };
        if context.within == Within::File {
            let matcher = self.lexicon.matcher();
            return context.words.iter().any(|word| self.document.has_witness(&Phrase::any_case(word), matcher));
        }
        let words = || -> Vec<Phrase> { context.words.iter().map(|word| Phrase { part: true, ..Phrase::any_case(word) }).collect() };
        self.remembered(context, range.start, || find(lexed, range, &words(), |_| true).is_some().into()) == Answer::Yes
    }
}
