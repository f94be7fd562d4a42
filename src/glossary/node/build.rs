//! From the parser's events to a tree, with every cap that hostile input asks for.

use std::collections::{HashMap, HashSet};

use saphyr_parser::{Event, Marker, Parser};

use super::places::Offsets;
use super::{Flaw, Kind, MAX_ALIASED, MAX_DEPTH, Node, is_plain};
use crate::text::Span;

/// What one reading gave.
pub(super) struct Outcome {
    /// What was read; after a syntax error, what was complete before it.
    pub(super) root: Option<Node>,
    /// Mistakes that don't stop the reading.
    pub(super) flaws: Vec<Flaw>,
    /// The mistake that did.
    pub(super) stop: Option<Stop>,
}

/// Where and in what the reading stopped.
pub(super) struct Stop {
    pub(super) flaw: Flaw,
    /// In a list directly below the document's mapping: the place of the item that could not be read.
    pub(super) item: Option<u32>,
    /// Whether reading on behind the item could help.
    pub(super) recoverable: bool,
}

/// A collection that is not closed yet.
struct Frame {
    start: Marker,
    end: u32,
    anchor: usize,
    content: Content,
}

enum Content {
    Sequence(Vec<Node>),
    Mapping { pairs: Vec<(Node, Node)>, key: Option<Node>, seen: HashSet<String> },
}

struct Builder<'t> {
    offsets: Offsets<'t>,
    frames: Vec<Frame>,
    root: Option<Node>,
    anchors: HashMap<usize, Node>,
    aliased: usize,
    flaws: Vec<Flaw>,
    /// Where the item of a top-level list that is being read begins.
    item: Option<u32>,
    /// Behind the last scalar or bracket.
    last_end: u32,
}

