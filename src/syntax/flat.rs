//! The tokens of a span laid flat, with the brackets that hold them: what rules look at.

use super::{Lexed, TokenKind, Zone};
use crate::text::Span;

/// A token with its place in the whole text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Leaf {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Which zone its bytes are.
    pub zone: Zone,
}

const NONE: u32 = u32::MAX;
/// About how many bytes of code make a leaf.
const BYTES_A_LEAF: usize = 8;
/// Brackets around an offset that are looked through for a string that holds them.
const LEVELS: usize = 64;

/// The meaningful tokens of a span, trivia left out, each with its enclosing bracket.
///
/// A whole string is **one** leaf of kind [`TokenKind::StringText`] from its prefix to its closing quotes, over as many
/// lines as it has; the tokens inside an f-string's holes follow it, held by the hole's brackets. `{{ }}` and `{% %}`
/// are brackets too.
#[derive(Clone, Debug, Default)]
pub struct Flat {
    leaves: Vec<Leaf>,
    parents: Vec<u32>,
    partners: Vec<u32>,
}

impl Flat {
    /// The tokens of `span`, which should begin and end between statements: brackets are matched inside it.
    pub fn new(lexed: &Lexed, span: Span) -> Self {
        let mut builder = Builder::with_room(span.len() as usize / BYTES_A_LEAF);
        for leaf in lexed.tokens_in(span) {
            builder.push(leaf, lexed);
        }
        builder.finish()
    }

    /// How many leaves there are.
    pub fn len(&self) -> usize {
        self.leaves.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.leaves.is_empty()
    }

    /// The leaves in order of their beginnings.
    pub fn leaves(&self) -> &[Leaf] {
        &self.leaves
    }

    /// A leaf.
    pub fn get(&self, index: usize) -> Option<Leaf> {
        self.leaves.get(index).copied()
    }

    /// The innermost leaf that holds the byte at `offset`.
    pub fn at(&self, offset: u32) -> Option<usize> {
        let mut index = self.leaves.partition_point(|leaf| leaf.span.start <= offset).checked_sub(1)?;
        if self.leaves[index].span.contains(offset) {
            return Some(index);
        }
        // Behind a hole, in the rest of its string: the string's leaf holds the hole's bracket's text. No way there is
        // longer than the holes and brackets that a lexer nests.
        for _ in 0..LEVELS {
            index = if self.parents[index] == NONE { index.checked_sub(1)? } else { self.parents[index] as usize };
            if self.leaves[index].span.contains(offset) {
                return Some(index);
            }
            if self.leaves[index].kind != TokenKind::Open && self.leaves[index].kind != TokenKind::Close {
                return None;
            }
        }
        None
    }

    /// The first leaf that begins at or behind `offset`.
    pub fn first_from(&self, offset: u32) -> usize {
        self.leaves.partition_point(|leaf| leaf.span.start < offset)
    }

    /// The opening bracket that holds a leaf.
    pub fn parent(&self, index: usize) -> Option<usize> {
        self.parents.get(index).filter(|&&parent| parent != NONE).map(|&parent| parent as usize)
    }

    /// The other end of a bracket; `None` where it is missing.
    pub fn partner(&self, index: usize) -> Option<usize> {
        self.partners.get(index).filter(|&&partner| partner != NONE).map(|&partner| partner as usize)
    }

    /// Where the content of the bracket opened at `open` ends: its closing bracket, or the end of all.
    pub fn end_of(&self, open: usize) -> usize {
        self.partner(open).unwrap_or(self.len())
    }

    /// The leaves directly inside the bracket opened at `open`; of brackets in it only their opening ones.
    pub fn direct(&self, open: usize) -> impl Iterator<Item = usize> {
        let end = self.end_of(open);
        let within = move |at: usize| (at < end).then_some(at);
        std::iter::successors(within(open + 1), move |&at| {
            let bracket = self.get(at).is_some_and(|leaf| matches!(leaf.kind, TokenKind::Open | TokenKind::TemplateOpen));
            within(if bracket { self.partner(at).map_or(end, |close| close + 1) } else { at + 1 })
        })
    }

