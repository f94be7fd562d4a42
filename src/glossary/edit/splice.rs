//! Where in a YAML text something goes, and in what dress.

use super::yaml::Yaml;
use crate::glossary::node::{Kind, Node};
use crate::text::{Span, TextEdit};

/// Makes edits of one text.
pub(super) struct Splice<'t> {
    text: &'t str,
    /// The text's own line end.
    end: &'static str,
}

/// A key of a mapping and its value.
pub(super) fn child<'n>(node: &'n Node, key: &str) -> Option<(&'n Node, &'n Node)> {
    let Kind::Mapping(pairs) = &node.kind else { return None };
    pairs.iter().find(|(name, _)| name.text() == Some(key)).map(|(key, value)| (key, value))
}

impl<'t> Splice<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, end: if text.contains("\r\n") { "\r\n" } else { "\n" } }
    }

    /// The first entries of a file that states nothing yet, behind its comments.
    pub(super) fn begin(&self, pairs: &[(&str, Yaml)]) -> TextEdit {
        let mut block = String::new();
        for (key, value) in pairs {
            value.entry(&mut block, 0, key);
        }
        self.insert_lines(self.text.len() as u32, &block)
    }

    /// Sets a key of a mapping: replaces its text, fills it where it states nothing, adds it where it is missing.
    pub(super) fn put(&self, map: &Node, key: &str, value: &Yaml) -> Option<TextEdit> {
        let Kind::Mapping(pairs) = &map.kind else { return None };
        if let Some((name, old)) = child(map, key) {
            return if old.is_null() { self.fill(map, name, old, value) } else { self.replace(old, value) };
        }
        if self.is_flow(map) {
            let entry = format!("{}: {}", crate::glossary::emit::in_flow(key), value.flow());
            return Some(self.add_to_flow(map, pairs.last().map(|(name, value)| if value.is_null() { name } else { value }), &entry));
        }
        let mut block = String::new();
        value.entry(&mut block, self.column(map)?, key);
        Some(self.insert_lines(self.behind(map), &block))
    }

    /// Adds an item to a list; a text alone becomes a list first.
    pub(super) fn append(&self, list: &Node, item: &Yaml) -> Option<TextEdit> {
        let Kind::Sequence(items) = &list.kind else {
            let one = list.text().map(Yaml::text)?;
            // Only what is one line is replaced by one line.
            let short = !list.span.of(self.text).contains('\n');
            return short.then(|| TextEdit { span: list.span, text: Yaml::List(vec![one, item.clone()]).flow() });
        };
        if self.is_flow(list) {
            return Some(self.add_to_flow(list, items.last(), &item.flow()));
        }
        let mut block = String::new();
        item.item(&mut block, self.dash(items.first()?)?);
        Some(self.insert_lines(self.behind(items.last()?), &block))
    }

    /// Gives a key its value.
    fn fill(&self, map: &Node, key: &Node, old: &Node, value: &Yaml) -> Option<TextEdit> {
        if !old.span.is_empty() {
            return Some(TextEdit { span: old.span, text: value.flow() });
        }
        let colon = key.span.end + self.text.get(key.span.end as usize..)?.find(':')? as u32 + 1;
        if self.is_flow(map) || matches!(value, Yaml::Text(_) | Yaml::Word(_)) {
            return Some(TextEdit { span: Span::at(colon), text: format!(" {}", value.flow()) });
        }
        let mut block = String::new();
        value.entry(&mut block, self.column(map)?, "x");
        // The key stands there already.
        let (_, lines) = block.split_once('\n')?;
        if lines.is_empty() {
            return Some(TextEdit { span: Span::at(colon), text: format!(" {}", value.flow()) });
        }
        Some(self.insert_lines(self.line_end(colon), lines))
    }

    /// Puts a text in another's place.
    fn replace(&self, old: &Node, value: &Yaml) -> Option<TextEdit> {
        let short = old.text().is_some() && !old.span.of(self.text).contains('\n');
        short.then(|| TextEdit { span: old.span, text: value.flow() })
    }

    /// Adds to a flow collection, behind its last part.
    fn add_to_flow(&self, whole: &Node, last: Option<&Node>, entry: &str) -> TextEdit {
        let (at, text) = match last {
            Some(last) => (last.span.end, format!(", {entry}")),
            None => (
                whole.span.start + 1,
                if self.text.as_bytes().get(whole.span.start as usize) == Some(&b'{') { format!(" {entry} ") } else { entry.to_owned() },
            ),
        };
        let empty = last.is_none().then(|| whole.span.of(self.text).get(1..)?.find(['}', ']']));
        // What an empty collection holds is blanks, which go.
        let end = empty.flatten().map_or(at, |blanks| at + blanks as u32);
        TextEdit { span: Span::new(at, end), text }
    }

    fn is_flow(&self, node: &Node) -> bool {
        node.span.of(self.text).starts_with(['{', '['])
    }

    /// The column of a block collection's first key or dash; `None` where it doesn't stand in blanks and dashes alone.
    fn column(&self, node: &Node) -> Option<usize> {
        let before = self.text.get(..node.span.start as usize)?;
        let line = before.rsplit(['\n', '\r']).next().unwrap_or(before).trim_start_matches('\u{feff}');
        line.chars().all(|c| matches!(c, ' ' | '-')).then_some(line.len())
    }

    /// The column of the dash before a block list's item; `None` where it stands on another line.
    fn dash(&self, item: &Node) -> Option<usize> {
        let before = self.text.get(..item.span.start as usize)?;
        before.rsplit(['\n', '\r']).next().unwrap_or(before).rfind('-')
    }

    /// Behind the line on which a block collection ends.
    fn behind(&self, node: &Node) -> u32 {
        let content = node.span.of(self.text);
        self.line_end(node.span.start + content.trim_end().len() as u32)
    }

    /// Behind the line end that follows an offset, or the text's end.
    fn line_end(&self, at: u32) -> u32 {
        let rest = self.text.get(at as usize..).unwrap_or_default();
        at + rest.find('\n').map_or(rest.len(), |end| end + 1) as u32
    }

    /// Inserts whole lines at a line's beginning, or at the end of a text whose last line may have no end.
    fn insert_lines(&self, at: u32, block: &str) -> TextEdit {
        let open = at as usize == self.text.len() && !self.text.is_empty() && !self.text.ends_with(['\n', '\u{feff}']);
        let lead = if open { self.end } else { "" };
        TextEdit { span: Span::at(at), text: format!("{lead}{}", block.replace('\n', self.end)) }
    }
}
