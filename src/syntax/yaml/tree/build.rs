//! Builds the tree: one pass, a stack of the collections that are open, no recursion.

mod frames;
mod scalars;

use super::{NONE, Tree};
use crate::syntax::lexed::{Chunk, Content, Line};
use crate::syntax::{Lexed, TokenKind, Zone};
use crate::text::Span;
use frames::{Frame, Kind, end_last};

/// What the next scalar is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    Nothing,
    Value(u32),
    /// An item under this entry, or under none.
    Item(u32),
}

#[allow(clippy::struct_excessive_bools, reason = "independent facts of the line and the slot, not states of one machine")]
struct Builder<'a> {
    tree: Tree,
    text: &'a [u8],
    frames: Vec<Frame>,
    /// How many of the frames, at the end, are flow collections.
    flow: usize,
    slot: Slot,
    /// The column of the key or dash of the slot.
    column: u32,
    filled: bool,
    /// Whether the slot was opened on this line.
    fresh: bool,
    /// Whether the line goes on with a scalar or template from above.
    inside: bool,
    /// Whether text of the slot's scalar stands on this line.
    text_here: bool,
    /// A key, or a template that may be one or the beginning of a value.
    pending: Option<Span>,
    /// Whether what is pending ends in an alias, which is a key before a colon and no scalar elsewhere.
    alias: bool,
    in_template: bool,
    /// Whether the line above ended in a scalar, which this line may go on with.
    plain: bool,
    /// Where the node begins that is pending: an anchor or tag before a key counts for its column.
    node: Option<u32>,
    /// The column of a `?` on this line, which makes the pending key an entry without a colon.
    explicit: Option<u32>,
    /// Whether this document holds anything yet.
    used: bool,
    line: u32,
}

pub(super) fn build(lexed: &Lexed) -> Tree {
    let mut builder = Builder {
        tree: Tree { documents: vec![0], len: lexed.len(), ..Tree::default() },
        text: lexed.text().as_bytes(),
        frames: Vec::new(),
        flow: 0,
        slot: Slot::Nothing,
        column: 0,
        filled: false,
        fresh: false,
        inside: false,
        text_here: false,
        pending: None,
        alias: false,
        in_template: false,
        plain: false,
        node: None,
        explicit: None,
        used: false,
        line: 0,
    };
    for (start, chunk) in lexed.chunks() {
        for (index, line) in chunk.lines.iter().enumerate() {
            if line.content == Content::Code {
                let next = chunk.lines.get(index + 1).map_or(chunk.tokens.len(), |next| next.token as usize);
                builder.line(start, chunk, line, next);
            }
        }
    }
    builder.close_frames(0);
    builder.tree
}