    /// What stands between the commas directly inside the bracket opened at `open`; empty parts are left out.
    pub fn parts(&self, open: usize) -> Vec<std::ops::Range<usize>> {
        let end = self.end_of(open);
        let mut parts = Vec::new();
        let mut from = open + 1;
        let mut at = from;
        while at < end {
            match self.leaves[at].kind {
                TokenKind::Comma => {
                    parts.push(from..at);
                    from = at + 1;
                    at += 1;
                }
                TokenKind::Open | TokenKind::TemplateOpen => at = self.partner(at).map_or(end, |close| close + 1),
                _ => at += 1,
            }
        }
        parts.push(from..end.max(from));
        parts.retain(|part| !part.is_empty());
        parts
    }
}

#[derive(Default)]
struct Builder {
    flat: Flat,
    /// Open brackets, outermost first.
    open: Vec<u32>,
    /// The string leaf that is being lengthened, for each string that is open (holes nest).
    strings: Vec<u32>,
}

impl Builder {
    /// With room for about so many leaves.
    fn with_room(leaves: usize) -> Self {
        let flat = Flat { leaves: Vec::with_capacity(leaves), parents: Vec::with_capacity(leaves), partners: Vec::with_capacity(leaves) };
        Self { flat, ..Self::default() }
    }

    fn push(&mut self, leaf: Leaf, lexed: &Lexed) {
        match leaf.kind {
            kind if kind.is_trivia() => {}
            TokenKind::StringOpen => {
                let index = self.add(Leaf { kind: TokenKind::StringText, ..leaf });
                self.strings.push(index);
            }
            TokenKind::StringText | TokenKind::StringClose => self.lengthen(leaf),
            TokenKind::Open | TokenKind::TemplateOpen => {
                let index = self.add(leaf);
                self.open.push(index);
            }
            TokenKind::Close => self.close(leaf, lexed),
            TokenKind::TemplateClose => self.close_template(leaf),
            _ => {
                self.add(leaf);
            }
        }
    }

    fn add(&mut self, leaf: Leaf) -> u32 {
        let index = self.flat.leaves.len() as u32;
        self.flat.leaves.push(leaf);
        self.flat.parents.push(self.open.last().copied().unwrap_or(NONE));
        self.flat.partners.push(NONE);
        index
    }

    fn lengthen(&mut self, leaf: Leaf) {
        match self.strings.last() {
            Some(&index) => {
                self.flat.leaves[index as usize].span.end = leaf.span.end;
                // A template inside the string is a string's part here; what it left open ends with it.
                if leaf.kind == TokenKind::StringClose {
                    self.strings.pop();
                    let depth = self.open.partition_point(|&open| open < index);
                    self.open.truncate(depth);
                }
            }
            // The span begins inside a string.
            None => {
                self.add(Leaf { kind: TokenKind::StringText, ..leaf });
            }
        }
    }

    fn close(&mut self, leaf: Leaf, lexed: &Lexed) {
        let wanted = match lexed.slice(leaf.span).as_bytes().first() {
            Some(b')') => b'(',
            Some(b']') => b'[',
            _ => b'{',
        };
        let found = self.matching(|index, builder| lexed.slice(builder.flat.leaves[index].span).as_bytes().first() == Some(&wanted));
        self.close_at(leaf, found);
    }

    fn close_template(&mut self, leaf: Leaf) {
        let found = self.open.iter().rposition(|&open| self.flat.leaves[open as usize].kind == TokenKind::TemplateOpen);
        self.close_at(leaf, found);
    }

    /// The nearest open bracket that fits, looking past at most a few that don't: half-typed code leaves one or two open,
    /// and a bound keeps the whole linear. Never past a template's beginning.
    fn matching(&self, fits: impl Fn(usize, &Self) -> bool) -> Option<usize> {
        let floor = self.open.len().saturating_sub(8);
        for depth in (floor..self.open.len()).rev() {
            let index = self.open[depth] as usize;
            if self.flat.leaves[index].kind == TokenKind::TemplateOpen {
                return None;
            }
            if fits(index, self) {
                return Some(depth);
            }
        }
        None
    }

    fn close_at(&mut self, leaf: Leaf, depth: Option<usize>) {
        if let Some(depth) = depth {
            let open = self.open[depth];
            self.open.truncate(depth);
            let close = self.add(leaf);
            self.flat.partners[open as usize] = close;
            self.flat.partners[close as usize] = open;
        } else {
            self.add(leaf);
        }
    }

    fn finish(self) -> Flat {
        self.flat
    }
}

#[cfg(test)]
mod tests;