/// Reads the first document.
pub(super) fn build(text: &str) -> Outcome {
    // The parser takes a mark for a part of the first word or not, by its place; skip it here, once.
    let skipped = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut builder = Builder {
        offsets: Offsets::new(text, skipped),
        frames: Vec::new(),
        root: None,
        anchors: HashMap::new(),
        aliased: 0,
        flaws: Vec::new(),
        item: None,
        last_end: skipped as u32,
    };
    let mut parser = Parser::new_from_str(text.get(skipped..).unwrap_or_default());
    let mut halt = None;
    loop {
        let taken = match parser.next_event() {
            None | Some(Ok((Event::StreamEnd, _))) => break,
            Some(Ok((Event::DocumentStart(_), span))) if builder.root.is_some() => {
                let message = "one document a file: what stands behind this line is not read".into();
                builder.flaws.push(builder.flaw_at(&span.start, message));
                break;
            }
            Some(Ok((event, span))) => builder.take(event, &span),
            Some(Err(error)) => Err((builder.flaw_at(error.marker(), format!("not valid YAML: {}", error.info())), true)),
        };
        if let Err((flaw, recoverable)) = taken {
            let item = builder.broken_item();
            halt = Some(Stop { flaw, item, recoverable });
            break;
        }
    }
    builder.finish(halt)
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: &saphyr_parser::Span) -> Result<(), (Flaw, bool)> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let bytes = self.offsets.trimmed(span);
                let kind = Kind::Scalar { text: text.into_owned().into(), plain: is_plain(style) };
                let node = self.node(bytes, &span.start, kind);
                self.last_end = bytes.end;
                self.starts(bytes.start);
                self.add(node, anchor);
            }
            Event::Alias(anchor) => self.alias(anchor, span)?,
            Event::SequenceStart(anchor, _) => self.open(span, anchor, Content::Sequence(Vec::new()))?,
            Event::MappingStart(anchor, _) => {
                self.open(span, anchor, Content::Mapping { pairs: Vec::new(), key: None, seen: HashSet::new() })?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            _ => {}
        }
        Ok(())
    }

    /// Notes the beginning of an item of a top-level list.
    fn starts(&mut self, offset: u32) {
        if let [Frame { content: Content::Mapping { .. }, .. }, Frame { content: Content::Sequence(_), .. }] = self.frames.as_slice() {
            self.item = Some(offset);
        }
    }

    /// The place of the item in which the reading stopped: the one that is open, or the one that should begin now.
    fn broken_item(&self) -> Option<u32> {
        match self.frames.as_slice() {
            [Frame { content: Content::Mapping { .. }, .. }, Frame { content: Content::Sequence(_), .. }, rest @ ..] => {
                if rest.is_empty() {
                    Some(self.next_item())
                } else {
                    self.item
                }
            }
            // The list itself could not be begun: its first item is what is broken.
            [Frame { content: Content::Mapping { key: Some(_), .. }, .. }] => Some(self.next_item()),
            _ => None,
        }
    }

    /// What stands behind all that was read; behind a key, past its colon.
    fn next_item(&self) -> u32 {
        let next = self.offsets.next_content(self.last_end);
        let is_colon = self.offsets.byte(next) == Some(b':');
        if is_colon { self.offsets.next_content(next + 1) } else { next }
    }

    fn open(&mut self, span: &saphyr_parser::Span, anchor: usize, content: Content) -> Result<(), (Flaw, bool)> {
        if self.frames.len() >= MAX_DEPTH {
            let message = format!("nested more than {MAX_DEPTH} deep");
            return Err((self.flaw_at(&span.start, message), false));
        }
        let bytes = self.offsets.span(span);
        self.starts(bytes.start);
        self.frames.push(Frame { start: span.start, end: bytes.end, anchor, content });
        Ok(())
    }

    fn close(&mut self, span: &saphyr_parser::Span) {
        let Some(mut frame) = self.frames.pop() else { return };
        if !span.is_empty() {
            frame.end = frame.end.max(self.offsets.span(span).end);
            self.last_end = frame.end;
        }
        let (anchor, node) = self.collection(frame);
        self.add(node, anchor);
    }

    fn collection(&self, frame: Frame) -> (usize, Node) {
        let start = self.offsets.offset(&frame.start);
        let kind = match frame.content {
            Content::Sequence(items) => Kind::Sequence(items),
            Content::Mapping { pairs, .. } => Kind::Mapping(pairs),
        };
        (frame.anchor, self.node(Span::new(start, frame.end), &frame.start, kind))
    }

    /// A copy of what the alias stands for, as long as all copies together stay small.
    fn alias(&mut self, anchor: usize, span: &saphyr_parser::Span) -> Result<(), (Flaw, bool)> {
        let Some(original) = self.anchors.get(&anchor) else {
            return Err((self.flaw_at(&span.start, "this alias stands inside what it refers to".into()), true));
        };
        let (weight, depth) = weigh(original);
        let too_much = self.aliased.saturating_add(weight) > MAX_ALIASED || depth + self.frames.len() > MAX_DEPTH;
        if too_much {
            return Err((self.flaw_at(&span.start, "aliases make this file too large".into()), false));
        }
        let copy = original.clone();
        self.aliased += weight;
        let bytes = self.offsets.span(span);
        self.last_end = bytes.end;
        self.starts(bytes.start);
        if let Some(frame) = self.frames.last_mut() {
            frame.end = frame.end.max(bytes.end);
        }
        self.put(copy);
        Ok(())
    }

    fn add(&mut self, node: Node, anchor: usize) {
        if anchor != 0 {
            // An anchor keeps a copy; what all of them may hold together is bounded like the aliases.
            let (weight, _) = weigh(&node);
            if self.aliased.saturating_add(weight) <= MAX_ALIASED {
                self.aliased += weight;
                self.anchors.insert(anchor, node.clone());
            }
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.end = frame.end.max(node.span.end);
        }
        self.put(node);
    }

    fn put(&mut self, node: Node) {
        let Some(frame) = self.frames.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        match &mut frame.content {
            Content::Sequence(items) => items.push(node),
            Content::Mapping { pairs, key, seen } => match key.take() {
                None => *key = Some(node),
                Some(name) => {
                    let fresh = name.text().is_none_or(|text| seen.insert(text.to_owned()));
                    if fresh {
                        pairs.push((name, node));
                    } else {
                        let message = format!("`{}` is here twice; only the first one counts", name.text().unwrap_or_default());
                        self.flaws.push(Flaw { span: name.span, line: name.line, column: name.column, message });
                    }
                }
            },
        }
    }

    fn node(&self, span: Span, start: &Marker, kind: Kind) -> Node {
        let (line, column) = self.offsets.position(start);
        Node { span, line, column, kind }
    }

    fn flaw_at(&self, marker: &Marker, message: String) -> Flaw {
        let (line, column) = self.offsets.position(marker);
        let at = self.offsets.offset(marker);
        Flaw { span: self.offsets.word_at(at), line, column, message }
    }

    /// Closes the document's mapping and its list; what is open below them is not whole and falls away.
    fn finish(mut self, stop: Option<Stop>) -> Outcome {
        let keep = self.frames.len().min(2);
        self.frames.truncate(keep);
        while let Some(frame) = self.frames.pop() {
            let (anchor, node) = self.collection(frame);
            self.add(node, anchor);
        }
        Outcome { root: self.root, flaws: self.flaws, stop }
    }
}

/// What a copy costs in bytes, and how deep it is. The depth of a tree is bounded by the builder.
fn weigh(node: &Node) -> (usize, usize) {
    let mut total = 0;
    let mut deepest = 0;
    let mut open = vec![(node, 1)];
    while let Some((node, depth)) = open.pop() {
        total += size_of::<Node>();
        deepest = deepest.max(depth);
        match &node.kind {
            Kind::Scalar { text, .. } => total += text.len(),
            Kind::Sequence(items) => open.extend(items.iter().map(|item| (item, depth + 1))),
            Kind::Mapping(pairs) => open.extend(pairs.iter().flat_map(|(key, value)| [(key, depth + 1), (value, depth + 1)])),
        }
    }
    (total, deepest)
}
