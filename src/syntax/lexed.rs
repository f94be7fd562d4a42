//! A text and its tokens, kept by chunk of lines, so that an edit relexes only what it touches.

mod cut;

use std::ops::Range;
use std::sync::Arc;

use super::lexer::LineState;
use super::{Language, Leaf, Token, Zone};
use crate::text::{Edit, Span};
use cut::cut;

/// A region of fewer lines than this takes its neighbour in, so that chunks don't crumble under many edits.
const CHUNK_MIN_LINES: usize = 16;

/// Some whole lines of a text with their tokens. All offsets count from the chunk's beginning.
#[derive(Debug)]
pub struct Chunk {
    /// Its length in bytes.
    pub len: u32,
    /// The lexer's state before its first line.
    pub entry: LineState,
    /// The lexer's state behind its last line.
    pub exit: LineState,
    /// Its tokens, gapless.
    pub tokens: Box<[Token]>,
    /// Its lines: at least one.
    pub lines: Box<[Line]>,
}

/// What is known of a line without looking at its tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line {
    /// Where it begins.
    pub start: u32,
    /// Its first token, as an index into the tokens of its chunk.
    pub token: u32,
    /// The width of the blanks before its first other character; a tab goes to the next multiple of eight.
    pub indent: u16,
    /// How many brackets are open at its beginning.
    pub depth: u16,
    /// Whether it goes on with a string, comment, joined line or block scalar begun above.
    pub inside: bool,
    /// What is on it.
    pub content: Content,
}

/// What is on a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Content {
    /// Nothing but blanks.
    Blank,
    /// Nothing but a comment.
    Comment,
    /// Anything else.
    Code,
}

/// A text with its tokens. Cheap to edit: chunks that an edit leaves alone are shared with the version before.
#[derive(Clone, Debug)]
pub struct Lexed {
    text: Arc<str>,
    language: Language,
    chunks: Vec<Arc<Chunk>>,
    /// Where each chunk begins, and the text's length behind the last.
    starts: Vec<u32>,
    /// The number of each chunk's first line, and of lines in all chunks behind the last.
    first_lines: Vec<u32>,
}

/// Which chunks an edit replaced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Relexed {
    /// Chunks of the version before that are gone.
    pub old: Range<usize>,
    /// The chunks that stand in their place.
    pub new: Range<usize>,
}

impl Lexed {
    /// The tokens of a whole text. Texts of 4 GiB and more are cut off there.
    pub fn new(text: Arc<str>, language: Language) -> Self {
        let mut chunks = Vec::new();
        cut(&text, LineState::start(language), &mut chunks);
        Self::assemble(text, language, chunks)
    }

    fn assemble(text: Arc<str>, language: Language, chunks: Vec<Arc<Chunk>>) -> Self {
        let mut starts = Vec::with_capacity(chunks.len() + 1);
        let mut first_lines = Vec::with_capacity(chunks.len() + 1);
        let (mut start, mut line) = (0, 0);
        for chunk in &chunks {
            starts.push(start);
            first_lines.push(line);
            start += chunk.len;
            line += chunk.lines.len() as u32;
        }
        starts.push(start);
        first_lines.push(line);
        Self { text, language, chunks, starts, first_lines }
    }

