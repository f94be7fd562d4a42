//! The built-in files as trees, as the build script packed them.
//!
//! First all texts, each once: how many, their lengths, and their bytes, of which the trees borrow. Then how many trees,
//! and their nodes in the order in which they are written: kind and number of the text or of entries, then the place,
//! where beginning and line count from the node before. Numbers have seven bits a byte, the lowest first.

use std::borrow::Cow;

use crate::glossary::node::{Kind, MAX_DEPTH, Node};
use crate::text::Span;

/// The trees in `bytes`, each read when it is asked for, so that the memory of one serves the next; none from where the
/// build script wrote something else.
pub(super) fn trees(bytes: &'static [u8]) -> impl Iterator<Item = Node> {
    reader(bytes).into_iter().flat_map(|(mut reader, count)| {
        (0..count).map_while(move |_| {
            (reader.start, reader.line) = (0, 0);
            reader.node(0)
        })
    })
}

/// A reader before the first of so many trees.
fn reader(bytes: &'static [u8]) -> Option<(Reader, usize)> {
    let mut bytes = Bytes(bytes);
    let count = bytes.number()?;
    let lengths: Vec<usize> = (0..count).map(|_| bytes.number()).collect::<Option<_>>()?;
    let (all, rest) = bytes.0.split_at_checked(lengths.iter().sum())?;
    let mut all = std::str::from_utf8(all).ok()?;
    let mut texts = Vec::with_capacity(lengths.len());
    for length in lengths {
        let (text, behind) = all.split_at_checked(length)?;
        texts.push(text);
        all = behind;
    }
    let mut reader = Reader { bytes: Bytes(rest), texts, start: 0, line: 0 };
    let count = reader.bytes.number()?;
    Some((reader, count))
}

struct Bytes(&'static [u8]);

impl Bytes {
    #[inline]
    fn number(&mut self) -> Option<usize> {
        let mut value = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    /// A difference: the lowest bit says whether it goes back.
    fn ahead(&mut self) -> Option<i32> {
        let number = self.number()?;
        let half = i32::try_from(number >> 1).ok()?;
        Some(if number & 1 == 0 { half } else { !half })
    }
}

struct Reader {
    bytes: Bytes,
    texts: Vec<&'static str>,
    /// Of the node before.
    start: u32,
    line: u32,
}

impl Reader {
    fn node(&mut self, depth: usize) -> Option<Node> {
        let head = self.bytes.number()?;
        self.start = self.start.wrapping_add_signed(self.bytes.ahead()?);
        self.line = self.line.wrapping_add_signed(self.bytes.ahead()?);
        let span = Span::new(self.start, self.start.checked_add(self.bytes.number()? as u32)?);
        let (line, column) = (self.line, self.bytes.number()? as u32);
        let value = head >> 2;
        let deep = depth > MAX_DEPTH;
        let kind = match head & 3 {
            2 if !deep => Kind::Sequence(self.all(value, |reader| reader.node(depth + 1))?),
            3 if !deep => Kind::Mapping(self.all(value, |reader| Some((reader.node(depth + 1)?, reader.node(depth + 1)?)))?),
            plain @ (0 | 1) => Kind::Scalar { text: Cow::Borrowed(*self.texts.get(value)?), plain: plain == 1 },
            _ => return None,
        };
        Some(Node { span, line, column, kind })
    }

    fn all<T>(&mut self, count: usize, mut one: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        // Each takes a byte at least.
        let mut all = Vec::with_capacity(count.min(self.bytes.0.len()));
        for _ in 0..count {
            all.push(one(self)?);
        }
        Some(all)
    }
}