impl Builder<'_> {
    fn line(&mut self, base: u32, chunk: &Chunk, line: &Line, next: usize) {
        self.line = base + line.start;
        if self.line == 0 && self.text.starts_with("\u{feff}".as_bytes()) {
            self.line = 3;
        }
        if line.depth == 0 && self.flow > 0 {
            self.close_frames(self.frames.len() - self.flow);
            self.flow = 0;
            self.slot = Slot::Nothing;
        }
        let first = line.token as usize;
        let tokens = chunk.tokens.get(first..next).unwrap_or_default();
        if !line.inside {
            let leads = tokens.iter().find(|token| !token.kind.is_trivia());
            let continues = self.plain && leads.is_some_and(|token| token.kind == TokenKind::Scalar);
            if line.depth == 0 && !continues {
                self.tree.lines.push(base + line.start);
            }
            self.fresh = false;
            self.text_here = false;
            self.in_template = false;
            self.pending = None;
        }
        self.plain = tokens
            .iter()
            .rev()
            .find(|token| !matches!(token.kind, TokenKind::Blank | TokenKind::Newline))
            .is_some_and(|token| token.kind == TokenKind::Scalar);
        self.inside = line.inside;
        self.node = None;
        self.explicit = None;
        for (index, token) in tokens.iter().enumerate() {
            if token.zone == Zone::Template && !matches!(token.kind, TokenKind::TemplateOpen | TokenKind::TemplateClose) {
                continue;
            }
            let end = chunk.tokens.get(first + index + 1).map_or(chunk.len, |token| token.start);
            self.token(token.kind, Span { start: base + token.start, end: base + end });
        }
        if !self.in_template {
            self.end_line();
        }
    }

    fn token(&mut self, kind: TokenKind, span: Span) {
        match kind {
            TokenKind::Key => self.pend(span),
            TokenKind::Colon => self.colon(span),
            TokenKind::Scalar => self.scalar(span),
            TokenKind::BlockText => self.block_text(span),
            TokenKind::Dash => self.dash(span),
            TokenKind::TemplateOpen => {
                self.in_template = true;
                self.pend(span);
            }
            TokenKind::TemplateClose => self.template_close(span),
            TokenKind::Property => {
                self.node.get_or_insert(span.start);
                if self.text.get(span.start as usize) == Some(&b'*') {
                    self.pend(span);
                    self.alias = true;
                }
            }
            TokenKind::Open => self.open(span),
            TokenKind::Close => self.close(),
            TokenKind::Comma => self.comma(),
            TokenKind::Marker => self.marker(span),
            _ => {}
        }
    }

    fn pend(&mut self, span: Span) {
        self.pending = Some(self.pending.map_or(span, |pending| pending.hull(span)));
        self.alias = false;
        self.node.get_or_insert(span.start);
        self.used = true;
    }

    fn column_of(&self, offset: u32) -> u32 {
        offset.saturating_sub(self.line)
    }

    /// Whether something at `offset` can belong to the slot: on its line, inside its scalar, or indented more.
    fn belongs(&self, offset: u32) -> bool {
        self.fresh || self.inside || self.flow > 0 || self.column_of(offset) > self.column
    }

    fn open_slot(&mut self, slot: Slot, column: u32) {
        self.slot = slot;
        self.column = column;
        self.filled = false;
        self.fresh = true;
        self.text_here = false;
        self.pending = None;
        self.node = None;
    }

    fn end_line(&mut self) {
        match (self.explicit.take(), self.pending) {
            (Some(column), Some(key)) if self.flow == 0 => self.block_key(key, column),
            _ => self.flush(),
        }
    }

    fn colon(&mut self, span: Span) {
        let column = self.column_of(self.node.unwrap_or(span.start));
        match self.pending.take() {
            Some(key) if self.flow > 0 => {
                let entry = self.add(key);
                self.open_slot(Slot::Value(entry), 0);
            }
            Some(key) => self.block_key(key, column),
            None if self.flow > 0 => self.open_slot(Slot::Nothing, 0),
            None => {
                // The value of an explicit key.
                self.pop_until(|frame| frame.column <= column);
                let slot = match self.frames.last() {
                    Some(frame) if frame.kind == Kind::Map && frame.column == column && frame.last != NONE => Slot::Value(frame.last),
                    _ => Slot::Nothing,
                };
                self.open_slot(slot, column);
            }
        }
    }

    fn block_key(&mut self, key: Span, column: u32) {
        self.pop_until(|frame| frame.column < column || (frame.kind == Kind::Map && frame.column == column));
        if self.frames.last().is_none_or(|frame| frame.kind != Kind::Map || frame.column != column) {
            let owner = self.inner_owner();
            self.frames.push(Frame { column, kind: Kind::Map, owner, last: NONE, going: false });
        }
        let entry = self.add(key);
        self.open_slot(Slot::Value(entry), column);
    }

    fn dash(&mut self, span: Span) {
        if self.flow > 0 {
            return;
        }
        self.used = true;
        let column = self.column_of(span.start);
        if self.text.get(span.start as usize) == Some(&b'?') {
            self.open_slot(Slot::Nothing, column);
            self.explicit = Some(column);
            return;
        }
        self.pop_until(|frame| frame.column <= column);
        if self.frames.last().is_none_or(|frame| frame.kind != Kind::Seq || frame.column != column) {
            let owner = self.inner_owner();
            self.frames.push(Frame { column, kind: Kind::Seq, owner, last: NONE, going: false });
        }
        let owner = self.inner_owner();
        self.open_slot(Slot::Item(owner), column);
    }

    fn open(&mut self, span: Span) {
        self.used = true;
        let owner = match self.slot {
            Slot::Value(owner) | Slot::Item(owner) if self.belongs(span.start) && !self.filled => owner,
            _ => self.inner_owner(),
        };
        let kind = if self.text.get(span.start as usize) == Some(&b'{') { Kind::FlowMap } else { Kind::FlowSeq };
        self.frames.push(Frame { column: 0, kind, owner, last: NONE, going: false });
        self.flow += 1;
        self.open_slot(Slot::Item(owner), 0);
    }

    fn close(&mut self) {
        if self.flow > 0 {
            self.flush();
            self.close_frames(self.frames.len().saturating_sub(1));
            self.flow -= 1;
            self.open_slot(Slot::Nothing, 0);
        }
    }

    fn comma(&mut self) {
        if self.flow == 0 {
            return;
        }
        self.flush();
        let Some(frame) = self.frames.last_mut() else { return };
        let owner = frame.owner;
        end_last(frame, &mut self.tree.entries);
        // A pair in a flow sequence is a mapping of its own.
        if frame.kind == Kind::FlowSeq {
            frame.last = NONE;
        }
        self.open_slot(Slot::Item(owner), 0);
    }

    fn marker(&mut self, span: Span) {
        self.close_frames(0);
        self.flow = 0;
        self.open_slot(Slot::Nothing, 0);
        if self.text.get(span.start as usize) == Some(&b'-') {
            if self.used {
                self.tree.documents.push(span.start);
            }
            self.used = false;
        }
    }
}