    /// The tokens after an edit that made `text` of this version's text. Says which chunks are new.
    ///
    /// `edit` must hold every difference between the two texts; what lies outside it is taken over unseen.
    #[must_use]
    pub fn edited(&self, text: Arc<str>, edit: Edit) -> (Self, Relexed) {
        if self.chunks.is_empty() {
            let fresh = Self::new(text, self.language);
            let relexed = Relexed { old: 0..0, new: 0..fresh.chunks.len() };
            return (fresh, relexed);
        }
        let count = self.chunks.len();
        // Chunks that only touch the edit count too: a `\n` put behind a chunk's last `\r` belongs to that line.
        let first = self.starts.partition_point(|&start| start < edit.old.start).saturating_sub(1).min(count - 1);
        let mut last = self.starts.partition_point(|&start| start <= edit.old.end).saturating_sub(1).clamp(first, count - 1);
        while last + 1 < count && self.lines_in(first..last + 1) < CHUNK_MIN_LINES {
            last += 1;
        }
        let start = self.starts[first];
        let behind = self.starts[count] - self.starts[last + 1];
        let end = (text.len() as u32).saturating_sub(behind).max(start);
        let mut fresh: Vec<Arc<Chunk>> = Vec::new();
        let entry = self.chunks[first].entry;
        let mut state = cut(Span::new(start, end).of(&text), entry, &mut fresh);
        let mut at = end;
        let mut kept = last + 1;
        while kept < count && self.chunks[kept].entry != state {
            let len = self.chunks[kept].len;
            state = cut(Span::new(at, at + len).of(&text), state, &mut fresh);
            at += len;
            kept += 1;
        }
        let relexed = Relexed { old: first..kept, new: first..first + fresh.len() };
        let chunks = self.chunks[..first].iter().cloned().chain(fresh).chain(self.chunks[kept..].iter().cloned()).collect();
        (Self::assemble(text, self.language, chunks), relexed)
    }

    fn lines_in(&self, chunks: Range<usize>) -> usize {
        (self.first_lines[chunks.end] - self.first_lines[chunks.start]) as usize
    }

    /// The text.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// The text inside a span; empty where the span is not on character borders.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The language it was read as.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Its length in bytes.
    pub fn len(&self) -> u32 {
        self.text.len() as u32
    }

    /// Whether there is no byte.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The chunks in order, each with the offset of its beginning.
    pub fn chunks(&self) -> impl ExactSizeIterator<Item = (u32, &Arc<Chunk>)> {
        self.starts.iter().copied().zip(&self.chunks)
    }

    /// A chunk, with the offset of its beginning.
    pub fn chunk(&self, index: usize) -> Option<(u32, &Arc<Chunk>)> {
        Some((*self.starts.get(index)?, self.chunks.get(index)?))
    }

    /// The place of a chunk in the text.
    pub fn chunk_span(&self, chunk: usize) -> Span {
        let at = |index: usize| self.starts.get(index).copied().unwrap_or_else(|| self.len());
        Span::new(at(chunk), at(chunk + 1))
    }

    /// The chunk that holds the byte at `offset`; the last one for offsets behind the text.
    pub fn chunk_at(&self, offset: u32) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1).min(self.chunks.len().saturating_sub(1))
    }

    /// How many lines there are: at least one, the last possibly empty.
    pub fn line_count(&self) -> u32 {
        let ended = self.text.is_empty() || self.text.ends_with(['\n', '\r']);
        self.first_lines[self.chunks.len()] + u32::from(ended)
    }

    /// The number of the line that holds `offset`, from zero.
    pub fn line_of(&self, offset: u32) -> u32 {
        if offset >= self.len() {
            return self.line_count() - 1;
        }
        let index = self.chunk_at(offset);
        let within = offset - self.starts[index];
        let line = self.chunks[index].lines.partition_point(|line| line.start <= within);
        self.first_lines[index] + (line as u32).saturating_sub(1)
    }

    /// What is known of a line; `start` counts from the text's beginning. `None` for the empty line at the very end and
    /// for lines that are not there.
    pub fn line(&self, line: u32) -> Option<Line> {
        let index = self.first_lines.partition_point(|&first| first <= line).saturating_sub(1);
        let chunk = self.chunks.get(index)?;
        let found = chunk.lines.get((line - self.first_lines[index]) as usize)?;
        Some(Line { start: found.start + self.starts[index], ..*found })
    }

    /// All lines in order, as [`Lexed::line`] gives them.
    pub fn lines(&self) -> impl Iterator<Item = Line> {
        self.chunks().flat_map(|(start, chunk)| chunk.lines.iter().map(move |line| Line { start: line.start + start, ..*line }))
    }

    /// The bytes of a line, its line end included; the empty span at the text's end for lines that are not there.
    pub fn line_span(&self, line: u32) -> Span {
        let start = |line| self.line(line).map_or_else(|| self.len(), |line| line.start);
        Span::new(start(line), start(line + 1))
    }

    /// The token that holds the byte at `offset`.
    pub fn token_at(&self, offset: u32) -> Option<Leaf> {
        self.tokens_from(offset).next()
    }

    /// The zone of the byte at `offset`; that of the byte before, at the text's end; code in an empty text.
    pub fn zone_at(&self, offset: u32) -> Zone {
        let at = offset.min(self.len().saturating_sub(1));
        self.token_at(at).map_or(Zone::Code, |leaf| leaf.zone)
    }

    /// The tokens from the one that holds the byte at `offset` to the end.
    pub fn tokens_from(&self, offset: u32) -> Tokens<'_> {
        let (chunk, index) = self.place_of(offset);
        let mut tokens = Tokens { lexed: self, chunk, start: 0, len: 0, rest: &[] };
        tokens.enter(index);
        tokens
    }

    /// The tokens that end at or before `offset`, nearest first.
    pub fn tokens_before(&self, offset: u32) -> TokensBack<'_> {
        let (chunk, index) = self.place_of(offset);
        TokensBack { lexed: self, chunk, index }
    }

    /// The chunk and the place in it of the token that holds the byte at `offset`; behind the last chunk for offsets
    /// behind the text.
    fn place_of(&self, offset: u32) -> (usize, usize) {
        if offset >= self.len() {
            return (self.chunks.len(), 0);
        }
        let chunk = self.chunk_at(offset);
        let within = offset - self.starts[chunk];
        (chunk, self.chunks[chunk].tokens.partition_point(|token| token.start <= within).saturating_sub(1))
    }

    /// The tokens that share a byte with `span`, in order.
    pub fn tokens_in(&self, span: Span) -> impl Iterator<Item = Leaf> {
        self.tokens_from(span.start).take_while(move |leaf| leaf.span.start < span.end)
    }

    fn leaf(&self, chunk: usize, index: usize) -> Option<Leaf> {
        let start = *self.starts.get(chunk)?;
        let data = self.chunks.get(chunk)?;
        let token = data.tokens.get(index)?;
        let end = data.tokens.get(index + 1).map_or(data.len, |next| next.start);
        Some(Leaf { span: Span::new(start + token.start, start + end), kind: token.kind, zone: token.zone })
    }
}

/// Tokens in order.
#[derive(Clone, Debug)]
pub struct Tokens<'a> {
    lexed: &'a Lexed,
    chunk: usize,
    /// Where the chunk begins, its length, and its tokens that are still to come.
    start: u32,
    len: u32,
    rest: &'a [Token],
}

impl Tokens<'_> {
    /// Goes on with the token `index` of the current chunk.
    fn enter(&mut self, index: usize) {
        if let Some(chunk) = self.lexed.chunks.get(self.chunk) {
            self.start = self.lexed.starts[self.chunk];
            self.len = chunk.len;
            self.rest = chunk.tokens.get(index..).unwrap_or_default();
        }
    }
}

impl Iterator for Tokens<'_> {
    type Item = Leaf;

    #[inline]
    fn next(&mut self) -> Option<Leaf> {
        loop {
            if let Some((token, rest)) = self.rest.split_first() {
                self.rest = rest;
                let end = rest.first().map_or(self.len, |next| next.start);
                return Some(Leaf { span: Span::new(self.start + token.start, self.start + end), kind: token.kind, zone: token.zone });
            }
            if self.chunk >= self.lexed.chunks.len() {
                return None;
            }
            self.chunk += 1;
            self.enter(0);
        }
    }
}

/// Tokens, last one first.
#[derive(Clone, Debug)]
pub struct TokensBack<'a> {
    lexed: &'a Lexed,
    chunk: usize,
    index: usize,
}

impl Iterator for TokensBack<'_> {
    type Item = Leaf;

    fn next(&mut self) -> Option<Leaf> {
        while self.index == 0 {
            self.chunk = self.chunk.checked_sub(1)?;
            self.index = self.lexed.chunks[self.chunk].tokens.len();
        }
        self.index -= 1;
        self.lexed.leaf(self.chunk, self.index)
    }
}

#[cfg(test)]
mod tests;
